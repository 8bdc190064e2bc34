"""AWS::Logs::QueryDefinition, and the operation that reads it back: moto has none of it."""

import json
import uuid

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.core.utils import unix_time_millis
from moto.logs.models import LogsBackend, logs_backends
from moto.logs.responses import LogsResponse

from .api_shape import to_api


class CfnQueryDefinition(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.logs.models"

    def __init__(self, definition_id, given):
        self.definition_id = definition_id
        self.configure(given)

    def configure(self, given):
        times = {"lastModified": int(unix_time_millis())}
        self.described = {"queryDefinitionId": self.definition_id, **given, **times}

    @property
    def physical_resource_id(self):
        return self.definition_id

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::Logs::QueryDefinition"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        given = to_api(cloudformation_json["Properties"], "PutQueryDefinition", service="logs")
        definition = cls(str(uuid.uuid4()), given)
        logs_backends[account_id][region_name].query_definitions[definition.definition_id] = definition
        return definition

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.configure(to_api(cloudformation_json["Properties"], "PutQueryDefinition", service="logs"))
        return original_resource

    def delete(self, account_id, region_name):
        logs_backends[account_id][region_name].query_definitions.pop(self.definition_id, None)

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "QueryDefinitionId"

    def get_cfn_attribute(self, attribute_name):
        if attribute_name == "QueryDefinitionId":
            return self.definition_id
        raise UnformattedGetAttTemplateException()


def _describe_query_definitions(self):
    prefix = self._get_param("queryDefinitionNamePrefix") or ""
    described = [one.described for one in self.logs_backend.query_definitions.values()]
    return json.dumps({"queryDefinitions": [one for one in described if one["name"].startswith(prefix)]})


_stock_init = LogsBackend.__init__


def _init(self, *args, **kwargs):
    _stock_init(self, *args, **kwargs)
    self.query_definitions = {}


def apply():
    LogsBackend.__init__ = _init
    LogsResponse.describe_query_definitions = _describe_query_definitions
