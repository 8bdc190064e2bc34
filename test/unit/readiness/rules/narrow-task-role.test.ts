import { says } from './_judge';
import { allow, deny, inline, policy, ref, sub, type Template } from './_ready';
import { tells, withRole } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { NarrowTaskRole } from '../../../../src/readiness/private/rules/narrow-task-role';

const managed = (name: string) => withRole((role) => {
  role.ManagedPolicyArns = [sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`)];
});
const also = (...statements: unknown[]) => withRole((role) => role.Policies.push(inline('more', ...statements)));
const SECOND = 'TaskRole.Policies.1.PolicyDocument.Statement';

describe('NarrowTaskRole', () => {
  test('is silent about templates that are ready, and about roles that are not at hand', () => {
    expect(saysOfReady(NarrowTaskRole)).toEqual([]);
    expect(says(NarrowTaskRole, task({ task: { TaskRoleArn: 'arn:aws:iam::222222222222:role/x' } }))).toEqual([]);
  });

  test.each(['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess', 'AmazonECS_FullAccess'])('warns of %s', (name) => {
    expect(says(NarrowTaskRole, managed(name))).toEqual(['warning TaskRole.ManagedPolicyArns.0']);
    expect(tells(NarrowTaskRole, managed(name))).toEqual([`X-106: role TaskRole has ${name}`]);
  });

  test.each([
    'AmazonEC2ContainerServiceFullAccess', 'service-role/AmazonEC2ContainerServiceRole', 'service-role/AmazonEC2ContainerServiceAutoscaleRole',
    'service-role/AmazonEC2RoleforSSM',
  ])('warns of %s, which AWS has replaced', (name) => {
    expect(says(NarrowTaskRole, managed(name))).toEqual(['warning TaskRole.ManagedPolicyArns.0']);
    expect(tells(NarrowTaskRole, managed(name))).toEqual([`X-105: role TaskRole has ${name}, which AWS has replaced`]);
  });

  test.each<[string, Template, string]>([
    ['every action', also(allow('s3:Get*'), allow('*')), `${SECOND}.1`],
    ['every action, in two words', also(allow(['s3:Get*', '*:*'])), `${SECOND}.0`],
    ['all but a few actions', also({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }), `${SECOND}.0`],
    ['every action, beside the role', withRole((_, resources) => {
      resources.Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [ref('TaskRole')], PolicyDocument: policy(allow('*')) } };
    }), 'Policy.PolicyDocument.Statement.0'],
  ])('warns of a statement that allows %s', (_, template, place) => {
    expect(says(NarrowTaskRole, template)).toEqual([`warning ${place}`]);
    expect(tells(NarrowTaskRole, template)[0]).toMatch(/^X-106: role TaskRole allows (every action|all but a few actions) on every resource$/);
  });

  test.each<[string, Template]>([
    ['the actions of one service', also(allow('s3:*'))],
    ['every action on one thing', also(allow('*', 'arn:aws:s3:::b/*'))],
    ['every action, under a condition', also(allow('*', '*', { Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }))],
    ['a Deny of everything', also(deny('*'))],
    ['a policy of its own account with a broad name', withRole((role) => {
      role.ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/AdministratorAccess'];
    })],
    ['a policy that may not be attached', withRole((role, _, template) => {
      template.Parameters = parameters('Debug') as Record<string, unknown>;
      template.Conditions = { Debugging: { 'Fn::Equals': [ref('Debug'), 'yes'] } };
      role.ManagedPolicyArns = [{ 'Fn::If': ['Debugging', 'arn:aws:iam::aws:policy/AdministratorAccess', ref('AWS::NoValue')] }];
    })],
    ['AmazonSSMManagedInstanceCore', managed('AmazonSSMManagedInstanceCore')],
  ])('is silent about %s', (_, template) => {
    expect(says(NarrowTaskRole, template)).toEqual([]);
  });
});
