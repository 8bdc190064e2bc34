import { App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sfnTasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { changed, says } from './_judge';
import { allow, att, deny, inline, policy, publicFargate, ref, sub, type Template } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady } from './_task';
import { StarterPermissions } from '../../../../src/readiness/private/rules/starter-permissions';
import { ReadinessReport } from '../../../../src/readiness/readiness-report';

type Properties = Record<string, any>;

const AWSVPC = { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')], AssignPublicIp: 'ENABLED' };
const CALL = { TaskDefinitionArn: ref('Task'), EnableExecuteCommand: true, LaunchType: 'FARGATE' };
const PASS = allow('iam:PassRole', [att('TaskRole', 'Arn'), att('ExecutionRole', 'Arn')], { Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } });
const RUN = allow('ecs:RunTask', ref('Task'), { Condition: { ArnEquals: { 'ecs:cluster': att('Cluster', 'Arn') } } });
const trusting = (Service: unknown, Condition?: object) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service }, Condition });

function state(parts: object = {}): object {
  const NetworkConfiguration = { AwsvpcConfiguration: AWSVPC };
  const Parameters = { Cluster: att('Cluster', 'Arn'), TaskDefinition: ref('Task'), LaunchType: 'FARGATE', EnableExecuteCommand: true, NetworkConfiguration };
  return { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters, End: true, ...parts };
}

const machine = (RoleArn: unknown, parts?: object) => ({ RoleArn, Definition: { StartAt: 'Run', States: { Run: state(parts) } } });

/** What starts the task, by the service that it belongs to. */
const STARTERS: Readonly<Record<string, [type: string, (RoleArn: unknown) => Properties, role: string]>> = {
  events: ['AWS::Events::Rule', (RoleArn) => ({ Targets: [{ Id: 'a', Arn: att('Cluster', 'Arn'), RoleArn, EcsParameters: { ...CALL, NetworkConfiguration: { AwsVpcConfiguration: AWSVPC } } }] }), 'Targets.0.RoleArn'],
  scheduler: ['AWS::Scheduler::Schedule', (RoleArn) => ({ Target: { Arn: att('Cluster', 'Arn'), RoleArn, EcsParameters: { ...CALL, NetworkConfiguration: { AwsvpcConfiguration: AWSVPC } } } }), 'Target.RoleArn'],
  pipes: ['AWS::Pipes::Pipe', (RoleArn) => ({ RoleArn, Target: att('Cluster', 'Arn'), TargetParameters: { EcsTaskParameters: { ...CALL, NetworkConfiguration: { AwsvpcConfiguration: AWSVPC } } } }), 'RoleArn'],
  states: ['AWS::StepFunctions::StateMachine', machine, 'RoleArn'],
};

/** The task started by a service with a role. */
function started(service: string, role: Properties = {}, change: Parameters<typeof changed>[1] = () => undefined): Template {
  const [Type, properties] = STARTERS[service];
  return changed(publicFargate, (resources, template) => {
    resources.Starter = {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trusting(`${service}.amazonaws.com`), Policies: [inline('run', RUN, PASS)], ...role },
    };
    Object.assign(resources.Service, { Type, Properties: properties(att('Starter', 'Arn')) });
    change(resources, template);
  });
}

const saysOf = (...parts: Parameters<typeof started>) => says(StarterPermissions, started(...parts));
const tellsOf = (...parts: Parameters<typeof started>) => tells(StarterPermissions, started(...parts));
const statements = (...all: unknown[]) => ({ Policies: [inline('run', ...all)] });

