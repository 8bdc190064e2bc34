import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ExecGrants } from '../../../src';
import { newService, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/operators';

type Operator = (stack: Stack) => iam.IGrantable;

const newRole: Operator = (stack) => new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });

function plainService(stack: Stack, props: Partial<ecs.FargateServiceProps> = {}): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Tasks');
  taskDefinition.addContainer('app', { image: PUBLIC_IMAGE });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  return new ecs.FargateService(stack, 'Plain', { cluster, taskDefinition, ...props });
}

/** What the statements allow, on what and under which condition, with the names of the resources as texts. */
function allowed(template: Template): unknown[] {
  return statementsOf(template, 'Operators').map(({ Action, Resource, Condition }) => [
    Action, text(Resource), ...Condition ? [JSON.parse(JSON.stringify(Condition)) as unknown] : [],
  ]);
}

describe('ExecGrants.exec', () => {
  test.each<[string, Operator]>([
    ['a role', newRole],
    ['a user', (stack) => new iam.User(stack, 'Operators')],
    ['a group', (stack) => new iam.Group(stack, 'Operators')],
    ['a role imported by its ARN', (stack) => iam.Role.fromRoleArn(stack, 'Operators', ROLE_ARN)],
    ['a user imported by its name', (stack) => iam.User.fromUserName(stack, 'Operators', 'operators')],
  ])('lets %s open sessions in the tasks of this service, and no more', (_, operator) => {
    const stack = newStack();
    newService(stack).grants.exec(operator(stack));
    const template = Template.fromStack(stack);
    const [cluster] = idsOf(template, 'AWS::ECS::Cluster');
    const [service] = idsOf(template, 'AWS::ECS::Service');
    const [key] = idsOf(template, 'AWS::KMS::Key');
    const clusterArn = { 'Fn::GetAtt': [cluster, 'Arn'] };
    const statements = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('Operators') } }))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements.map(({ Action, Resource, Condition }: any) => [Action, text(Resource), Condition])).toEqual([
      ['ecs:ExecuteCommand', text(clusterArn), undefined],
      [
        ['ecs:DescribeTasks', 'ecs:ExecuteCommand'], `arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/{${cluster}}/*`,
        { StringEquals: { 'aws:ResourceTag/aws:ecs:serviceName': { 'Fn::GetAtt': [service, 'Name'] } } },
      ],
      ['ecs:ListTasks', '*', { ArnEquals: { 'ecs:cluster': clusterArn } }],
      ['kms:GenerateDataKey', text({ 'Fn::GetAtt': [key, 'Arn'] }), undefined],
    ]);
  });

  test('gives the data keys to the operator, not to the task', () => {
    const stack = newStack();
    newService(stack).grants.exec(newRole(stack));
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'Operators').filter((action) => action.startsWith('kms:'))).toEqual(['kms:GenerateDataKey']);
    expect(actionsOf(template, 'TaskRole').filter((action) => action.startsWith('kms:'))).toEqual(['kms:Decrypt']);
  });

  test('does not let the operator open sessions past the log', () => {
    const stack = newStack();
    newService(stack).grants.exec(newRole(stack));
    expect(actionsOf(Template.fromStack(stack), 'Operators').filter((action) => action.startsWith('ssm'))).toEqual([]);
  });

  test('leaves the policy of the session key alone', () => {
    const stack = newStack();
    newService(stack).grants.exec(newRole(stack));
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(JSON.stringify(key.Properties.KeyPolicy)).not.toContain('Operators');
  });

  test('returns a grant that tells whether it took effect', () => {
    const stack = newStack();
    const grants = newService(stack).grants;
    const grant = grants.exec(newRole(stack));
    expect(grant.success).toBe(true);
    expect(grant.principalStatements).toHaveLength(4);
  });

  test('returns a grant that others can wait for', () => {
    const stack = newStack();
    const later = new ec2.CfnEIP(stack, 'Later');
    newService(stack).grants.exec(newRole(stack)).applyBefore(later);
    const template = Template.fromStack(stack);
    expect(template.findResources('AWS::EC2::EIP').Later.DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::IAM::Policy', 'Operators')));
  });

  test.each<[string, Operator]>([
    ['a service principal', () => new iam.ServicePrincipal('lambda.amazonaws.com')],
    ['an imported role that may not be changed', (stack) => iam.Role.fromRoleArn(stack, 'Operators', ROLE_ARN, { mutable: false })],
    ['a role of the app that may not be changed', (stack) => (newRole(stack) as iam.Role).withoutPolicyUpdates()],
  ])('warns when the operator is %s, whose policies cannot be changed here', (_, operator) => {
    const stack = newStack();
    newService(stack).grants.exec(operator(stack));
    expect(warningIds(stack)).toEqual(['exec-ready:unchangedOperator']);
    expect(warningText(stack, 'exec-ready:unchangedOperator')).toContain('attach the statements of grants.exec() where the principal is made');
  });
});

describe('ExecGrants.fromService', () => {
  test('opens the tasks of a plain service to an operator', () => {
    const stack = newStack();
    const service = plainService(stack, { enableECSManagedTags: true });
    ExecGrants.fromService(service).exec(newRole(stack));
    const template = Template.fromStack(stack);
    expect(allowed(template)).toHaveLength(3);
    expect(actionsOf(template, 'Operators')).toEqual(['ecs:DescribeTasks', 'ecs:ExecuteCommand', 'ecs:ListTasks']);
  });

  test.each([
    ['nobody asked for it', {}],
    ['the user turned it off', { enableECSManagedTags: false }],
  ])('fails when the tasks have no tag to know them by, because %s', (_, props) => {
    const stack = newStack();
    const grants = ExecGrants.fromService(plainService(stack, props));
    expect(() => grants.exec(newRole(stack))).toThrow('Stack/Plain: enableECSManagedTags is false; without the tag aws:ecs:serviceName');
  });

  test('fails when the user turned off the tags of a service of this library', () => {
    const stack = newStack();
    const { grants } = newService(stack, { enableECSManagedTags: false });
    expect(() => grants.exec(newRole(stack))).toThrow('enableECSManagedTags is false');
  });
});

test('tasks are where their cluster is, wherever the stack is', () => {
  const stack = newStack();
  const cluster = ecs.Cluster.fromClusterArn(stack, 'Elsewhere', 'arn:aws:ecs:eu-west-1:444455556666:cluster/prod');
  ExecGrants.fromCluster(cluster).exec(newRole(stack));
  const statements = statementsOf(Template.fromStack(stack), 'Operators');
  expect(statements.filter(({ Action }) => Action.includes('ecs:ExecuteCommand')).map(({ Resource }) => text(Resource))).toEqual([
    'arn:aws:ecs:eu-west-1:444455556666:cluster/prod',
    'arn:{AWS::Partition}:ecs:eu-west-1:444455556666:task/prod/*',
  ]);
});
