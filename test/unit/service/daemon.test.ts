import { Duration, Lazy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ExecCapacity, ExecReadyCluster, ReadinessReport } from '../../../src';
import type { ExecReadyDaemonProps } from '../../../src/service/exec-ready-daemon';
import { ExecReadyDaemon } from '../../../src/service/exec-ready-daemon';
import { newApp, newService, newStack, privateImage, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { actionsOf, endpointsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

function newDaemon(stack: Stack, props: Partial<ExecReadyDaemonProps> = {}, id = 'Agent'): ExecReadyDaemon {
  return new ExecReadyDaemon(stack, id, { container: { image: privateImage(stack) }, ...props });
}

function inRegion(region: string): Stack {
  return new Stack(newApp(), 'Stack', { env: { account: '111122223333', region } });
}

/** What is not simply ready. */
function flaws(stack: Stack): unknown[] {
  const { services } = ReadinessReport.ofStack(stack);
  return [services.map(({ kind, exec, verdict }) => [kind, exec, verdict]), services.flatMap(({ findings, unknowns }) => [...findings, ...unknowns])];
}

describe('ExecReadyDaemon', () => {
  test.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1'])('is ready in %s', (region) => {
    const stack = inRegion(region);
    newDaemon(stack);
    expect(flaws(stack)).toEqual([[['daemon', 'on', 'ready']], []]);
    expect(warningIds(stack)).toEqual([]);
  });

  test('is ready beside the services that start its instances', () => {
    const stack = inRegion('eu-west-1');
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.managedInstances();
    newService(stack, { cluster, capacity });
    newDaemon(stack, { cluster, capacity });
    Template.fromStack(stack).resourceCountIs('AWS::ECS::CapacityProvider', 1);
    expect(flaws(stack)).toEqual([[['service', 'on', 'ready'], ['daemon', 'on', 'ready']], []]);
  });

  test.each([['without feature flags', {}], ['with the recommended feature flags', RECOMMENDED_FLAGS]])('makes no function %s', (_name, context) => {
    const stack = newStack(context);
    newDaemon(stack);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('is a daemon with a definition of its own, and exec switched on', () => {
    const stack = inRegion('eu-west-1');
    newDaemon(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ECS::TaskDefinition', 0);
    template.hasResourceProperties('AWS::ECS::DaemonTaskDefinition', {
      Family: 'StackAgentTaskDefinitionAD160E14',
      Memory: '512',
      Cpu: Match.absent(),
      NetworkMode: Match.absent(),
      RequiresCompatibilities: Match.absent(),
      TaskRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AgentTaskRole'), 'Arn'] },
      ExecutionRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AgentExecutionRole'), 'Arn'] },
      ContainerDefinitions: [Match.objectLike({ Name: 'app', Essential: true, LinuxParameters: { InitProcessEnabled: true } })],
    });
    template.hasResourceProperties('AWS::ECS::Daemon', {
      EnableExecuteCommand: true,
      EnableECSManagedTags: true,
      PropagateTags: 'DAEMON',
      ClusterArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AgentCluster'), 'Arn'] },
      DaemonTaskDefinitionArn: { Ref: Match.stringLikeRegexp('^AgentTaskDefinition') },
      CapacityProviderArns: [{
        'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':ecs:eu-west-1:111122223333:capacity-provider/', { Ref: Match.stringLikeRegexp('^AgentClusterManagedInstancesProvider') },
        ]],
      }],
    });
  });

  test('is led by its instances to what it calls', () => {
    const stack = newStack();
    newDaemon(stack);
    expect(Object.keys(endpointsOf(Template.fromStack(stack))).sort()).toEqual([
      'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'kms', 'logs', 's3', 'ssmmessages',
    ]);
  });

  test('has what sessions need, and what its containers use', () => {
    const stack = newStack();
    const token = new secretsmanager.Secret(stack, 'Token');
    newDaemon(stack, { container: { image: privateImage(stack), secrets: { TOKEN: ecs.Secret.fromSecretsManager(token) } } });
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'AgentTaskRole')).toEqual(expect.arrayContaining(['kms:Decrypt', 'ssmmessages:OpenDataChannel']));
    expect(actionsOf(template, 'AgentExecutionRole')).toEqual(expect.arrayContaining(['ecr:BatchGetImage', 'logs:PutLogEvents', 'secretsmanager:GetSecretValue']));
    expect(Object.keys(endpointsOf(template))).toContain('secretsmanager');
  });

  test('comes after what it needs', () => {
    const app = newApp();
    newDaemon(new Stack(app, 'Stack'));
    const graph = new DependencyGraph(app);
    expect(graph.cyclic()).toEqual([]);
    expect(graph.before(graph.find('AWS::ECS::Daemon')[0])).toEqual(expect.arrayContaining([
      ...graph.find('AWS::ECS::CapacityProvider'), ...graph.find('AWS::EC2::VPCEndpoint'), ...graph.find('AWS::IAM::Policy'), ...graph.find('AWS::Logs::LogGroup'),
    ]));
  });

  test('runs on the instances of several capacity providers', () => {
    const stack = inRegion('eu-west-1');
    const spot = ExecCapacity.managedInstances({ name: 'Spot', capacityOptionType: ecs.CapacityOptionType.SPOT });
    newDaemon(stack, { capacity: ExecCapacity.mix({ capacity: ExecCapacity.managedInstances(), base: 1 }, { capacity: spot }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Daemon', { CapacityProviderArns: [Match.anyValue(), Match.anyValue()] });
    expect(flaws(stack)).toEqual([[['daemon', 'on', 'ready']], []]);
  });

  test('has the log router that FireLens needs, and leads the instances to where it sends', () => {
    const stack = newStack();
    newDaemon(stack, {
      container: { image: privateImage(stack), logging: ecs.LogDrivers.firelens({ options: { Name: 'kinesis_firehose', region: 'eu-west-1', delivery_stream: 'logs' } }) },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::DaemonTaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Name: 'app' }), Match.objectLike({ Name: 'log-router', FirelensConfiguration: { Type: 'fluentbit' } })],
    });
    expect(Object.keys(endpointsOf(template))).toContain('kinesis-firehose');
  });

  test('takes more containers, and volumes of the instances', () => {
    const stack = inRegion('eu-west-1');
    const daemon = newDaemon(stack, { volumes: [{ name: 'logs', host: { sourcePath: '/var/log' } }] });
    daemon.container.addMountPoints({ sourceVolume: 'logs', containerPath: '/logs', readOnly: true });
    daemon.addContainer('Metrics', { image: privateImage(stack), essential: false });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::DaemonTaskDefinition', {
      Volumes: [{ Name: 'logs', Host: { SourcePath: '/var/log' } }],
      ContainerDefinitions: [Match.objectLike({ MountPoints: [{ ContainerPath: '/logs', ReadOnly: true, SourceVolume: 'logs' }] }), Match.objectLike({ Name: 'Metrics', Essential: false })],
    });
    expect(flaws(stack)).toEqual([[['daemon', 'on', 'ready']], []]);
  });

  test('is deployed as it is told', () => {
    const stack = newStack();
    const alarm = new cloudwatch.Alarm(stack, 'Alarm', {
      metric: new cloudwatch.Metric({ namespace: 'Agents', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
    });
    newDaemon(stack, { daemonName: 'agent', family: 'agents', cpu: 128, memoryLimitMiB: 256, drainPercent: 10, bakeTime: Duration.minutes(5), alarms: [alarm] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::DaemonTaskDefinition', { Family: 'agents', Cpu: '128', Memory: '256' });
    template.hasResourceProperties('AWS::ECS::Daemon', {
      DaemonName: 'agent',
      DeploymentConfiguration: { DrainPercent: 10, BakeTimeInMinutes: 5, Alarms: { Enable: true, AlarmNames: [{ Ref: Match.stringLikeRegexp('^Alarm') }] } },
    });
  });

  test.each<[string, Partial<ExecReadyDaemonProps>, string]>([
    ['more than all instances', { drainPercent: 150 }, 'drainPercent 150 is not from 0 to 100; choose one that is'],
    ['fewer than none', { drainPercent: -1 }, 'drainPercent -1 is not from 0 to 100'],
    ['no number of instances', { drainPercent: NaN }, 'drainPercent NaN is not from 0 to 100'],
  ])('fails when %s are to be drained', (_name, props, message) => {
    expect(() => newDaemon(newStack(), props)).toThrow(`Stack/Agent: ${message}`);
  });

  test.each([[Duration.seconds(90), '1 minute 30 seconds'], [Duration.hours(25), '1 day 1 hour']])('fails when a deployment is to wait for %s', (bakeTime, shown) => {
    expect(() => newDaemon(newStack(), { bakeTime })).toThrow(`Stack/Agent: bakeTime "${shown}" is not whole minutes up to 24 hours; choose a time such as cdk.Duration.minutes(10)`);
  });

  test.each<[string, Partial<ExecReadyDaemonProps>, object]>([
    ['part of a percent', { drainPercent: 0.5 }, { DrainPercent: 0.5 }],
    ['no instances', { drainPercent: 0 }, { DrainPercent: 0 }],
    ['all instances', { drainPercent: 100 }, { DrainPercent: 100 }],
    ['a percentage that is not known', { drainPercent: Lazy.number({ produce: () => 30 }) }, { DrainPercent: 30 }],
    ['the longest time', { bakeTime: Duration.days(1) }, { BakeTimeInMinutes: 1440 }],
    ['a time that is not known', { bakeTime: Duration.minutes(Lazy.number({ produce: () => 7 })) }, { BakeTimeInMinutes: 7 }],
  ])('is deployed with %s', (_name, props, DeploymentConfiguration) => {
    const stack = newStack();
    newDaemon(stack, props);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Daemon', { DeploymentConfiguration });
  });

  test('is deployed as AWS does it when nobody says how', () => {
    const stack = newStack();
    newDaemon(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Daemon', { DaemonName: 'StackAgent14268468', DeploymentConfiguration: Match.absent() });
  });

  test('can be opened by whom it is granted to, and by nobody who is to open others', () => {
    const stack = inRegion('eu-west-1');
    const operators = new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
    const daemon = newDaemon(stack, { daemonName: 'agent' });
    daemon.grants.exec(operators);
    Tags.of(stack).add('team', 'platform');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Daemon', {
      Tags: [{ Key: 'exec-ready:task', Value: 'Stack/StackAgentDaemon8733F4FB' }, { Key: 'team', Value: 'platform' }],
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['ecs:DescribeTasks', 'ecs:ExecuteCommand'], Condition: { StringEquals: { 'aws:ResourceTag/exec-ready:task': 'Stack/StackAgentDaemon8733F4FB' } },
        })]),
      },
    });
    expect(flaws(stack)).toEqual([[['daemon', 'on', 'ready']], []]);
  });

  test('tells how a session is opened', () => {
    const stack = inRegion('eu-west-1');
    const daemon = newDaemon(stack, { daemonName: 'agent' });
    const metrics = daemon.addContainer('Metrics', { image: privateImage(stack) });
    const where = '--region eu-west-1 --cluster {AgentCluster14CBC21B}';
    const line = `aws ecs execute-command ${where} --task "$(aws ecs list-tasks ${where} --daemon-name agent --desired-status RUNNING --query 'taskArns[0]' --output text)"`;
    const shown = (command: string) => text(stack.resolve(command)).replace(/\{AgentCluster\w+\}/g, '{AgentCluster14CBC21B}');
    expect(shown(daemon.execCommand)).toBe(`${line} --container app --interactive --command /bin/sh`);
    expect(shown(daemon.execCommandFor(metrics))).toBe(`${line} --container Metrics --interactive --command /bin/sh`);
  });

  test('opens its instances to whom it is connected', () => {
    const stack = newStack();
    const daemon = newDaemon(stack);
    expect(daemon.connections.securityGroups).toEqual([expect.objectContaining({ node: expect.objectContaining({ path: 'Stack/Agent/Cluster/Cluster/ManagedInstances/SecurityGroup' }) })]);
    expect(daemon.grantPrincipal).toBe(daemon.taskRole);
    expect(daemon.logGroup?.node.path).toBe('Stack/Agent/Log');
    expect(daemon.session).toBe((daemon.cluster as ExecReadyCluster).session);
  });
});

