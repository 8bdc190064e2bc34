"""AWS::ECS::TaskDefinition with everything that RegisterTaskDefinition takes."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.ecs.models import TaskDefinition, ecs_backends

from .api_shape import to_api


def _input(cloudformation_json):
    return to_api(cloudformation_json["Properties"], "RegisterTaskDefinition")


def _register(family, given, account_id, region_name):
    task_definition = ecs_backends[account_id][region_name].register_task_definition(
        family=family,
        container_definitions=given.get("containerDefinitions", []),
        volumes=given.get("volumes", []),
        network_mode=given.get("networkMode"),
        tags=given.get("tags", []),
        placement_constraints=given.get("placementConstraints"),
        requires_compatibilities=given.get("requiresCompatibilities"),
        cpu=given.get("cpu"),
        memory=given.get("memory"),
        task_role_arn=given.get("taskRoleArn"),
        execution_role_arn=given.get("executionRoleArn"),
        proxy_configuration=given.get("proxyConfiguration"),
        inference_accelerators=given.get("inferenceAccelerators"),
        runtime_platform=given.get("runtimePlatform"),
        ipc_mode=given.get("ipcMode"),
        pid_mode=given.get("pidMode"),
        ephemeral_storage=given.get("ephemeralStorage"),
    )
    # moto takes every launch type but EC2 for Fargate, and awsvpc for granted
    if "networkMode" in given:
        task_definition.network_mode = given["networkMode"]
    task_definition.requested = given
    return task_definition


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = _input(cloudformation_json)
    return _register(given.get("family", resource_name), given, account_id, region_name)


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    given = _input(cloudformation_json)
    if {**given, "tags": []} == {**original_resource.requested, "tags": []}:
        original_resource.requested = given
        original_resource.tags = given.get("tags", [])
        return original_resource
    if cloudformation_json.get("UpdateReplacePolicy") != "Retain":
        original_resource.delete(account_id, region_name)
    return _register(given.get("family", original_resource.family), given, account_id, region_name)


def _delete(self, account_id, region_name):
    ecs_backends[account_id][region_name].deregister_task_definition(self.arn)


def _has_cfn_attr(cls, attr):
    return attr == "TaskDefinitionArn"


def _get_cfn_attribute(self, attribute_name):
    if attribute_name == "TaskDefinitionArn":
        return self.arn
    raise UnformattedGetAttTemplateException()


def apply():
    TaskDefinition.create_from_cloudformation_json = classmethod(_create)
    TaskDefinition.update_from_cloudformation_json = classmethod(_update)
    TaskDefinition.delete = _delete
    TaskDefinition.has_cfn_attr = classmethod(_has_cfn_attr)
    TaskDefinition.get_cfn_attribute = _get_cfn_attribute
