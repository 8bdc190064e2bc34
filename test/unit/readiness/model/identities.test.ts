import type { Context } from '../../../../src/readiness/private/iam';
import { executionIdentity, regionOf, requestBy, taskIdentity, trustContext } from '../../../../src/readiness/private/model/identities';
import { Model } from '../../../../src/readiness/private/model/model';
import type { Subject } from '../../../../src/readiness/private/model/subject';
import { hole } from '../../../../src/readiness/private/model/text';
import { changed } from '../rules/_judge';
import { att, ENVIRONMENT, publicFargate, ref, type Template } from '../rules/_ready';
import { parameters, task } from '../rules/_task';
import { input, system } from '../sources/_builders';

function subjectOf(template: Template): Subject {
  return new Model(system(input(template, { environment: ENVIRONMENT }))).subjects[0];
}

const either = (second: unknown) => subjectOf(changed(() => task({
  task: { TaskRoleArn: { 'Fn::If': ['First', att('TaskRole', 'Arn'), second] } }, parameters: parameters('P'),
}), (_, template) => {
  template.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
}));
const names = (link: ReturnType<typeof taskIdentity>) => 'to' in link ? link.to.map(({ resource }) => resource.logicalId) : link;

describe('the identity of a task', () => {
  test('is its role, and that of the agent is the execution role', () => {
    const subject = subjectOf(publicFargate());
    expect(names(taskIdentity(subject))).toEqual(['TaskRole']);
    expect(names(executionIdentity(subject))).toEqual(['ExecutionRole']);
  });

  test('is every role that it may be', () => {
    expect(names(taskIdentity(either(att('ExecutionRole', 'Arn'))))).toEqual(['TaskRole', 'ExecutionRole']);
  });

  test('is unseen when one of them is, or when there may be none', () => {
    expect(names(taskIdentity(either('arn:aws:iam::222222222222:role/x')))).toEqual({ unseen: expect.stringContaining('arn:aws:iam::222222222222:role/x') });
    expect(names(taskIdentity(either(ref('AWS::NoValue'))))).toEqual({ unseen: expect.stringMatching(/^whether there is a role is not known: /) });
  });

  test('is nothing without a role', () => {
    expect(taskIdentity(subjectOf(task({ task: { TaskRoleArn: undefined } })))).toEqual({ nothing: true });
    expect(taskIdentity(subjectOf(task({ task: { TaskRoleArn: '' } })))).toEqual({ nothing: true });
  });

  test('is unseen without a task definition', () => {
    expect(taskIdentity(subjectOf(task({ service: { TaskDefinition: 'elsewhere' } })))).toEqual({ unseen: 'the task definition is not at hand' });
  });
});

describe('a request by a role', () => {
  const subject = subjectOf(publicFargate());
  const [role] = subject.model.principals.all;
  const entry = (context: Context | undefined, key: string) => context?.get(key.toLowerCase());
  const of = (action: string, resource: string) => requestBy(role, action, resource).context;

  test('is made by the role on a resource, with what the ARN of that tells', () => {
    const request = requestBy(role, 'logs:PutLogEvents', 'arn:aws:logs:eu-central-1:222222222222:log-group:x:*');
    expect(request).toMatchObject({ action: 'logs:PutLogEvents', resource: 'arn:aws:logs:eu-central-1:222222222222:log-group:x:*', caller: { arn: role.arn } });
    expect(entry(request.context, 'aws:RequestedRegion')).toEqual(['eu-central-1']);
    expect(entry(request.context, 'aws:ResourceAccount')).toEqual(['222222222222']);
  });

  test('leaves open what an ARN does not tell', () => {
    for (const resource of ['*', 'arn:aws:s3:::bucket/x']) {
      expect(entry(of('s3:GetObject', resource), 'aws:RequestedRegion')).toBeUndefined();
      expect(entry(of('s3:GetObject', resource), 'aws:ResourceAccount')).toBeUndefined();
    }
    expect(entry(of('s3:GetObject', '*'), 'aws:SourceVpc')).toBeUndefined();
  });

  test('carries the keys of ECS to ECS only', () => {
    expect(entry(of('ssmmessages:OpenDataChannel', '*'), 'ecs:cluster')).toBe('absent');
    expect(entry(of('ecs:DescribeTasks', '*'), 'ecs:cluster')).toBeUndefined();
  });

  test('comes from no service, unless more is known', () => {
    expect(entry(of('kms:Decrypt', '*'), 'aws:ViaAWSService')).toEqual(['false']);
    expect(entry(requestBy(role, 'kms:Decrypt', '*', new Map([['aws:viaawsservice', ['true']]])).context, 'aws:ViaAWSService')).toEqual(['true']);
  });

  test('goes to the region of the task', () => {
    expect([...regionOf(subject)]).toEqual([['aws:requestedregion', ['eu-west-1']]]);
  });

  test('to assume a role names the account and the region of the task', () => {
    expect([...trustContext(subject)]).toEqual([
      ['aws:sourceaccount', ['111111111111']],
      ['aws:sourcearn', [`arn:aws:ecs:eu-west-1:111111111111:${hole('unknown', 'what ECS assumes the role for')}`]],
      ['sts:externalid', 'absent'],
    ]);
    expect([...trustContext(subject, 'task/c/1')][1]).toEqual(['aws:sourcearn', ['arn:aws:ecs:eu-west-1:111111111111:task/c/1']]);
  });
});
