"""AWS::IAM::Role, whose changed trust and inline policies moto does not take over."""

import json

from moto.iam.models import Role

_stock_update_role = Role.update_from_cloudformation_json.__func__


def _update_role(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    role = _stock_update_role(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    )
    properties = cloudformation_json["Properties"]
    role.assume_role_policy_document = json.dumps(properties["AssumeRolePolicyDocument"])
    for policy in properties.get("Policies", []):
        role.put_policy(policy["PolicyName"], policy["PolicyDocument"])
    return role


def apply():
    Role.update_from_cloudformation_json = classmethod(_update_role)
