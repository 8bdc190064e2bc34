import { changed, says } from './_judge';
import { publicFargate, ref, type Template } from './_ready';
import { tells } from './_roles';
import { saysOfReady } from './_task';
import { FargateProviders } from '../../../../src/readiness/private/rules/fargate-providers';

const PLACE = 'Service.CapacityProviderStrategy.0.CapacityProvider';
const spot = (change: (resources: Template['Resources'], template: Template) => void = () => undefined) => changed(publicFargate, (resources, template) => {
  delete resources.Service.Properties.LaunchType;
  resources.Service.Properties.CapacityProviderStrategy = [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }];
  change(resources, template);
});

describe('FargateProviders', () => {
  test('is silent without a strategy, and about other providers', () => {
    expect(saysOfReady(FargateProviders)).toEqual([]);
  });

  test('is broken when the cluster is not associated', () => {
    expect(says(FargateProviders, spot())).toEqual([`error ${PLACE}`]);
    expect(says(FargateProviders, spot(({ Cluster }) => {
      Cluster.Properties.CapacityProviders = ['FARGATE'];
    }))).toEqual([`error ${PLACE}`]);
  });

  test('says once that a cluster has none of the providers', () => {
    const template = spot(({ Service }) => Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: 'FARGATE', Base: 1 }));
    expect(tells(FargateProviders, template)).toEqual(['X-095: the cluster has no association with the capacity provider FARGATE_SPOT and FARGATE']);
  });

  test('is silent when the cluster is associated, by itself or by a resource', () => {
    expect(says(FargateProviders, spot(({ Cluster }) => {
      Cluster.Properties.CapacityProviders = ['FARGATE', 'FARGATE_SPOT'];
    }))).toEqual([]);
    expect(says(FargateProviders, spot((resources) => {
      resources.Providers = {
        Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
        Properties: {
          Cluster: ref('Cluster'), CapacityProviders: ['FARGATE_SPOT'], DefaultCapacityProviderStrategy: [],
        },
      };
    }))).toEqual([]);
  });

  test('does not know a list that a parameter decides', () => {
    expect(says(FargateProviders, spot(({ Cluster }, template) => {
      Cluster.Properties.CapacityProviders = ref('Providers');
      template.Parameters = { Providers: { Type: 'CommaDelimitedList' } };
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know what happens between stacks, in a macro or in a custom resource', () => {
    const { Cluster, ...others } = spot().Resources;
    others.Service.Properties.Cluster = 'shared';
    Cluster.Properties.ClusterName = 'shared';
    expect(says(FargateProviders, [{ Resources: others }, { Resources: { Cluster, Key: others.Key, SessionLog: others.SessionLog } }])).toEqual([`unknown ${PLACE}`]);
    expect(says(FargateProviders, spot((_, template) => Object.assign(template, { Transform: 'Macro' })))).toEqual([`unknown ${PLACE}`]);
    expect(says(FargateProviders, spot((resources) => {
      resources.Associate = { Type: 'Custom::Associate', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:a', Cluster: ref('Cluster') } };
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('has nothing to say when the cluster is not at hand', () => {
    expect(says(FargateProviders, spot(({ Service }) => {
      Service.Properties.Cluster = 'elsewhere';
    }))).toEqual([]);
  });
});
