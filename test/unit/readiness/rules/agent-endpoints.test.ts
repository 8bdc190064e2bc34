import { explained, isolatedInstances, told, without } from './_network';
import { isolatedFargate, ref } from './_ready';

describe('AgentEndpoints', () => {
  test('is silent with all three, and on Fargate', () => {
    expect([told(isolatedInstances()), told(isolatedFargate())]).toEqual([[], []]);
  });

  test('is broken when the agent cannot take tasks', () => {
    expect(explained(isolatedInstances((resources) => without(resources, 'Ecs', 'EcsAgent')))).toEqual([[
      'AgentEndpoints error Instances',
      'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the instances cannot reach ecs (the container agent) and ecs-agent (the container agent)',
    ]]);
  });

  test('only warns when metrics are lost', () => {
    expect(told(isolatedInstances((resources) => without(resources, 'EcsTelemetry')))).toEqual(['AgentEndpoints warning Instances']);
  });

  test('does not know what Managed Instances need', () => {
    const managed = (...names: string[]) => explained(isolatedInstances((resources) => {
      without(resources, ...names);
      resources.Provider.Properties = {
        ManagedInstancesProvider: {
          InfrastructureRoleArn: 'arn:aws:iam::111111111111:role/infrastructure',
          InstanceLaunchTemplate: { Ec2InstanceProfileArn: ref('Profile'), NetworkConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [ref('Group')] } },
        },
      };
      resources.Task.Properties.NetworkMode = 'host';
      (resources.Service.DependsOn as string[]).push('Profile');
    }));
    expect(managed()).toEqual([]);
    expect(managed('Ecs', 'EcsAgent')).toEqual([['DestinationsKnown unknown Service', 'what instances that you do not manage must reach is not documented']]);
  });
});
