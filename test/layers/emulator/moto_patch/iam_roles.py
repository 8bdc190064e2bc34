"""AWS::IAM::Role, whose changed trust moto does not take over, and whose inline policies it does not keep as the text that its API has."""

import json

from moto.iam.models import Role

_stock_update_role = Role.update_from_cloudformation_json.__func__
_stock_put_policy = Role.put_policy


def _update_role(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    role = _stock_update_role(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    )
    properties = cloudformation_json["Properties"]
    role.assume_role_policy_document = json.dumps(properties["AssumeRolePolicyDocument"])
    for policy in properties.get("Policies", []):
        role.put_policy(policy["PolicyName"], policy["PolicyDocument"])
    return role


def _put_policy(self, policy_name, policy_json):
    _stock_put_policy(self, policy_name, policy_json if isinstance(policy_json, str) else json.dumps(policy_json))


def apply():
    Role.update_from_cloudformation_json = classmethod(_update_role)
    Role.put_policy = _put_policy
