import type { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { ExecReadyService } from '../../../src';
import { ExecNetwork } from '../../../src';
import { newService, newStack, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

const ALLOW = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] });

function graphOf(stack: Stack): DependencyGraph {
  return new DependencyGraph(stack.node.root as App);
}

/** What is created before the only service of a graph. */
function beforeService(graph: DependencyGraph): string[] {
  const [service] = graph.find('AWS::ECS::Service');
  return graph.before(service);
}

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('the smallest service with %s', (_, context) => {
  let graph: DependencyGraph;

  beforeAll(() => {
    const stack = newStack(context);
    newService(stack);
    graph = graphOf(stack);
  });

  test.each([
    ['both roles', 'AWS::IAM::Role', 2],
    ['the policies of both roles', 'AWS::IAM::Policy', 2],
    ['the session key', 'AWS::KMS::Key', 1],
    ['the session log and the log of the application', 'AWS::Logs::LogGroup', 2],
    ['every endpoint', 'AWS::EC2::VPCEndpoint', 6],
    ['the rule that opens the endpoints', 'AWS::EC2::SecurityGroupIngress', 1],
    ['the route table of every subnet', 'AWS::EC2::SubnetRouteTableAssociation', 2],
    ['the cluster', 'AWS::ECS::Cluster', 1],
  ])('is created after %s', (_name, type, count) => {
    expect(graph.find(type)).toHaveLength(count);
    expect(beforeService(graph)).toEqual(expect.arrayContaining(graph.find(type)));
  });

  test('closes no circle', () => {
    expect(graph.cyclic()).toEqual([]);
  });
});

describe('a policy that stands beside the roles', () => {
  const attached: [string, (stack: Stack, service: ExecReadyService) => unknown, string][] = [
    ['an inline policy of the task role', (stack, { taskRole }) =>
      new iam.Policy(stack, 'Extra', { statements: [ALLOW], roles: [taskRole] }), 'AWS::IAM::Policy'],
    ['an inline policy of the execution role', (stack, { executionRole }) =>
      new iam.Policy(stack, 'Extra', { statements: [ALLOW], roles: [executionRole] }), 'AWS::IAM::Policy'],
    ['a managed policy that names the role', (stack, { taskRole }) =>
      new iam.ManagedPolicy(stack, 'Extra', { statements: [ALLOW], roles: [taskRole] }), 'AWS::IAM::ManagedPolicy'],
    ['a managed policy that the role names', (stack, { taskRole }) =>
      taskRole.addManagedPolicy(new iam.ManagedPolicy(stack, 'Extra', { statements: [ALLOW] })), 'AWS::IAM::ManagedPolicy'],
    ['an L1 role policy', (stack, { taskRole }) => new iam.CfnRolePolicy(stack, 'Extra', {
      policyName: 'extra', roleName: taskRole.roleName, policyDocument: new iam.PolicyDocument({ statements: [ALLOW] }),
    }), 'AWS::IAM::RolePolicy'],
  ];

  test.each(attached)('comes before the service, as %s', (_, attach, type) => {
    const stack = newStack();
    attach(stack, newService(stack));
    const graph = graphOf(stack);
    expect(graph.find(type, 'Extra')).toHaveLength(1);
    expect(beforeService(graph)).toEqual(expect.arrayContaining(graph.find(type, 'Extra')));
  });

  test('comes after the service when it names the service', () => {
    const stack = newStack();
    const { taskRole, service } = newService(stack);
    new iam.Policy(stack, 'Extra', {
      roles: [taskRole], statements: [new iam.PolicyStatement({ actions: ['ecs:DescribeServices'], resources: [service.serviceArn] })],
    });
    const graph = graphOf(stack);
    expect(beforeService(graph)).not.toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'Extra')));
    expect(graph.cyclic()).toEqual([]);
  });

  test('of another role is left alone', () => {
    const stack = newStack();
    newService(stack);
    const other = new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal() });
    new iam.Policy(stack, 'Extra', { statements: [ALLOW], roles: [other] });
    const graph = graphOf(stack);
    expect(beforeService(graph)).not.toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'Extra')));
  });
});

describe('a role that the user brings', () => {
  test('comes before the service with its policies', () => {
    const stack = newStack();
    const taskRole = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    newService(stack, { taskRole });
    const graph = graphOf(stack);
    expect(beforeService(graph)).toEqual(expect.arrayContaining([...graph.find('AWS::IAM::Role', 'Own'), ...graph.find('AWS::IAM::Policy', 'Own')]));
  });

  test('comes before the service with the policy that this app adds to it, when it is imported', () => {
    const stack = newStack();
    newService(stack, { taskRole: iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/own') });
    const graph = graphOf(stack);
    expect(graph.find('AWS::IAM::Policy', 'Own')).toHaveLength(1);
    expect(beforeService(graph)).toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'Own')));
  });
});

describe('a session log in S3', () => {
  test('comes before the service with the policy and the key of its bucket', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, enforceSSL: true });
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    const cluster = new ecs.Cluster(stack, 'Cluster', {
      vpc, executeCommandConfiguration: { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket: bucket } },
    });
    newService(stack, { cluster, network: ExecNetwork.existing({ vpc, subnets: { subnets: vpc.publicSubnets } }) });
    const graph = graphOf(stack);
    const needed = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key'].flatMap((type) => graph.find(type));
    expect(needed).toHaveLength(3);
    expect(beforeService(graph)).toEqual(expect.arrayContaining(needed));
  });
});

describe('a VPC with a way out', () => {
  test.each([
    ['through NAT', ec2.SubnetType.PRIVATE_WITH_EGRESS, 'PrivateSubnet'],
    ['through the internet gateway', ec2.SubnetType.PUBLIC, 'PublicSubnet'],
  ])('comes before the service with its routes, %s', (_, subnetType, part) => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1 });
    newService(stack, { network: ExecNetwork.existing({ vpc, subnets: { subnetType } }), container: { image: PUBLIC_IMAGE } });
    const graph = graphOf(stack);
    const routes = [...graph.find('AWS::EC2::Route', part), ...graph.find('AWS::EC2::SubnetRouteTableAssociation', part)];
    expect(routes).toHaveLength(4);
    expect(beforeService(graph)).toEqual(expect.arrayContaining(routes));
  });

  test('lets a task in a private subnet start only when NAT itself has a way out', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1 });
    newService(stack, { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
    const graph = graphOf(stack);
    const [nat] = graph.find('AWS::EC2::NatGateway');
    const way = [nat, ...graph.find('AWS::EC2::Route', 'PublicSubnet1'), ...graph.find('AWS::EC2::SubnetRouteTableAssociation', 'PublicSubnet1')];
    expect(beforeService(graph)).toEqual(expect.arrayContaining(way));
  });
});

test('a rule on the security group of the tasks closes no circle', () => {
  const stack = newStack();
  const service = newService(stack);
  service.connections.allowFrom(new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Client', { vpc: service.vpc })] }), ec2.Port.tcp(80));
  expect(graphOf(stack).cyclic()).toEqual([]);
});
