import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { newService, newStack } from '../_helpers/apps';
import { actionsOf, statementsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const ROLE_ARN = 'arn:aws:iam::111122223333:role/own';
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);

function newRole(stack: Stack, service = 'ecs-tasks.amazonaws.com', id = 'Own'): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal(service) });
}

describe('a task role that the user brings', () => {
  test('is given what the agent needs', () => {
    const stack = newStack();
    const taskRole = newRole(stack);
    expect(newService(stack, { taskRole }).taskRole).toBe(taskRole);
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'Own')).toEqual(expect.arrayContaining(['kms:Decrypt', 'logs:PutLogEvents', ...CHANNELS]));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { TaskRoleArn: stack.resolve(taskRole.roleArn) });
    template.resourceCountIs('AWS::IAM::Role', 2);
    expect(warningIds(stack)).toEqual([]);
  });

  test.each([
    ['a composite principal', (stack: Stack) => new iam.Role(stack, 'Own', {
      assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('ecs-tasks.amazonaws.com')),
    })],
    ['a principal with conditions', (stack: Stack) => new iam.Role(stack, 'Own', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }),
    })],
    ['a role that may not be changed', (stack: Stack) => newRole(stack).withoutPolicyUpdates()],
  ])('is taken when it trusts ECS tasks through %s', (_, role) => {
    const stack = newStack();
    const taskRole = role(stack);
    newService(stack, { taskRole });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { TaskRoleArn: stack.resolve(taskRole.roleArn) });
  });

  test('fails when it does not trust ECS tasks', () => {
    const stack = newStack();
    expect(() => newService(stack, { taskRole: newRole(stack, 'ec2.amazonaws.com') }))
      .toThrow('Stack/Api: the taskRole "Stack/Own" does not trust ecs-tasks.amazonaws.com, so no task can have it');
  });

  test('fails when the execution role does not trust ECS tasks', () => {
    const stack = newStack();
    expect(() => newService(stack, { executionRole: newRole(stack, 'ec2.amazonaws.com') })).toThrow('the executionRole "Stack/Own" does not trust ecs-tasks.amazonaws.com');
  });

  test('is warned about, with the missing statements, when it may not be changed', () => {
    const stack = newStack();
    newService(stack, { taskRole: newRole(stack).withoutPolicyUpdates() });
    expect(warningText(stack, 'exec-ready:importedTaskRole')).toContain('"ssmmessages:OpenDataChannel"');
  });

  test('is warned about when it is the execution role as well', () => {
    const stack = newStack();
    const role = newRole(stack);
    newService(stack, { taskRole: role, executionRole: role });
    expect(warningIds(stack)).toEqual(['exec-ready:sharedRole']);
  });
});

describe('an imported role', () => {
  test('is given what the agent needs as task role, and its trust is left to the user', () => {
    const stack = newStack();
    newService(stack, { taskRole: iam.Role.fromRoleArn(stack, 'Own', ROLE_ARN) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: ['own'], PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: CHANNELS })]) } });
    expect(warningIds(stack)).toEqual(['exec-ready:importedTaskRole']);
    expect(warningText(stack, 'exec-ready:importedTaskRole')).toContain('whether it trusts ecs-tasks.amazonaws.com');
  });

  test('that may not be changed is told which statements it lacks', () => {
    const stack = newStack();
    newService(stack, { taskRole: iam.Role.fromRoleArn(stack, 'Own', ROLE_ARN, { mutable: false }) });
    expect(statementsOf(Template.fromStack(stack), 'own')).toEqual([]);
    expect(warningText(stack, 'exec-ready:importedTaskRole')).toContain('"ssmmessages:OpenDataChannel"');
  });

  test('that takes no policies at all is told which statements it lacks', () => {
    const stack = newStack();
    newService(stack, { taskRole: iam.Role.fromRoleArn(stack, 'Own', ROLE_ARN, { mutable: false, addGrantsToResources: true }) });
    expect(warningText(stack, 'exec-ready:importedTaskRole')).toContain('"ssmmessages:OpenDataChannel"');
  });

  test('is taken as execution role, and its trust is left to the user', () => {
    const stack = newStack();
    newService(stack, { executionRole: iam.Role.fromRoleArn(stack, 'Own', ROLE_ARN) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { ExecutionRoleArn: ROLE_ARN });
    expect(warningIds(stack)).toEqual(['exec-ready:importedExecutionRole']);
  });
});

describe('ExecReadyService.grantPrincipal', () => {
  test('is the task role', () => {
    const stack = newStack();
    const service = newService(stack);
    iam.Grant.addToPrincipal({ grantee: service, actions: ['sqs:SendMessage'], resourceArns: ['*'] });
    expect(service.grantPrincipal).toBe(service.taskRole);
    expect(actionsOf(Template.fromStack(stack), 'ApiTaskRole')).toContain('sqs:SendMessage');
  });
});
