import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ExistingNetworkOptions } from '../../../src';
import { ExecEndpointSource, ExecNetwork, ExecReadyCluster } from '../../../src';
import { ENV, newApp, newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const IMPORTED = { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a', 'eu-west-1b'] };
const SUBNETS = { isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] };
const TABLES = { isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'] };
const ALL = ['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs', 'kms'];

function isolated(stack: Stack, attributes: Partial<ec2.VpcAttributes> = TABLES): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { ...IMPORTED, ...SUBNETS, ...attributes });
}

function serviceIn(stack: Stack, vpc: ec2.IVpc, options: Partial<ExistingNetworkOptions> = {}) {
  return newService(stack, { network: ExecNetwork.existing({ vpc, ...options }) });
}

describe('an imported VPC', () => {
  test('is warned about where there is no way out, for its endpoints cannot be seen', () => {
    const stack = newStack();
    serviceIn(stack, isolated(stack));
    expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain('whether the imported VPC has endpoints for ssmmessages, ecr.api, ecr.dkr, s3, logs, kms;');
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test.each([
    ['behind NAT', { privateSubnetIds: SUBNETS.isolatedSubnetIds }, 'DISABLED'],
    ['in public subnets', { publicSubnetIds: SUBNETS.isolatedSubnetIds }, 'ENABLED'],
  ])('is taken as it is described, %s', (_, attributes, AssignPublicIp) => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { ...IMPORTED, ...attributes });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp, Subnets: SUBNETS.isolatedSubnetIds } },
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('is looked up, with the warning for what cannot be seen of it', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack', { env: ENV });
    const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'main' });
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets: { subnetType: ec2.SubnetType.PUBLIC } }), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } },
    });
  });

  test('of each region stands for itself before the lookups are done', () => {
    const app = newApp();
    const stacks = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { ...ENV, region } }));
    stacks.forEach((stack, index) => {
      const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcName: 'main' });
      const network = ExecNetwork.existing({ vpc, endpoints: ExecEndpointSource.reuseOrCreate() });
      newService(stack, { network }, `Api${index}`);
    });
    app.synth();
    expect(stacks.flatMap(({ dependencies }) => dependencies.map(({ node }) => node.path))).toEqual([]);
  });

  test('is the VPC of the cluster also when it is imported a second time', () => {
    const stack = newStack();
    const vpc = isolated(stack);
    const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc });
    const service = newService(stack, { cluster, network: ExecNetwork.existing({ vpc: ec2.Vpc.fromVpcAttributes(stack, 'Again', { ...IMPORTED, ...SUBNETS }) }) });
    expect(service.endpoints.node.path).toBe('Stack/Again/ExecEndpoints');
    expect(warningIds(stack)).toEqual(['exec-ready:unseenEndpoints']);
  });
});

describe('ExecEndpointSource.declared', () => {
  test('is believed', () => {
    const stack = newStack();
    serviceIn(stack, isolated(stack), { endpoints: ExecEndpointSource.declared({ services: ALL }) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(warningIds(stack)).toEqual([]);
  });

  test('opens the security groups of the endpoints, each once', () => {
    const stack = newStack();
    const groups = ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'];
    const securityGroups = groups.map((id) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, id));
    serviceIn(stack, isolated(stack), { endpoints: ExecEndpointSource.declared({ services: ALL, securityGroups }) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
    groups.forEach((GroupId) => template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ServiceSecurityGroup'), 'GroupId'] }, FromPort: 443, ToPort: 443,
    }));
  });

  test('is warned about what is missing in it', () => {
    const stack = newStack();
    serviceIn(stack, isolated(stack), { endpoints: ExecEndpointSource.declared({ services: ALL.filter((name) => name !== 'kms') }) });
    expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain('has endpoints for kms;');
  });

  test('is let out to where the security group of the tasks is closed', () => {
    const stack = newStack();
    const vpc = isolated(stack);
    const own = new ec2.SecurityGroup(stack, 'Own', { vpc, allowAllOutbound: false });
    const endpoints = ExecEndpointSource.declared({
      services: ALL, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Endpoints', 'sg-0123456789abcdef0')],
    });
    newService(stack, { network: ExecNetwork.existing({ vpc, endpoints }), securityGroups: [own] });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationSecurityGroupId: 'sg-0123456789abcdef0', FromPort: 443 });
    expect(warningIds(stack)).toEqual(['exec-ready:restrictedEgress']);
  });
});

describe('ExecEndpointSource.reuseOrCreate', () => {
  test('makes the endpoints in an imported VPC', () => {
    const stack = newStack();
    serviceIn(stack, isolated(stack), { endpoints: ExecEndpointSource.reuseOrCreate() });
    const template = Template.fromStack(stack);
    expect(Object.keys(endpointsOf(template))).toEqual(ALL);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: TABLES.isolatedSubnetRouteTableIds });
    template.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcId: IMPORTED.vpcId, SubnetIds: SUBNETS.isolatedSubnetIds }, 5);
    expect(warningIds(stack)).toEqual([]);
  });

  test('makes the endpoints where the way out is NAT, for whoever wants to stay inside', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1 });
    serviceIn(stack, vpc, { endpoints: ExecEndpointSource.reuseOrCreate() });
    expect(Object.keys(endpointsOf(Template.fromStack(stack)))).toEqual(ALL);
  });

  test('makes them once for two services that import the same VPC', () => {
    const stack = newStack();
    ['First', 'Second'].forEach((id) => {
      const vpc = ec2.Vpc.fromVpcAttributes(stack, `${id}Vpc`, { ...IMPORTED, ...SUBNETS, ...TABLES });
      newService(stack, { network: ExecNetwork.existing({ vpc, endpoints: ExecEndpointSource.reuseOrCreate() }) }, id);
    });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: TABLES.isolatedSubnetRouteTableIds });
  });

  test('fails when the route tables of the subnets are not known', () => {
    const stack = newStack();
    serviceIn(stack, isolated(stack, {}), { endpoints: ExecEndpointSource.reuseOrCreate() });
    expect(() => Template.fromStack(stack)).toThrow(
      'the route tables of the subnets ["Stack/Vpc/IsolatedSubnet1","Stack/Vpc/IsolatedSubnet2"] are not known, so no gateway endpoint for Amazon S3 can be added',
    );
  });

  test('fails when the subnets are imported by their ids alone', () => {
    const stack = newStack();
    const subnets = { subnets: [ec2.Subnet.fromSubnetAttributes(stack, 'Subnet', { subnetId: SUBNETS.isolatedSubnetIds[0], availabilityZone: 'eu-west-1a' })] };
    serviceIn(stack, isolated(stack, {}), { subnets, endpoints: ExecEndpointSource.reuseOrCreate() });
    expect(() => Template.fromStack(stack)).toThrow('the route tables of the subnets ["Stack/Subnet"] are not known');
  });
});
