import { addGroup, launchData, onInstances, onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { TaskArchitecture } from '../../../../src/readiness/private/rules/task-architecture';

const PLACE = 'Task.RuntimePlatform.CpuArchitecture';

type Change = (resources: any, template: Template) => void;

const asking = (CpuArchitecture: unknown, type: unknown, change: Change = () => undefined) => onInstances((resources, template) => {
  launchData(resources).InstanceType = type;
  resources.Task.Properties.RuntimePlatform = { CpuArchitecture, OperatingSystemFamily: 'LINUX' };
  change(resources, template);
});

const overridden = (...Overrides: object[]) => asking('ARM64', 'm5.large', ({ Instances: { Properties } }) => {
  Properties.MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification: Properties.LaunchTemplate, Overrides } };
  delete Properties.LaunchTemplate;
});

describe('TaskArchitecture', () => {
  silent(TaskArchitecture);

  test.each([['ARM64', 't3.small'], ['ARM64', 'g5.xlarge'], ['X86_64', 't4g.small'], ['X86_64', 'g5g.xlarge']])('is broken by tasks for %s on %s', (architecture, type) => {
    expect(says(TaskArchitecture, asking(architecture, type))).toEqual([`error ${PLACE}`]);
  });

  test.each([
    ['ARM64', 't4g.small'], ['X86_64', 't3.small'], ['ARM64', 'mac2.metal'], ['ARM64', ref('Type')], [{ Ref: 'AWS::NoValue' }, 't4g.small'],
    ['ARM64', { 'Fn::If': ['Small', 't4g.small', 't3.small'] }],
  ])('is silent for tasks for %j on %j', (architecture, type) => {
    expect(says(TaskArchitecture, asking(architecture, type, (_, template) => {
      template.Parameters = { ...template.Parameters, Type: { Type: 'String' } };
      template.Conditions = { Small: { 'Fn::Equals': [ref('Type'), 'x'] } };
    }))).toEqual([]);
  });

  test('tells what is asked for, and of which instances', () => {
    expect(tells(TaskArchitecture, asking('ARM64', 't3.small'))).toEqual(['the task is for "ARM64", and no type of instance of Instances is']);
  });

  test('does not know of an architecture that is passed in, unless there are instances of both', () => {
    const passed = (more: object) => asking(ref('Architecture'), 't3.small', (resources, template) => {
      template.Parameters = { ...template.Parameters, Architecture: { Type: 'String', ...more } };
      addGroup(resources, (data) => {
        data.InstanceType = 't3.large';
      });
    });
    expect(new Set(says(TaskArchitecture, passed({})))).toEqual(new Set([`unknown ${PLACE}`]));
    expect(says(TaskArchitecture, passed({ Default: 'X86_64' }))).toEqual([]);
    expect(says(TaskArchitecture, passed({ AllowedValues: ['ARM64', 'X86_64'] }))).toContain(`unknown ${PLACE}`);
  });

  test('goes by the types of a group that has several', () => {
    expect(says(TaskArchitecture, overridden({ InstanceType: 't3.small' }, { InstanceType: 't3a.small' }))).toEqual([`error ${PLACE}`]);
    expect(says(TaskArchitecture, overridden({ InstanceType: 't3.small' }, { InstanceType: 't4g.small' }))).toEqual([]);
  });

  test('leaves it to Managed Instances to find the types', () => {
    expect(says(TaskArchitecture, onManagedInstances((resources) => {
      resources.Task.Properties.RuntimePlatform = { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' };
    }))).toEqual([]);
  });
});
