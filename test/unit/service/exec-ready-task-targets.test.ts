import type { Stack } from 'aws-cdk-lib';
import { Duration, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { addRule, addSchedule, addStateMachine, newTask, vpcOf } from './_tasks';
import { ExecCapacity, ExecNetwork, ReadinessReport } from '../../../src';
import type { ExecReadyTask } from '../../../src/service/exec-ready-task';
import { newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const RUN_ACTIONS = ['ecs:RunTask', 'ecs:TagResource', 'iam:PassRole'];

type Starter = (task: ExecReadyTask) => unknown;

const STARTERS: [string, Starter, string, string][] = [
  ['a rule', addRule, 'EventsRole', 'events.amazonaws.com'],
  ['a schedule', addSchedule, 'SchedulerRole', 'scheduler.amazonaws.com'],
  ['a state machine', addStateMachine, 'MachineRole', 'states.amazonaws.com'],
];

/** The statements of whoever runs the task: the action, on what, under which condition. */
function allowed(template: Template, role: string): unknown[] {
  return statementsOf(template, role).map(({ Action, Resource, Condition }) => [Action, [Resource].flat().map(text), Condition]);
}

test.each(STARTERS)('%s may run this task in this cluster, and no more', (_, start, role, principal) => {
  const stack = newStack();
  start(newTask(stack));
  const template = Template.fromStack(stack);
  const [definition] = idsOf(template, 'AWS::ECS::TaskDefinition');
  const [cluster] = idsOf(template, 'AWS::ECS::Cluster');
  const roles = ['TaskRole', 'ExecutionRole'].map((part) => text({ 'Fn::GetAtt': [idsOf(template, 'AWS::IAM::Role', part)[0], 'Arn'] }));
  expect(allowed(template, role)).toEqual([
    ['ecs:RunTask', [`{${definition}}`], { ArnEquals: { 'ecs:cluster': { 'Fn::GetAtt': [cluster, 'Arn'] } } }],
    ['iam:PassRole', roles, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }],
    ['ecs:TagResource', [`arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/{${cluster}}/*`], {
      StringEquals: { 'ecs:CreateAction': 'RunTask' },
      StringEqualsIfExists: { 'aws:RequestTag/exec-ready:task': expect.stringMatching(/^StackReportTaskDefinition/) },
    }],
  ]);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: principal } })] },
  });
});

describe('toRuleTarget', () => {
  test('passes on what is different in the tasks', () => {
    const stack = newStack();
    const deadLetterQueue = new sqs.Queue(stack, 'Lost', { enforceSSL: true });
    addRule(newTask(stack), {
      taskCount: 3, cpu: '512', retryAttempts: 2, maxEventAge: Duration.hours(1), deadLetterQueue, containerOverrides: [{ containerName: 'app', command: ['all'] }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        EcsParameters: Match.objectLike({ TaskCount: 3, EnableExecuteCommand: true, PropagateTags: 'TASK_DEFINITION' }),
        Input: '{"containerOverrides":[{"name":"app","command":["all"]}],"cpu":"512"}',
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 },
        DeadLetterConfig: Match.anyValue(),
      })],
    });
  });

  test('names the capacity providers of Fargate Spot, and no launch type', () => {
    const stack = newStack();
    addRule(newTask(stack, { capacity: ExecCapacity.fargateSpot() }));
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        EcsParameters: Match.objectLike({ LaunchType: Match.absent(), CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] }),
      })],
    });
  });

  test('asks for public addresses in public subnets', () => {
    const stack = newStack();
    addRule(newTask(stack, { network: ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PUBLIC) }), container: { image: PUBLIC_IMAGE } }));
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        EcsParameters: Match.objectLike({ NetworkConfiguration: { AwsVpcConfiguration: Match.objectLike({ AssignPublicIp: 'ENABLED' }) } }),
      })],
    });
  });

  test('grants a role that is given, and makes none', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    addRule(newTask(stack), { role });
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'Own')).toEqual(RUN_ACTIONS);
    expect(idsOf(template, 'AWS::IAM::Role', 'EventsRole')).toEqual([]);
  });

  test('warns when the role that is given cannot be changed', () => {
    const stack = newStack();
    addRule(newTask(stack), { role: iam.Role.fromRoleArn(stack, 'Own', 'arn:aws:iam::111122223333:role/events', { mutable: false }) });
    expect(warningIds(stack)).toEqual(['exec-ready:unchangedOperator']);
  });
});

