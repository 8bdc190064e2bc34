import { Model } from '../../../../../src/readiness/private/model/model';
import { operatorsOf } from '../../../../../src/readiness/private/model/operators/operators';
import { allow, deny, EXEC, PEOPLE, role } from '../../rules/_operators';
import { att, ENVIRONMENT, inline, policy, publicFargate, ref, type Template } from '../../rules/_ready';
import { input, system } from '../../sources/_builders';

/** The operators of a template: what they are called, and what is so of them. */
function found(template: Template): readonly string[] {
  const model = new Model(system(input(template, { environment: ENVIRONMENT })));
  return operatorsOf(model).map(({ name, whole, meant, machine, grants, denials }) => [
    name, ...whole ? ['whole'] : [], ...meant ? ['meant'] : [], ...machine ? ['machine'] : [], `${grants.length}/${denials.length}`,
  ].join(' '));
}

const trusting = (Service: string) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } });
const roleOf = (statements: readonly unknown[], trust: object = PEOPLE) => role(statements, ({ Operator }) => {
  Operator.Properties.AssumeRolePolicyDocument = trust;
});
const withResource = (Type: string, Properties: Record<string, unknown>) => role([], (resources) => {
  resources.Operator = { Type, Properties };
});
const document = policy(allow(EXEC));

describe('operators', () => {
  test.each<[string, Template, string[]]>([
    ['nobody in templates without any', publicFargate(), []],
    ['a role that names the action', roleOf([allow(EXEC)]), ['role Operator whole meant 1/0']],
    ['a role that names it in its own way', roleOf([allow('ECS:executecommand')]), ['role Operator whole meant 1/0']],
    ['a role that names it in part', roleOf([allow('ecs:Execute*')]), ['role Operator whole meant 1/0']],
    ['a role that may do all that ECS can', roleOf([allow('ecs:*')]), ['role Operator whole 1/0']],
    ['a role of a program', roleOf([allow(EXEC)], trusting('lambda.amazonaws.com')), ['role Operator whole meant machine 1/0']],
    ['a role of tasks that names it', roleOf([allow(EXEC)], trusting('ecs-tasks.amazonaws.com')), ['role Operator whole machine 1/0']],
    ['a user', withResource('AWS::IAM::User', { Policies: [inline('exec', allow(EXEC))] }), ['user Operator whole meant 1/0']],
    ['a group', withResource('AWS::IAM::Group', { Policies: [inline('exec', allow(EXEC))] }), ['group Operator meant 1/0']],
    ['a managed policy', withResource('AWS::IAM::ManagedPolicy', { PolicyDocument: document }), ['policy Operator meant 1/0']],
    ['a policy as JSON', withResource('AWS::IAM::ManagedPolicy', { PolicyDocument: JSON.stringify(document) }), ['policy Operator meant 1/0']],
    ['an inline policy of someone elsewhere', withResource('AWS::IAM::Policy', { PolicyName: 'exec', Roles: ['elsewhere'], PolicyDocument: document }), ['policy Operator meant 1/0']],
    ['a permission set', withResource('AWS::SSO::PermissionSet', { InlinePolicy: document }), ['permission set Operator whole meant 1/0']],
    ['a policy that only denies', withResource('AWS::IAM::ManagedPolicy', { PolicyDocument: policy(deny(EXEC)) }), ['policy Operator 0/1']],
    ['a role that is let in and kept out', roleOf([allow(EXEC), deny('ecs:*', 'arn:aws:ecs:*:*:task/other/*')]), ['role Operator whole meant 1/1']],
    ['all of them', role([allow(EXEC)], (resources) => {
      resources.Group = { Type: 'AWS::IAM::Group', Properties: { Policies: [inline('exec', allow(EXEC))] } };
      resources.Person = { Type: 'AWS::IAM::User', Properties: { Groups: [ref('Group')], Policies: [inline('more', allow(EXEC))] } };
    }), ['role Operator whole meant 1/0', 'user Person whole meant 1/0', 'group Group meant 1/0']],
  ])('are %s', (_, template, expected) => {
    expect(found(template)).toEqual(expected);
  });

  test.each<[string, Template]>([
    ['a role that only denies', roleOf([deny(EXEC)])],
    ['a policy that denies all that ECS can do', withResource('AWS::IAM::ManagedPolicy', { PolicyDocument: policy(deny('ecs:*')) })],
    ['an administrator', roleOf([allow(EXEC), allow('*')])],
    ['an administrator of all but some', roleOf([allow(EXEC), { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }])],
    ['a role of tasks that may do all that ECS can', roleOf([allow('ecs:*')], trusting('ecs-tasks.amazonaws.com'))],
    ['a role of other actions', roleOf([allow(['ecs:RunTask', 'ecs:Exec', 'ecs:ExecuteCommandX', 'ec2:*', 'e*:*', '*ecs:ExecuteCommand'])])],
    ['a role of all actions on something', roleOf([allow('*', att('Cluster', 'Arn'))])],
    ['a statement without resources', roleOf([{ Effect: 'Allow', Action: EXEC }])],
    ['a statement without an effect', roleOf([{ Action: EXEC, Resource: '*' }])],
    ['what is not a statement', roleOf(['x', null, 7, [[]], { Effect: 'Allow', Action: { __proto__: EXEC }, Resource: '*' }])],
    ['a managed policy that users in the templates have by a group', role([], (resources) => {
      resources.Operator = { Type: 'AWS::IAM::User', Properties: { Groups: ['elsewhere'] } };
    })],
    ['a permission set without policies', withResource('AWS::SSO::PermissionSet', { Name: 'none' })],
    ['a role that is not created', role([allow(EXEC)], ({ Operator }, template) => {
      template.Conditions = { C: { 'Fn::Equals': ['a', 'b'] } };
      Operator.Condition = 'C';
    })],
  ])('are not %s', (_, template) => {
    expect(found(template)).toEqual([]);
  });

  test('are administrators no more when they may do everything but ECS', () => {
    expect(found(roleOf([allow(EXEC), { Effect: 'Allow', NotAction: 'ecs:*', Resource: '*' }]))).toEqual(['role Operator whole meant 1/0']);
  });
});
