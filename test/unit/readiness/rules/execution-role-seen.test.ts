import { changed, says } from './_judge';
import { ref, sub } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { ExecutionRoleSeen } from '../../../../src/readiness/private/rules/execution-role-seen';

const ELSEWHERE = 'arn:aws:iam::222222222222:role/x';

describe('ExecutionRoleSeen', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(ExecutionRoleSeen)).toEqual([]);
  });

  test.each<[string, unknown]>([['in another account', ELSEWHERE], ['by a parameter', ref('Role')]])('says once what a role must allow that is %s', (_, ExecutionRoleArn) => {
    const template = task({
      task: { ExecutionRoleArn }, parameters: parameters('Role'), container: { Image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1' },
    });
    expect(says(ExecutionRoleSeen, template)).toEqual(['unknown Task.ExecutionRoleArn']);
    expect(tells(ExecutionRoleSeen, template)[0]).toContain('it must trust ecs-tasks.amazonaws.com and allow ecr:GetAuthorizationToken, ecr:BatchGetImage,'
      + ' ecr:GetDownloadUrlForLayer, logs:CreateLogStream and logs:PutLogEvents');
  });

  test('is silent when nothing needs the role, there is none, or the task definition is not at hand', () => {
    expect(says(ExecutionRoleSeen, task({ task: { ExecutionRoleArn: ELSEWHERE }, container: { LogConfiguration: undefined } }))).toEqual([]);
    expect(says(ExecutionRoleSeen, task({ task: { ExecutionRoleArn: undefined } }))).toEqual([]);
    expect(says(ExecutionRoleSeen, task({ task: { ExecutionRoleArn: ELSEWHERE }, service: { TaskDefinition: 'elsewhere' } }))).toEqual([]);
  });

  test('is broken when its ARN leaves out the path, and does not know what ECS makes of its name', () => {
    const inPath = (ExecutionRoleArn: unknown) => says(ExecutionRoleSeen, changed(() => task({ task: { ExecutionRoleArn } }), ({ ExecutionRole }) => { ExecutionRole.Properties.Path = '/svc/'; }));
    const role = (path: string) => sub(`arn:aws:iam::111111111111:role${path}\${ExecutionRole}`);
    expect([role('/'), ref('ExecutionRole'), role('/svc/')].map(inPath)).toEqual([['error Task.ExecutionRoleArn'], ['unknown Task.ExecutionRoleArn'], []]);
  });
});
