"""AWS::Organizations::Policy, which moto has in its API alone. The organization itself must be there."""

import json

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.organizations.exceptions import AWSOrganizationsNotInUseException
from moto.organizations.models import organizations_backends
from moto.utilities.utils import get_partition


def _backend(account_id, region_name):
    backend = organizations_backends[account_id][get_partition(region_name)]
    if backend.org is None:
        raise AWSOrganizationsNotInUseException()
    return backend


def _content(properties):
    """A template writes a document as text or as it is."""
    content = properties["Content"]
    return content if isinstance(content, str) else json.dumps(content)


class CfnPolicy(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.organizations.models"

    def __init__(self, policy):
        self.policy = policy

    @property
    def physical_resource_id(self):
        return self.policy.id

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::Organizations::Policy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        backend = _backend(account_id, region_name)
        described = backend.create_policy(
            Name=resource_name,
            Description=properties.get("Description", ""),
            Type=properties["Type"],
            Content=_content(properties),
            Tags=properties.get("Tags", []),
        )
        policy = backend.get_policy_by_id(described["Policy"]["PolicySummary"]["Id"])
        _attach(backend, policy, properties.get("TargetIds", []))
        return cls(policy)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties = cloudformation_json["Properties"]
        policy = original_resource.policy
        if properties["Type"] != policy.type:
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        backend = _backend(account_id, region_name)
        backend.update_policy(
            PolicyId=policy.id,
            Name=properties["Name"],
            Description=properties.get("Description", ""),
            Content=_content(properties),
        )
        _attach(backend, policy, properties.get("TargetIds", []))
        return original_resource

    def delete(self, account_id, region_name):
        backend = _backend(account_id, region_name)
        _attach(backend, self.policy, [])
        backend.delete_policy(PolicyId=self.policy.id)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in ("Arn", "AwsManaged", "Id")

    def get_cfn_attribute(self, attribute_name):
        known = {"Arn": self.policy.arn, "AwsManaged": self.policy.aws_managed, "Id": self.policy.id}
        if attribute_name in known:
            return known[attribute_name]
        raise UnformattedGetAttTemplateException()


def _attach(backend, policy, targets):
    """Has the policy hold for these targets and no others."""
    attached = [target.id for target in policy.attachments]
    for target in attached:
        if target not in targets:
            backend.detach_policy(PolicyId=policy.id, TargetId=target)
    for target in targets:
        backend.attach_policy(PolicyId=policy.id, TargetId=target)


def apply():
    """Nothing stock changes: moto finds the models by their class."""
