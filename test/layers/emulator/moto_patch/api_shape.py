"""From the properties of a CloudFormation template to the input of the ECS API.

Both describe the same thing, but a template writes `EFSVolumeConfiguration.FilesystemId` and "true"
where the API has `efsVolumeConfiguration.fileSystemId` and true. botocore knows the API: which member
is a number or a boolean, and which is a map whose keys belong to the user (`Options`, `DockerLabels`).
"""

import logging
from functools import lru_cache

import botocore.session

logger = logging.getLogger("moto")


@lru_cache
def _ecs():
    return botocore.session.get_session().get_service_model("ecs")


def to_api(properties, operation, renamed=None):
    """Input of `operation`; `renamed` maps properties to members that are not called the same."""
    named = {(renamed or {}).get(name, name): value for name, value in properties.items()}
    return _convert(named, _ecs().operation_model(operation).input_shape)


def _convert(value, shape):
    if shape.type_name == "structure" and isinstance(value, dict):
        return _convert_structure(value, shape)
    if shape.type_name == "list" and isinstance(value, list):
        return [_convert(item, shape.member) for item in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: _convert(item, shape.value) for key, item in value.items()}
    if shape.type_name == "boolean":
        return str(value).lower() == "true"
    if shape.type_name in ("integer", "long"):
        return int(value)
    if shape.type_name in ("float", "double"):
        return float(value)
    if shape.type_name == "string":
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value


def _convert_structure(value, shape):
    members = {name.lower(): (name, member) for name, member in shape.members.items()}
    converted = {}
    for key, item in value.items():
        if key.lower() not in members:
            logger.warning("%s of a template has no counterpart in %s of the ECS API", key, shape.name)
            continue
        name, member = members[key.lower()]
        converted[name] = _convert(item, member)
    return converted
