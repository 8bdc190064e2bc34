import { changed, says } from './_judge';
import { allow, att, inline, publicFargate, publicInstances, ref, sub, type Template } from './_ready';
import { roleWith, tells } from './_roles';
import { batchJob, parameters, saysOfReady, task } from './_task';
import { ContainerLogAllowed } from '../../../../src/readiness/private/rules/container-log-allowed';

const STREAM = 'logs:CreateLogStream';
const WRITE = 'logs:PutLogEvents';
const BOTH = [STREAM, WRITE];
const ROLE = 'ExecutionRole.Policies.0.PolicyDocument.Statement';
const GROUP = 'Task.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group';
const NAMED = 'arn:aws:logs:eu-west-1:111111111111:log-group:/ecs/app';

/** A task whose log is written with these statements. */
function logging(statements: readonly unknown[], options: object = {}, make: () => Template = publicFargate): Template {
  return changed(make, ({ Task, ExecutionRole }, template) => {
    template.Parameters = parameters('P') as Record<string, unknown>;
    ExecutionRole.Properties.Policies = [inline('start', ...statements)];
    Object.assign(Task.Properties.ContainerDefinitions[0].LogConfiguration.Options, options);
  });
}

describe('ContainerLogAllowed', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(ContainerLogAllowed)).toEqual([]);
  });

  test.each<[string, Template]>([
    ['on the group', logging([allow(BOTH, att('AppLog', 'Arn'))])],
    ['on every group', logging([allow('logs:*')])],
    ['on the streams of the container', logging([allow(BOTH, `${NAMED}:log-stream:app/*`)], { 'awslogs-group': '/ecs/app' })],
    ['on a group of another region', logging([allow(BOTH, 'arn:aws:logs:us-east-1:111111111111:log-group:/ecs/app:*')], { 'awslogs-group': '/ecs/app', 'awslogs-region': 'us-east-1' })],
    ['on the group that a parameter names', logging([allow(BOTH, sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${P}:*'))], { 'awslogs-group': ref('P') })],
    ['where no group is named', logging([allow('s3:*')], { 'awslogs-group': undefined })],
    ['where another driver is used', task({ task: { ExecutionRoleArn: att('TaskRole', 'Arn') }, container: { LogConfiguration: { LogDriver: 'awsfirelens' } } })],
  ])('is silent when the role may write %s', (_, template) => {
    expect(says(ContainerLogAllowed, template)).toEqual([]);
  });

  test('is broken when the role may not make a stream', () => {
    expect(says(ContainerLogAllowed, logging([allow('s3:*')]))).toEqual(['error ExecutionRole']);
    expect(tells(ContainerLogAllowed, logging([allow(WRITE)]))).toEqual([
      'X-036: role ExecutionRole does not allow logs:CreateLogStream on arn:aws:logs:eu-west-1:111111111111:log-group:<AppLog>:log-stream:app/app/<the task>',
    ]);
  });

  test('is broken when the ARN of the group lacks its end', () => {
    expect(says(ContainerLogAllowed, logging([allow(BOTH, NAMED)], { 'awslogs-group': '/ecs/app' }))).toEqual([`error ${ROLE}.0.Resource`]);
  });

  test('warns when the role may not write to the stream', () => {
    expect(says(ContainerLogAllowed, logging([allow(STREAM)]))).toEqual(['warning ExecutionRole']);
  });

  test.each<[string, Template, string]>([
    ['which group a parameter names', logging([allow(BOTH, `${NAMED}:*`)], { 'awslogs-group': ref('P') }), `${ROLE}.0`],
    ['which streams there are', logging([allow(BOTH, `${NAMED}:log-stream:app/*`)], { 'awslogs-group': '/ecs/app', 'awslogs-stream-prefix': ref('P') }), `${ROLE}.0`],
  ])('does not know %s', (_, template, place) => {
    expect(says(ContainerLogAllowed, template)).toEqual([`unknown ${place}`]);
  });

  test('keeps a doubt to itself that is about no more than what is written', () => {
    expect(says(ContainerLogAllowed, logging([allow(STREAM), allow(WRITE, `${NAMED}:*`)], { 'awslogs-group': ref('P') }))).toEqual([]);
  });

  describe('where the driver makes the group', () => {
    const making = (group: unknown, ...statements: unknown[]) => logging([allow(BOTH), ...statements], { 'awslogs-group': group, 'awslogs-create-group': 'true' });

    test('is silent when the role may make it, or it is made in the template', () => {
      expect(says(ContainerLogAllowed, making('/ecs/app', allow('logs:CreateLogGroup')))).toEqual([]);
      expect(says(ContainerLogAllowed, making('/ecs/app', allow('logs:CreateLogGroup', `${NAMED}:*`), allow('logs:CreateLogGroup', NAMED)))).toEqual([]);
      expect(says(ContainerLogAllowed, making(ref('AppLog')))).toEqual([]);
    });

    test('is broken when nobody makes it', () => {
      expect(says(ContainerLogAllowed, making('/ecs/app'))).toEqual(['error ExecutionRole']);
      expect(tells(ContainerLogAllowed, making('/ecs/app'))).toEqual([`X-036: role ExecutionRole does not allow logs:CreateLogGroup on ${NAMED}`]);
    });

    test('does not know of which ARN AWS speaks, nor whether a group exists that a parameter names', () => {
      expect(says(ContainerLogAllowed, making('/ecs/app', allow('logs:CreateLogGroup', NAMED)))).toEqual([`unknown ${GROUP}`]);
      expect(says(ContainerLogAllowed, making(ref('P')))).toEqual([`unknown ${GROUP}`]);
    });
  });

  test('knows the group of AWS Batch', () => {
    const job = (resource: string) => {
      const template = batchJob({ ExecutionRoleArn: ref('Role'), LogConfiguration: { LogDriver: 'awslogs' } }, { PlatformCapabilities: ['FARGATE'] });
      template.Resources.Role = roleWith(allow(BOTH, resource));
      return template;
    };
    expect(says(ContainerLogAllowed, job('arn:aws:logs:eu-west-1:111111111111:log-group:/aws/batch/job:*'))).toEqual([]);
    expect(says(ContainerLogAllowed, job(`${NAMED}:*`))).toEqual(['error Role.Policies.0.PolicyDocument.Statement.0.Resource']);
  });

  test('does not know who writes the log outside of Fargate', () => {
    expect(says(ContainerLogAllowed, logging([allow('s3:*')], {}, publicInstances))).toEqual([`unknown ${GROUP}`]);
    expect(tells(ContainerLogAllowed, logging([allow('s3:*')], {}, publicInstances))[0])
      .toContain('outside of Fargate the agent decides whether the log is written with this role or with that of the instance');
    expect(says(ContainerLogAllowed, changed(publicInstances, ({ Task }) => {
      delete Task.Properties.ExecutionRoleArn;
    }))).toEqual([]);
  });
});
