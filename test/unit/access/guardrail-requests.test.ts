import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Call, Keys } from './_helpers/requests';
import { ALLOW_ALL, answerTo, Deployed, parsed } from './_helpers/requests';
import { ExecOperatorNetwork, ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import type { ExecGuardrailProps } from '../../../src/access/exec-guardrail';
import { ExecGuardrail } from '../../../src/access/exec-guardrail';
import { ExecSwitch } from '../../../src/access/exec-switch';
import type { Policy } from '../../../src/readiness/private/iam';
import { newService, newStack } from '../_helpers/apps';

const HERE = 'eu-west-1:111122223333';
const PIPELINE = 'cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1';

interface Setting {
  readonly named: boolean;
  readonly props?: Omit<ExecGuardrailProps, 'clusters' | 'networks'>;
  readonly fromOffices?: boolean;
}

/** A guardrail around one cluster or all, as it is deployed, with the names of what it guards. */
function guard({ named, props, fromOffices }: Setting) {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster', {
    session: new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }) }),
  });
  newService(stack, { cluster });
  const operators = new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
  const vpc = new ec2.Vpc(stack, 'Offices');
  const networks = fromOffices ? [new ExecOperatorNetwork(stack, 'Desk', { vpc, operators: new ec2.BastionHostLinux(stack, 'Bastion', { vpc }) })] : undefined;
  const guardrail = new ExecGuardrail(stack, 'Guardrail', { ...props, ...named && { clusters: [cluster] }, networks });
  guardrail.attachTo(operators);
  const serviceControlPolicy = guardrail.serviceControlPolicy({ pipelines: ['arn:*:iam::*:role/cdk-*-cfn-exec-role-*'] });
  const permissionSetPolicy = guardrail.permissionSetPolicy();
  const deployed = new Deployed(Template.fromStack(stack));
  const read = (document: iam.PolicyDocument) => parsed(deployed.value(stack.resolve(document)));
  const name = deployed.id('AWS::ECS::Cluster');
  return {
    cluster: name,
    vpc: deployed.id('AWS::EC2::VPC', 'Offices'),
    group: (deployed.value(stack.resolve(cluster.session.logGroup!.logGroupName)) as string),
    logGroup: deployed.value((stack.resolve(cluster.session.logGroup!.logGroupArn))) as string,
    bucket: deployed.arn('AWS::S3::Bucket'),
    key: deployed.arn('AWS::KMS::Key'),
    policies: {
      managed: deployed.policiesOf('Operators'), permissionSet: [read(permissionSetPolicy)], serviceControl: [read(serviceControlPolicy)],
    } satisfies Record<string, Policy[]>,
    taskRole: deployed.policiesOf('TaskRole'),
  };
}

const exec = (cluster: string, keys: Keys = {}): Call => ({
  action: 'ecs:ExecuteCommand',
  on: [[`arn:aws:ecs:${HERE}:cluster/${cluster}`], [`arn:aws:ecs:${HERE}:task/${cluster}/1a2b`]],
  keys: { 'ecs:container-name': 'app', 'ecs:cluster': `arn:aws:ecs:${HERE}:cluster/${cluster}`, ...keys },
});
const call = (action: string, resource: string, keys: Keys = {}): Call => ({ action, on: [[resource]], keys });
const ecsArn = (resource: string) => `arn:aws:ecs:${HERE}:${resource}`;

type Guarded = ReturnType<typeof guard>;
type Verdict = 'yes' | 'no';

