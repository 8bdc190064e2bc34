"""The network that decides whether a task reaches the session service: DNS, rules, endpoints."""

import json

from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupIngress
from moto.ec2.models.subnets import Subnet, SubnetRouteTableAssociation
from moto.ec2.models.vpcs import VPC, VPCEndPoint


def _is_true(value):
    return str(value).lower() == "true"


def _set_tags(resource, properties):
    for tag in properties.get("Tags", []):
        resource.add_tag(tag["Key"], tag["Value"])


# ---- VPC and subnets ----

_stock_create_vpc = VPC.create_from_cloudformation_json.__func__
_stock_create_subnet = Subnet.create_from_cloudformation_json.__func__


def _create_vpc(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    vpc = _stock_create_vpc(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    return _set_dns(vpc, cloudformation_json["Properties"])


def _update_vpc(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    _set_tags(original_resource, cloudformation_json["Properties"])
    return _set_dns(original_resource, cloudformation_json["Properties"])


def _set_dns(vpc, properties):
    vpc.enable_dns_hostnames = _is_true(properties.get("EnableDnsHostnames", False))
    vpc.enable_dns_support = _is_true(properties.get("EnableDnsSupport", True))
    return vpc


def _create_subnet(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    subnet = _stock_create_subnet(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    subnet.map_public_ip_on_launch = _is_true(cloudformation_json["Properties"].get("MapPublicIpOnLaunch", False))
    return subnet


# ---- security groups ----


def _create_group(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]
    group = ec2_backends[account_id][region_name].create_security_group(
        name=resource_name, description=properties.get("GroupDescription"), vpc_id=properties.get("VpcId")
    )
    group.default_egress = list(group.egress_rules)
    _set_tags(group, properties)
    return _set_inline_rules(group, properties)


def _update_group(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    """In place: moto makes a new group, which nothing that refers to the old one would know."""
    _remove_rules(original_resource, original_resource.inline_rules)
    _set_tags(original_resource, cloudformation_json["Properties"])
    return _set_inline_rules(original_resource, cloudformation_json["Properties"])


def _set_inline_rules(group, properties):
    group.inline_rules = []
    for rule in properties.get("SecurityGroupIngress", []):
        group.inline_rules += _add_ingress(group, rule)
    for rule in properties.get("SecurityGroupEgress", []):
        group.inline_rules += _add_egress(group, rule)
    return group


def _add_ingress(group, rule):
    peers = _peers(rule, "Source")
    return group.ec2_backend.authorize_security_group_ingress(group.id, **peers)[0]


def _add_egress(group, rule):
    # a rule of one's own takes the place of the one that allows everything
    _remove_rules(group, group.default_egress)
    peers = _peers(rule, "Destination")
    return group.ec2_backend.authorize_security_group_egress(group.id, **peers)[0]


def _remove_rules(group, rules):
    # by identity: two rules that are equal may come from two resources of a template
    group.ingress_rules = [rule for rule in group.ingress_rules if not any(rule is one for one in rules)]
    group.egress_rules = [rule for rule in group.egress_rules if not any(rule is one for one in rules)]


def _peers(rule, side):
    described = {"Description": rule["Description"]} if "Description" in rule else {}
    groups = {"GroupId": f"{side}SecurityGroupId", "GroupName": f"{side}SecurityGroupName"}
    group = {member: rule[name] for member, name in groups.items() if name in rule}
    prefix_list = rule.get(f"{side}PrefixListId")
    return {
        "ip_protocol": str(rule["IpProtocol"]),
        "from_port": rule.get("FromPort", -1),
        "to_port": rule.get("ToPort", -1),
        "ip_ranges": [{name: rule[name], **described} for name in ("CidrIp", "CidrIpv6") if name in rule],
        "source_groups": [{**group, **described}] if group else [],
        "prefix_list_ids": [{"PrefixListId": prefix_list, **described}] if prefix_list else [],
    }


# ---- rules that are resources of their own ----


class SecurityGroupEgress(CloudFormationModel):
    # moto files a model under the service that is the second part of its module
    __module__ = "moto.ec2.models.security_groups"

    def __init__(self, security_group, properties):
        self.security_group = security_group
        self.properties = properties

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::EC2::SecurityGroupEgress"


def _create_rule(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]
    group = ec2_backends[account_id][region_name].get_security_group_by_name_or_id(
        properties.get("GroupId") or properties.get("GroupName")
    )
    add = _add_egress if cls is SecurityGroupEgress else _add_ingress
    rule = cls(group, properties)
    rule.rules = add(group, properties)
    return rule


def _update_rule(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    original_resource.delete(account_id, region_name)
    return _create_rule(cls, new_resource_name, cloudformation_json, account_id, region_name)


def _delete_rule(self, account_id, region_name):
    _remove_rules(self.security_group, self.rules)


def _apply_to_rules():
    for rule in (SecurityGroupIngress, SecurityGroupEgress):
        rule.create_from_cloudformation_json = classmethod(_create_rule)
        rule.update_from_cloudformation_json = classmethod(_update_rule)
        rule.delete = _delete_rule
        rule.physical_resource_id = property(lambda self: self.rules[0].id)
    # of a group that no template made
    SecurityGroup.default_egress = []
    SecurityGroup.inline_rules = []


# ---- endpoints ----

_stock_create_endpoint = VPCEndPoint.create_from_cloudformation_json.__func__


def _endpoint_json(cloudformation_json):
    properties = dict(cloudformation_json["Properties"])
    properties.setdefault("VpcEndpointType", "Gateway")
    properties.setdefault("RouteTableIds", [])
    if isinstance(properties.get("PolicyDocument"), dict):
        properties["PolicyDocument"] = json.dumps(properties["PolicyDocument"])
    properties["PrivateDnsEnabled"] = _is_true(properties.get("PrivateDnsEnabled", False))
    return {**cloudformation_json, "Properties": properties}


def _create_endpoint(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    given = _endpoint_json(cloudformation_json)
    endpoint = _stock_create_endpoint(cls, resource_name, given, account_id, region_name, **kwargs)
    _set_tags(endpoint, given["Properties"])
    return endpoint


def _update_endpoint(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    properties = _endpoint_json(cloudformation_json)["Properties"]
    identity = (properties["VpcId"], properties["ServiceName"], properties["VpcEndpointType"])
    if identity != (original_resource.vpc_id, original_resource.service_name, original_resource.vpc_endpoint_type):
        original_resource.delete(account_id, region_name)
        return _create_endpoint(cls, new_resource_name, cloudformation_json, account_id, region_name)

    original_resource.policy_document = properties.get("PolicyDocument") or json.dumps(cls.DEFAULT_POLICY)
    original_resource.private_dns_enabled = properties["PrivateDnsEnabled"]
    original_resource.route_table_ids = properties["RouteTableIds"]
    original_resource.security_group_ids = properties.get("SecurityGroupIds", [])
    original_resource.subnet_ids = properties.get("SubnetIds")
    _set_tags(original_resource, properties)
    return original_resource


def _delete_endpoint(self, account_id, region_name):
    backend = ec2_backends[account_id][region_name]
    for interface in self.network_interface_ids:
        backend.enis.pop(interface, None)
    backend.vpc_end_points.pop(self.id, None)


# ---- route tables ----


def _create_association(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    """moto files the association where describe-route-tables does not look."""
    properties = cloudformation_json["Properties"]
    association = cls(properties["RouteTableId"], properties["SubnetId"])
    association.id = ec2_backends[account_id][region_name].associate_route_table(
        association.route_table_id, subnet_id=association.subnet_id
    )
    return association


def _delete_association(self, account_id, region_name):
    ec2_backends[account_id][region_name].disassociate_route_table(self.id)


def _delete_route_table(self, account_id, region_name):
    ec2_backends[account_id][region_name].delete_route_table(self.id)


def apply():
    VPC.create_from_cloudformation_json = classmethod(_create_vpc)
    VPC.update_from_cloudformation_json = classmethod(_update_vpc)
    Subnet.create_from_cloudformation_json = classmethod(_create_subnet)
    SecurityGroup.create_from_cloudformation_json = classmethod(_create_group)
    SecurityGroup.update_from_cloudformation_json = classmethod(_update_group)
    _apply_to_rules()
    VPCEndPoint.create_from_cloudformation_json = classmethod(_create_endpoint)
    VPCEndPoint.update_from_cloudformation_json = classmethod(_update_endpoint)
    VPCEndPoint.delete = _delete_endpoint
    SubnetRouteTableAssociation.create_from_cloudformation_json = classmethod(_create_association)
    SubnetRouteTableAssociation.delete = _delete_association
    SubnetRouteTableAssociation.physical_resource_id = property(lambda self: self.id)
    RouteTable.delete = _delete_route_table
