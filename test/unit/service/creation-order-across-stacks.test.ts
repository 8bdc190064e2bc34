import type { App, CfnResource } from 'aws-cdk-lib';
import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ExecNetwork, ExecReadyCluster } from '../../../src';
import { newApp, newService, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

/** The names of the stacks that must be deployed before a stack. */
function stacksBefore(stack: Stack): string[] {
  return stack.dependencies.map(({ node }) => node.path).sort();
}

/** A VPC and a cluster in one stack, a service in each of two others. */
function sharedBy(scope: App | Stage): Stack[] {
  const network = new Stack(scope, 'Network');
  const vpc = new ec2.Vpc(network, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const cluster = new ExecReadyCluster(network, 'Cluster', { vpc });
  return [network, ...['First', 'Second'].map((id) => Stack.of(newService(new Stack(scope, id), { cluster }, id)))];
}

function expectOrdered(graph: DependencyGraph, stacks: string[]): void {
  for (const stack of stacks) {
    const [service] = graph.find('AWS::ECS::Service', stack);
    const needed = [
      ...graph.find('AWS::EC2::VPCEndpoint'),
      ...graph.find('AWS::EC2::SubnetRouteTableAssociation'),
      ...graph.find('AWS::KMS::Key'),
      ...graph.find('AWS::EC2::SecurityGroupIngress', stack),
      ...graph.find('AWS::IAM::Policy', stack),
    ];
    expect(graph.before(service)).toEqual(expect.arrayContaining(needed));
    expect(graph.find('AWS::EC2::SecurityGroupIngress', stack)).toHaveLength(1);
    expect(graph.find('AWS::IAM::Policy', stack)).toHaveLength(2);
  }
  expect(graph.find('AWS::EC2::VPCEndpoint')).toHaveLength(6);
  expect(graph.cyclic()).toEqual([]);
}

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('services of two stacks with %s', (_, context) => {
  test('share the endpoints of one VPC, and come after them and their own rules', () => {
    const app = newApp(context);
    const [network, first, second] = sharedBy(app);
    expectOrdered(new DependencyGraph(app), ['First', 'Second']);
    expect([network, first, second].map(stacksBefore)).toEqual([[], ['Network'], ['Network']]);
  });

  test('are ordered in a stage as well', () => {
    const app = newApp(context);
    sharedBy(new Stage(app, 'Prod'));
    expectOrdered(new DependencyGraph(app), ['Prod-First', 'Prod-Second']);
  });

  test('are ordered in each of two stages, apart from one another', () => {
    const app = newApp(context);
    const stages = ['Beta', 'Prod'].map((id) => new Stage(app, id));
    stages.forEach((stage) => sharedBy(stage));
    stages.forEach((stage) => expectOrdered(new DependencyGraph(stage), [`${stage.node.id}-First`, `${stage.node.id}-Second`]));
  });

  test('are ordered in a stage within a stage', () => {
    const app = newApp(context);
    sharedBy(new Stage(new Stage(app, 'Outer'), 'Inner'));
    expectOrdered(new DependencyGraph(app), ['Outer-Inner-First', 'Outer-Inner-Second']);
  });

  test('know nothing of one another when they have the same construct ids', () => {
    const app = newApp(context);
    const stacks = ['First', 'Second'].map((id) => new Stack(app, id));
    stacks.forEach((stack) => newService(stack));
    app.synth();
    expect(stacks.map(stacksBefore)).toEqual([[], []]);
  });
});

describe('a policy in another stack', () => {
  test('that depends on the stack of the service is left alone', () => {
    const app = newApp();
    const stack = new Stack(app, 'Service');
    const { taskRole } = newService(stack);
    const later = new Stack(app, 'Later');
    new iam.Policy(later, 'Extra', { roles: [taskRole], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
    app.synth();
    expect(stacksBefore(stack)).toEqual([]);
    expect(stacksBefore(later)).toEqual(['Service']);
  });

  test('comes before the service when the role is there as well', () => {
    const app = newApp();
    const roles = new Stack(app, 'Roles');
    const taskRole = new iam.Role(roles, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    new iam.Policy(roles, 'Extra', { roles: [taskRole], statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] });
    newService(new Stack(app, 'Service'), { taskRole: taskRole.withoutPolicyUpdates() });
    const graph = new DependencyGraph(app);
    expect(graph.before(graph.find('AWS::ECS::Service')[0])).toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'Extra')));
  });
});

test('a secret of an earlier stack brings the endpoint to the VPC of the service', () => {
  const app = newApp();
  const secret = new secretsmanager.Secret(new Stack(app, 'Secrets'), 'Secret');
  const stack = new Stack(app, 'Service');
  newService(stack, { container: { image: privateImage(stack), secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } } });
  const graph = new DependencyGraph(app);
  expect(graph.find('AWS::EC2::VPCEndpoint', 'SecretsManager')).toHaveLength(1);
  expect(graph.before(graph.find('AWS::ECS::Service')[0])).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint')));
});

test('a service in a nested stack comes after the endpoints of the parent', () => {
  const app = newApp();
  const parent = new Stack(app, 'Parent');
  const vpc = new ec2.Vpc(parent, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  const nested = new NestedStack(parent, 'Nested');
  newService(nested, { network: ExecNetwork.existing({ vpc }) });
  const graph = new DependencyGraph(app);
  const resource = parent.getLogicalId(nested.nestedStackResource as CfnResource);
  expect(graph.find('AWS::EC2::VPCEndpoint')).toHaveLength(6);
  expect(graph.before(`Parent.${resource}`)).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint')));
});