/** Who may do what: an administrator under the guardrail. */
const CALLS: [string, (it: Guarded) => Call, { people: Verdict; pipeline: Verdict; unnamed?: Verdict }][] = [
  ['open a session', ({ cluster }) => exec(cluster), { people: 'yes', pipeline: 'yes' }],
  ['open a session past the log', ({ cluster }) => call('ssm:StartSession', ecsArn(`task/${cluster}/1a2b`)), { people: 'no', pipeline: 'no' }],
  ['open one by the short ARN', () => call('ssm:StartSession', ecsArn('task/1a2b')), { people: 'no', pipeline: 'no' }],
  ['open one on an instance', () => call('ssm:StartSession', `arn:aws:ec2:${HERE}:instance/i-1`), { people: 'yes', pipeline: 'yes' }],
  ['tag a task', ({ cluster }) => call('ecs:TagResource', ecsArn(`task/${cluster}/1a2b`)), { people: 'no', pipeline: 'yes' }],
  ['untag a task', ({ cluster }) => call('ecs:UntagResource', ecsArn(`task/${cluster}/1a2b`)), { people: 'no', pipeline: 'yes' }],
  ['tag a cluster', ({ cluster }) => call('ecs:TagResource', ecsArn(`cluster/${cluster}`)), { people: 'no', pipeline: 'yes' }],
  ['tag a service', ({ cluster }) => call('ecs:TagResource', ecsArn(`service/${cluster}/api`)), { people: 'no', pipeline: 'yes' }],
  ['tag a task definition', () => call('ecs:TagResource', ecsArn('task-definition/api:1')), { people: 'no', pipeline: 'yes' }],
  ['run a task with tags', ({ cluster }) => call('ecs:TagResource', ecsArn(`task/${cluster}/*`), { 'ecs:CreateAction': 'RunTask' }), { people: 'yes', pipeline: 'yes' }],
  ['tag a capacity provider', () => call('ecs:TagResource', ecsArn('capacity-provider/spot')), { people: 'yes', pipeline: 'yes' }],
  ['tag a task of another cluster', () => call('ecs:TagResource', ecsArn('task/other/1a2b')), { people: 'yes', pipeline: 'yes', unnamed: 'no' }],
  ['change the cluster', ({ cluster }) => call('ecs:UpdateCluster', ecsArn(`cluster/${cluster}`)), { people: 'no', pipeline: 'yes' }],
  ['delete the cluster', ({ cluster }) => call('ecs:DeleteCluster', ecsArn(`cluster/${cluster}`)), { people: 'no', pipeline: 'yes' }],
  ['change another cluster', () => call('ecs:UpdateCluster', ecsArn('cluster/other')), { people: 'yes', pipeline: 'yes', unnamed: 'no' }],
  ['change capacity providers', ({ cluster }) => call('ecs:PutClusterCapacityProviders', ecsArn(`cluster/${cluster}`)), { people: 'yes', pipeline: 'yes' }],
  ['delete the log group', ({ logGroup }) => call('logs:DeleteLogGroup', logGroup), { people: 'no', pipeline: 'yes' }],
  ['delete it by its name', ({ logGroup }) => call('logs:DeleteLogGroup', logGroup.slice(0, -2)), { people: 'no', pipeline: 'yes' }],
  ['delete the log of a session', ({ logGroup }) => call('logs:DeleteLogStream', `${logGroup.slice(0, -1)}log-stream:ecs-execute-command-1`), { people: 'no', pipeline: 'yes' }],
  ['shorten the retention', ({ logGroup }) => call('logs:PutRetentionPolicy', logGroup), { people: 'no', pipeline: 'yes' }],
  ['take the key off the log', ({ logGroup }) => call('logs:DisassociateKmsKey', logGroup), { people: 'no', pipeline: 'yes' }],
  ['read the log', ({ logGroup }) => call('logs:FilterLogEvents', logGroup), { people: 'yes', pipeline: 'yes' }],
  ['delete another log group', () => call('logs:DeleteLogGroup', `arn:aws:logs:${HERE}:log-group:/app:*`), { people: 'yes', pipeline: 'yes' }],
  ['delete the log in the bucket', ({ bucket }) => call('s3:DeleteObject', `${bucket}/sessions/1`), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['delete an old version of it', ({ bucket }) => call('s3:DeleteObjectVersion', `${bucket}/sessions/1`), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['delete something else in it', ({ bucket }) => call('s3:DeleteObject', `${bucket}/other/1`), { people: 'yes', pipeline: 'yes' }],
  ['have the bucket expire', ({ bucket }) => call('s3:PutLifecycleConfiguration', bucket), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['stop keeping versions', ({ bucket }) => call('s3:PutBucketVersioning', bucket), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['open the bucket', ({ bucket }) => call('s3:DeleteBucketPolicy', bucket), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['have the key deleted', ({ key }) => call('kms:ScheduleKeyDeletion', key), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['disable the key', ({ key }) => call('kms:DisableKey', key), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['change the policy of the key', ({ key }) => call('kms:PutKeyPolicy', key), { people: 'no', pipeline: 'yes', unnamed: 'yes' }],
  ['use the key', ({ key }) => call('kms:GenerateDataKey', key), { people: 'yes', pipeline: 'yes' }],
  ['disable another key', () => call('kms:DisableKey', `arn:aws:kms:${HERE}:key/other`), { people: 'yes', pipeline: 'yes' }],
];

describe.each([['one cluster', true], ['all clusters', false]] as const)('a guardrail of %s', (_, named) => {
  const it = guard({ named });

  test.each(CALLS)('lets nobody who may do everything, as far as it says: %s', (__, callOf, { people, pipeline, unnamed = people }) => {
    const expected = named ? people : unnamed;
    const ask = (policies: Policy[], role: string) => answerTo(callOf(it), [ALLOW_ALL, ...policies], role);
    expect({
      managed: ask(it.policies.managed, 'operators'),
      permissionSet: ask(it.policies.permissionSet, 'operators'),
      serviceControl: ask(it.policies.serviceControl, 'operators'),
      pipeline: ask(it.policies.serviceControl, PIPELINE),
    }).toEqual({ managed: expected, permissionSet: expected, serviceControl: expected, pipeline });
  });

  test.each<[string, (guarded: Guarded) => Call]>([
    ['write lines', ({ logGroup }) => call('logs:PutLogEvents', `${logGroup.slice(0, -1)}log-stream:ecs-execute-command-1`)],
    ['begin a log', ({ logGroup }) => call('logs:CreateLogStream', `${logGroup.slice(0, -1)}log-stream:ecs-execute-command-1`)],
    ...named ? [['write objects', ({ bucket }: Guarded) => call('s3:PutObject', `${bucket}/sessions/1`)] as [string, (guarded: Guarded) => Call]] : [],
  ])('keeps people from forging logs, and lets tasks log: %s', (__, callOf) => {
    expect(answerTo(callOf(it), [ALLOW_ALL, ...it.policies.managed])).toBe('no');
    expect(answerTo(callOf(it), [ALLOW_ALL, ...it.policies.permissionSet])).toBe('no');
    expect(answerTo(callOf(it), [...it.taskRole, ...it.policies.serviceControl], 'task')).toBe('yes');
  });

  test.each(['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'])('leaves ssmmessages:%s to tasks', (action) => {
    const channel = call(`ssmmessages:${action}`, '*');
    expect(answerTo(channel, [...it.taskRole, ...it.policies.serviceControl], 'task')).toBe('yes');
  });

  test('allows nothing', () => {
    expect(answerTo(exec(it.cluster), it.policies.managed)).toBe('no');
  });
});

describe.each([['one cluster', true], ['all clusters', false]] as const)('the limits of sessions in %s', (_, named) => {
  const answers = (it: Guarded, asked: Call) => [...new Set(Object.values(it.policies).map((policies) => answerTo(asked, [ALLOW_ALL, ...policies])))];

  test('keep sessions to the network', () => {
    const it = guard({ named, fromOffices: true });
    expect(answers(it, exec(it.cluster, { 'aws:SourceVpc': it.vpc }))).toEqual(['yes']);
    expect(answers(it, exec(it.cluster, { 'aws:SourceVpc': 'vpc-other' }))).toEqual(['no']);
    expect(answers(it, exec(it.cluster))).toEqual(['no']);
    expect(answers(it, exec(it.cluster, { 'aws:ViaAWSService': 'true' }))).toEqual(['no']);
    expect(answers(it, exec('other'))).toEqual([named ? 'yes' : 'no']);
  });

  test('keep sessions to the open containers', () => {
    const it = guard({ named, props: { containers: ['app', 'web'] } });
    expect(answers(it, exec(it.cluster))).toEqual(['yes']);
    expect(answers(it, exec(it.cluster, { 'ecs:container-name': 'payments' }))).toEqual(['no']);
    expect(answers(it, { ...exec(it.cluster), keys: {} })).toEqual(['no']);
  });

  test('keep sessions out of the closed containers', () => {
    const it = guard({ named, props: { closedContainers: ['payments'] } });
    expect(answers(it, exec(it.cluster))).toEqual(['yes']);
    expect(answers(it, exec(it.cluster, { 'ecs:container-name': 'payments' }))).toEqual(['no']);
    expect(answers(it, { ...exec(it.cluster), keys: {} })).toEqual(['no']);
  });

  test.each<[ExecSwitch, Verdict, Verdict, Verdict]>([
    [ExecSwitch.KEPT_OFF, 'no', 'yes', 'yes'],
    [ExecSwitch.KEPT_ON, 'yes', 'no', 'yes'],
    [ExecSwitch.UNTOUCHED, 'no', 'no', 'yes'],
  ])('keep the switch: %s', (execSwitch, on, off, unsaid) => {
    const it = guard({ named, props: { execSwitch } });
    const switching = (action: string, cluster: string, to?: string) => call(action, ecsArn(`service/${cluster}/api`), {
      'ecs:cluster': ecsArn(`cluster/${cluster}`), ...to && { 'ecs:enable-execute-command': to },
    });
    ['CreateDaemon', 'CreateService', 'RunTask', 'StartTask', 'UpdateDaemon', 'UpdateService'].map((name) => `ecs:${name}`).forEach((action) => {
      expect([action, answers(it, switching(action, it.cluster, 'true'))]).toEqual([action, [on]]);
      expect([action, answers(it, switching(action, it.cluster, 'false'))]).toEqual([action, [off]]);
      expect([action, answers(it, switching(action, it.cluster))]).toEqual([action, [unsaid]]);
      expect([action, answers(it, switching(action, 'other', 'true'))]).toEqual([action, [named ? 'yes' : on]]);
    });
    // a request that does not say which cluster
    expect(answers(it, call('ecs:RunTask', ecsArn('task-definition/api:1'), { 'ecs:enable-execute-command': 'true' }))).toEqual([on]);
    expect(answerTo(switching('ecs:UpdateService', it.cluster, 'true'), [ALLOW_ALL, ...it.policies.serviceControl], PIPELINE)).toBe('yes');
  });
});

test('a guardrail of several clusters guards each', () => {
  const stack = newStack();
  const clusters = ['a', 'b'].map((clusterName) => ecs.Cluster.fromClusterAttributes(stack, clusterName, {
    clusterName, vpc: new ec2.Vpc(stack, `Vpc${clusterName}`), executeCommandConfiguration: {},
  }));
  const policy = parsed(new Deployed(Template.fromStack(stack)).value(stack.resolve(new ExecGuardrail(stack, 'Guardrail', { clusters }).permissionSetPolicy())));
  expect(['a', 'b', 'c'].map((name) => answerTo(call('ecs:UpdateCluster', ecsArn(`cluster/${name}`)), [ALLOW_ALL, policy]))).toEqual(['no', 'no', 'yes']);
});
