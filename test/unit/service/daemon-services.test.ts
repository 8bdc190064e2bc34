import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecCapacity, ExecReadyCluster, ReadinessReport } from '../../../src';
import { newApp, newService, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { warningIds } from '../_helpers/warnings';

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;

function inRegion(region: string): Stack {
  return new Stack(newApp(), 'Stack', { env: { account: '111122223333', region } });
}

describe('a daemon service on Amazon EC2', () => {
  describe.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1'])('in %s', (region) => {
    test.each([AWS_VPC, BRIDGE, HOST])('is ready in network mode %s', (networkMode) => {
      const stack = inRegion(region);
      newService(stack, { daemon: true, networkMode, capacity: ExecCapacity.ec2() });
      const { services } = ReadinessReport.ofStack(stack);
      expect(services.map(({ verdict }) => verdict)).toEqual(['ready']);
      expect(services.flatMap(({ findings, unknowns }) => [...findings, ...unknowns])).toEqual([]);
    });
  });

  test('runs on every instance that the launch type leads to, as AWS takes no strategy for daemons', () => {
    const stack = newStack();
    newService(stack, { daemon: true, capacity: ExecCapacity.ec2() });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      SchedulingStrategy: 'DAEMON', LaunchType: 'EC2', CapacityProviderStrategy: Match.absent(), DesiredCount: Match.absent(),
    });
  });

  test('replaces a task before the next one comes, and without a word about it', () => {
    const stack = newStack();
    newService(stack, { daemon: true, capacity: ExecCapacity.ec2() });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } });
    expect(warningIds(stack)).toEqual([]);
  });

  test('has the percentage that the user chose', () => {
    const stack = newStack();
    newService(stack, { daemon: true, minHealthyPercent: 50, capacity: ExecCapacity.ec2() });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 } });
  });

  test('comes after its instances and what they call', () => {
    const app = newApp();
    newService(new Stack(app, 'Stack'), { daemon: true, capacity: ExecCapacity.ec2() });
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    expect(graph.before(graph.find('AWS::ECS::Service')[0])).toEqual(expect.arrayContaining([
      ...graph.find('AWS::AutoScaling::AutoScalingGroup'), ...graph.find('AWS::EC2::VPCEndpoint'), ...graph.find('AWS::ECS::ClusterCapacityProviderAssociations'),
    ]));
  });

  test.each([['without feature flags', {}], ['with the recommended feature flags', RECOMMENDED_FLAGS]])('makes no function %s', (_name, context) => {
    const stack = newStack(context);
    newService(stack, { daemon: true, capacity: ExecCapacity.ec2() });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('shares the instances with replicas', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.ec2();
    newService(stack, { cluster, capacity, daemon: true }, 'Agent');
    newService(stack, { cluster, capacity });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    template.hasResourceProperties('AWS::ECS::Service', { SchedulingStrategy: 'REPLICA', CapacityProviderStrategy: [Match.anyValue()], LaunchType: Match.absent() });
  });
});

describe('a daemon service on external instances', () => {
  test('is a daemon there, too', () => {
    const stack = inRegion('eu-west-1');
    newService(stack, { daemon: true, capacity: ExecCapacity.external() });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      SchedulingStrategy: 'DAEMON', LaunchType: 'EXTERNAL', DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
    });
    expect(ReadinessReport.ofStack(stack).services.flatMap(({ findings }) => findings)).toEqual([]);
  });
});

const INSTANCES: [string, () => ExecCapacity][] = [['Amazon EC2', () => ExecCapacity.ec2()], ['external instances', () => ExecCapacity.external()]];

describe.each(INSTANCES)('a daemon service on %s', (_where, capacityOf) => {
  test.each<[string, Partial<ExecReadyServiceProps>, string | RegExp]>([
    ['a number of tasks', { desiredCount: 2 }, 'Daemon mode launches one task on every instance'],
    ['more than one task on an instance', { maxHealthyPercent: 200 }, 'Maximum percent must be 100'],
    ['placement strategies', { placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances()] }, /placement ?strategies/i],
    ['rebalancing of zones', { availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }, /AvailabilityZoneRebalancing/i],
  ])('refuses %s', (_name, props, message) => {
    expect(() => newService(newStack(), { daemon: true, capacity: capacityOf(), ...props })).toThrow(message);
  });

  test('takes placement constraints', () => {
    const stack = newStack();
    newService(stack, { daemon: true, capacity: capacityOf(), placementConstraints: [ecs.PlacementConstraint.memberOf('attribute:rack == left')] });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:rack == left' }] });
  });
});

test('there is no daemon service on AWS Fargate', () => {
  expect(() => newService(newStack(), { daemon: true })).toThrow('Stack/Api: daemon cannot be chosen on AWS Fargate; leave it out, or choose ExecCapacity.ec2()');
});
