import { Aws, Fn } from 'aws-cdk-lib';
import type { Stack, App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ownEndpoint } from './_endpoints';
import { ExecNetwork } from '../../../src';
import { newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { endpointsOf, idsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const { SSM_MESSAGES } = ec2.InterfaceVpcEndpointAwsService;

function isolatedVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
}

function serviceIn(stack: Stack, vpc: ec2.IVpc, id = 'Api', subnets?: ec2.ISubnet[]) {
  return newService(stack, { network: ExecNetwork.existing({ vpc, ...subnets ? { subnets: { subnets } } : {} }) }, id);
}

function endpointCount(stack: Stack, part: string): number {
  return idsOf(Template.fromStack(stack), 'AWS::EC2::VPCEndpoint', part).length;
}

describe('an isolated VPC of the app', () => {
  test('gets each endpoint once for two services, and each service its own rule', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    serviceIn(stack, vpc, 'First');
    serviceIn(stack, vpc, 'Second');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
    expect(warningIds(stack)).toEqual([]);
  });

  test('has endpoints in the subnets of all its services', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    const [first, second] = vpc.isolatedSubnets;
    serviceIn(stack, vpc, 'First', [first]);
    serviceIn(stack, vpc, 'Second', [second]);
    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { SubnetIds: [stack.resolve(first.subnetId), stack.resolve(second.subnetId)] }, 5);
    template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { RouteTableIds: Match.anyValue() }, 1);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { RouteTableIds: [first, second].map(({ routeTable }) => stack.resolve(routeTable.routeTableId)) });
  });

  test('has each interface endpoint in one subnet per zone', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: ['One', 'Two'].map((name) => ({ name, subnetType: ec2.SubnetType.PRIVATE_ISOLATED })) });
    serviceIn(stack, vpc);
    const zones = vpc.isolatedSubnets.slice(0, 2).map(({ subnetId }) => stack.resolve(subnetId));
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { SubnetIds: zones }, 5);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      RouteTableIds: vpc.isolatedSubnets.map(({ routeTable }) => stack.resolve(routeTable.routeTableId)),
    });
  });
});

describe('an interface endpoint that the app has already', () => {
  test.each([
    ['made before the service', true],
    ['made after the service', false],
  ])('is reused and opened, %s', (_, isFirst) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    const make = () => vpc.addInterfaceEndpoint('Own', { service: SSM_MESSAGES, open: false });
    const endpoint = isFirst ? make() : undefined;
    serviceIn(stack, vpc);
    const [group] = (endpoint ?? make()).connections.securityGroups;
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: stack.resolve(group.securityGroupId), FromPort: 443, ToPort: 443 });
  });

  test('comes before the service', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Own', { service: SSM_MESSAGES });
    serviceIn(stack, vpc);
    const graph = new DependencyGraph(stack.node.root as App);
    expect(graph.before(graph.find('AWS::ECS::Service')[0])).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint', 'Own')));
  });

  test('is opened where the way out is NAT, for its name leads to it', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1 });
    const endpoint = vpc.addInterfaceEndpoint('Own', { service: SSM_MESSAGES, open: false });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: stack.resolve(endpoint.connections.securityGroups[0].securityGroupId) });
  });

  test.each([
    ['a text with the region', () => `com.amazonaws.${Aws.REGION}.ssmmessages`],
    ['a literal', () => 'com.amazonaws.eu-west-1.ssmmessages'],
    ['Fn::Sub', () => Fn.sub('com.amazonaws.${AWS::Region}.ssmmessages')],
    ['Fn::Join', () => Fn.join('.', ['com.amazonaws', Aws.REGION, 'ssmmessages'])],
  ])('is reused as an L1 whose service is named by %s', (_, serviceName) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, { serviceName: serviceName() });
    serviceIn(stack, vpc);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0123456789abcdef0' });
  });

  test.each([
    ['its attribute', (vpc: ec2.Vpc) => (vpc.node.defaultChild as ec2.CfnVPC).attrVpcId],
    ['a reference', (vpc: ec2.Vpc) => (vpc.node.defaultChild as ec2.CfnVPC).ref],
  ])('is reused as an L1 that names the VPC by %s', (name, vpcId) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, { vpcId: vpcId(vpc) });
    serviceIn(stack, vpc);
    expect([name, endpointCount(stack, 'SsmMessages')]).toEqual([name, 0]);
  });

  test('is warned about when it has no security group of its own', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, { securityGroupIds: undefined });
    serviceIn(stack, vpc);
    expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain('the VPC endpoint "Stack/Own" has no security group of its own');
  });

  test.each([
    ['without private DNS', { privateDnsEnabled: false }],
    ['for another service', { serviceName: `com.amazonaws.${Aws.REGION}.xssmmessages` }],
    ['for a service network', { serviceName: undefined, vpcEndpointType: 'ServiceNetwork' }],
    ['in another VPC', { vpcId: 'vpc-0123456789abcdef0' }],
  ])('is not reused, %s', (_, props) => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    ownEndpoint(stack, vpc, props);
    serviceIn(stack, vpc);
    expect(endpointCount(stack, 'SsmMessages')).toBe(1);
  });
});

describe('the gateway endpoint of S3', () => {
  test('is reused when it covers all subnets', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    vpc.addGatewayEndpoint('Own', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    serviceIn(stack, vpc);
    expect(endpointCount(stack, '')).toBe(6);
    expect(endpointsOf(Template.fromStack(stack))).toHaveProperty('s3', undefined);
  });

  test('is made for the subnets that an existing one leaves out', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    const [first, second] = vpc.isolatedSubnets;
    vpc.addGatewayEndpoint('Own', { service: ec2.GatewayVpcEndpointAwsService.S3, subnets: [{ subnets: [first] }] });
    serviceIn(stack, vpc);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 7);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway', RouteTableIds: [stack.resolve(second.routeTable.routeTableId)],
    });
  });

  test('is made for all subnets when an existing one has no route table', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    new ec2.CfnVPCEndpoint(stack, 'Own', { vpcId: vpc.vpcId, serviceName: `com.amazonaws.${Aws.REGION}.s3` });
    serviceIn(stack, vpc);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      RouteTableIds: vpc.isolatedSubnets.map(({ routeTable }) => stack.resolve(routeTable.routeTableId)),
    });
  });

  test('is not needed where the app has an interface endpoint for S3', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('Own', { service: ec2.InterfaceVpcEndpointAwsService.S3 });
    serviceIn(stack, vpc);
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, 0);
  });

  test('is taken for whole when its route tables are known only at deployment', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    const routeTableIds = Fn.split(',', Fn.importValue('RouteTables'));
    new ec2.CfnVPCEndpoint(stack, 'Own', { vpcId: vpc.vpcId, serviceName: `com.amazonaws.${Aws.REGION}.s3`, routeTableIds });
    serviceIn(stack, vpc);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 6);
  });

  test('is not taken for the one of another service', () => {
    const stack = newStack();
    const vpc = isolatedVpc(stack);
    vpc.addGatewayEndpoint('Own', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    serviceIn(stack, vpc);
    expect(endpointCount(stack, 'S3')).toBe(1);
  });
});
