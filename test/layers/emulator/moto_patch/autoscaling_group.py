"""AWS::AutoScaling::AutoScalingGroup that is updated in place, with its lifecycle hooks and its warm pool."""

from moto.autoscaling.models import FakeAutoScalingGroup, autoscaling_backends
from moto.core.common_models import CloudFormationModel

from .api_shape import to_api
from .named_resource import NamedResource

_stock_create = FakeAutoScalingGroup.create_from_cloudformation_json.__func__


def _input(cloudformation_json):
    properties = dict(cloudformation_json["Properties"])
    zones = properties.pop("VPCZoneIdentifier", [])
    given = to_api(properties, "CreateAutoScalingGroup", service="autoscaling")
    return {**given, "VPCZoneIdentifier": ",".join(zones)}


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = _input(cloudformation_json)
    # moto splits the subnets itself
    properties = {**given, "VPCZoneIdentifier": given["VPCZoneIdentifier"].split(",")}
    group = _stock_create(cls, resource_name, {"Properties": properties}, account_id, region_name, **kwargs)
    return _remember(group, given, account_id, region_name)


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    given = _input(cloudformation_json)
    if given.get("AutoScalingGroupName", original_resource.name) != original_resource.name:
        original_resource.delete(account_id, region_name)
        return _create(cls, new_resource_name, cloudformation_json, account_id, region_name)
    original_resource.update(
        availability_zones=given.get("AvailabilityZones", []),
        desired_capacity=given.get("DesiredCapacity"),
        max_size=given["MaxSize"],
        min_size=given["MinSize"],
        launch_config_name=given.get("LaunchConfigurationName"),
        launch_template=given.get("LaunchTemplate", {}),
        vpc_zone_identifier=given["VPCZoneIdentifier"],
        health_check_period=given.get("HealthCheckGracePeriod"),
        health_check_type=given.get("HealthCheckType"),
        new_instances_protected_from_scale_in=given.get("NewInstancesProtectedFromScaleIn", False),
        mixed_instances_policy=given.get("MixedInstancesPolicy", {}),
    )
    return _remember(original_resource, given, account_id, region_name)


def _remember(group, given, account_id, region_name):
    """What moto has a place for, and does not read from a template."""
    group.capacity_rebalance = given.get("CapacityRebalance", False)
    group.max_instance_lifetime = given.get("MaxInstanceLifetime")
    group.default_instance_warmup = given.get("DefaultInstanceWarmup")
    group.tags = given.get("Tags", [])
    backend = autoscaling_backends[account_id][region_name]
    for hook in given.get("LifecycleHookSpecificationList", []):
        _add_hook(backend, group.name, hook["LifecycleHookName"], hook)
    return group


def _add_hook(backend, group, name, given):
    return backend.create_lifecycle_hook(
        name=name,
        as_name=group,
        transition=given["LifecycleTransition"],
        timeout=int(given.get("HeartbeatTimeout", 3600)),
        result=given.get("DefaultResult", "ABANDON"),
    )


class CfnLifecycleHook(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.autoscaling.models"

    def __init__(self, name, group):
        super().__init__(name)
        self.group = group

    @staticmethod
    def cloudformation_name_type():
        return "LifecycleHookName"

    @staticmethod
    def cloudformation_type():
        return "AWS::AutoScaling::LifecycleHook"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        group = properties["AutoScalingGroupName"]
        _add_hook(autoscaling_backends[account_id][region_name], group, resource_name, properties)
        return cls(resource_name, group)

    def delete(self, account_id, region_name):
        autoscaling_backends[account_id][region_name].delete_lifecycle_hook(self.group, self.name)


class CfnWarmPool(NamedResource, CloudFormationModel):
    """Known by the name of its group."""

    # moto files a model under the service that is the second part of its module
    __module__ = "moto.autoscaling.models"

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::AutoScaling::WarmPool"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "PutWarmPool", service="autoscaling")
        autoscaling_backends[account_id][region_name].put_warm_pool(
            group_name=given["AutoScalingGroupName"],
            max_group_prepared_capacity=given.get("MaxGroupPreparedCapacity"),
            min_size=given.get("MinSize"),
            pool_state=given.get("PoolState"),
            instance_reuse_policy=given.get("InstanceReusePolicy"),
        )
        return cls(given["AutoScalingGroupName"])

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    def delete(self, account_id, region_name):
        backend = autoscaling_backends[account_id][region_name]
        # moto deletes a stack in any order: the group may be gone already
        if self.name in backend.autoscaling_groups:
            backend.delete_warm_pool(self.name)


def apply():
    FakeAutoScalingGroup.create_from_cloudformation_json = classmethod(_create)
    FakeAutoScalingGroup.update_from_cloudformation_json = classmethod(_update)
