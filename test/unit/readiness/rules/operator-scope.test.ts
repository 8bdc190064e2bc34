import { says } from './_judge';
import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, insteadOfRole, operator, PEOPLE, role, statement, TASKS } from './_operators';
import { inline, policy, publicInstances, ref, sub, type Template } from './_ready';
import { roleWith, withRole } from './_roles';
import { saysOfReady } from './_task';
import { OperatorScope } from '../../../../src/readiness/private/rules/operator-scope';

const MFA = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const managed = (name: string) => sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`);
const withManaged = (name: string) => role([], ({ Operator }) => {
  Operator.Properties = { AssumeRolePolicyDocument: PEOPLE, ManagedPolicyArns: [managed(name)] };
});

describe('OperatorScope', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(OperatorScope)).toEqual([]);
  });

  test.each<[string, readonly unknown[], string[]]>([
    ['on everything', [allow(EXEC)], [statement(0, 'Resource')]],
    ['on all of ECS', [allow(EXEC, 'arn:aws:ecs:*:*:*')], [statement(0, 'Resource')]],
    ['on all clusters and tasks', [allow(EXEC, ['arn:aws:ecs:*:*:cluster/*', 'arn:*:ecs:*:*:task/*'])], [statement(0, 'Resource')]],
    ['on all clusters, and on all tasks', [allow(EXEC, 'arn:aws:ecs:*:*:cluster/*'), allow(EXEC, 'arn:aws:ecs:*:*:task/*')], [statement(1, 'Resource')]],
    ['on everything twice', [allow(EXEC), allow('ecs:E*')], [statement(0, 'Resource'), statement(1, 'Resource')]],
    ['on everything, and under a condition on more', [allow(EXEC), allow(EXEC, BOTH, MFA)], [statement(0, 'Resource')]],
  ])('warns of sessions that are allowed %s', (_, statements, places) => {
    const template = operator(statements);
    expect(flaws(template)).toEqual(places.map((place) => `OperatorScope warning ${place}`));
    expect(new Set(causes(template))).toEqual(new Set(['X-054: role Operator allows ecs:ExecuteCommand on every cluster and task, under no condition']));
  });

  test('warns of everything that ECS can do', () => {
    const template = role([allow('ecs:*')]);
    expect(flaws(template)).toEqual([`OperatorScope warning ${statement(0, 'Resource')}`]);
    expect(causes(template)).toEqual(['X-054: role Operator allows ecs:ExecuteCommand, with all else that ECS can do, on every cluster and task, under no condition']);
    expect(flaws(withManaged('AmazonECS_FullAccess'))).toEqual(['OperatorScope warning Operator.ManagedPolicyArns.0']);
  });

  test.each(Object.entries({ ...FOR_SOMEONE, ...FOR_ANYONE }))('warns of %s', (_, change) => {
    expect(flaws(operator([allow(EXEC)], change))).toEqual([expect.stringMatching(/^OperatorScope warning Operator\..*Statement\.0\.Resource$/)]);
  });

  test('warns of a permission set with a policy of AWS', () => {
    const set = (more: object) => role([], insteadOfRole(() => ({
      Type: 'AWS::SSO::PermissionSet', Properties: { Name: 'exec', InstanceArn: 'arn:aws:sso:::instance/i', ManagedPolicies: [managed('AmazonECS_FullAccess')], ...more },
    })));
    expect(flaws(set({}))).toEqual(['OperatorScope warning Operator.ManagedPolicies.0']);
    expect(causes(set({}))).toEqual([
      'X-054: permission set Operator allows ecs:ExecuteCommand, with all else that ECS can do, on every cluster and task, under no condition',
    ]);
    expect(flaws(set({ CustomerManagedPolicyReferences: [{ Name: 'more' }] }))).toEqual([]);
    expect(flaws(set({ PermissionsBoundary: { ManagedPolicyArn: managed('AmazonSQSFullAccess') } }))).toEqual([]);
    expect(flaws(set({ PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'limit' } } }))).toEqual([]);
    expect(flaws(set({ ManagedPolicies: ref('Ps') }))).toEqual([]);
  });

  test('tells what a user has from a group of the group only', () => {
    expect(flaws(operator([allow(EXEC)], (resources, template) => {
      FOR_ANYONE['a group'](resources, template);
      resources.Person = { Type: 'AWS::IAM::User', Properties: { Groups: [ref('Operator')] } };
    }))).toEqual(['OperatorScope warning Operator.Policies.0.PolicyDocument.Statement.0.Resource']);
  });

  test('warns of a role of tasks only where it names the action', () => {
    const statements = (...more: unknown[]) => withRole((task) => task.Policies[0].PolicyDocument.Statement.push(...more));
    expect(flaws(statements(allow('ecs:*')))).toEqual([]);
    expect(flaws(statements(allow(EXEC)))).toEqual(['OperatorScope warning TaskRole.Policies.0.PolicyDocument.Statement.4.Resource']);
    expect(flaws(withRole((_, resources) => {
      resources.Other = roleWith(allow('ecs:*'));
    }))).toEqual([]);
  });

  test('is silent about a role of instances that may do all that ECS can', () => {
    const instances = (name: string) => role([], (resources) => {
      delete resources.Operator;
      resources[name] = { ...resources.InstanceRole, Properties: { ...resources.InstanceRole.Properties, Policies: [inline('all', allow('ecs:*'))] } };
    }, publicInstances);
    expect(flaws(instances('InstanceRole'))).toEqual([]);
    expect(flaws(instances('Bastion'))).toEqual(['OperatorScope warning Bastion.Policies.0.PolicyDocument.Statement.0.Resource']);
  });

  test.each<[string, Template]>([
    ['under a condition', operator([allow(EXEC, '*', MFA)])],
    ['in one region', operator([allow(EXEC, 'arn:aws:ecs:eu-west-1:*:*')])],
    ['in one account', operator([allow(EXEC, sub('arn:aws:ecs:*:${AWS::AccountId}:*'))])],
    ['in one cluster', operator([allow(EXEC, BOTH)])],
    ['on all tasks of one cluster', operator([allow(EXEC, CLUSTER), allow(EXEC, 'arn:aws:ecs:*:*:task/*')])],
    ['to administrators', role([allow('*')])],
    ['to administrators who name it, too', role([allow(EXEC), allow('*:*')])],
    ['to administrators by a policy of AWS', withManaged('AdministratorAccess')],
    ['to all but administrators', withManaged('PowerUserAccess')],
    ['by a statement that does not know its action', operator([allow([ref('P')])], (_, template) => {
      template.Parameters = { P: { Type: 'String' } };
    })],
    ['with a Deny of some', operator([allow(EXEC), deny(EXEC, '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })])],
    ['with a Deny of this cluster', operator([allow(EXEC), deny('ecs:*', TASKS)])],
    ['to a role that may not be created', operator([allow(EXEC)], ({ Operator }, template) => {
      template.Parameters = { P: { Type: 'String' } };
      template.Conditions = { C: { 'Fn::Equals': [ref('P'), 'yes'] } };
      Operator.Condition = 'C';
    })],
    ['to a role that is not created', operator([allow(EXEC)], ({ Operator }, template) => {
      template.Conditions = { C: { 'Fn::Equals': ['no', 'yes'] } };
      Operator.Condition = 'C';
    })],
    ['by a boundary alone', operator([allow(EXEC, BOTH)], (resources) => {
      resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('ecs:*'), allow('kms:*')) } };
      resources.Operator.Properties.PermissionsBoundary = ref('Boundary');
    })],
    ['within a boundary', operator([allow(EXEC)], (resources) => {
      resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow(EXEC, BOTH), allow(['ecs:List*', 'ecs:Describe*', 'kms:*'])) } };
      resources.Operator.Properties.PermissionsBoundary = ref('Boundary');
    })],
    ['to someone with a policy that is not seen', operator([allow(EXEC)], ({ Operator }) => {
      Operator.Properties.ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/more'];
    })],
    ['in a template that a macro changes', operator([allow(EXEC)], (_, template) => {
      (template as { Transform?: string }).Transform = 'Own';
    })],
    ['where the cluster is not known at all', operator([allow(EXEC)], ({ Service }, template) => {
      template.Parameters = { P: { Type: 'String' } };
      template.Conditions = { C: { 'Fn::Equals': [ref('P'), 'yes'] } };
      Service.Properties.Cluster = { 'Fn::If': ['C', ref('Cluster'), 'other'] };
    })],
  ])('is silent about sessions that are allowed %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });

  test('says the same where the cluster is a name, an ARN, a parameter or the default', () => {
    for (const cluster of ['prod', 'arn:aws:ecs:eu-west-1:111111111111:cluster/prod', ref('P'), undefined]) {
      expect(says(OperatorScope, operator([allow(EXEC)], ({ Service }, template) => {
        template.Parameters = { P: { Type: 'String' } };
        Service.Properties.Cluster = cluster;
      }))).toEqual([`warning ${statement(0, 'Resource')}`]);
    }
  });

  test('is silent where the cluster is named by something else', () => {
    expect(says(OperatorScope, operator([allow(EXEC)], ({ Service }) => {
      Service.Properties.Cluster = 'arn:aws:ecs:eu-west-1:111111111111:service/prod/api';
    }))).toEqual([]);
  });
});
