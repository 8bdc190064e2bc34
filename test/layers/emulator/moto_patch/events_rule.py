"""AWS::Events::Rule that keeps its name when it is updated, with its targets as the API of Amazon EventBridge has them."""

from moto.events.models import Rule

from .api_shape import to_api

_stock_create = Rule.create_from_cloudformation_json.__func__


def _with_targets_of_the_api(cloudformation_json):
    properties = cloudformation_json["Properties"]
    # the tags of a task that a rule starts
    renamed = {"TagList": "Tags"}
    given = to_api({"Targets": properties.get("Targets", [])}, "PutTargets", renamed, service="events")
    return {**cloudformation_json, "Properties": {**properties, **given}}


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = _with_targets_of_the_api(cloudformation_json)
    return _stock_create(cls, resource_name, given, account_id, region_name, **kwargs)


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    name = cloudformation_json["Properties"].get("Name", original_resource.name)
    original_resource.delete(account_id, region_name)
    return _create(cls, name, cloudformation_json, account_id, region_name)


def apply():
    Rule.create_from_cloudformation_json = classmethod(_create)
    Rule.update_from_cloudformation_json = classmethod(_update)
