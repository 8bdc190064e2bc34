import { byLaunchType, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { InstancesSeen } from '../../../../src/readiness/private/rules/instances-seen';

describe('InstancesSeen', () => {
  silent(InstancesSeen);

  test('does not know the machines outside of AWS', () => {
    const template = byLaunchType(({ Service }) => {
      Service.Properties.LaunchType = 'EXTERNAL';
    });
    expect(says(InstancesSeen, template)).toEqual(['unknown Service.LaunchType']);
    expect(tells(InstancesSeen, template)).toEqual(['the instances are machines outside of AWS']);
  });

  test('does not know instances that may be launched elsewhere', () => {
    const template = byLaunchType(({ Instances }) => {
      Instances.Properties.LaunchTemplate = { LaunchTemplateId: 'lt-1', Version: '1' };
    });
    expect(says(InstancesSeen, template)).toEqual(['unknown Service.LaunchType']);
    delete template.Resources.Instances;
    expect(tells(InstancesSeen, template)).toEqual(['no template makes instances for the cluster']);
  });

  test('does not know what a capacity provider leads to that is not at hand', () => {
    expect(says(InstancesSeen, onInstances(({ Service }) => {
      Service.Properties.CapacityProviderStrategy = [{ CapacityProvider: 'other', Weight: 1 }];
    }))).toEqual(['unknown Service.CapacityProviderStrategy']);
    expect(says(InstancesSeen, onInstances(({ Provider }) => {
      Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = 'other';
    }))).toEqual(['unknown Service.CapacityProviderStrategy']);
  });

  test('does not know where tasks run whose cluster is not at hand', () => {
    expect(says(InstancesSeen, byLaunchType((resources, template) => {
      template.Parameters = { Name: { Type: 'String' } };
      resources.Service.Properties.Cluster = ref('Name');
      delete resources.Service.Properties.LaunchType;
    }))).toEqual(['unknown Service.Cluster']);
  });

  test('leaves jobs of AWS Batch alone', () => {
    const template: Template = { Resources: { Job: { Type: 'AWS::Batch::JobDefinition', Properties: { Type: 'container', ContainerProperties: { Image: 'x' } } } } };
    expect(says(InstancesSeen, template, 'Job')).toEqual([]);
  });
});
