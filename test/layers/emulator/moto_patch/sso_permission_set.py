"""AWS::SSO::PermissionSet with its inline policy, which moto has in its API alone."""

import json

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.ssoadmin.models import ssoadmin_backends

from .api_shape import to_api


def _inline_policy(properties):
    """A template writes a document as text or as it is."""
    policy = properties.get("InlinePolicy", "")
    return policy if isinstance(policy, str) else json.dumps(policy)


def _given(properties):
    others = {name: value for name, value in properties.items() if name != "InlinePolicy"}
    return to_api(others, "CreatePermissionSet", {"RelayStateType": "RelayState"}, service="sso-admin")


class CfnPermissionSet(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ssoadmin.models"

    def __init__(self, instance_arn, arn):
        self.instance_arn = instance_arn
        self.arn = arn

    @property
    def physical_resource_id(self):
        return f"{self.instance_arn}|{self.arn}"

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::SSO::PermissionSet"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = _given(cloudformation_json["Properties"])
        backend = ssoadmin_backends[account_id][region_name]
        instance = given["InstanceArn"]
        described = backend.create_permission_set(
            name=resource_name,
            description=given.get("Description", ""),
            instance_arn=instance,
            session_duration=given.get("SessionDuration", "PT1H"),
            relay_state=given.get("RelayState", ""),
            tags=given.get("Tags", []),
        )
        arn = described["PermissionSetArn"]
        backend.put_inline_policy_to_permission_set(instance, arn, _inline_policy(cloudformation_json["Properties"]))
        return cls(instance, arn)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        given = _given(cloudformation_json["Properties"])
        backend = ssoadmin_backends[account_id][region_name]
        instance, arn = original_resource.instance_arn, original_resource.arn
        described = backend.describe_permission_set(instance, arn)
        if given["InstanceArn"] != instance or given["Name"] != described["Name"]:
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        backend.update_permission_set(
            instance,
            arn,
            description=given.get("Description", ""),
            session_duration=given.get("SessionDuration", "PT1H"),
            relay_state=given.get("RelayState", ""),
        )
        backend.put_inline_policy_to_permission_set(instance, arn, _inline_policy(cloudformation_json["Properties"]))
        return original_resource

    def delete(self, account_id, region_name):
        ssoadmin_backends[account_id][region_name].delete_permission_set(self.instance_arn, self.arn)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "PermissionSetArn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "PermissionSetArn":
            return self.arn
        raise UnformattedGetAttTemplateException()


def apply():
    """Nothing stock changes: moto finds the models by their class."""
