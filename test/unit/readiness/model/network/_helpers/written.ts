/* eslint-disable @typescript-eslint/no-explicit-any */
import type { Resources } from './seen';
import type { Random } from '../../../reach/_helpers/random';
import type { World } from '../../../reach/_helpers/worlds';

const ref = (name: string) => ({ Ref: name });

/** A random world of reachability tests, written as the resources of a template. */
export function written({ network }: World, random: Random): Resources {
  const made: Resources = {};
  const add = (name: string, type: string, properties: Record<string, unknown>) => {
    made[name] = { Type: `AWS::EC2::${type}`, Properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) };
  };
  add('OtherVpc', 'VPC', { CidrBlock: '10.1.0.0/16' });
  add('Igw', 'InternetGateway', {});
  add('OtherIgw', 'InternetGateway', {});
  network.vpcs.forEach((vpc) => writeVpc(vpc, add));
  network.subnets.forEach((subnet) => writeSubnet(subnet, add));
  network.routeTables.forEach(({ id, routes }) => {
    add(id, 'RouteTable', { VpcId: ref('Vpc') });
    routes.forEach((route: any, index) => add(`${id}Route${index}`, 'Route', { RouteTableId: ref(id), DestinationCidrBlock: route.destination.cidr, ...targetOf(route) }));
  });
  network.natGateways.forEach(({ id, placement: { known: place }, connectivity }: any) => add(id, 'NatGateway', {
    ConnectivityType: connectivity.known, ...place.vpc ? { VpcId: ref(place.vpc), AvailabilityMode: 'regional' } : { SubnetId: ref(place.subnet) },
  }));
  network.securityGroups.forEach((group) => writeGroup(group, add, random));
  network.networkAcls.forEach(({ id, entries }) => {
    add(id, 'NetworkAcl', { VpcId: ref('Vpc') });
    entries.forEach((entry, index) => add(`${id}Entry${index}`, 'NetworkAclEntry', { NetworkAclId: ref(id), ...entryOf(entry) }));
  });
  network.endpoints.forEach((endpoint) => add(endpoint.id, 'VPCEndpoint', endpointOf(endpoint)));
  return made;
}

type Add = (name: string, type: string, properties: Record<string, unknown>) => void;

function writeVpc({ id, cidrs, dnsSupport, dnsHostnames, dns, internetGateways }: any, add: Add): void {
  add(id, 'VPC', { CidrBlock: cidrs.known[0], EnableDnsSupport: dnsSupport.known, EnableDnsHostnames: dnsHostnames.known });
  internetGateways.known.forEach((gateway: string) => add(`${gateway}Attachment`, 'VPCGatewayAttachment', { VpcId: ref(id), InternetGatewayId: ref(gateway) }));
  if (dns.known === 'custom') {
    add('Options', 'DHCPOptions', { DomainNameServers: ['10.0.0.53', 'AmazonProvidedDNS'] });
    add('OptionsAssociation', 'VPCDHCPOptionsAssociation', { VpcId: ref(id), DhcpOptionsId: ref('Options') });
  }
}

function writeSubnet({ id, cidrs, availabilityZone, routeTable, networkAcl, mapPublicIp }: any, add: Add): void {
  add(id, 'Subnet', { VpcId: ref('Vpc'), CidrBlock: cidrs.known[0], AvailabilityZone: availabilityZone.known, MapPublicIpOnLaunch: mapPublicIp.known });
  if (routeTable.known !== 'main') {
    add(`${id}Table`, 'SubnetRouteTableAssociation', { SubnetId: ref(id), RouteTableId: ref(routeTable.known.explicit) });
  }
  if (networkAcl.known !== 'default') {
    add(`${id}Acl`, 'SubnetNetworkAclAssociation', { SubnetId: ref(id), NetworkAclId: ref(networkAcl.known.explicit) });
  }
}

function targetOf({ target: { kind, id } }: any): object {
  return kind === 'nat' ? { NatGatewayId: ref(id) } : { GatewayId: ref(id === 'Other' ? 'OtherIgw' : id) };
}

/** Like the CDK, a group that lets nothing out has a rule that means nothing. */
const NOTHING = { IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' };

function writeGroup({ id, ingress, egress }: any, add: Add, random: Random): void {
  const inline: Record<string, unknown[]> = { Ingress: [], Egress: egress ? [NOTHING] : [] };
  for (const [way, rules] of [['Ingress', ingress], ['Egress', egress ?? []]] as const) {
    rules.forEach((rule: any, index: number) => {
      if (random.chance(50)) {
        inline[way].push(ruleOf(rule, way));
      } else {
        add(`${id}${way}${index}`, `SecurityGroup${way}`, { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] }, ...ruleOf(rule, way) });
      }
    });
  }
  add(id, 'SecurityGroup', {
    GroupDescription: id, VpcId: ref('Vpc'), SecurityGroupIngress: inline.Ingress, SecurityGroupEgress: egress ? inline.Egress : undefined,
  });
}

function ruleOf({ protocol: { known: protocol }, ports: { known: ports }, peer }: any, way: 'Ingress' | 'Egress'): object {
  const side = way === 'Ingress' ? 'Source' : 'Destination';
  return {
    IpProtocol: protocol === 'all' ? '-1' : protocol === 'tcp' ? 'tcp' : 'udp',
    ...protocol === 'all' ? {} : { FromPort: ports.from, ToPort: ports.to },
    ...peer.cidr ? { CidrIp: peer.cidr } : peer.group ? { [`${side}SecurityGroupId`]: { 'Fn::GetAtt': [peer.group, 'GroupId'] } } : { [`${side}PrefixListId`]: peer.prefixList },
  };
}

function entryOf({ number, direction, protocol, ports, cidr, action }: any): object {
  return {
    RuleNumber: number.known,
    Egress: direction.known === 'out',
    Protocol: protocol.known === 'all' ? -1 : protocol.known === 'tcp' ? 6 : 17,
    ...protocol.known === 'all' ? {} : { PortRange: { From: ports.known.from, To: ports.known.to } },
    CidrBlock: cidr,
    RuleAction: action.known,
  };
}

function endpointOf({ service, type, vpc, subnets, securityGroups, privateDns, routeTables }: any): Record<string, unknown> {
  return {
    ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service.known}` },
    VpcId: ref(vpc.known === 'Other' ? 'OtherVpc' : vpc.known),
    ...type.known === 'gateway' ? { RouteTableIds: routeTables.known.map(ref) } : {
      VpcEndpointType: 'Interface',
      SubnetIds: subnets.known.map(ref),
      SecurityGroupIds: securityGroups.known.map(ref),
      PrivateDnsEnabled: privateDns.known,
      DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' },
    },
  };
}