describe('StarterPermissions', () => {
  test('has nothing to say of services', () => {
    expect(saysOfReady(StarterPermissions)).toEqual([]);
  });

  describe.each(Object.entries(STARTERS))('with %s', (service, [, , role]) => {
    test('is silent about a role that may do no more than it must', () => {
      expect(saysOf(service)).toEqual([]);
      expect(saysOf(service, statements(allow('ecs:*'), allow('iam:PassRole')))).toEqual([]);
    });

    test('is broken by a role of another service', () => {
      expect(saysOf(service, { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') })).toEqual(['error Starter.AssumeRolePolicyDocument']);
    });

    test('is broken by a role that may not run the task, or not pass its roles', () => {
      expect(saysOf(service, statements(PASS))).toEqual(['error Starter']);
      expect(saysOf(service, statements(RUN))).toEqual(['error Starter']);
      expect(saysOf(service, { Policies: undefined })).toEqual(['error Starter']);
    });

    test('does not know a role that is elsewhere', () => {
      expect(says(StarterPermissions, started(service, {}, ({ Service }) => {
        Service.Properties = STARTERS[service][1]('arn:aws:iam::111111111111:role/starter');
      }))).toEqual([`unknown Service.${role}`]);
    });

    test('is broken without a role', () => {
      expect(says(StarterPermissions, started(service, {}, ({ Service }) => {
        Service.Properties = STARTERS[service][1](undefined);
      }))).toEqual([`error Service.${role}`]);
    });
  });

  test('tells what is missing', () => {
    expect(tellsOf('events', statements(RUN, allow('iam:PassRole', att('TaskRole', 'Arn'))))).toEqual([
      expect.stringMatching(/^: role Starter does not allow iam:PassRole on .*, only on other resources$/),
    ]);
    expect(tellsOf('events', statements(RUN, PASS, deny('ecs:RunTask')))).toEqual([expect.stringContaining('may not call ecs:RunTask')]);
    expect(tellsOf('events', { AssumeRolePolicyDocument: trusting('ecs.amazonaws.com') })[0]).toContain('events.amazonaws.com may not assume role Starter');
  });

  test('reads who is passed to whom', () => {
    const passing = (Condition: object) => saysOf('events', statements(RUN, allow('iam:PassRole', '*', { Condition })));
    expect(passing({ StringLike: { 'iam:PassedToService': 'ecs-tasks.*' } })).toEqual([]);
    expect(passing({ StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } })).toEqual(['error Starter.Policies.0.PolicyDocument.Statement.1.Condition']);
    expect(passing({ StringEquals: { 'aws:PrincipalTag/team': 'a' } })).toEqual(['unknown Starter.Policies.0.PolicyDocument.Statement.1']);
  });

  test('reads the cluster, the switch and the revision of the task definition', () => {
    const running = (Resource: unknown, Condition?: object) =>
      saysOf('scheduler', statements(allow('ecs:RunTask', Resource, { Condition }), PASS), ({ Task }) => { Task.Properties.Family = 'app'; });
    const family = (rest: string) => sub(`arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:task-definition/${rest}`);
    expect(running(family('app:*'))).toEqual([]);
    expect(running(family('*'))).toEqual([]);
    expect(running(family('app'))).toEqual(['unknown Service.Target.RoleArn']);
    expect(running(family('other:*'))).toEqual(['error Starter.Policies.0.PolicyDocument.Statement.0.Resource']);
    expect(running('*', { ArnEquals: { 'ecs:cluster': sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/other') } }))
      .toEqual(['error Starter.Policies.0.PolicyDocument.Statement.0.Condition']);
    expect(running('*', { Bool: { 'ecs:enable-execute-command': 'true' } })).toEqual([]);
    expect(running('*', { StringEquals: { 'aws:SourceVpc': ref('Vpc') } })).toEqual(['unknown Starter.Policies.0.PolicyDocument.Statement.0']);
  });

  test('takes the group of a schedule, the regional name of a service and a source that it cannot tell', () => {
    const group = (name: string) => sub(`arn:\${AWS::Partition}:scheduler:\${AWS::Region}:\${AWS::AccountId}:schedule-group/${name}`);
    const from = (service: string, source: unknown, name: unknown = `${service}.amazonaws.com`, change?: Parameters<typeof changed>[1]) =>
      saysOf(service, { AssumeRolePolicyDocument: trusting(name, { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId'), 'aws:SourceArn': source } }) }, change);
    expect(from('scheduler', group('default'))).toEqual([]);
    expect(from('scheduler', att('Schedules', 'Arn'), undefined, (resources) => {
      resources.Schedules = { Type: 'AWS::Scheduler::ScheduleGroup', Properties: {} };
      resources.Service.Properties.GroupName = ref('Schedules');
    })).toEqual([]);
    expect(from('scheduler', group('other'))).toEqual(['unknown Starter.AssumeRolePolicyDocument']);
    expect(from('events', sub('arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/hourly'))).toEqual(['unknown Starter.AssumeRolePolicyDocument']);
    expect(saysOf('states', { AssumeRolePolicyDocument: trusting(sub('states.${AWS::Region}.amazonaws.com')) })).toEqual([]);
    expect(saysOf('states', { AssumeRolePolicyDocument: trusting('states.us-east-2.amazonaws.com') })).toEqual(['unknown Starter.AssumeRolePolicyDocument']);
    expect(saysOf('states', { AssumeRolePolicyDocument: trusting('states.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '222222222222' } }) }))
      .toEqual(['error Starter.AssumeRolePolicyDocument']);
  });

  test('asks for the roles that the task is started with', () => {
    const role = 'arn:aws:iam::111111111111:role/other';
    const overridden = (...passed: unknown[]) => saysOf('events', statements(RUN, allow('iam:PassRole', passed)), ({ Service }) => {
      Service.Properties.Targets[0].Input = JSON.stringify({ taskRoleArn: role });
    });
    expect(overridden(role, att('ExecutionRole', 'Arn'))).toEqual([]);
    expect(overridden(att('TaskRole', 'Arn'), att('ExecutionRole', 'Arn'))).toEqual(['error Starter.Policies.0.PolicyDocument.Statement.1.Resource']);
    expect(saysOf('events', statements(RUN), ({ Task }) => {
      delete Task.Properties.TaskRoleArn;
      delete Task.Properties.ExecutionRoleArn;
    })).toEqual([]);
  });

  test('names a task definition that is elsewhere', () => {
    const elsewhere = (definition: unknown, Resource: unknown) => saysOf('events', statements(allow('ecs:RunTask', Resource), PASS), ({ Service }, template) => {
      template.Parameters = parameters('Definition') as Template['Parameters'];
      Service.Properties.Targets[0].EcsParameters.TaskDefinitionArn = definition;
    });
    const arn = (name: string) => `arn:aws:ecs:eu-west-1:111111111111:task-definition/${name}`;
    expect(elsewhere(arn('app:1'), arn('app:1'))).toEqual([]);
    expect(elsewhere('app', arn('app:*'))).toEqual([]);
    expect(elsewhere(arn('app:1'), arn('other:*'))).toEqual(['error Starter.Policies.0.PolicyDocument.Statement.0.Resource']);
    expect(elsewhere(ref('Definition'), '*')).toEqual([]);
    expect(elsewhere(ref('Definition'), arn('app:*'))).toEqual(['unknown Starter.Policies.0.PolicyDocument.Statement.0']);
  });

  test('does not know what another role for one state, one of several roles, and the role of a macro may do', () => {
    expect(saysOf('states', {}, ({ Service }) => {
      Service.Properties = machine(att('Starter', 'Arn'), { Credentials: { RoleArn: 'arn:aws:iam::222222222222:role/x' } });
    })).toEqual(['unknown Service.RoleArn']);
    expect(saysOf('states', {}, ({ Service }) => {
      Service.Type = 'AWS::Serverless::StateMachine';
      delete Service.Properties.RoleArn;
    })).toEqual(['unknown Service.Role']);
    expect(saysOf('events', {}, (resources, template) => {
      template.Parameters = { Env: { Type: 'String' } };
      template.Conditions = { Live: { 'Fn::Equals': [ref('Env'), 'live'] } };
      resources.Other = { Type: 'AWS::IAM::Role', Properties: { ...resources.Starter.Properties, AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') } };
      resources.Service.Properties.Targets[0].RoleArn = { 'Fn::If': ['Live', att('Starter', 'Arn'), att('Other', 'Arn')] };
    })).toEqual(['unknown Other.AssumeRolePolicyDocument']);
  });

  test.each<[string, (stack: Stack, cluster: ecs.Cluster, taskDefinition: ecs.FargateTaskDefinition) => void]>([
    ['a rule', (stack, cluster, taskDefinition) => {
      const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.hours(1)) });
      rule.addTarget(new targets.EcsTask({ cluster, taskDefinition, enableExecuteCommand: true }));
    }],
    ['a schedule', (stack, cluster, taskDefinition) => {
      const target = new schedulerTargets.EcsRunFargateTask(cluster, { taskDefinition, enableExecuteCommand: true });
      new scheduler.Schedule(stack, 'Schedule', { schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), target });
    }],
    ['a state machine', (stack, cluster, taskDefinition) => {
      const launchTarget = new sfnTasks.EcsFargateLaunchTarget();
      const run = new sfnTasks.EcsRunTask(stack, 'Run', { cluster, taskDefinition, launchTarget, enableExecuteCommand: true });
      new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(run) });
    }],
  ])('is silent about what the CDK makes for %s', (_, start) => {
    for (const env of [undefined, { account: '111122223333', region: 'eu-west-1' }, { account: '111122223333', region: 'cn-north-1' }]) {
      const stack = new Stack(new App(), 'Stack', { env });
      const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
      taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), logging: ecs.LogDriver.awsLogs({ streamPrefix: 'app' }) });
      start(stack, cluster, taskDefinition);
      const { services } = ReadinessReport.ofStack(stack);
      expect(services).toHaveLength(1);
      expect(services.flatMap(({ findings }) => findings).filter(({ rule }) => rule === 'StarterPermissions')).toEqual([]);
      expect(services.flatMap(({ unknowns }) => unknowns).filter(({ hop }) => hop === 'start-up path')).toEqual([]);
    }
  });
});
