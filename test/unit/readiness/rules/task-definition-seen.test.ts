import { changed, judged, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { TaskDefinitionSeen } from '../../../../src/readiness/private/rules/task-definition-seen';

const POINTER = 'Service.TaskDefinition';
const without = (service: object, extra: object = {}) => says(TaskDefinitionSeen, changed(publicFargate, ({ Service }, template) => {
  delete Service.Properties.TaskDefinition;
  Object.assign(Service.Properties, service);
  template.Parameters = extra as never;
}));

describe('TaskDefinitionSeen', () => {
  test('is silent when the task definition is in the template', () => {
    expect(saysOfReady(TaskDefinitionSeen)).toEqual([]);
    expect(saysOf(TaskDefinitionSeen, { task: { Family: 'app' }, service: { TaskDefinition: 'app' } })).toEqual([]);
  });

  test.each([
    ['a parameter names it', ref('Definition')],
    ['another stack exports it', { 'Fn::ImportValue': 'definition' }],
    ['it is of an unknown family', 'other:3'],
  ])('does not know the tasks when %s', (_, TaskDefinition) => {
    expect(saysOf(TaskDefinitionSeen, { service: { TaskDefinition }, parameters: parameters('Definition') })).toEqual([`unknown ${POINTER}`]);
  });

  test('says so when two are of the family that is named', () => {
    const template = changed(publicFargate, ({ Task, Service }, { Resources }) => {
      Task.Properties.Family = 'app';
      Resources.Other = structuredClone(Task);
      Service.Properties.TaskDefinition = 'app';
    });
    expect(judged(template, [TaskDefinitionSeen])[0].unknowns.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/task definition "app" is there more than once: Task in stack0, Other in stack0$/),
    ]);
  });

  test('is broken when a service names none', () => {
    expect(without({})).toEqual([`error ${POINTER}`]);
    expect(without({ DeploymentController: { Type: 'ECS' } })).toEqual([`error ${POINTER}`]);
  });

  test('leaves it to task sets that are not at hand', () => {
    expect(without({ DeploymentController: { Type: 'EXTERNAL' } })).toEqual([`unknown ${POINTER}`]);
    expect(without({ DeploymentController: { Type: ref('Controller') } }, parameters('Controller'))).toEqual([`unknown ${POINTER}`]);
  });

  test('is broken when a rule names none for its task', () => {
    const template = changed(publicFargate, ({ Service }) => {
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'task', Arn: ref('Cluster'), EcsParameters: { EnableExecuteCommand: true } }] };
    });
    expect(says(TaskDefinitionSeen, template)).toEqual(['error Service.Targets.0.EcsParameters.TaskDefinitionArn']);
  });

  test('does not know containers that a macro or a parameter may add', () => {
    expect(saysOf(TaskDefinitionSeen, { task: { ContainerDefinitions: ref('Containers') }, parameters: { Containers: { Type: 'CommaDelimitedList' } } }))
      .toEqual(['unknown Task.ContainerDefinitions']);
  });

  test('mentions that CodeDeploy deploys other task definitions', () => {
    expect(saysOf(TaskDefinitionSeen, { service: { DeploymentController: { Type: 'CODE_DEPLOY' } } })).toEqual(['info Service.DeploymentController.Type']);
  });
});
