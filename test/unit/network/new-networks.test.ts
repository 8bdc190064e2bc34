import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ExecEgress, ExecEndpointSource, ExecNetwork } from '../../../src';
import { newService, newStack, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { endpointsOf, idsOf } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const { DUAL_STACK } = ec2.IpProtocol;
const container = { image: PUBLIC_IMAGE };

function templateOf(network: ExecNetwork, context = {}): Template {
  const stack = newStack(context);
  network.bind(stack);
  return Template.fromStack(stack);
}

function expectPublicIp(template: Template, AssignPublicIp: string): void {
  template.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp } } });
}

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('with %s', (_, context) => {
  test.each([
    ['isolated', (ipProtocol: ec2.IpProtocol) => ExecNetwork.isolated({ ipProtocol }), 0],
    ['public', (ipProtocol: ec2.IpProtocol) => ExecNetwork.public({ ipProtocol }), 0],
    ['egress', (ipProtocol: ec2.IpProtocol) => ExecNetwork.egress({ ipProtocol }), 1],
  ])('ExecNetwork.%s has IPv6 addresses in each subnet, and an egress-only gateway only where a route leads to it', (__, network, gateways) => {
    const template = templateOf(network(DUAL_STACK), context);
    template.allResourcesProperties('AWS::EC2::Subnet', { Ipv6CidrBlock: Match.anyValue() });
    template.resourceCountIs('AWS::EC2::EgressOnlyInternetGateway', gateways);
  });

  test.each([
    ['isolated', ExecNetwork.isolated()], ['public', ExecNetwork.public()], ['egress', ExecNetwork.egress()],
  ])('ExecNetwork.%s has no function, no custom resource and no IPv6 by default', (__, network) => {
    const template = templateOf(network, context);
    template.allResourcesProperties('AWS::EC2::Subnet', { Ipv6CidrBlock: Match.absent() });
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 0);
  });
});

test('ExecNetwork.isolated is the same template whether IPv4 is chosen or nothing', () => {
  expect(templateOf(ExecNetwork.isolated({ ipProtocol: ec2.IpProtocol.IPV4_ONLY })).toJSON()).toEqual(templateOf(ExecNetwork.isolated()).toJSON());
});

describe('ExecNetwork.egress', () => {
  test('places tasks in private subnets behind a NAT gateway in each zone, with no endpoints and no public address', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.egress(), container });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expectPublicIp(template, 'DISABLED');
    expect(warningIds(stack)).toEqual([]);
  });

  test('has the addresses, zones and gateways that the user says', () => {
    const template = templateOf(ExecNetwork.egress({ ipAddresses: ec2.IpAddresses.cidr('192.168.0.0/20'), maxAzs: 1, natGateways: 1 }));
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '192.168.0.0/20' });
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  test('gives public addresses in its public subnets to NAT alone', () => {
    templateOf(ExecNetwork.egress()).allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test('starts NAT instances when they have a way out themselves', () => {
    const machineImage = ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' });
    const natGatewayProvider = ec2.NatProvider.instanceV2({ instanceType: new ec2.InstanceType('t4g.nano'), machineImage });
    const template = templateOf(ExecNetwork.egress({ natGatewayProvider, natGateways: 1 }));
    template.hasResourceProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: true });
    template.hasResource('AWS::EC2::Instance', { DependsOn: Match.arrayWith(idsOf(template, 'AWS::EC2::Route', 'PublicSubnet1DefaultRoute')) });
  });

  test('tells the way out', () => {
    const { egress, vpc, subnets } = ExecNetwork.egress().bind(newStack());
    expect([egress, subnets]).toEqual([ExecEgress.PRIVATE, vpc.privateSubnets]);
  });

  test('has the endpoints that are chosen all the same', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr', 's3'] }) }) });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(['ecr.api', 'ecr.dkr', 's3']);
  });

  test.each([0, -1])('fails when there are %d NAT gateways', (natGateways) => {
    expect(() => ExecNetwork.egress({ natGateways }).bind(newStack())).toThrow(`Stack: natGateways ${natGateways} leaves the private subnets without a way out; leave it out`);
  });
});

describe('ExecNetwork.public', () => {
  test('places tasks in public subnets with public addresses, without NAT and endpoints', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.public({ maxAzs: 3 }), container });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expectPublicIp(template, 'ENABLED');
    expect(warningIds(stack)).toEqual([]);
  });

  test('has the endpoints that are chosen all the same', () => {
    const stack = newStack();
    newService(stack, { network: ExecNetwork.public({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ssmmessages'] }) }) });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(['ssmmessages']);
  });
});
