import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ReadinessReport } from '../../../src';
import { ENV, newApp, newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { endpointsOf } from '../_helpers/templates';

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;

describe('ExecCapacity.ec2', () => {
  test.each([AWS_VPC, BRIDGE, HOST])('has tasks in network mode %s ready', (networkMode) => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    newService(stack, { networkMode, capacity: ExecCapacity.ec2() });
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
  });

  test('leads the instances to the agent endpoints, and tasks and instances each to what they call', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.ec2() });
    expect(Object.keys(endpointsOf(Template.fromStack(stack))).sort()).toEqual([
      'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'kms', 'logs', 's3', 'ssmmessages',
    ]);
  });

  test('makes the instances once for the services of a cluster that share them', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.ec2();
    newService(stack, { cluster, capacity });
    newService(stack, { cluster, capacity }, 'Other');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    template.resourceCountIs('AWS::ECS::CapacityProvider', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    graph.find('AWS::ECS::Service').forEach((service) => expect(graph.before(service)).toEqual(expect.arrayContaining([
      ...graph.find('AWS::AutoScaling::AutoScalingGroup'), ...graph.find('AWS::ECS::ClusterCapacityProviderAssociations'), ...graph.find('AWS::EC2::VPCEndpoint'),
    ])));
  });

  test('refuses public subnets for tasks with an interface of their own, which gets no public address there', () => {
    const props = { network: ExecNetwork.public(), capacity: ExecCapacity.ec2(), container: { image: PUBLIC_IMAGE } };
    expect(() => newService(newStack(), props)).toThrow('Stack/Api: the subnets of the tasks are public, and on Amazon EC2 a task with networkMode "awsvpc" has no public IP address');
  });

  test('gives instances in public subnets public addresses', () => {
    const stack = newStack();
    newService(stack, { networkMode: BRIDGE, network: ExecNetwork.public(), capacity: ExecCapacity.ec2(), container: { image: PUBLIC_IMAGE } });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { NetworkInterfaces: [{ AssociatePublicIpAddress: true, DeviceIndex: 0 }] },
    });
  });

  test('fails with an imported cluster, with which it cannot be associated', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: new ec2.Vpc(stack, 'Vpc') });
    expect(() => newService(stack, { cluster, capacity: ExecCapacity.ec2() })).toThrow('Stack/Api: the cluster "Stack/Cluster" is imported, so no instances can be associated with it here');
  });
});
