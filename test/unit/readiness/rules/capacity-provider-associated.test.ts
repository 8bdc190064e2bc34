import { onInstances, onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref } from './_ready';
import { CapacityProviderAssociated } from '../../../../src/readiness/private/rules/capacity-provider-associated';

const PLACE = 'Service.CapacityProviderStrategy.0.CapacityProvider';

describe('CapacityProviderAssociated', () => {
  silent(CapacityProviderAssociated);

  test('is broken without an association', () => {
    const template = onInstances((resources) => {
      delete resources.Providers;
    });
    expect(says(CapacityProviderAssociated, template)).toEqual([`error ${PLACE}`]);
    expect(tells(CapacityProviderAssociated, template)).toEqual(['the cluster has no association with the capacity provider Provider']);
    template.Resources.Cluster.Properties.CapacityProviders = ['FARGATE'];
    expect(says(CapacityProviderAssociated, template)).toEqual([`error ${PLACE}`]);
    template.Resources.Cluster.Properties.CapacityProviders = ['FARGATE', ref('Provider')];
    expect(says(CapacityProviderAssociated, template)).toEqual([]);
  });

  test('is silent on a capacity provider that names its cluster', () => {
    expect(says(CapacityProviderAssociated, onManagedInstances((resources) => {
      delete resources.Providers;
      resources.Provider.Properties.ClusterName = ref('Cluster');
    }))).toEqual([]);
  });

  test.each<[string, (resources: Record<string, any>) => void]>([
    ['a list that is not known', ({ Cluster }) => {
      Cluster.Properties.CapacityProviders = ref('List');
    }],
    ['a provider that is not known', ({ Cluster }) => {
      Cluster.Properties.CapacityProviders = [ref('Name')];
    }],
    ['an association of a cluster that is not known', (resources) => {
      resources.Others = { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: { Cluster: ref('Name'), CapacityProviders: [ref('Provider')] } };
    }],
    ['a custom resource that knows the cluster', (resources) => {
      resources.Others = { Type: 'Custom::Association', Properties: { ServiceToken: 'arn', Cluster: ref('Cluster') } };
    }],
    ['a provider that may name another cluster', ({ Provider }) => {
      Provider.Properties.ClusterName = ref('Name');
    }],
  ])('does not know with %s', (_, change) => {
    expect(says(CapacityProviderAssociated, onInstances((resources, template) => {
      template.Parameters = { List: { Type: 'CommaDelimitedList' }, Name: { Type: 'String' } };
      delete resources.Providers;
      change(resources);
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know for the cluster of another stack', () => {
    const { Service, Provider, Providers, Instances, Launch, ...Resources } = onInstances().Resources;
    delete Service.DependsOn;
    Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = 'group';
    Service.Properties.Cluster = { 'Fn::ImportValue': 'cluster' };
    expect(says(CapacityProviderAssociated, [{ Resources, Outputs: { Cluster: { Value: ref('Cluster'), Export: { Name: 'cluster' } } } }, { Resources: { Service, Provider } }]))
      .toEqual([`unknown ${PLACE}`]);
  });
});
