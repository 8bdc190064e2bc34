import { changed, says } from './_judge';
import { att, publicInstances, ref } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { SeparateRoles } from '../../../../src/readiness/private/rules/separate-roles';

const ROLE = 'arn:aws:iam::222222222222:role/x';
const PLACE = 'Task.ExecutionRoleArn';

describe('SeparateRoles', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(SeparateRoles)).toEqual([]);
  });

  test.each<[string, object]>([
    ['in the template', { ExecutionRoleArn: ref('TaskRole') }],
    ['that is not at hand', { TaskRoleArn: ROLE, ExecutionRoleArn: ROLE }],
    ['of a parameter', { TaskRoleArn: ref('Role'), ExecutionRoleArn: ref('Role') }],
  ])('warns of one role for both %s', (_, change) => {
    const template = task({ task: change, parameters: parameters('Role') });
    expect(says(SeparateRoles, template)).toEqual([`warning ${PLACE}`]);
    expect(tells(SeparateRoles, template)).toEqual(['X-025: the execution role is the task role, so whoever opens a session may do what the agent does']);
  });

  test.each<[string, object]>([
    ['two roles that are not at hand', { TaskRoleArn: ROLE, ExecutionRoleArn: `${ROLE}y` }],
    ['neither', { TaskRoleArn: undefined, ExecutionRoleArn: undefined }],
    ['no execution role', { ExecutionRoleArn: undefined }],
    ['two parameters', { TaskRoleArn: ref('Role'), ExecutionRoleArn: ref('Other') }],
  ])('is silent about %s', (_, change) => {
    expect(says(SeparateRoles, task({ task: change, parameters: parameters('Role', 'Other') }))).toEqual([]);
  });

  test('warns of a task that has the role of its instance', () => {
    const template = changed(publicInstances, ({ Task }) => {
      Task.Properties.TaskRoleArn = att('InstanceRole', 'Arn');
    });
    expect(tells(SeparateRoles, template)).toEqual(['X-026: the task role is the role of the instances, so whoever opens a session may act as one of them']);
    expect(says(SeparateRoles, template)).toEqual(['warning Task.TaskRoleArn']);
  });
});