describe('toScheduleTarget', () => {
  test('passes on what is different in the tasks', () => {
    const stack = newStack();
    addSchedule(newTask(stack, { capacity: ExecCapacity.fargateSpot() }), {
      taskCount: 2, group: 'reports', retryAttempts: 0, input: scheduler.ScheduleTargetInput.fromObject({ containerOverrides: [] }),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: Match.objectLike({
        EcsParameters: Match.objectLike({
          TaskCount: 2,
          Group: 'reports',
          LaunchType: Match.absent(),
          EnableExecuteCommand: true,
          PropagateTags: 'TASK_DEFINITION',
          CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
        }),
        Input: '{"containerOverrides":[]}',
        RetryPolicy: Match.objectLike({ MaximumRetryAttempts: 0 }),
      }),
    });
  });

  test('has one role, which only the groups of its schedules assume', () => {
    const stack = newStack();
    const task = newTask(stack);
    const scheduleGroup = new scheduler.ScheduleGroup(stack, 'Group');
    addSchedule(task);
    addSchedule(task, {}, stack, 'Again');
    ['A', 'B'].forEach((id) => new scheduler.Schedule(stack, id, { scheduleGroup, schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), target: task.toScheduleTarget() }));
    const template = Template.fromStack(stack);
    const [role] = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement as any[])
      .filter(([{ Principal }]) => Principal.Service === 'scheduler.amazonaws.com');
    const [group] = idsOf(template, 'AWS::Scheduler::ScheduleGroup');
    expect(role.map(({ Condition }) => text(Condition.StringEquals['aws:SourceArn']))).toEqual([
      'arn:{AWS::Partition}:scheduler:{AWS::Region}:{AWS::AccountId}:schedule-group/default', text({ 'Fn::GetAtt': [group, 'Arn'] }),
    ]);
  });

  test('grants a role that is given, and makes none', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
    addSchedule(newTask(stack), { role });
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'Own')).toEqual(RUN_ACTIONS);
    expect(idsOf(template, 'AWS::IAM::Role', 'SchedulerRole')).toEqual([]);
  });
});

