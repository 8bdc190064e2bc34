"""From the properties of a CloudFormation template to the input of the API of a service.

Both describe the same thing, but a template writes `EFSVolumeConfiguration.FilesystemId` and "true"
where the API has `efsVolumeConfiguration.fileSystemId` and true. botocore knows the API: which member
is a number or a boolean, and which is a map whose keys belong to the user (`Options`, `DockerLabels`).
"""

import logging
from functools import lru_cache

import botocore.session

logger = logging.getLogger("moto")


@lru_cache
def service_model(service):
    return botocore.session.get_session().get_service_model(service)


def to_api(properties, operation, renamed=None, service="ecs"):
    """Input of `operation`; `renamed` maps properties, at any depth, to members that are not called the same."""
    return _convert(properties, service_model(service).operation_model(operation).input_shape, renamed or {})


def _convert(value, shape, renamed):
    if shape.type_name == "structure" and isinstance(value, dict):
        return _convert_structure(value, shape, renamed)
    if shape.type_name == "list" and isinstance(value, list):
        return [_convert(item, shape.member, renamed) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: _convert(item, shape.value, renamed) for key, item in value.items()}
    if shape.type_name == "boolean":
        return str(value).lower() == "true"
    if shape.type_name in ("integer", "long"):
        return int(value)
    if shape.type_name in ("float", "double"):
        return float(value)
    if shape.type_name == "string":
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value


def _convert_structure(value, shape, renamed):
    members = {name.lower(): (name, member) for name, member in shape.members.items()}
    converted = {}
    for key, item in value.items():
        wanted = renamed.get(key, key).lower()
        if wanted not in members:
            logger.warning("%s of a template has no counterpart in %s", key, shape.name)
            continue
        name, member = members[wanted]
        converted[name] = _convert(item, member, renamed)
    return converted
