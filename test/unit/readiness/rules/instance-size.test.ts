import { addGroup, addSettings, byLaunchType, launchData, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { InstanceSize } from '../../../../src/readiness/private/rules/instance-size';

function sized(InstanceType: unknown, task: object, container: object = {}, change: (resources: Template['Resources']) => void = () => undefined): Template {
  return onInstances((resources, template) => {
    template.Parameters = { Any: { Type: 'String' } };
    launchData(resources).InstanceType = InstanceType;
    Object.assign(resources.Task.Properties, { Cpu: undefined, Memory: undefined }, task);
    Object.assign(resources.Task.Properties.ContainerDefinitions[0], container);
    change(resources);
  });
}

describe('InstanceSize', () => {
  silent(InstanceSize);

  test.each<[string, string, object, object]>([
    ['t3.small', 'Task.Memory', { Memory: '2048' }, {}],
    ['m7i.large', 'Task.Memory', { Memory: 8192 }, {}],
    ['m7i.large', 'Task.Memory', { Memory: 8065 }, {}],
    ['c5n.large', 'Task.Memory', { Memory: 6000 }, {}],
    ['t3.micro', 'Task.ContainerDefinitions', {}, { Memory: 1024 }],
    ['t3.micro', 'Task.ContainerDefinitions', {}, { Memory: 512, MemoryReservation: 1024 }],
    ['c7g.medium', 'Task.Cpu', { Cpu: '2048' }, {}],
    ['r5.xlarge', 'Task.ContainerDefinitions', {}, { Cpu: 4097 }],
  ])('on %s is broken at %s by %j %j', (type, place, task, container) => {
    expect(says(InstanceSize, sized(type, task, container))).toEqual([`error ${place}`]);
  });

  test('tells what is needed and what there is', () => {
    expect(tells(InstanceSize, sized('t3.small', { Memory: '2048', Cpu: '4096' }))).toEqual([
      'the task needs 4096 CPU units, and the instances of Instances have 2048', 'the task needs 2048 MiB of memory, and the instances of Instances have 2016',
    ]);
  });

  test.each<[string, unknown, object, object]>([
    ['what fits beside the page tables of Linux', 'm7i.large', { Memory: 8064, Cpu: 2048 }, {}],
    ['a reservation below the limit', 't3.micro', {}, { Memory: 2048, MemoryReservation: 512 }],
    ['more memory of its kind', 'c5n.large', { Memory: 5000 }, {}],
    ['a type that is not known', 'x9.large', { Memory: 999999 }, {}],
    ['a type that depends on a parameter', ref('Any'), { Memory: 999999 }, {}],
    ['sizes that are not known', 't3.nano', { Memory: ref('Any'), Cpu: ref('Any') }, {}],
    ['no type', undefined, { Memory: 999999 }, {}],
  ])('is silent on %s', (_, type, task, container) => {
    expect(says(InstanceSize, sized(type, task, container))).toEqual([]);
  });

  test('looks at every type that a group may have', () => {
    const mixed = (...types: unknown[]) => sized('t3.nano', { Memory: 3000 }, {}, ({ Instances }) => {
      const { LaunchTemplate, ...rest } = Instances.Properties;
      Instances.Properties = { ...rest, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: LaunchTemplate, Overrides: types } } };
    });
    expect(says(InstanceSize, mixed({ InstanceType: 't3.small' }, { InstanceType: 't3.micro' }))).toEqual(['error Task.Memory']);
    expect(says(InstanceSize, mixed({ InstanceType: 't3.small' }, { InstanceType: 't3.medium' }))).toEqual([]);
    expect(says(InstanceSize, mixed({ InstanceType: 't3.small' }, { InstanceRequirements: {} }))).toEqual([]);
  });

  test('takes no notice of the size of a task on Windows', () => {
    const onWindows = (Memory: number) => sized('t3.small', { Memory: '4096', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' } }, { Memory });
    expect([1024, 2047, 2048].map((memory) => says(InstanceSize, onWindows(memory)))).toEqual([[], [], ['error Task.ContainerDefinitions']]);
  });

  test('only warns of instances beside others', () => {
    expect(says(InstanceSize, byLaunchType((resources) => {
      addGroup(resources);
      launchData(resources).InstanceType = 't3.nano';
      resources.Task.Properties.Memory = '1024';
    }))).toEqual(['warning Task.Memory']);
  });
});

describe('InstanceSize where the agent keeps memory back', () => {
  const reserving = (value: string, Memory: unknown = 512) => sized('m7i.large', { Memory }, {}, (resources) => addSettings(resources, `ECS_RESERVED_MEMORY=${value}`));

  test('is broken by too much of it', () => {
    expect(says(InstanceSize, reserving('7900'))).toEqual(['error Task.Memory']);
    expect(says(InstanceSize, reserving('256', 7809))).toEqual(['error Task.Memory']);
    expect(tells(InstanceSize, reserving('7900'))).toEqual(['the task needs 512 MiB of memory, and the instances of Instances have 164 beside the 7900 that their agent keeps back']);
  });

  test.each([['256', 7808], ['0', 8064], ['', 8064], ['much', 8064], ['70000', 512], ['-7900', 512]])('is silent on %j and a task with %j MiB', (value, memory) => {
    expect(says(InstanceSize, reserving(value, memory))).toEqual([]);
  });

  test('does not know how much a parameter keeps back, unless the task is too large without', () => {
    expect(says(InstanceSize, reserving('${Any}'))).toEqual(['unknown Task.Memory']);
    expect(says(InstanceSize, reserving('${Any}', 9000))).toEqual(['error Task.Memory']);
  });
});
