import { changed, says } from './_judge';
import { att, publicFargate, trust } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady } from './_task';
import { ExecutionRoleTrust } from '../../../../src/readiness/private/rules/execution-role-trust';

const PLACE = 'ExecutionRole.AssumeRolePolicyDocument';
const trusting = (document: unknown) => changed(publicFargate, ({ ExecutionRole }, template) => {
  ExecutionRole.Properties.AssumeRolePolicyDocument = document;
  template.Parameters = parameters('Account') as Record<string, unknown>;
});
const under = (Condition: object) => ({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Condition } });

describe('ExecutionRoleTrust', () => {
  test('is silent about templates that are ready, and about a role that is less careful', () => {
    expect(saysOfReady(ExecutionRoleTrust)).toEqual([]);
    expect(says(ExecutionRoleTrust, trusting(under({})))).toEqual([]);
  });

  test('is broken when the role trusts others, or under a condition that is not met', () => {
    expect(says(ExecutionRoleTrust, trusting(trust('ecs.amazonaws.com')))).toEqual([`error ${PLACE}`]);
    expect(tells(ExecutionRoleTrust, trusting(trust('ecs.amazonaws.com')))).toEqual([
      'X-019: ECS may not assume role ExecutionRole: trust policy of ExecutionRole does not allow sts:AssumeRole',
    ]);
    expect(tells(ExecutionRoleTrust, trusting(under({ StringEquals: { 'aws:SourceAccount': '222222222222' } })))[0]).toMatch(/^X-020: /);
  });

  test('does not know what a parameter comes to', () => {
    expect(says(ExecutionRoleTrust, trusting(under({ StringEquals: { 'aws:SourceAccount': { Ref: 'Account' } } })))).toEqual([`unknown ${PLACE}`]);
  });

  test('leaves the task role to the rule about that', () => {
    const template = changed(publicFargate, ({ Task, TaskRole }) => {
      TaskRole.Properties.AssumeRolePolicyDocument = trust('ec2.amazonaws.com');
      Task.Properties.ExecutionRoleArn = att('TaskRole', 'Arn');
    });
    expect(says(ExecutionRoleTrust, template)).toEqual([]);
  });
});
