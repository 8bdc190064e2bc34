import { changed, says } from './_judge';
import { att, publicFargate, ref, sub, type Template } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { TaskRoleSeen } from '../../../../src/readiness/private/rules/task-role-seen';

const CHANNELS = 'ssmmessages:CreateControlChannel, ssmmessages:CreateDataChannel, ssmmessages:OpenControlChannel and ssmmessages:OpenDataChannel';
const choice = (TaskRoleArn: unknown): Template => changed(() => task({ task: { TaskRoleArn }, parameters: parameters('Choice') }), (_, template) => {
  template.Conditions = { First: { 'Fn::Equals': [ref('Choice'), 'first'] } };
});

describe('TaskRoleSeen', () => {
  test('is silent about templates that are ready, and about tasks without a role', () => {
    expect(saysOfReady(TaskRoleSeen)).toEqual([]);
    expect(says(TaskRoleSeen, task({ task: { TaskRoleArn: undefined } }))).toEqual([]);
  });

  test.each([
    ['by Ref', ref('TaskRole')],
    ['by one of two roles', undefined],
  ])('sees a role that is named %s', (_, TaskRoleArn) => {
    const either = { 'Fn::If': ['First', att('TaskRole', 'Arn'), att('ExecutionRole', 'Arn')] };
    expect(says(TaskRoleSeen, choice(TaskRoleArn ?? either))).toEqual([]);
  });

  test.each<[string, unknown, object]>([
    ['in another account', 'arn:aws:iam::222222222222:role/elsewhere', {}],
    ['by a parameter', ref('Role'), parameters('Role')],
    ['by an import', { 'Fn::ImportValue': 'role' }, {}],
  ])('says what a role must allow that is %s', (_, TaskRoleArn, given) => {
    const template = task({ task: { TaskRoleArn }, parameters: given });
    expect(says(TaskRoleSeen, template)).toEqual(['unknown Task.TaskRoleArn']);
    expect(tells(TaskRoleSeen, template)[0]).toContain(`it must trust ecs-tasks.amazonaws.com and allow ${CHANNELS} on *`);
  });

  test('does not know whether there is a role where that depends on a condition', () => {
    expect(tells(TaskRoleSeen, choice({ 'Fn::If': ['First', att('TaskRole', 'Arn'), ref('AWS::NoValue')] }))[0])
      .toContain('the task role is not at hand: whether there is a role is not known: ');
    expect(says(TaskRoleSeen, choice({ 'Fn::If': ['First', att('TaskRole', 'Arn'), 'arn:aws:iam::222222222222:role/x'] }))).toEqual(['unknown Task.TaskRoleArn']);
  });

  test('leaves it to others that the task definition is not at hand', () => {
    expect(says(TaskRoleSeen, changed(publicFargate, ({ Service }) => {
      Service.Properties.TaskDefinition = 'elsewhere';
    }))).toEqual([]);
  });

  test('sees the role of a stack that is given, too', () => {
    const shared: Template = { Resources: { Role: publicFargate().Resources.TaskRole }, Outputs: { Role: { Value: att('Role', 'Arn'), Export: { Name: 'role' } } } };
    expect(says(TaskRoleSeen, [task({ task: { TaskRoleArn: { 'Fn::ImportValue': 'role' } } }), shared])).toEqual([]);
  });

  describe('of a role in a path', () => {
    const inPath = (TaskRoleArn: unknown, Path: unknown = '/svc/', more: object = {}): Template => changed(() => task({ task: { TaskRoleArn }, parameters: parameters('P') }), ({ TaskRole }) => {
      Object.assign(TaskRole.Properties, { Path, ...more });
    });
    const role = (path: string) => sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${path}\${TaskRole}`);

    test('is silent about its ARN, and about names of roles that are in none', () => {
      expect([att('TaskRole', 'Arn'), role('/svc/')].map((each) => says(TaskRoleSeen, inPath(each)))).toEqual([[], []]);
      expect([ref('TaskRole'), role('/')].map((each) => says(TaskRoleSeen, inPath(each, '/')))).toEqual([[], []]);
    });

    test('does not know whether ECS finds it by its name', () => {
      expect(tells(TaskRoleSeen, inPath(ref('TaskRole')))).toEqual(['whether there is such a task role is not known: role TaskRole is given by its name, and the role of the templates is in'
        + ' the path /svc/: AWS does not say that ECS finds it without that, as it does by its ARN']);
      expect(says(TaskRoleSeen, inPath(ref('TaskRole'), ref('P')))).toEqual(['unknown Task.TaskRoleArn']);
    });

    test('is broken when the ARN has another path or none', () => {
      expect(tells(TaskRoleSeen, inPath(role('/')))[0]).toContain('says the path /; the role of the templates is in the path /svc/, and there are no two roles of its name');
      expect([role('/'), role('/other/')].map((each) => says(TaskRoleSeen, inPath(each)))).toEqual([['error Task.TaskRoleArn'], ['error Task.TaskRoleArn']]);
      expect(says(TaskRoleSeen, inPath('arn:aws:iam::111111111111:role/app', '/svc/', { RoleName: 'app' }))).toEqual(['error Task.TaskRoleArn']);
    });

    test('does not know a path that is hidden, or a role that may not be there', () => {
      expect(says(TaskRoleSeen, inPath(role('/'), ref('P')))).toEqual(['unknown Task.TaskRoleArn']);
      const maybe = changed(() => inPath(role('/')), ({ TaskRole }, template) => {
        template.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
        TaskRole.Condition = 'First';
      });
      expect(says(TaskRoleSeen, maybe)).toEqual(['unknown Task.TaskRoleArn']);
    });

    test('is about roles of the same account only', () => {
      expect(tells(TaskRoleSeen, inPath('arn:aws:iam::222222222222:role/app', '/svc/', { RoleName: 'app' }))[0]).toContain('the task role is not at hand');
    });
  });
});
