"""What keeps a session secret and on record: the key, the log group and the bucket."""

import json

from moto.core.common_models import CloudFormationModel
from moto.iam.access_control import PermissionResult
from moto.kms.models import Key
from moto.logs.models import LogGroup, logs_backends
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition


def _is_true(value):
    return str(value).lower() == "true"


# ---- AWS::Logs::LogGroup ----

_stock_create_log_group = LogGroup.create_from_cloudformation_json.__func__
_stock_log_group_attribute = LogGroup.get_cfn_attribute


def _create_log_group(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    group = _stock_create_log_group(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    return _configure_log_group(group, cloudformation_json["Properties"])


def _update_log_group(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    properties = cloudformation_json["Properties"]
    if properties.get("LogGroupName", original_resource.name) != original_resource.name:
        logs_backends[account_id][region_name].delete_log_group(original_resource.name)
        return _create_log_group(cls, new_resource_name, cloudformation_json, account_id, region_name)
    return _configure_log_group(original_resource, properties)


def _configure_log_group(group, properties):
    retention = properties.get("RetentionInDays")
    group.retention_in_days = int(retention) if retention else None
    group.kms_key_id = properties.get("KmsKeyId")
    return group


def _log_group_attribute(self, attribute_name):
    value = _stock_log_group_attribute(self, attribute_name)
    # CloudFormation answers with the ARN of the streams, which is what a policy needs
    return f"{value}:*" if attribute_name == "Arn" else value


# ---- AWS::KMS::Key ----

_stock_create_key = Key.create_from_cloudformation_json.__func__
_stock_key_attribute = Key.get_cfn_attribute


def _create_key(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = {**cloudformation_json, "Properties": {"KeyPolicy": None, **cloudformation_json["Properties"]}}
    key = _stock_create_key(cls, resource_name, given, account_id, region_name, **kwargs)
    return _configure_key(key, given["Properties"])


def _update_key(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    return _configure_key(original_resource, cloudformation_json["Properties"])


def _configure_key(key, properties):
    policy = properties.get("KeyPolicy")
    key.policy = json.dumps(policy) if policy else key.generate_default_policy()
    key.description = properties.get("Description", "")
    key.enabled = _is_true(properties.get("Enabled", True))
    key.key_rotation_status = _is_true(properties.get("EnableKeyRotation", False))
    return key


def _key_has_attribute(cls, attr):
    return attr in ("Arn", "KeyId")


def _key_attribute(self, attribute_name):
    return self.id if attribute_name == "KeyId" else _stock_key_attribute(self, attribute_name)


# ---- AWS::S3::Bucket and AWS::S3::BucketPolicy ----

_stock_create_bucket = FakeBucket.create_from_cloudformation_json.__func__
_stock_update_bucket = FakeBucket.update_from_cloudformation_json.__func__


def _create_bucket(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    bucket = _stock_create_bucket(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    return _configure_bucket(bucket, cloudformation_json.get("Properties", {}), account_id, region_name)


def _update_bucket(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    # moto looks the name up in the template, where a generated one is not
    properties = {"BucketName": original_resource.name, **cloudformation_json["Properties"]}
    given = {**cloudformation_json, "Properties": properties}
    bucket = _stock_update_bucket(cls, original_resource, new_resource_name, given, account_id, region_name)
    return _configure_bucket(bucket, properties, account_id, region_name)


def _configure_bucket(bucket, properties, account_id, region_name):
    backend = s3_backends[account_id][get_partition(region_name)]
    block = properties.get("PublicAccessBlockConfiguration")
    if block:
        backend.put_public_access_block(bucket.name, {name: _is_true(value) for name, value in block.items()})
    versioning = properties.get("VersioningConfiguration")
    if versioning:
        backend.put_bucket_versioning(bucket.name, versioning["Status"])
    return bucket


class BucketPolicy(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.s3.models"

    def __init__(self, bucket):
        self.bucket = bucket

    @property
    def physical_resource_id(self):
        return self.bucket

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::S3::BucketPolicy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        document = json.dumps(properties["PolicyDocument"]).encode()
        s3_backends[account_id][get_partition(region_name)].put_bucket_policy(properties["Bucket"], document)
        return cls(properties["Bucket"])

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    def delete(self, account_id, region_name):
        backend = s3_backends[account_id][get_partition(region_name)]
        # moto deletes a stack in any order: the bucket may be gone already
        if self.bucket in backend.buckets:
            backend.delete_bucket_policy(self.bucket)


def _no_verdict(self, action, resource):
    """moto enforces a bucket policy without its conditions: a Deny of plain HTTP would deny everything."""
    return PermissionResult.NEUTRAL


def apply():
    LogGroup.create_from_cloudformation_json = classmethod(_create_log_group)
    LogGroup.update_from_cloudformation_json = classmethod(_update_log_group)
    LogGroup.get_cfn_attribute = _log_group_attribute
    Key.create_from_cloudformation_json = classmethod(_create_key)
    Key.update_from_cloudformation_json = classmethod(_update_key)
    Key.has_cfn_attr = classmethod(_key_has_attribute)
    Key.get_cfn_attribute = _key_attribute
    FakeBucket.create_from_cloudformation_json = classmethod(_create_bucket)
    FakeBucket.update_from_cloudformation_json = classmethod(_update_bucket)
    FakeBucket.get_permission = _no_verdict
