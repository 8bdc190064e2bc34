import type { Stack } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Call, Keys } from './_helpers/requests';
import { answerTo, Deployed } from './_helpers/requests';
import type { ExecClusterGrants, ExecGrantOptions, ExecTaskGrants } from '../../../src';
import { ExecDaemonGrants, ExecGrants, ExecGuardrail, ExecReadyCluster, ExecReadyDaemon, ExecSession, ReadinessReport, SessionLog } from '../../../src';
import type { Policy } from '../../../src/readiness/private/iam';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { warningIds } from '../_helpers/warnings';
import { addRule, newTask } from '../service/_tasks';

const HERE = 'eu-west-1:111122223333';
const ARN = `arn:aws:ecs:${HERE}:`;
const TAG = 'aws:ResourceTag/exec-ready:task';

type Grants = ExecClusterGrants | ExecDaemonGrants | ExecTaskGrants;

/** What tasks have that are not those of a service, and how they are told from others. */
interface Kind {
  readonly make: (stack: Stack, cluster: ExecReadyCluster) => Grants;
  /** What the tags of the tasks come from. */
  readonly type?: string;
  /** Whether the tasks of others in the cluster are meant, too. */
  readonly wide?: true;
}

const KINDS: Record<string, Kind> = {
  'a daemon': { make: (stack, cluster) => new ExecReadyDaemon(stack, 'Agent', { cluster, container: { image: privateImage(stack) } }).grants, type: 'AWS::ECS::Daemon' },
  'a task definition': {
    make: (stack, cluster) => {
      const task = newTask(stack, { cluster });
      addRule(task);
      return task.grants;
    },
    type: 'AWS::ECS::TaskDefinition',
  },
  'a cluster': {
    make: (stack, cluster) => {
      newService(stack, { cluster });
      return ExecGrants.fromCluster(cluster);
    },
    wide: true,
  },
};

const ROLES = ['Operator', 'Factor', 'Contained', 'Tasked', 'Guarded', 'Auditor', 'Stranger'] as const;
type Who = typeof ROLES[number];

const LIMITS: Partial<Record<Who, ExecGrantOptions>> = { Factor: { requireMfa: true }, Contained: { containers: ['app'] }, Tasked: { tasks: ['1a2b'] } };

/** Somebody of every kind, around the tasks of one kind. */
function deploy({ make, type }: Kind) {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster', {
    session: new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }) }),
  });
  const grants = make(stack, cluster);
  const roles = Object.fromEntries(ROLES.map((id) => [id, new iam.Role(stack, `Who${id}`, { assumedBy: new iam.AccountRootPrincipal() })])) as Record<Who, iam.Role>;
  (['Operator', 'Factor', 'Contained', 'Tasked', 'Guarded'] as const).forEach((who) => grants.exec(roles[who], LIMITS[who]));
  grants.readSessionLogs(roles.Auditor);
  new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster] }).attachTo(roles.Guarded);
  const template = Template.fromStack(stack);
  const deployed = new Deployed(template);
  const [source] = type ? Object.values(template.findResources(type)) : [];
  const tags = (source?.Properties.Tags ?? []) as { Key: string; Value: string }[];
  return {
    stack,
    tag: deployed.value(tags.find(({ Key }) => Key === 'exec-ready:task')?.Value ?? 'any') as string,
    cluster: deployed.id('AWS::ECS::Cluster'),
    logGroup: (deployed.value(stack.resolve(cluster.session.logGroup!.logGroupArn)) as string).slice(0, -2),
    bucket: deployed.arn('AWS::S3::Bucket'),
    key: deployed.arn('AWS::KMS::Key'),
    policies: Object.fromEntries(ROLES.map((who) => [who, deployed.policiesOf(`Who${who}`)])) as Record<Who, Policy[]>,
  };
}

type World = ReturnType<typeof deploy>;

