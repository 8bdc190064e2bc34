"""AWS::IAM::ManagedPolicy, which moto neither updates nor deletes."""

import json

from moto.iam.models import ManagedPolicy, iam_backends
from moto.utilities.utils import get_partition

# AWS keeps no more, and CloudFormation deletes the oldest one
_MOST_VERSIONS = 5


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    properties = cloudformation_json["Properties"]
    if properties.get("ManagedPolicyName", original_resource.name) != original_resource.name:
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
    backend = iam_backends[account_id][get_partition(region_name)]
    document = json.dumps(properties["PolicyDocument"])
    if document != backend.get_policy_version(original_resource.arn, original_resource.default_version_id).document:
        del original_resource.versions[: len(original_resource.versions) - _MOST_VERSIONS + 1]
        backend.create_policy_version(original_resource.arn, document, True)
    for identity, name, kind in _identities(backend):
        _attach(original_resource, identity, name in properties.get(kind, []))
    return original_resource


def _delete(self, account_id, region_name):
    backend = iam_backends[account_id][get_partition(region_name)]
    for identity, _, _ in _identities(backend):
        _attach(self, identity, False)
    backend.delete_policy(self.arn)


def _identities(backend):
    """Everything a policy is attached to, with its name and the property that lists it."""
    yield from ((role, role.name, "Roles") for role in backend.roles.values())
    yield from ((user, user.name, "Users") for user in backend.users.values())
    yield from ((group, group.name, "Groups") for group in backend.groups.values())


def _attach(policy, identity, wanted):
    attached = policy.arn in identity.managed_policies
    if wanted and not attached:
        policy.attach_to(identity)
    if attached and not wanted:
        policy.detach_from(identity)


def apply():
    ManagedPolicy.update_from_cloudformation_json = classmethod(_update)
    ManagedPolicy.delete = _delete
