"""AWS::ECS::Cluster with its configuration, and the type that gives it capacity."""

from copy import deepcopy

from moto.core.common_models import CloudFormationModel
from moto.ecs.models import Cluster, EC2ContainerServiceBackend, ecs_backends

from .api_shape import to_api
from .named_resource import NamedResource

_DEFAULT_SETTINGS = [{"name": "containerInsights", "value": "disabled"}]


def _cluster_input(cloudformation_json):
    renamed = {"ClusterSettings": "settings"}
    return to_api(cloudformation_json.get("Properties", {}), "CreateCluster", renamed)


def _configure(cluster, given):
    cluster.settings = given.get("settings", deepcopy(_DEFAULT_SETTINGS))
    cluster.configuration = given.get("configuration")
    cluster.service_connect_defaults = given.get("serviceConnectDefaults")
    cluster.tags = given.get("tags", [])
    # absent, they may belong to a ClusterCapacityProviderAssociations
    if "capacityProviders" in given:
        cluster.capacity_providers = given["capacityProviders"]
    if "defaultCapacityProviderStrategy" in given:
        cluster.default_capacity_provider_strategy = given["defaultCapacityProviderStrategy"]
    return cluster


def _create_cluster(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    cluster = ecs_backends[account_id][region_name].create_cluster(resource_name)
    return _configure(cluster, _cluster_input(cloudformation_json))


def _update_cluster(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    given = _cluster_input(cloudformation_json)
    if given.get("clusterName", original_resource.name) != original_resource.name:
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
    return _configure(original_resource, given)


def _delete_cluster(self, account_id, region_name):
    ecs_backends[account_id][region_name].delete_cluster(self.name)


class CfnClusterCapacityProviderAssociations(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ecs.models"

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::ClusterCapacityProviderAssociations"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "PutClusterCapacityProviders")
        cluster = ecs_backends[account_id][region_name].put_cluster_capacity_providers(
            given["cluster"], given.get("capacityProviders", []), given.get("defaultCapacityProviderStrategy", [])
        )
        return cls(cluster.name)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    def delete(self, account_id, region_name):
        ecs_backends[account_id][region_name].put_cluster_capacity_providers(self.name, [], [])


def _list_clusters(self):
    """Those that are there: moto lists deleted ones as well."""
    return [cluster.arn for cluster in self.clusters.values() if cluster.status == "ACTIVE"]


def apply():
    EC2ContainerServiceBackend.list_clusters = _list_clusters
    Cluster.create_from_cloudformation_json = classmethod(_create_cluster)
    Cluster.update_from_cloudformation_json = classmethod(_update_cluster)
    Cluster.delete = _delete_cluster
