"""AWS::ECS::Service, CreateService and UpdateService with what moto has no place for."""

from copy import deepcopy

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.utils import utcnow
from moto.ecs.models import Service, ecs_backends
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api._internal import mock_random

from .api_shape import to_api

# member of the API -> attribute of the model, and its value when nothing was given
_SETTINGS = {
    "enableExecuteCommand": ("enable_execute_command", False),
    "deploymentConfiguration": ("deployment_configuration", {}),
    "capacityProviderStrategy": ("capacity_provider_strategy", []),
    "enableECSManagedTags": ("enable_ecs_managed_tags", False),
    "propagateTags": ("propagate_tags", "NONE"),
    "availabilityZoneRebalancing": ("availability_zone_rebalancing", None),
    "healthCheckGracePeriodSeconds": ("health_check_grace_period_seconds", None),
    "placementConstraints": ("placement_constraints", []),
    "placementStrategy": ("placement_strategy", []),
}
_PLACE = {
    "loadBalancers": ("load_balancers", []),
    "networkConfiguration": ("network_configuration", {}),
    "platformVersion": ("platform_version", None),
    "serviceRegistries": ("service_registries", []),
    "tags": ("tags", []),
}
_REPLACES_THE_SERVICE = ("cluster", "launchType", "role", "schedulingStrategy", "serviceName")
# "This parameter triggers a new service deployment", says the reference of UpdateService
_STARTS_A_DEPLOYMENT = (
    "loadBalancers",
    "networkConfiguration",
    "platformVersion",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "taskDefinition",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
)


def _input(cloudformation_json):
    renamed = {"PlacementStrategies": "placementStrategy"}
    return to_api(cloudformation_json["Properties"], "CreateService", renamed)


def _remember(service, given, members):
    """A template states all of a service: what it leaves out has its default again."""
    for member, (attribute, default) in members.items():
        setattr(service, attribute, given.get(member, deepcopy(default)))


def _remember_given(service, given):
    """A call of the API states what changes: what it leaves out stays."""
    for member, (attribute, _) in _SETTINGS.items():
        if member in given:
            setattr(service, attribute, given[member])


def _settle_capacity(service, cluster, given):
    if "launchType" in given:
        service.launch_type = given["launchType"]
    elif not service.capacity_provider_strategy:
        service.capacity_provider_strategy = cluster.default_capacity_provider_strategy or []
    if service.capacity_provider_strategy:
        service.launch_type = None
    if service.platform_version is None and _on_fargate(service):
        service.platform_version = "LATEST"


def _on_fargate(service):
    providers = {item["capacityProvider"] for item in service.capacity_provider_strategy}
    return service.launch_type == "FARGATE" or bool(providers & {"FARGATE", "FARGATE_SPOT"})


def _show_in_deployment(service, *, is_new):
    if not service.deployments:
        return
    deployment = service.deployments[0]
    if is_new:
        deployment.update(id=f"ecs-svc/{mock_random.randint(0, 32**12)}", createdAt=utcnow())
    is_complete = service.running_count >= service.desired_count
    deployment.update(
        capacityProviderStrategy=service.capacity_provider_strategy,
        desiredCount=service.desired_count,
        launchType=service.launch_type,
        networkConfiguration=service.network_configuration,
        pendingCount=service.pending_count,
        platformFamily=None,
        platformVersion=service.platform_version,
        rolloutState="COMPLETED" if is_complete else "IN_PROGRESS",
        rolloutStateReason=f"ECS deployment {deployment['id']} {'completed' if is_complete else 'in progress'}.",
        runningCount=service.running_count,
        taskDefinition=service.task_definition,
        updatedAt=utcnow(),
    )


# ---- CloudFormation ----


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = _input(cloudformation_json)
    backend = ecs_backends[account_id][region_name]
    cluster = backend._get_cluster(given.get("cluster", "default"))
    service = backend.create_service(
        cluster.name,
        resource_name,
        given.get("desiredCount", 1),
        task_definition_str=given.get("taskDefinition"),
        scheduling_strategy=given.get("schedulingStrategy"),
        deployment_controller=given.get("deploymentController"),
        network_configuration=given.get("networkConfiguration"),
        role_arn=given.get("role"),
    )
    service.created_at = utcnow()
    return _configure(service, cluster, given, starts_deployment=True)


def _configure(service, cluster, given, *, starts_deployment):
    _remember(service, given, _SETTINGS)
    _remember(service, given, _PLACE)
    _settle_capacity(service, cluster, given)
    _show_in_deployment(service, is_new=starts_deployment)
    service.requested = given
    return service


def _update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    given = _input(cloudformation_json)
    changed = {
        member
        for member in given.keys() | original_resource.requested.keys()
        if given.get(member) != original_resource.requested.get(member)
    }
    if changed.intersection(_REPLACES_THE_SERVICE):
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    backend = ecs_backends[account_id][region_name]
    service = backend.update_service(
        {
            "cluster": original_resource.cluster_name,
            "service": original_resource.name,
            "task_definition": given.get("taskDefinition"),
            # CloudFormation leaves the count alone when the template is silent: scaling owns it
            "desired_count": given.get("desiredCount", original_resource.desired_count),
        }
    )
    cluster = backend._get_cluster(original_resource.cluster_name)
    return _configure(service, cluster, given, starts_deployment=bool(changed.intersection(_STARTS_A_DEPLOYMENT)))


def _delete(self, account_id, region_name):
    ecs_backends[account_id][region_name].delete_service(self.cluster_name, self.name, force=True)


def _has_cfn_attr(cls, attr):
    return attr in ("Name", "ServiceArn")


def _get_cfn_attribute(self, attribute_name):
    if attribute_name == "Name":
        return self.name
    if attribute_name == "ServiceArn":
        return self.arn
    raise UnformattedGetAttTemplateException()


# ---- the ECS API ----

_stock_create_service = EC2ContainerServiceResponse.create_service
_stock_update_service = EC2ContainerServiceResponse.update_service


def _create_service(self):
    response = _stock_create_service(self)
    service = response.result["service"]
    given = self._get_params()
    service.created_at = utcnow()
    _remember(service, given, _SETTINGS)
    _settle_capacity(service, self.ecs_backend._get_cluster(service.cluster_name), given)
    _show_in_deployment(service, is_new=False)
    return response


def _update_service(self):
    response = _stock_update_service(self)
    service = response.result["service"]
    given = self._get_params()
    _remember_given(service, given)
    if "taskDefinition" in given:
        service.task_definition = self.ecs_backend.describe_task_definition(given["taskDefinition"]).arn
    _settle_capacity(service, self.ecs_backend._get_cluster(service.cluster_name), given)
    _show_in_deployment(service, is_new=bool(given.keys() & set(_STARTS_A_DEPLOYMENT)))
    return response


def apply():
    Service.create_from_cloudformation_json = classmethod(_create)
    Service.update_from_cloudformation_json = classmethod(_update)
    Service.delete = _delete
    Service.has_cfn_attr = classmethod(_has_cfn_attr)
    Service.get_cfn_attribute = _get_cfn_attribute
    EC2ContainerServiceResponse.create_service = _create_service
    EC2ContainerServiceResponse.update_service = _update_service
