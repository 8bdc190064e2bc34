import { says } from './_judge';
import { policy, ref, sub } from './_ready';
import { roleWith, tells, withRole } from './_roles';
import { parameters, saysOfReady } from './_task';
import { TaskRoleTrust } from '../../../../src/readiness/private/rules/task-role-trust';

const PLACE = 'TaskRole.AssumeRolePolicyDocument';
const assume = (Condition?: object, Principal: unknown = { Service: 'ecs-tasks.amazonaws.com' }) =>
  ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...Condition ? { Condition } : {} });
const from = (arn: unknown) => ({ ArnLike: { 'aws:SourceArn': arn } });

function trusting(...statements: object[]): ReturnType<typeof withRole> {
  return withRole((role, _, template) => {
    role.AssumeRolePolicyDocument = policy(...statements);
    template.Parameters = parameters('Account') as Record<string, unknown>;
  });
}

describe('TaskRoleTrust', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(TaskRoleTrust)).toEqual([]);
  });

  test.each<[string, object[]]>([
    ['another service', [assume(undefined, { Service: 'ec2.amazonaws.com' })]],
    ['an account', [assume(undefined, { AWS: ref('AWS::AccountId') })]],
    ['nobody', []],
    ['tasks, and denies it them', [assume(), { ...assume(), Effect: 'Deny' }]],
    ['tasks with another action', [{ ...assume(), Action: 'sts:TagSession' }]],
  ])('is broken when the role trusts %s', (_, statements) => {
    expect(says(TaskRoleTrust, trusting(...statements))).toEqual([`error ${PLACE}`]);
    expect(tells(TaskRoleTrust, trusting(...statements))[0]).toMatch(/^X-019: ECS may not assume role TaskRole: /);
  });

  test.each<[string, object]>([
    ['a cluster', from(sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/app'))],
    ['a cluster of the template', from({ 'Fn::GetAtt': ['Cluster', 'Arn'] })],
    ['another region', from('arn:aws:ecs:us-east-1:111111111111:*')],
    ['another account', { StringEquals: { 'aws:SourceAccount': '222222222222' } }],
    ['an external id', { StringEquals: { 'sts:ExternalId': 'x' } }],
  ])('is broken when the condition of the trust is %s', (_, condition) => {
    expect(says(TaskRoleTrust, trusting(assume(condition)))).toEqual([`error ${PLACE}`]);
    expect(tells(TaskRoleTrust, trusting(assume(condition)))[0]).toMatch(/^X-020: /);
  });

  test.each<[string, object]>([
    ['the account', { StringEquals: { 'aws:SourceAccount': '111111111111' } }],
    ['the region', from('arn:aws:ecs:eu-west-1:111111111111:*')],
    ['any region', from('arn:aws:ecs:*:111111111111:*')],
  ])('is silent when the condition of the trust is %s', (_, condition) => {
    expect(says(TaskRoleTrust, trusting(assume(condition)))).toEqual([]);
  });

  test.each<[string, object]>([
    ['what ECS may pass', from('arn:aws:ecs:eu-west-1:111111111111:task/*')],
    ['clusters of a name', from('arn:aws:ecs:eu-west-1:111111111111:cluster*')],
    ['a parameter', { StringEquals: { 'aws:SourceAccount': ref('Account') } }],
    ['an organization', { StringEquals: { 'aws:SourceOrgID': 'o-1' } }],
  ])('does not know whether a condition is met that asks for %s', (_, condition) => {
    expect(says(TaskRoleTrust, trusting(assume(condition)))).toEqual([`unknown ${PLACE}`]);
  });

  test('warns of a role that ECS may assume for anybody', () => {
    expect(says(TaskRoleTrust, trusting(assume()))).toEqual([`warning ${PLACE}`]);
    expect(tells(TaskRoleTrust, trusting(assume()))).toEqual(['X-020: ECS may assume role TaskRole for tasks of any account']);
    expect(says(TaskRoleTrust, trusting(assume({ StringLike: { 'aws:SourceAccount': '*' } })))).toEqual([`warning ${PLACE}`]);
  });

  test('does not know which of two roles it is when one cannot be assumed', () => {
    const template = withRole((role, { Task }, each) => {
      role.AssumeRolePolicyDocument = policy(assume(undefined, { Service: 'ec2.amazonaws.com' }));
      each.Resources.Second = roleWith();
      each.Resources.Second.Properties.AssumeRolePolicyDocument = policy(assume({ StringEquals: { 'aws:SourceAccount': '111111111111' } }));
      each.Parameters = parameters('Choice') as Record<string, unknown>;
      each.Conditions = { First: { 'Fn::Equals': [ref('Choice'), '1'] } };
      Task.Properties.TaskRoleArn = { 'Fn::If': ['First', ref('TaskRole'), ref('Second')] };
    });
    expect(says(TaskRoleTrust, template)).toEqual([`unknown ${PLACE}`]);
  });
});