describe('what daemons cannot have', () => {
  test('is other capacity', () => {
    expect(() => newDaemon(newStack(), { capacity: ExecCapacity.fargate() }))
      .toThrow('Stack/Agent: the capacity is AWS Fargate, and daemons run on Amazon ECS Managed Instances only; use ExecCapacity.managedInstances()');
  });

  test.each<[string, (daemon: ExecReadyDaemon) => void, string]>([
    ['port mappings', ({ container }) => container.addPortMappings({ containerPort: 8080 }), 'the container "app" has portMappings, which the containers of daemons cannot have; leave it out'],
    ['labels', ({ container }) => container.addDockerLabel('team', 'platform'), 'the container "app" has dockerLabels'],
    ['file systems of AWS', ({ taskDefinition }) => taskDefinition.addVolume({ name: 'shared', efsVolumeConfiguration: { fileSystemId: 'fs-0123456789abcdef0' } }),
      'the volume "shared" is not one of the host, and daemons have no other; use a volume of the host'],
  ])('is %s, whenever they are added', (_name, add, message) => {
    const stack = newStack();
    add(newDaemon(stack));
    expect(() => Template.fromStack(stack)).toThrow(`[Stack/Agent] ${message}`);
  });

  test('is shared memory', () => {
    const stack = newStack();
    newDaemon(stack, { container: { image: privateImage(stack), linuxParameters: new ecs.LinuxParameters(stack, 'Linux', { sharedMemorySize: 64 }) } });
    expect(() => Template.fromStack(stack)).toThrow('[Stack/Agent] the container "app" has linuxParameters.sharedMemorySize, which the containers of daemons cannot have');
  });

  test('is an image that the instances cannot pull', () => {
    expect(() => newDaemon(newStack(), { container: { image: PUBLIC_IMAGE } })).toThrow('which cannot be pulled from subnets without a way out');
  });

  test('is a read-only root, in which the agent of ECS Exec cannot work', () => {
    const stack = newStack();
    expect(() => newDaemon(stack, { container: { image: privateImage(stack), readonlyRootFilesystem: true } })).toThrow('readonlyRootFilesystem');
  });
});
