"""AWS::ECS::CapacityProvider, of an Auto Scaling group and of Amazon ECS Managed Instances."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.ecs.models import EC2ContainerServiceBackend, ecs_backends

from .api_shape import to_api
from .named_resource import NamedResource


def _input(cloudformation_json):
    renamed = {"ClusterName": "cluster"}
    return to_api(cloudformation_json.get("Properties", {}), "CreateCapacityProvider", renamed)


class CfnCapacityProvider(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ecs.models"

    def __init__(self, provider):
        super().__init__(provider.name)
        self.provider = provider

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::CapacityProvider"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        provider = ecs_backends[account_id][region_name].create_capacity_provider(resource_name, {}, [])
        return _configure(cls(provider), _input(cloudformation_json))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        given = _input(cloudformation_json)
        if _identity(given) != original_resource.identity:
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        return _configure(original_resource, given)

    def delete(self, account_id, region_name):
        ecs_backends[account_id][region_name].capacity_providers.pop(self.name, None)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "Arn":
            return self.provider.capacity_provider_arn
        raise UnformattedGetAttTemplateException()


def _identity(given):
    """Whatever of a capacity provider cannot change."""
    group = given.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn")
    return given.get("name"), given.get("cluster"), group


def _configure(resource, given):
    provider = resource.provider
    provider.tags = given.get("tags", [])
    provider.cluster = given.get("cluster")
    provider.managed_instances_provider = given.get("managedInstancesProvider")
    provider.auto_scaling_group_provider = (
        provider._prepare_asg_provider(given["autoScalingGroupProvider"])
        if "autoScalingGroupProvider" in given
        else None
    )
    resource.identity = _identity(given)
    return resource


_stock_describe = EC2ContainerServiceBackend.describe_capacity_providers


def _describe(self, names):
    """All of them where none is named."""
    return _stock_describe(self, list(self.capacity_providers) if names is None else names)


def apply():
    EC2ContainerServiceBackend.describe_capacity_providers = _describe
