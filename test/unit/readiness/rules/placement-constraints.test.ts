import { addSettings, launchData, onInstances, onManagedInstances, onWindows, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { PlacementConstraints } from '../../../../src/readiness/private/rules/placement-constraints';

const SERVICE = 'Service.PlacementConstraints.0.Expression';
const TASK = 'Task.PlacementConstraints.0.Expression';
const OVERRIDES = [{ InstanceType: 't3.large' }, { InstanceType: 'm7g.large' }];

const placed = (expression: unknown, change: (resources: any, template: Template) => void = () => undefined) => onInstances((resources, template) => {
  resources.Service.Properties.PlacementConstraints = [{ Type: 'memberOf', Expression: expression }];
  launchData(resources).InstanceType = 't3.large';
  change(resources, template);
});
const attributes = (given: object) => (resources: any) => addSettings(resources, `ECS_INSTANCE_ATTRIBUTES=${JSON.stringify(given)}`);
const several = ({ Instances: { Properties } }: any) => {
  Properties.MixedInstancesPolicy = { LaunchTemplate: { LaunchTemplateSpecification: Properties.LaunchTemplate, Overrides: OVERRIDES } };
  delete Properties.LaunchTemplate;
};

describe('PlacementConstraints', () => {
  silent(PlacementConstraints);

  test.each([
    'attribute:ecs.os-type == windows', 'attribute:ecs.os-type != linux', 'attribute:ecs.instance-type == m5.large', 'attribute:ecs.instance-type equals m5.large',
    'attribute:ecs.instance-type =~ g4dn.*', 'attribute:ecs.instance-type !~ t3.*', 'attribute:ecs.instance-type in [m5.large, m5.xlarge]', 'attribute:ecs.instance-type not_in [t3.large]',
    'attribute:ecs.cpu-architecture == arm64', 'attribute:ecs.os-type == linux and attribute:ecs.instance-type == "m5.large"', 'attribute:ecs.os-type == linux && attribute:ecs.instance-type !exists',
  ])('is broken by %s', (expression) => {
    expect(says(PlacementConstraints, placed(expression))).toEqual([`error ${SERVICE}`]);
  });

  test.each([
    'attribute:ecs.os-type == linux', 'attribute:ecs.os-type != windows', 'attribute:ecs.instance-type == t3.large', 'attribute:ecs.instance-type == "t3.large"',
    'attribute:ecs.instance-type =~ t3.*', 'attribute:ecs.instance-type =~ .*\\.large', 'attribute:ecs.instance-type !~ g4dn.*', 'attribute:ecs.instance-type in [t3.large,m5.large]',
    'attribute:ecs.instance-type exists', 'attribute:ecs.cpu-architecture == x86_64', 'agentVersion >= 1.50.2', 'runningTasksCount < 3 and attribute:ecs.os-type == linux', 'task:group == service:api',
  ])('is silent for %s', (expression) => {
    expect(says(PlacementConstraints, placed(expression))).toEqual([]);
  });

  test.each<[unknown]>([
    ['attribute:stack == prod'], ['attribute:ecs.availability-zone == eu-west-1a'], ['attribute:ecs.instance-type =~ (t3|m5).*'], ['attribute:ecs.os-type == windows or attribute:ecs.os-type == linux'],
    ['not(attribute:ecs.os-type == windows)'], [''], [`attribute:ecs.os-type == linux and ${'a'.repeat(2000)} exists`], [ref('Expression')], ['attribute:ecs.instance-type > t3.large'],
  ])('does not know of %j', (expression) => {
    expect(says(PlacementConstraints, placed(expression, (_, template) => {
      template.Parameters = { ...template.Parameters, Expression: { Type: 'String' } };
    }))).toEqual([`unknown ${SERVICE}`]);
  });

  test('goes by the attributes that the agent is told', () => {
    expect(says(PlacementConstraints, placed('attribute:stack == prod', attributes({ stack: 'prod' })))).toEqual([]);
    expect(says(PlacementConstraints, placed('attribute:stack == prod', attributes({ stack: 'test' })))).toEqual([`error ${SERVICE}`]);
    expect(says(PlacementConstraints, placed('attribute:toString == prod', attributes({ stack: 'prod' })))).toEqual([`unknown ${SERVICE}`]);
  });

  test('looks for one instance that satisfies all', () => {
    expect(says(PlacementConstraints, placed('attribute:ecs.cpu-architecture == arm64', several))).toEqual([]);
    expect(says(PlacementConstraints, placed('attribute:ecs.cpu-architecture == arm64 and attribute:ecs.instance-type =~ t3.*', several))).toEqual([`error ${SERVICE}`]);
  });

  test('reads the constraints of the task definition, and none that compares nothing', () => {
    expect(says(PlacementConstraints, onInstances(({ Task, Service }) => {
      Task.Properties.PlacementConstraints = [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == windows' }];
      Service.Properties.PlacementConstraints = [{ Type: 'distinctInstance' }];
    }))).toEqual([`error ${TASK}`]);
  });

  test('knows Windows, and not what Managed Instances are', () => {
    expect(says(PlacementConstraints, onWindows('', ({ Service }) => {
      Service.Properties.PlacementConstraints = [{ Type: 'memberOf', Expression: 'attribute:ecs.os-type == linux' }];
    }))).toEqual([`error ${SERVICE}`]);
    expect(says(PlacementConstraints, onManagedInstances(({ Service }) => {
      Service.Properties.PlacementConstraints = [{ Type: 'memberOf', Expression: 'attribute:ecs.instance-type == m5.large' }];
    }))).toEqual([]);
  });

  test('tells the constraint', () => {
    expect(tells(PlacementConstraints, placed('attribute:ecs.os-type == windows')))
      .toEqual(['the instances of Instances do not satisfy the constraint "attribute:ecs.os-type == windows", so no task is placed there']);
  });
});
