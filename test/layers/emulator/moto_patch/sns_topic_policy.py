"""AWS::SNS::TopicPolicy, which moto has in its API alone. The topics are as before when it goes."""

import json

from moto.core.common_models import CloudFormationModel
from moto.sns.models import sns_backends

from .named_resource import NamedResource


class CfnTopicPolicy(NamedResource, CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.sns.models"

    def __init__(self, name, topics):
        super().__init__(name)
        self.topics = topics

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::SNS::TopicPolicy"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        topics = [sns_backends[account_id][region_name].get_topic(arn) for arn in properties["Topics"]]
        for topic in topics:
            topic.policy = json.dumps(properties["PolicyDocument"])
        return cls(resource_name, topics)

    def delete(self, account_id, region_name):
        for topic in self.topics:
            topic._policy_json = topic._create_default_topic_policy(region_name, account_id, topic.name)


def apply():
    """Nothing stock changes: moto finds the models by their class."""