const OPENING: Who[] = ['Operator', 'Contained', 'Tasked', 'Guarded'];
/** Also who is allowed under a condition that the request meets. */
const ALL: Who[] = ['Operator', 'Factor', 'Contained', 'Tasked', 'Guarded'];
const call = (action: string, resource: string, keys: Keys = {}): Call => ({ action, on: [[resource]], keys });
const decrypt = ({ key }: World, what: string): Call =>
  call('kms:Decrypt', key, { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:EncryptionContext:aws:s3:arn': what });

function exec({ cluster, tag }: { readonly cluster: string; readonly tag: string | undefined }, keys: Keys = { 'ecs:container-name': 'app' }, task = '1a2b'): Call {
  return {
    action: 'ecs:ExecuteCommand',
    on: [[`${ARN}cluster/${cluster}`], [`${ARN}task/${cluster}/${task}`, tag === undefined ? {} : { [TAG]: tag }]],
    keys,
  };
}

const without = (who: readonly Who[], ...others: readonly Who[]): Who[] => who.filter((one) => !others.includes(one));

/** Who is allowed what, among the tasks of one kind; everybody else is refused. Those of a whole cluster are allowed the second, where there is one. */
const TABLE: [string, (world: World) => Call, Who[], Who[]?][] = [
  ['open a session', (world) => exec(world), OPENING],
  ['open one after a second factor', (world) => exec(world, { 'ecs:container-name': 'app', 'aws:MultiFactorAuthPresent': 'true' }), ALL],
  ['open one without a second factor', (world) => exec(world, { 'ecs:container-name': 'app', 'aws:MultiFactorAuthPresent': 'false' }), OPENING],
  ['open one in another container', (world) => exec(world, { 'ecs:container-name': 'db' }), without(OPENING, 'Contained')],
  ['open one in no container by name', (world) => exec(world, {}), without(OPENING, 'Contained')],
  ['open one in another task', (world) => exec(world, undefined, '3c4d'), without(OPENING, 'Tasked')],
  ['open one in tasks of others', ({ cluster }) => exec({ cluster, tag: 'other' }), [], OPENING],
  ['open one in tasks without a tag', ({ cluster }) => exec({ cluster, tag: undefined }), [], OPENING],
  ['open one in another cluster', ({ tag }) => exec({ cluster: 'other', tag }), []],
  ['open one past the log', ({ cluster }) => call('ssm:StartSession', `${ARN}task/${cluster}/1a2b`), []],
  ['open one past the log by the short ARN', () => call('ssm:StartSession', `${ARN}task/1a2b`), []],
  ['open one past the log on an instance', () => call('ssm:StartSession', `arn:aws:ec2:${HERE}:instance/i-1`), []],
  ['look at a task', ({ cluster, tag }) => call('ecs:DescribeTasks', `${ARN}task/${cluster}/1a2b`, { [TAG]: tag }), OPENING],
  ['look at tasks of others', ({ cluster }) => call('ecs:DescribeTasks', `${ARN}task/${cluster}/1a2b`, { [TAG]: 'other' }), [], OPENING],
  ['find tasks', ({ cluster }) => call('ecs:ListTasks', '*', { 'ecs:cluster': `${ARN}cluster/${cluster}` }), OPENING],
  ['find tasks elsewhere', () => call('ecs:ListTasks', '*', { 'ecs:cluster': `${ARN}cluster/other` }), []],
  ['use the session key', ({ key }) => call('kms:GenerateDataKey', key), OPENING],
  ['decrypt a session', ({ key }) => call('kms:Decrypt', key), []],
  ['tag a task', ({ cluster }) => call('ecs:TagResource', `${ARN}task/${cluster}/1a2b`, { 'aws:RequestTag/exec-ready:task': 'mine' }), []],
  ['untag a task', ({ cluster }) => call('ecs:UntagResource', `${ARN}task/${cluster}/1a2b`), []],
  ['tag the daemon', ({ cluster }) => call('ecs:TagResource', `${ARN}daemon/${cluster}/agent`), []],
  ['tag the task definition', () => call('ecs:TagResource', `${ARN}task-definition/report:1`), []],
  ['run a task', () => call('ecs:RunTask', `${ARN}task-definition/report:1`), []],
  ['stop a task', ({ cluster }) => call('ecs:StopTask', `${ARN}task/${cluster}/1a2b`), []],
  ['change the cluster', ({ cluster }) => call('ecs:UpdateCluster', `${ARN}cluster/${cluster}`), []],
  ['delete the log', ({ logGroup }) => call('logs:DeleteLogGroup', `${logGroup}:*`), []],
  ['delete a stream of the log', ({ logGroup }) => call('logs:DeleteLogStream', `${logGroup}:log-stream:ecs-execute-command-1`), []],
  ['keep the log for less', ({ logGroup }) => call('logs:PutRetentionPolicy', `${logGroup}:*`), []],
  ['delete the log in the bucket', ({ bucket }) => call('s3:DeleteObject', `${bucket}/sessions/1`), []],
  ['disable the key', ({ key }) => call('kms:DisableKey', key), []],
  ['read the log', ({ logGroup }) => call('logs:GetLogEvents', `${logGroup}:log-stream:ecs-execute-command-1`), ['Auditor']],
  ['read another log', () => call('logs:GetLogEvents', `arn:aws:logs:${HERE}:log-group:/app:log-stream:1`), []],
  ['read the log in the bucket', ({ bucket }) => call('s3:GetObject', `${bucket}/sessions/1`), ['Auditor']],
  ['read what is beside the log', ({ bucket }) => call('s3:GetObject', `${bucket}/other/1`), []],
  ['decrypt the log in the bucket', (world) => decrypt(world, `${world.bucket}/sessions/1`), ['Auditor']],
  ['decrypt what is in another bucket', (world) => decrypt(world, 'arn:aws:s3:::other/sessions/1'), []],
];

describe.each(Object.entries(KINDS))('for the tasks of %s, a request', (_, kind) => {
  const world = deploy(kind);

  test.each(TABLE)('to %s', (_name, callOf, allowed, wide = allowed) => {
    const expected = kind.wide ? wide : allowed;
    const answers = ROLES.map((who) => [who, answerTo(callOf(world), world.policies[who])]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(ROLES.map((who) => [who, expected.includes(who) ? 'yes' : 'no'])));
  });

  test('is judged by policies that are there, and leaves all of it ready', () => {
    expect(ROLES.filter((who) => world.policies[who].length === 0)).toEqual(['Stranger']);
    expect(warningIds(world.stack)).toEqual([]);
    const { services } = ReadinessReport.ofStack(world.stack);
    expect(services.map(({ exec: isOn, verdict }) => [isOn, verdict])).toEqual([['on', 'ready']]);
    expect(services.flatMap(({ findings, unknowns }) => [...findings, ...unknowns])).toEqual([]);
  });
});

describe('tags of tasks', () => {
  const newDaemon = () => {
    const stack = newStack();
    const { daemon, cluster } = new ExecReadyDaemon(stack, 'Agent', { container: { image: privateImage(stack) } });
    return { stack, daemon, grants: ExecDaemonGrants.fromDaemon(daemon, cluster), role: new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() }) };
  };

  test('are those of the daemon, and narrow access to it', () => {
    const { stack, daemon, grants, role } = newDaemon();
    Tags.of(daemon).add('env', 'test');
    grants.exec(role, { tags: { env: 'test' } });
    const deployed = new Deployed(Template.fromStack(stack));
    const cluster = deployed.id('AWS::ECS::Cluster');
    const tag = 'Stack/StackAgentDaemon8733F4FB';
    const ask = (tags: Keys) => answerTo({ ...exec({ cluster, tag: undefined }), on: [[`${ARN}cluster/${cluster}`], [`${ARN}task/${cluster}/1`, tags]] }, deployed.policiesOf('Operators'));
    expect([ask({ [TAG]: tag, 'aws:ResourceTag/env': 'test' }), ask({ [TAG]: tag, 'aws:ResourceTag/env': 'prod' }), ask({ [TAG]: tag }), ask({ 'aws:ResourceTag/env': 'test' })])
      .toEqual(['yes', 'no', 'no', 'no']);
  });

  test.each<[string, (daemon: ecs.CfnDaemon) => void, string]>([
    ['has none', () => undefined, 'the tag "env" of the daemon, which its tasks get, is undefined, and grants.exec() asks for "test"; add it with Tags.of(the daemon).add("env", "test")'],
    ['has another', (daemon) => Tags.of(daemon).add('env', 'prod'), 'the tag "env" of the daemon, which its tasks get, is "prod", and grants.exec() asks for "test"'],
  ])('fail synthesis when the daemon %s', (_, change, message) => {
    const { stack, daemon, grants, role } = newDaemon();
    change(daemon);
    grants.exec(role, { tags: { env: 'test' } });
    expect(() => Template.fromStack(stack)).toThrow(message);
  });

  test('fail synthesis when the daemon keeps its tags to itself', () => {
    const { stack, daemon, grants, role } = newDaemon();
    grants.exec(role);
    daemon.propagateTags = 'NONE';
    expect(() => Template.fromStack(stack)).toThrow('propagateTags is "NONE", so its tasks have none of the tags {"exec-ready:task":"Stack/StackAgentDaemon8733F4FB"} '
      + 'that grants.exec() asks for; leave propagateTags of the daemon at "DAEMON"');
  });

  test('fail synthesis when somebody gives the daemon those of another', () => {
    const { stack, daemon } = newDaemon();
    Tags.of(daemon).add('exec-ready:task', 'other');
    expect(() => Template.fromStack(stack)).toThrow('the tag "exec-ready:task" of the daemon, which its tasks get, is "other"');
  });
});
