import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ExecCapacityShare } from '../../../src';
import { ExecCapacity, ExecReadyCluster } from '../../../src';
import { newApp, newService, newStack } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

function strategyOf(capacity: ExecCapacity): unknown {
  const stack = newStack();
  newService(stack, { capacity });
  const [service] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::Service')) as { Properties: Record<string, unknown> }[];
  return [service.Properties.CapacityProviderStrategy, service.Properties.LaunchType];
}

describe('Fargate capacity', () => {
  test('is a launch type when it is on demand alone', () => {
    expect(strategyOf(ExecCapacity.fargate())).toEqual([undefined, 'FARGATE']);
    expect(strategyOf(ExecCapacity.mix({ capacity: ExecCapacity.fargate() }))).toEqual([undefined, 'FARGATE']);
  });

  test('on Spot is a strategy', () => {
    expect(strategyOf(ExecCapacity.fargateSpot())).toEqual([[{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], undefined]);
  });

  test('is shared out by base and weight', () => {
    const mix = ExecCapacity.mix({ capacity: ExecCapacity.fargate(), base: 1, weight: 0 }, { capacity: ExecCapacity.fargateSpot(), weight: 3 });
    expect(strategyOf(mix)).toEqual([[{ Base: 1, CapacityProvider: 'FARGATE', Weight: 0 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 }], undefined]);
  });

  test.each([['a plain cluster', ecs.Cluster], ['a cluster of this library', ExecReadyCluster]] as const)(
    'has %s know its providers before the first service', (_name, kind) => {
      const app = newApp();
      const stack = new Stack(app, 'Stack');
      const cluster = new kind(stack, 'Cluster');
      newService(stack, { cluster, capacity: ExecCapacity.fargateSpot() });
      newService(stack, { cluster, capacity: ExecCapacity.fargateSpot() }, 'Other');
      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::ECS::ClusterCapacityProviderAssociations', 1);
      template.hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
      const graph = new DependencyGraph(app);
      const services = graph.find('AWS::ECS::Service');
      expect(services).toHaveLength(2);
      services.forEach((service) =>
        expect(graph.before(service)).toEqual(expect.arrayContaining(graph.find('AWS::ECS::ClusterCapacityProviderAssociations'))));
      expect(graph.cyclic()).toEqual([]);
    });

  test.each<[string, Record<string, unknown>]>([
    ['networkMode', { networkMode: ecs.NetworkMode.BRIDGE }],
    ['ipcMode', { ipcMode: ecs.IpcMode.HOST }],
    ['daemon', { daemon: true }],
    ['placementConstraints', { placementConstraints: [ecs.PlacementConstraint.distinctInstances()] }],
    ['placementStrategies', { placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances()] }],
  ])('refuses %s, which tasks on instances alone can have', (name, props) => {
    expect(() => newService(newStack(), props)).toThrow(`Stack/Api: ${name} cannot be chosen on AWS Fargate; leave it out, or choose ExecCapacity.ec2()`);
  });
});

describe('ExecCapacity.mix', () => {
  const fargate = { capacity: ExecCapacity.fargate() };
  const spot = { capacity: ExecCapacity.fargateSpot() };

  test('throws at once when it is given nothing', () => {
    expect(() => ExecCapacity.mix()).toThrow('ExecCapacity.mix was given no parts, so tasks would run on nothing; give it one or more, such as { capacity: ExecCapacity.fargate() }');
  });

  test.each<[string, ExecCapacityShare[], string]>([
    ['the same twice', [fargate, fargate], 'ExecCapacity.mix was given 2 parts, of which 1 are capacity providers of their own; mix parts that differ'],
    ['two bases', [{ ...fargate, base: 1 }, { ...spot, base: 2 }], 'was given the bases 1, 2, and only one capacity provider of a service can have a base'],
    ['no weight', [{ ...fargate, weight: 0 }, { ...spot, weight: 0 }], 'every weight is 0, so no task beyond the base can start'],
    ['a weight that is no integer', [{ ...fargate, weight: 0.5 }], 'the weight 0.5 of a part of ExecCapacity.mix is not an integer from 0 to 1000'],
    ['a base below zero', [{ ...spot, base: -1 }], 'the base -1 of a part of ExecCapacity.mix is not an integer from 0 to 100000'],
  ])('throws when it is given %s', (_name, shares, message) => {
    expect(() => newService(newStack(), { capacity: ExecCapacity.mix(...shares) })).toThrow(`Stack/Api: ${message}`.replace('Stack/Api: was', 'was'));
  });
});
