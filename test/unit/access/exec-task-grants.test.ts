import type { App } from 'aws-cdk-lib';
import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ExecOperatorNetwork, ReadinessReport } from '../../../src';
import { ExecTaskGrants } from '../../../src/access/exec-task-grants';
import { newApp, newStack, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';
import { addRule, newTask, vpcOf } from '../service/_tasks';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/operators';

type Grantee = (stack: Stack) => iam.IGrantable;

const newRole: Grantee = (stack) => new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });

const GRANTEES: [string, Grantee][] = [
  ['a role', newRole],
  ['a user', (stack) => new iam.User(stack, 'Operators')],
  ['a group', (stack) => new iam.Group(stack, 'Operators')],
  ['a role imported by its ARN', (stack) => iam.Role.fromRoleArn(stack, 'Operators', ROLE_ARN)],
];

function allowed(template: Template): unknown[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) => Properties.PolicyName.includes('Operators'));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: unknown; Resource: unknown; Condition?: unknown }[])
    .map(({ Action, Resource, Condition }) => [Action, [Resource].flat().map(text), Condition]);
}

function namesOf(template: Template): Record<'cluster' | 'key' | 'tasks' | 'tag', string> {
  const [cluster] = idsOf(template, 'AWS::ECS::Cluster');
  const [{ Properties }] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  return {
    cluster: text({ 'Fn::GetAtt': [cluster, 'Arn'] }),
    key: text({ 'Fn::GetAtt': [idsOf(template, 'AWS::KMS::Key')[0], 'Arn'] }),
    tasks: `arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/{${cluster}}/*`,
    tag: Properties.Tags[0].Value,
  };
}

describe('ExecTaskGrants.exec', () => {
  test.each(GRANTEES)('lets %s open sessions in the tasks of this task definition, and no more', (_, grantee) => {
    const stack = newStack();
    newTask(stack).grants.exec(grantee(stack));
    const template = Template.fromStack(stack);
    const { cluster, key, tasks, tag } = namesOf(template);
    const [{ Ref: name }] = [{ Ref: idsOf(template, 'AWS::ECS::Cluster')[0] }];
    expect(allowed(template)).toEqual([
      ['ecs:ExecuteCommand', [cluster], undefined],
      [['ecs:DescribeTasks', 'ecs:ExecuteCommand'], [tasks], { StringEquals: { 'aws:ResourceTag/exec-ready:task': tag } }],
      ['ecs:ListTasks', ['*'], { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [name, 'Arn'] } } }],
      ['kms:GenerateDataKey', [key], undefined],
    ]);
  });

  test('reaches the tasks that are run with their tags', () => {
    const stack = newStack();
    const task = newTask(stack);
    addRule(task);
    task.grants.exec(newRole(stack));
    expect(ReadinessReport.ofStack(stack).services.flatMap(({ findings }) => findings)).toEqual([]);
  });

  test('ties the operator to a VPC', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const operators = { connections: new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Desk', { vpc })] }) };
    newTask(stack).grants.exec(newRole(stack), { from: new ExecOperatorNetwork(stack, 'From', { vpc, operators }) });
    const conditions = statementsOf(Template.fromStack(stack), 'Operators').map(({ Condition }) => JSON.stringify(Condition));
    expect(conditions).toHaveLength(4);
    conditions.forEach((condition) => expect(condition).toContain('aws:SourceVpc'));
  });

  test('opens no sessions past the log', () => {
    const stack = newStack();
    newTask(stack).grants.exec(newRole(stack));
    expect(actionsOf(Template.fromStack(stack), 'Operators')).toEqual(['ecs:DescribeTasks', 'ecs:ExecuteCommand', 'ecs:ListTasks', 'kms:GenerateDataKey']);
  });

  test('warns when the operator cannot be changed here', () => {
    const stack = newStack();
    newTask(stack).grants.exec(iam.Role.fromRoleArn(stack, 'Operators', ROLE_ARN, { mutable: false }));
    expect(warningText(stack, 'exec-ready:unchangedOperator')).toContain('it was not allowed to exec; attach the statements of grants.exec() where');
  });
});

describe('ExecTaskGrants.run', () => {
  test.each(GRANTEES)('lets %s run this task definition in this cluster, and no more', (_, grantee) => {
    const stack = newStack();
    const grant = newTask(stack).grants.run(grantee(stack));
    const template = Template.fromStack(stack);
    const { tasks, tag } = namesOf(template);
    const [name] = idsOf(template, 'AWS::ECS::Cluster');
    const roles = ['TaskRole', 'ExecutionRole'].map((part) => text({ 'Fn::GetAtt': [idsOf(template, 'AWS::IAM::Role', part)[0], 'Arn'] }));
    expect(grant.success).toBe(true);
    expect(allowed(template)).toEqual([
      ['ecs:RunTask', [`{${idsOf(template, 'AWS::ECS::TaskDefinition')[0]}}`], { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [name, 'Arn'] } } }],
      ['iam:PassRole', roles, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }],
      ['ecs:TagResource', [tasks], {
        StringEquals: { 'ecs:CreateAction': 'RunTask' }, StringEqualsIfExists: { 'aws:RequestTag/exec-ready:task': tag },
      }],
    ]);
  });

  test('passes a role that is both once', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Both', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    newTask(stack, { taskRole: role, executionRole: role }).grants.run(newRole(stack));
    const [{ Resource }] = statementsOf(Template.fromStack(stack), 'Operators').filter(({ Action }) => Action === 'iam:PassRole');
    expect(Resource).toEqual(stack.resolve(role.roleArn));
  });

  test('warns when the grantee cannot be changed here', () => {
    const stack = newStack();
    newTask(stack).grants.run(new iam.ServicePrincipal('lambda.amazonaws.com'));
    expect(warningIds(stack)).toEqual(['exec-ready:unchangedOperator']);
    expect(warningText(stack, 'exec-ready:unchangedOperator')).toContain('it was not allowed to run tasks; attach the statements of grants.run() where');
  });
});

describe('ExecTaskGrants.fromTaskDefinition', () => {
  test('opens the tasks of a plain task definition, and tags it', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Tasks');
    taskDefinition.addContainer('app', { image: PUBLIC_IMAGE });
    const grants = ExecTaskGrants.fromTaskDefinition(taskDefinition, cluster);
    grants.exec(newRole(stack));
    grants.run(new iam.User(stack, 'Runner'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Tags: [{ Key: 'exec-ready:task', Value: Match.stringLikeRegexp('^StackTasks\\w+$') }] });
    expect(actionsOf(template, 'Operators')).toEqual(['ecs:DescribeTasks', 'ecs:ExecuteCommand', 'ecs:ListTasks']);
    // a task without secrets, logs and private images is started without a role
    const [{ Resource }] = statementsOf(template, 'Runner').filter(({ Action }) => Action === 'iam:PassRole');
    expect(text(Resource)).toContain('TasksTaskRole');
  });

  test.each<[string, (app: App, name: string) => Stack]>([
    ['stacks', (app, stackName) => new Stack(new Stage(app, stackName), 'Same', { stackName })],
    ['nested stacks', (app, name) => new NestedStack(new Stack(app, name), 'Same')],
  ])('gives tasks of the same path in two %s tags that differ', (_, make) => {
    const app = newApp();
    const stacks = ['First', 'Second'].map((name) => {
      const stack = make(app, name);
      newTask(stack);
      return stack;
    });
    const tags = stacks.map((stack) => {
      const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
      return text(Properties.Tags[0].Value).replace('{AWS::StackName}', stack.node.path);
    });
    expect(new Set(tags).size).toBe(2);
  });
});
