"""Stacks as the cdk CLI makes and updates them: what CloudFormation itself does, not one resource.

On an update moto compares the text of a resource. A service whose task definition got a new revision has
the same text, `{"Ref": "TaskDefinition"}`, and would keep the old one. Here a resource is updated when its
properties *resolve* to something else, and left alone when they do not.
"""

import logging

from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import ResourceMap
from moto.ec2.models import ec2_backends
from moto.utilities.utils import get_partition

logger = logging.getLogger("moto")

_stock_clean_json = parsing.clean_json
_stock_create_resource = parsing.parse_and_create_resource
_stock_update_resource = parsing.parse_and_update_resource
_stock_resource_map_init = ResourceMap.__init__
_stock_update = ResourceMap.update
_stock_delete = ResourceMap.delete
_stock_delete_stack = Stack.delete
_stock_delete_change_set = CloudFormationBackend.delete_change_set
_stock_update_parameters = CloudFormationBackend._resolve_update_parameters


# ---- resources that follow what they refer to ----


def _resolved(resource_json, resources):
    return parsing.clean_json(resource_json.get("Properties", {}), resources)


def _create_resource(logical_id, resource_json, resources_map, account_id, region_name):
    resource = _stock_create_resource(logical_id, resource_json, resources_map, account_id, region_name)
    if resource is not None:
        resources_map.resolved_properties[logical_id] = _resolved(resource_json, resources_map)
    return resource


def _update_resource(logical_id, resource_json, resources_map, account_id, region_name):
    original = resources_map[logical_id]
    if original is None:
        return None
    properties = _resolved(resource_json, resources_map)
    if properties == resources_map.resolved_properties.get(logical_id):
        return original
    updated = _stock_update_resource(logical_id, resource_json, resources_map, account_id, region_name)
    resources_map.resolved_properties[logical_id] = properties
    if updated is None:
        # moto would forget the resource, and every Ref to it would be nothing
        logger.warning("%s is not updated: moto cannot update a %s", logical_id, resource_json["Type"])
    return updated or original


def _update(self, template, parameters=None):
    removed = self._resource_json_map.keys() - template["Resources"].keys()
    _stock_update(self, template, parameters)
    for logical_id in removed:
        # or a later update that adds it again would find it made already
        self._parsed_resources.pop(logical_id, None)
        self.resolved_properties.pop(logical_id, None)
    for _ in self._resource_json_map:
        before = dict(self.resolved_properties)
        _update_all(self)
        if self.resolved_properties == before:
            break


def _update_all(resources):
    for logical_id, resource_json in resources._resource_json_map.items():
        if logical_id in resources._parsed_resources:
            resources._parsed_resources[logical_id] = parsing.parse_and_update_resource(
                logical_id, resource_json, resources, resources._account_id, resources._region_name
            )


# ---- what a stack leaves behind ----


def _delete(self):
    """A stack here was created before it is deleted: what is kept except on creation is kept."""
    self._resource_json_map = {
        logical_id: {**one, "DeletionPolicy": one.get("DeletionPolicy", "").replace("RetainExceptOnCreate", "Retain")}
        for logical_id, one in self._resource_json_map.items()
    }
    _stock_delete(self)


def _delete_stack(self):
    _stock_delete_stack(self)
    # or moto would make what an output names again, as soon as somebody asks for the stack that is gone
    self.output_map._output_json_map = {}


# ---- pseudo parameters and zones, which moto knows for us-east-1 alone ----


def _resource_map_init(self, *args, **kwargs):
    _stock_resource_map_init(self, *args, **kwargs)
    self.resolved_properties = {}
    partition = get_partition(self._region_name)
    self._parsed_resources["AWS::Partition"] = partition
    self._parsed_resources["AWS::URLSuffix"] = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"


def _clean_json(resource_json, resources_map):
    if isinstance(resource_json, dict) and "Fn::GetAZs" in resource_json:
        region = parsing.clean_json(resource_json["Fn::GetAZs"], resources_map) or resources_map["AWS::Region"]
        zones = ec2_backends[resources_map["AWS::AccountId"]][region].describe_availability_zones()
        return [zone.name for zone in zones]
    return _stock_clean_json(resource_json, resources_map)


# ---- calls of the cdk CLI ----


def _update_parameters(self, instance, incoming_params):
    return _stock_update_parameters(self, instance, [_with_previous_value(instance, one) for one in incoming_params])


def _with_previous_value(instance, parameter):
    """The value a stack has from the default of its template is a previous value too."""
    key = parameter["ParameterKey"]
    # a stack set has no parsed template
    declared = getattr(instance, "template_dict", {}).get("Parameters", {}).get(key, {})
    if parameter.get("UsePreviousValue") and key not in instance.parameters and "Default" in declared:
        return {"ParameterKey": key, "ParameterValue": str(declared["Default"])}
    return parameter


def _delete_change_set(self, change_set_name):
    known = {name for one in self.change_sets.values() for name in (one.change_set_id, one.change_set_name)}
    if change_set_name in known:
        _stock_delete_change_set(self, change_set_name)


def apply():
    parsing.clean_json = _clean_json
    parsing.parse_and_create_resource = _create_resource
    parsing.parse_and_update_resource = _update_resource
    ResourceMap.__init__ = _resource_map_init
    ResourceMap.update = _update
    ResourceMap.delete = _delete
    Stack.delete = _delete_stack
    CloudFormationBackend._resolve_update_parameters = _update_parameters
    CloudFormationBackend.delete_change_set = _delete_change_set
