import { addGroup, byLaunchType, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref } from './_ready';
import { InstancesStart } from '../../../../src/readiness/private/rules/instances-start';

const EMPTY = { MinSize: '0', MaxSize: '3' };

describe('InstancesStart', () => {
  silent(InstancesStart);

  test('is broken by a group that may have no instance', () => {
    const template = onInstances(({ Instances }) => {
      Instances.Properties.MaxSize = 0;
    });
    expect(says(InstancesStart, template)).toEqual(['error Instances.MaxSize']);
    expect(tells(InstancesStart, template)).toEqual(['the group may have no instance at all']);
  });

  test('is broken by a group that nothing starts an instance in', () => {
    const template = byLaunchType(({ Instances }) => {
      Object.assign(Instances.Properties, EMPTY);
    });
    expect(says(InstancesStart, template)).toEqual(['error Instances.MinSize']);
    expect(tells(InstancesStart, template)).toEqual(['the group begins without instances, and nothing in the templates starts one']);
    template.Resources.Instances.Properties.DesiredCapacity = '0';
    expect(says(InstancesStart, template)).toEqual(['error Instances.DesiredCapacity']);
    template.Resources.Instances.Properties.DesiredCapacity = '1';
    expect(says(InstancesStart, template)).toEqual([]);
  });

  test.each([['DISABLED', ['error Instances.MinSize']], [undefined, ['error Instances.MinSize']], ['ENABLED', []], [{ Ref: 'Any' }, []]])('looks at managed scaling: %j', (Status, expected) => {
    expect(says(InstancesStart, onInstances(({ Instances, Provider }, template) => {
      template.Parameters = { Any: { Type: 'String' } };
      Object.assign(Instances.Properties, EMPTY);
      Provider.Properties.AutoScalingGroupProvider.ManagedScaling = { Status };
    }))).toEqual(expected);
  });

  test.each(['AWS::AutoScaling::ScalingPolicy', 'AWS::AutoScaling::ScheduledAction'])('is silent when there is a %s', (Type) => {
    expect(says(InstancesStart, byLaunchType((resources) => {
      Object.assign(resources.Instances.Properties, EMPTY);
      resources.Scaling = { Type, Properties: { AutoScalingGroupName: ref('Instances') } };
    }))).toEqual([]);
  });

  test('is silent when another group has instances, when no task is wanted, and when sizes are not known', () => {
    expect(says(InstancesStart, byLaunchType((resources) => {
      addGroup(resources);
      Object.assign(resources.Others.Properties, EMPTY);
    }))).toEqual([]);
    expect(says(InstancesStart, byLaunchType(({ Instances, Service }) => {
      Object.assign(Instances.Properties, EMPTY);
      Service.Properties.DesiredCount = 0;
    }))).toEqual([]);
    expect(says(InstancesStart, byLaunchType(({ Instances }, template) => {
      template.Parameters = { Size: { Type: 'Number' } };
      Instances.Properties.MinSize = ref('Size');
    }))).toEqual([]);
  });
});
