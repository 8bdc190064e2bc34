"""AWS::ECS::Daemon and AWS::ECS::DaemonTaskDefinition, and the operations that read them back: moto has none of it."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend, ecs_backends
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.utilities.utils import get_partition

from .api_shape import to_api


def _arn(account_id, region_name, resource):
    return f"arn:{get_partition(region_name)}:ecs:{region_name}:{account_id}:{resource}"


# ---- task definitions ----


class CfnDaemonTaskDefinition(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ecs.models"

    def __init__(self, family, given, revision, account_id, region_name):
        self.given = given
        self.family = family
        self.arn = _arn(account_id, region_name, f"daemon-task-definition/{family}:{revision}")
        self.described = {
            "daemonTaskDefinitionArn": self.arn,
            **given,
            "family": family,
            "revision": revision,
            "status": "ACTIVE",
            "registeredAt": utcnow(),
        }

    @property
    def physical_resource_id(self):
        return self.arn

    @staticmethod
    def cloudformation_name_type():
        return "Family"

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::DaemonTaskDefinition"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "RegisterDaemonTaskDefinition")
        known = ecs_backends[account_id][region_name].daemon_task_definitions
        family = given.get("family", resource_name)
        revision = 1 + sum(one.family == family for one in known.values())
        definition = cls(family, given, revision, account_id, region_name)
        known[definition.arn] = definition
        return definition

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(
            original_resource.family, cloudformation_json, account_id, region_name
        )

    def delete(self, account_id, region_name):
        self.described["status"] = "INACTIVE"

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "DaemonTaskDefinitionArn"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "DaemonTaskDefinitionArn":
            return self.arn
        raise UnformattedGetAttTemplateException()


# ---- daemons ----


class CfnDaemon(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ecs.models"

    def __init__(self, name, given, account_id, region_name):
        cluster = given.get("clusterArn", "default").split("/")[-1]
        self.name = name
        self.arn = _arn(account_id, region_name, f"daemon/{cluster}/{name}")
        self.created_at = utcnow()
        self.revisions = []
        self.configure(given)

    def configure(self, given):
        self.given = given
        self.updated_at = utcnow()
        self.revisions.append(
            {
                "daemonRevisionArn": f"{self.arn.replace(':daemon/', ':daemon-revision/')}/{len(self.revisions) + 1}",
                "daemonArn": self.arn,
                "createdAt": self.updated_at,
                "propagateTags": "NONE",
                "enableECSManagedTags": False,
                "enableExecuteCommand": False,
                **{member: given[member] for member in _OF_A_REVISION if member in given},
            }
        )

    @property
    def summary(self):
        times = {"createdAt": self.created_at, "updatedAt": self.updated_at}
        return {"daemonArn": self.arn, "status": "ACTIVE", **times}

    @property
    def described(self):
        providers = [{"arn": arn, "runningCount": 0} for arn in self.given.get("capacityProviderArns", [])]
        arn = self.revisions[-1]["daemonRevisionArn"]
        revision = {"arn": arn, "capacityProviders": providers, "totalRunningCount": 0}
        return {**self.summary, "clusterArn": self.given.get("clusterArn"), "currentRevisions": [revision]}

    @property
    def physical_resource_id(self):
        return self.arn

    @staticmethod
    def cloudformation_name_type():
        return "DaemonName"

    @staticmethod
    def cloudformation_type():
        return "AWS::ECS::Daemon"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "CreateDaemon")
        daemon = cls(resource_name, given, account_id, region_name)
        ecs_backends[account_id][region_name].daemons[daemon.arn] = daemon
        return daemon

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        given = to_api(cloudformation_json["Properties"], "CreateDaemon")
        before = original_resource.given
        if any(given.get(member) != before.get(member) for member in ("clusterArn", "daemonName")):
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        original_resource.configure(given)
        return original_resource

    def delete(self, account_id, region_name):
        ecs_backends[account_id][region_name].daemons.pop(self.arn, None)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in ("DaemonArn", "DaemonStatus")

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "DaemonArn":
            return self.arn
        if attribute_name == "DaemonStatus":
            return "ACTIVE"
        raise UnformattedGetAttTemplateException()


_OF_A_REVISION = (
    "clusterArn",
    "daemonTaskDefinitionArn",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "propagateTags",
)


# ---- the ECS API ----


def _describe_daemon(self):
    return ActionResult({"daemon": _found(self.ecs_backend.daemons, self._get_param("daemonArn")).described})


def _list_daemons(self):
    cluster = self._get_param("clusterArn")
    daemons = [one for one in self.ecs_backend.daemons.values() if cluster in (None, one.given.get("clusterArn"))]
    return ActionResult({"daemonSummariesList": [one.summary for one in daemons]})


def _describe_daemon_revisions(self):
    wanted = self._get_param("daemonRevisionArns")
    revisions = [revision for daemon in self.ecs_backend.daemons.values() for revision in daemon.revisions]
    found = [revision for revision in revisions if revision["daemonRevisionArn"] in wanted]
    return ActionResult({"daemonRevisions": found, "failures": []})


def _describe_daemon_task_definition(self):
    definition = _found(self.ecs_backend.daemon_task_definitions, self._get_param("daemonTaskDefinition"))
    return ActionResult({"daemonTaskDefinition": definition.described})


def _found(known, arn):
    if arn not in known:
        raise InvalidParameterException(f"{arn} was not found.")
    return known[arn]


_stock_init = EC2ContainerServiceBackend.__init__


def _init(self, *args, **kwargs):
    _stock_init(self, *args, **kwargs)
    self.daemons = {}
    self.daemon_task_definitions = {}


def apply():
    EC2ContainerServiceBackend.__init__ = _init
    EC2ContainerServiceResponse.describe_daemon = _describe_daemon
    EC2ContainerServiceResponse.list_daemons = _list_daemons
    EC2ContainerServiceResponse.describe_daemon_revisions = _describe_daemon_revisions
    EC2ContainerServiceResponse.describe_daemon_task_definition = _describe_daemon_task_definition
