"""AWS::Batch::JobDefinition with everything that RegisterJobDefinition takes; an update is a new revision."""

from moto.batch.models import JobDefinition, batch_backends

from .api_shape import to_api


def _register(cls, name, cloudformation_json, account_id, region_name, **kwargs):
    given = to_api(cloudformation_json["Properties"], "RegisterJobDefinition", service="batch")
    definition = batch_backends[account_id][region_name].register_job_definition(
        def_name=given.get("jobDefinitionName", name),
        parameters=given.get("parameters", {}),
        _type=given["type"],
        tags=given.get("tags", {}),
        retry_strategy=given.get("retryStrategy"),
        container_properties=given.get("containerProperties"),
        node_properties=given.get("nodeProperties"),
        eks_properties=given.get("eksProperties"),
        timeout=given.get("timeout", {}),
        platform_capabilities=given.get("platformCapabilities"),
        propagate_tags=given.get("propagateTags"),
    )
    definition.ecs_properties = given.get("ecsProperties")
    return definition


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    original_resource.deregister()
    return _register(cls, original_resource.name, cloudformation_json, account_id, region_name)


_stock_describe = JobDefinition.describe


def _describe(self):
    ecs = getattr(self, "ecs_properties", None)
    return {**_stock_describe(self), **({"ecsProperties": ecs} if ecs else {})}


def _delete(self, account_id, region_name):
    self.deregister()


def apply():
    JobDefinition.create_from_cloudformation_json = classmethod(_register)
    JobDefinition.update_from_cloudformation_json = classmethod(_update)
    JobDefinition.describe = _describe
    JobDefinition.delete = _delete
