"""AWS::Scheduler::Schedule and AWS::Scheduler::ScheduleGroup, which moto has in its API alone."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.scheduler.models import scheduler_backends

from .api_shape import to_api
from .named_resource import NamedResource


class _SchedulerResource(NamedResource):
    def __init__(self, model):
        super().__init__(model.name)
        self.model = model

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        name = cloudformation_json["Properties"].get("Name", original_resource.name)
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(name, cloudformation_json, account_id, region_name)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "Arn":
            return self.model.arn
        raise UnformattedGetAttTemplateException()


class CfnSchedule(_SchedulerResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.scheduler.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::Scheduler::Schedule"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "CreateSchedule", service="scheduler")
        schedule = scheduler_backends[account_id][region_name].create_schedule(
            name=resource_name,
            group_name=given.get("GroupName"),
            description=given.get("Description"),
            schedule_expression=given["ScheduleExpression"],
            schedule_expression_timezone=given.get("ScheduleExpressionTimezone"),
            flexible_time_window=given["FlexibleTimeWindow"],
            target=given["Target"],
            state=given.get("State"),
            kms_key_arn=given.get("KmsKeyArn"),
            start_date=given.get("StartDate"),
            end_date=given.get("EndDate"),
            action_after_completion=given.get("ActionAfterCompletion"),
        )
        return cls(schedule)

    def delete(self, account_id, region_name):
        groups = scheduler_backends[account_id][region_name].schedule_groups
        # moto deletes a stack in any order: the group may be gone already
        if self.model.group_name in groups:
            groups[self.model.group_name].schedules.pop(self.name, None)


class CfnScheduleGroup(_SchedulerResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.scheduler.models"

    @staticmethod
    def cloudformation_type():
        return "AWS::Scheduler::ScheduleGroup"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        tags = cloudformation_json.get("Properties", {}).get("Tags", [])
        return cls(scheduler_backends[account_id][region_name].create_schedule_group(resource_name, tags))

    def delete(self, account_id, region_name):
        scheduler_backends[account_id][region_name].schedule_groups.pop(self.name, None)


def apply():
    """Nothing stock changes: moto finds the models by their class."""
