"""AWS::CloudTrail::Trail, which moto has in its API alone."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.cloudtrail.models import cloudtrail_backends
from moto.core.common_models import CloudFormationModel

from .api_shape import to_api
from .named_resource import NamedResource


class CfnTrail(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.cloudtrail.models"

    def __init__(self, trail):
        super().__init__(trail.trail_name)
        self.trail = trail

    @staticmethod
    def cloudformation_name_type():
        return "TrailName"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudTrail::Trail"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = dict(cloudformation_json["Properties"])
        is_logging = properties.pop("IsLogging")
        selectors = {name: properties.pop(name) for name in _SELECTORS if name in properties}
        given = to_api(properties, "CreateTrail", {"Tags": "TagsList"}, service="cloudtrail")
        backend = cloudtrail_backends[account_id][region_name]
        trail = backend.create_trail(
            name=resource_name,
            bucket_name=given["S3BucketName"],
            s3_key_prefix=given.get("S3KeyPrefix"),
            sns_topic_name=given.get("SnsTopicName"),
            is_global=given.get("IncludeGlobalServiceEvents", True),
            is_multi_region=given.get("IsMultiRegionTrail", False),
            log_validation=given.get("EnableLogFileValidation", False),
            is_org_trail=given.get("IsOrganizationTrail", False),
            cw_log_group_arn=given.get("CloudWatchLogsLogGroupArn"),
            cw_role_arn=given.get("CloudWatchLogsRoleArn"),
            kms_key_id=given.get("KmsKeyId"),
            tags_list=given.get("TagsList", []),
        )
        chosen = to_api(selectors, "PutEventSelectors", service="cloudtrail")
        trail.put_event_selectors(chosen.get("EventSelectors", []), chosen.get("AdvancedEventSelectors", []))
        if str(is_logging).lower() == "true":
            trail.start_logging()
        return cls(trail)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        name = cloudformation_json["Properties"].get("TrailName", original_resource.name)
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(name, cloudformation_json, account_id, region_name)

    def delete(self, account_id, region_name):
        cloudtrail_backends[account_id][region_name].delete_trail(self.name)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "Arn":
            return self.trail.arn
        raise UnformattedGetAttTemplateException()


_SELECTORS = ("EventSelectors", "AdvancedEventSelectors")


def apply():
    """Nothing stock changes: moto finds the models by their class."""
