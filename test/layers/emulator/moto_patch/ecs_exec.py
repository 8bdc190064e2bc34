"""Tasks with the ExecuteCommand agent, and the operation that opens a session on one."""

import os
import uuid
from types import SimpleNamespace

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import Container, EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

# where a local stand-in of the session service listens; nothing connects to it unless a real plugin runs
_STREAM = os.environ.get("EXEC_STREAM_URL", "ws://127.0.0.1:5055/v1/data-channel/")

_NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute "
    "command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
)

_stock_run_task = EC2ContainerServiceResponse.run_task
_stock_resource_requirements = EC2ContainerServiceBackend._calculate_task_resource_requirements


def _run_task(self):
    response = _stock_run_task(self)
    enabled = bool(self._get_param("enableExecuteCommand", False))
    for task in response.result["tasks"]:
        task_definition = self.ecs_backend.describe_task_definition(task.task_definition_arn)
        _keep_running(task)
        task.enable_execute_command = enabled
        task.containers = [_running_container(task, one, enabled) for one in task_definition.container_definitions]
    return response


def _keep_running(task):
    # moto takes a task one step towards STOPPED each time it is described
    task._transitions = []
    task.created_at = task.started_at = utcnow()


def _running_container(task, definition, exec_enabled):
    # moto models the first container of a task definition only
    container = Container(SimpleNamespace(arn=task.task_arn, container_definitions=[definition]))
    container.last_status = "RUNNING"
    container.exitCode = None
    container.runtime_id = f"{task.id.replace('-', '')}-{len(definition['name']):010d}"
    container.managed_agents = []
    if exec_enabled:
        agent = {"name": "ExecuteCommandAgent", "lastStatus": "RUNNING", "lastStartedAt": utcnow()}
        container.managed_agents.append(agent)
    return container


def _resource_requirements(task_definition):
    """moto adds up the memory of the containers, which on Fargate need none of their own."""
    definitions = task_definition.container_definitions
    with_memory = [{"memory": 0, **one} if "memoryReservation" not in one else one for one in definitions]
    return _stock_resource_requirements(SimpleNamespace(container_definitions=with_memory))


def _execute_command(self):
    if not self._get_param("interactive", False):
        raise InvalidParameterException("Interactive is the only mode supported currently.")
    task = _find_task(self.ecs_backend, self._get_param("cluster", "default"), self._get_param("task"))
    container = _find_container(task, self._get_param("container"))
    if not getattr(task, "enable_execute_command", False):
        raise InvalidParameterException(_NOT_ENABLED)
    return ActionResult(
        {
            "clusterArn": task.cluster_arn,
            "containerArn": container.container_arn,
            "containerName": container.name,
            "interactive": True,
            "taskArn": task.task_arn,
            "session": _new_session(),
        }
    )


def _find_task(backend, cluster, name):
    running = [task for task in backend.describe_tasks(cluster, [name]) if task.last_status == "RUNNING"]
    if not running:
        raise InvalidParameterException("The task provided in the request was not found.")
    return running[0]


def _find_container(task, name):
    if name is None and len(task.containers) > 1:
        raise InvalidParameterException("The container name is required: the task has more than one container.")
    for container in task.containers:
        if name in (None, container.name):
            return container
    raise InvalidParameterException(f"The container {name} was not found in the task.")


def _new_session():
    session = f"ecs-execute-command-{uuid.uuid4().hex[:17]}"
    return {
        "sessionId": session,
        "streamUrl": f"{_STREAM}{session}?role=publish_subscribe",
        "tokenValue": f"token-of-{session}",
    }


def apply():
    EC2ContainerServiceResponse.run_task = _run_task
    EC2ContainerServiceResponse.execute_command = _execute_command
    EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(_resource_requirements)
    # run-task reads it, but moto sets it only where the VPC has DNS hostnames
    NetworkInterface.private_dns_name = ""