describe('toStateMachineTask', () => {
  function definitionOf(stack: Stack): string {
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
    return text(Properties.DefinitionString);
  }

  test('runs the revision of the app, with exec and its tags', () => {
    const stack = newStack();
    const task = newTask(stack);
    addStateMachine(task, { containerOverrides: [{ containerDefinition: task.container, command: ['all'] }], cpu: '512', memoryMiB: '1024' });
    const { Parameters } = JSON.parse(definitionOf(stack).replace(/\{Fn::GetAtt [^}]*}/g, 'attribute')).States.MachineRun;
    expect(Parameters).toEqual(expect.objectContaining({
      TaskDefinition: expect.stringMatching(/^\{ReportTaskDefinition\w+}$/),
      LaunchType: 'FARGATE',
      EnableExecuteCommand: true,
      PropagateTags: 'TASK_DEFINITION',
      Overrides: { Cpu: '512', Memory: '1024', ContainerOverrides: [{ Name: 'app', Command: ['all'] }] },
    }));
  });

  test('names the strategy where there is one', () => {
    const stack = newStack();
    addStateMachine(newTask(stack, { capacity: ExecCapacity.fargateSpot() }));
    expect(definitionOf(stack)).toContain('"CapacityProviderStrategy":[{"CapacityProvider":"FARGATE_SPOT","Weight":1}]');
    expect(definitionOf(stack)).not.toContain('LaunchType');
  });

  test('may watch and stop the tasks of this cluster when it waits for their end', () => {
    const stack = newStack();
    addStateMachine(newTask(stack), { integrationPattern: sfn.IntegrationPattern.RUN_JOB });
    const template = Template.fromStack(stack);
    const [cluster] = idsOf(template, 'AWS::ECS::Cluster');
    expect(allowed(template, 'MachineRole').slice(3)).toEqual([
      [['ecs:DescribeTasks', 'ecs:StopTask'], [`arn:{AWS::Partition}:ecs:{AWS::Region}:{AWS::AccountId}:task/{${cluster}}/*`], undefined],
      [['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
        ['arn:{AWS::Partition}:events:{AWS::Region}:{AWS::AccountId}:rule/StepFunctionsGetEventsForECSTaskRule'], undefined],
    ]);
  });

  test('works in JSONata', () => {
    const stack = newStack();
    addStateMachine(newTask(stack), { queryLanguage: sfn.QueryLanguage.JSONATA });
    expect(definitionOf(stack)).toMatch(/"QueryLanguage":"JSONata".*"Arguments":\{.*"TaskDefinition":"\{ReportTaskDefinition\w+}"/);
  });
});

describe('toBatchContainer', () => {
  function jobOf(stack: Stack): any {
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Batch::JobDefinition'));
    return Properties.ContainerProperties;
  }

  test('has the image, roles, log, size, variables and secrets of the application', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Password', 'password');
    const task = newTask(stack, {
      cpu: 512,
      memoryLimitMiB: 1024,
      container: { image: privateImage(stack), command: ['all'], environment: { STAGE: 'live' }, secrets: { PASSWORD: ecs.Secret.fromSecretsManager(secret) } },
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    });
    new batch.EcsJobDefinition(stack, 'Job', { container: task.toBatchContainer('JobContainer') });
    expect(jobOf(stack)).toEqual(expect.objectContaining({
      EnableExecuteCommand: true,
      Command: ['all'],
      Environment: [{ Name: 'STAGE', Value: 'live' }],
      Secrets: [expect.objectContaining({ Name: 'PASSWORD' })],
      JobRoleArn: stack.resolve(task.taskRole.roleArn),
      ExecutionRoleArn: stack.resolve(task.executionRole.roleArn),
      LinuxParameters: { InitProcessEnabled: true },
      LogConfiguration: expect.objectContaining({ LogDriver: 'awslogs' }),
      ResourceRequirements: [{ Type: 'MEMORY', Value: '1024' }, { Type: 'VCPU', Value: '0.5' }],
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    }));
  });

  test('takes another size, command, environment and secrets', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Key', 'key');
    const container = newTask(stack).toBatchContainer('JobContainer', {
      cpu: 1, memory: Size.gibibytes(2), command: ['Ref::day'], environment: { A: 'b' }, secrets: { KEY: batch.Secret.fromSecretsManager(secret) },
    });
    new batch.EcsJobDefinition(stack, 'Job', { container });
    expect(jobOf(stack)).toEqual(expect.objectContaining({
      Command: ['Ref::day'],
      Environment: [{ Name: 'A', Value: 'b' }],
      Secrets: [expect.objectContaining({ Name: 'KEY' })],
      ResourceRequirements: [{ Type: 'MEMORY', Value: '2048' }, { Type: 'VCPU', Value: '1' }],
    }));
  });

  test('has no findings, and its network is not known', () => {
    const stack = newStack();
    new batch.EcsJobDefinition(stack, 'Job', { container: newTask(stack).toBatchContainer('JobContainer') });
    const [{ kind, findings, unknowns }] = ReadinessReport.ofStack(stack).services;
    expect([kind, findings]).toEqual(['batch', []]);
    expect(unknowns.map(({ hop }) => hop)).toEqual(['task network']);
    expect(warningIds(stack)).toEqual(['exec-ready:unseenComputeEnvironment']);
  });

  test('has no init process on Windows', () => {
    const stack = newStack();
    const { X86_64: cpuArchitecture } = ecs.CpuArchitecture;
    const { WINDOWS_SERVER_2022_CORE: operatingSystemFamily } = ecs.OperatingSystemFamily;
    const task = newTask(stack, { cpu: 1024, memoryLimitMiB: 2048, runtimePlatform: { operatingSystemFamily, cpuArchitecture } });
    new batch.EcsJobDefinition(stack, 'Job', { container: task.toBatchContainer('JobContainer') });
    expect(jobOf(stack).LinuxParameters).toBeUndefined();
  });

  test('fails when the application logs through FireLens', () => {
    const stack = newStack();
    const task = newTask(stack, { container: { image: privateImage(stack), logging: ecs.LogDrivers.firelens({}) } });
    expect(() => task.toBatchContainer('Job')).toThrow(
      'the container "app" logs through FireLens, and a container of AWS Batch by itself has no log router; give it ecs.LogDrivers.awsLogs');
  });
});
