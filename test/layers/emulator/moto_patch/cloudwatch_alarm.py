"""AWS::CloudWatch::Alarm on one metric, which moto has in its API alone."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.common_models import CloudFormationModel
from moto.core.utils import camelcase_to_underscores

from .api_shape import to_api
from .named_resource import NamedResource

# what moto's backend calls otherwise than the API
_RENAMED = {"alarm_name": "name", "alarm_description": "description"}

# what moto's backend wants to be told, and a template need not say
_UNSAID = {
    "alarm_actions": [],
    "description": None,
    "dimensions": [],
    "metric_name": None,
    "namespace": None,
    "period": None,
    "statistic": None,
    "threshold": None,
}


class CfnAlarm(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.cloudwatch.models"

    def __init__(self, alarm):
        super().__init__(alarm.name)
        self.alarm = alarm

    @staticmethod
    def cloudformation_name_type():
        return "AlarmName"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudWatch::Alarm"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = {**cloudformation_json["Properties"], "AlarmName": resource_name}
        given = to_api(properties, "PutMetricAlarm", service="cloudwatch")
        members = {camelcase_to_underscores(member): value for member, value in given.items()}
        arguments = {_RENAMED.get(member, member): value for member, value in members.items()}
        return cls(cloudwatch_backends[account_id][region_name].put_metric_alarm(**{**_UNSAID, **arguments}))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        name = cloudformation_json["Properties"].get("AlarmName", original_resource.name)
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(name, cloudformation_json, account_id, region_name)

    def delete(self, account_id, region_name):
        cloudwatch_backends[account_id][region_name].delete_alarms([self.name])

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "Arn":
            return self.alarm.alarm_arn
        raise UnformattedGetAttTemplateException()


def apply():
    """Nothing stock changes: moto finds the models by their class."""
