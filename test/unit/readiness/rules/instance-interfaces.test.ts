import { addGroup, byLaunchType, launchData, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { InstanceInterfaces } from '../../../../src/readiness/private/rules/instance-interfaces';

function wanting(count: unknown, type: string, size: unknown = '2', change: (resources: Template['Resources']) => void = () => undefined): Template {
  return onInstances((resources, template) => {
    template.Parameters = { Any: { Type: 'Number' } };
    resources.Task.Properties.NetworkMode = 'awsvpc';
    resources.Service.Properties.DesiredCount = count;
    resources.Instances.Properties.MaxSize = size;
    launchData(resources).InstanceType = type;
    change(resources);
  });
}

describe('InstanceInterfaces', () => {
  silent(InstanceInterfaces);

  test('warns of more tasks than interfaces', () => {
    expect(says(InstanceInterfaces, wanting(5, 't3.medium'))).toEqual(['warning Service.DesiredCount']);
    expect(tells(InstanceInterfaces, wanting(5, 't3.medium'))).toEqual(['the instances have interfaces for 4 tasks at most, and 5 are wanted']);
    expect(says(InstanceInterfaces, wanting(3, 't3.nano'))).toEqual(['warning Service.DesiredCount']);
  });

  test.each<[string, Template]>([
    ['as many', wanting(4, 't3.medium')], ['a type that can share interfaces', wanting(50, 'm7i.large')], ['a size that is not known', wanting(50, 't3.nano', ref('Any'))],
    ['a count that is not known', wanting(ref('Any'), 't3.nano')],
    ['a bridge', wanting(50, 't3.nano', '1', ({ Task }) => {
      Task.Properties.NetworkMode = 'bridge';
    })],
  ])('is silent on %s', (_, template) => {
    expect(says(InstanceInterfaces, template)).toEqual([]);
  });

  test('adds up all instances', () => {
    const template = (DesiredCount: number) => byLaunchType((resources) => {
      addGroup(resources);
      resources.Task.Properties.NetworkMode = 'awsvpc';
      Object.assign(resources.Service.Properties, { DesiredCount });
      for (const name of ['Launch', 'OtherLaunch']) {
        resources[name].Properties.LaunchTemplateData.InstanceType = 't3.nano';
      }
    });
    expect(says(InstanceInterfaces, template(6))).toEqual([]);
    expect(says(InstanceInterfaces, template(7))).toEqual(['warning Service.DesiredCount']);
  });
});
