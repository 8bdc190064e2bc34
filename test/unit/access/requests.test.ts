import type { Stack } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Call, Keys } from './_helpers/requests';
import { answerTo, Deployed } from './_helpers/requests';
import type { ExecGrantOptions } from '../../../src';
import { ExecGrants, ExecOperatorNetwork, ExecReadyCluster, ExecSession, ReadinessReport, SessionLog } from '../../../src';
import { ExecGuardrail } from '../../../src/access/exec-guardrail';
import { ExecTaskGrants } from '../../../src/access/exec-task-grants';
import type { Policy } from '../../../src/readiness/private/iam';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { warningIds } from '../_helpers/warnings';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333:';
const GRANTS = ['operator', 'clusterOperator', 'auditor', 'deployer', 'stranger'] as const;
type Who = typeof GRANTS[number] | 'guarded' | 'task';
type Limits = (stack: Stack) => ExecGrantOptions;

/** Somebody of every kind, around one service of two. */
function deploy(limits: Limits = () => ({})) {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster', {
    session: new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' }) }),
  });
  const api = newService(stack, { cluster });
  api.addContainer('web', { image: privateImage(stack) });
  newService(stack, { cluster }, 'Other');
  Tags.of(api).add('env', 'test');
  const role = (id: string) => new iam.Role(stack, `Who${id}`, { assumedBy: new iam.AccountRootPrincipal() });
  const roles = { operator: role('Operator'), clusterOperator: role('Wide'), auditor: role('Auditor'), deployer: role('Deployer'), stranger: role('Stranger'), guarded: role('Guarded') };
  const options = limits(stack);
  api.grants.exec(roles.operator, options);
  api.grants.exec(roles.guarded, options);
  new ExecGuardrail(stack, 'Guardrail', { clusters: [cluster] }).attachTo(roles.guarded);
  ExecGrants.fromCluster(cluster).exec(roles.clusterOperator, options);
  api.grants.readSessionLogs(roles.auditor);
  api.grants.deployer(roles.deployer);
  const deployed = new Deployed(Template.fromStack(stack));
  const parts: Record<Who, string> = {
    operator: 'WhoOperator', clusterOperator: 'WhoWide', auditor: 'WhoAuditor', deployer: 'WhoDeployer', stranger: 'WhoStranger', guarded: 'WhoGuarded', task: stack.getLogicalId(api.taskDefinition.taskRole.node.defaultChild as iam.CfnRole),
  };
  return {
    stack,
    deployed,
    cluster: deployed.id('AWS::ECS::Cluster'),
    service: deployed.id('AWS::ECS::Service', 'Api'),
    other: deployed.id('AWS::ECS::Service', 'Other'),
    logGroup: (deployed.value(stack.resolve(cluster.session.logGroup!.logGroupArn)) as string).slice(0, -2),
    bucket: deployed.arn('AWS::S3::Bucket'),
    key: deployed.arn('AWS::KMS::Key'),
    family: api.taskDefinition.family,
    roles: {
      task: deployed.value(stack.resolve(api.taskDefinition.taskRole.roleArn)) as string,
      execution: deployed.value(stack.resolve(api.taskDefinition.executionRole!.roleArn)) as string,
    },
    policies: Object.fromEntries(Object.entries(parts).map(([who, part]) => [who, deployed.policiesOf(part)])) as Record<Who, Policy[]>,
  };
}

type World = ReturnType<typeof deploy>;

function exec({ cluster, service }: { cluster: string; service: string }, keys: Keys = {}, task = '1a2b', tags: Keys = {}): Call {
  return {
    action: 'ecs:ExecuteCommand',
    on: [[`${ARN}cluster/${cluster}`], [`${ARN}task/${cluster}/${task}`, { 'aws:ResourceTag/aws:ecs:serviceName': service, ...tags }]],
    keys: { 'ecs:container-name': 'app', ...keys },
  };
}

const call = (action: string, resource: string, keys: Keys = {}): Call => ({ action, on: [[resource]], keys });
const decrypt = ({ key }: World, what: string, through = 's3.eu-west-1.amazonaws.com'): Call =>
  call('kms:Decrypt', key, { 'kms:ViaService': through, 'kms:EncryptionContext:aws:s3:arn': what });
const BY_NAME = (world: World): Keys => ({ 'aws:ResourceTag/aws:ecs:serviceName': world.service });

/** Who is allowed what; everybody else is refused. */
const TABLE: [string, (world: World) => Call, Who[]][] = [
  ['open a session', (world) => exec(world), ['operator', 'clusterOperator', 'guarded']],
  ['open one in another service', (world) => exec({ ...world, service: world.other }), ['clusterOperator']],
  ['open one in a task of no service', ({ cluster }) => ({ ...exec({ cluster, service: '' }), on: [[`${ARN}cluster/${cluster}`], [`${ARN}task/${cluster}/1`]] }), ['clusterOperator']],
  ['open one in another cluster', (world) => exec({ ...world, cluster: 'other' }), []],
  ['open one past the log', ({ cluster }) => call('ssm:StartSession', `${ARN}task/${cluster}/1a2b`), []],
  ['look at a task', (world) => call('ecs:DescribeTasks', `${ARN}task/${world.cluster}/1a2b`, BY_NAME(world)), ['operator', 'clusterOperator', 'guarded']],
  ['look at another task', (world) => call('ecs:DescribeTasks', `${ARN}task/${world.cluster}/1a2b`), ['clusterOperator']],
  ['find tasks', ({ cluster }) => call('ecs:ListTasks', '*', { 'ecs:cluster': `${ARN}cluster/${cluster}` }), ['operator', 'clusterOperator', 'guarded']],
  ['find tasks elsewhere', () => call('ecs:ListTasks', '*', { 'ecs:cluster': `${ARN}cluster/other` }), []],
  ['use the session key', ({ key }) => call('kms:GenerateDataKey', key), ['operator', 'clusterOperator', 'guarded']],
  ['re-tag a task', ({ cluster }) => call('ecs:TagResource', `${ARN}task/${cluster}/1a2b`), []],
  ['change the cluster', ({ cluster }) => call('ecs:UpdateCluster', `${ARN}cluster/${cluster}`), []],
  ['delete the log', ({ logGroup }) => call('logs:DeleteLogGroup', `${logGroup}:*`), []],
  ['delete the log in the bucket', ({ bucket }) => call('s3:DeleteObject', `${bucket}/sessions/1`), []],
  ['disable the key', ({ key }) => call('kms:DisableKey', key), []],
  ['read the log', ({ logGroup }) => call('logs:GetLogEvents', `${logGroup}:log-stream:ecs-execute-command-1`), ['auditor']],
  ['search the log', ({ logGroup }) => call('logs:FilterLogEvents', `${logGroup}:*`), ['auditor']],
  ['read another log', () => call('logs:FilterLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:/app:*'), []],
  ['read the log in the bucket', ({ bucket }) => call('s3:GetObject', `${bucket}/sessions/1`), ['auditor']],
  ['read what was written over', ({ bucket }) => call('s3:GetObjectVersion', `${bucket}/sessions/1`), ['auditor']],
  ['read what is beside the log', ({ bucket }) => call('s3:GetObject', `${bucket}/other/1`), []],
  ['list the logs', ({ bucket }) => call('s3:ListBucket', bucket, { 's3:prefix': 'sessions/' }), ['auditor']],
  ['list all of the bucket', ({ bucket }) => call('s3:ListBucket', bucket), []],
  ['decrypt the log in the bucket', (world) => decrypt(world, `${world.bucket}/sessions/1`), ['auditor', 'task']],
  ['decrypt it with the key of the bucket', (world) => decrypt(world, world.bucket), ['auditor', 'task']],
  ['decrypt what is beside the log', (world) => decrypt(world, `${world.bucket}/other/1`), ['task']],
  ['decrypt what is in another bucket', (world) => decrypt(world, 'arn:aws:s3:::other'), ['task']],
  ['decrypt the log through another service', (world) => decrypt(world, world.bucket, 'sqs.eu-west-1.amazonaws.com'), ['task']],
  ['decrypt a session', ({ key }) => call('kms:Decrypt', key), ['task']],
  ['write the log', ({ logGroup }) => call('logs:PutLogEvents', `${logGroup}:log-stream:ecs-execute-command-1`), ['task']],
  ['put the log into the bucket', ({ bucket }) => call('s3:PutObject', `${bucket}/sessions/1`), ['task']],
  ['open the channel', () => call('ssmmessages:OpenDataChannel', '*'), ['task']],
  ['register a revision', ({ family }) => call('ecs:RegisterTaskDefinition', `${ARN}task-definition/${family}:2`), ['deployer']],
  ['register another family', () => call('ecs:RegisterTaskDefinition', `${ARN}task-definition/other:1`), []],
  ['register it with tags', ({ family }) => call('ecs:TagResource', `${ARN}task-definition/${family}:2`, { 'ecs:CreateAction': 'RegisterTaskDefinition' }), ['deployer']],
  ['tag a revision that is there', ({ family }) => call('ecs:TagResource', `${ARN}task-definition/${family}:1`), []],
  ['update the service', ({ service }) => call('ecs:UpdateService', `${ARN}service/c/${service}`), ['deployer']],
  ['update the other service', ({ other }) => call('ecs:UpdateService', `${ARN}service/c/${other}`), []],
  ['pass the task role', ({ roles }) => call('iam:PassRole', roles.task, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }), ['deployer']],
  ['pass the execution role', ({ roles }) => call('iam:PassRole', roles.execution, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }), ['deployer']],
  ['pass it to another service', ({ roles }) => call('iam:PassRole', roles.task, { 'iam:PassedToService': 'lambda.amazonaws.com' }), []],
  ['pass another role', () => call('iam:PassRole', 'arn:aws:iam::111122223333:role/admin', { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }), []],
];

describe('a request', () => {
  const world = deploy();

  test.each(TABLE)('to %s', (_, callOf, allowed) => {
    const answers = Object.entries(world.policies).map(([who, policies]) => [who, answerTo(callOf(world), policies)]);
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(Object.keys(world.policies).map((who) => [who, allowed.includes(who as Who) ? 'yes' : 'no'])));
  });

  test('is judged by policies that are there', () => {
    expect(Object.entries(world.policies).filter(([, policies]) => policies.length === 0).map(([who]) => who)).toEqual(['stranger']);
    expect(warningIds(world.stack)).toEqual([]);
  });
});

/** Limits of a grant, with what a request must say to meet them and what fails them. */
const LIMITS: [string, Limits, Keys, Keys[]][] = [
  ['containers', () => ({ containers: ['app', 'web'] }), { 'ecs:container-name': 'web' }, [{ 'ecs:container-name': 'db' }]],
  ['a second factor', () => ({ requireMfa: true }), { 'aws:MultiFactorAuthPresent': 'true' }, [{ 'aws:MultiFactorAuthPresent': 'false' }, {}]],
  ['an address', () => ({ sourceIps: ['203.0.113.0/24', '2001:db8::/32'] }), { 'aws:SourceIp': '203.0.113.9' }, [{ 'aws:SourceIp': '198.51.100.1' }, {}]],
  ['a tag of the principal', () => ({ principalTags: { team: 'orders' } }), { 'aws:PrincipalTag/team': 'orders' }, [{ 'aws:PrincipalTag/team': 'Orders' }, {}]],
  ['a time', () => ({ notBefore: '2026-11-25T08:00:00Z', notAfter: '2026-11-25T18:00:00Z' }), { 'aws:CurrentTime': '2026-11-25T08:00:00Z' }, [
    { 'aws:CurrentTime': '2026-11-25T07:59:59Z' }, { 'aws:CurrentTime': '2026-11-25T18:00:00Z' }, {},
  ]],
  ['a network', (stack) => {
    const vpc = new ec2.Vpc(stack, 'Offices');
    return { from: new ExecOperatorNetwork(stack, 'Desk', { vpc, operators: new ec2.BastionHostLinux(stack, 'Bastion', { vpc }) }) };
  }, { 'aws:SourceVpc': 'Offices9C37' }, [{ 'aws:SourceVpc': 'vpc-other' }, {}]],
  ['an endpoint', (stack) => ({
    fromEndpoints: [ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 })],
  }), { 'aws:SourceVpce': 'vpce-1' }, [{ 'aws:SourceVpce': 'vpce-2' }, {}]],
];

describe('an operator who is limited to', () => {
  test.each(LIMITS)('%s is refused without', (name, limits, met, failed) => {
    const world = deploy(limits);
    const keys = name === 'a network' ? { 'aws:SourceVpc': world.deployed.id('AWS::EC2::VPC', 'Offices') } : met;
    const asked = (say: Keys): Call[] => [
      exec(world, say),
      ...name === 'containers' ? [] : [
        call('ecs:DescribeTasks', `${ARN}task/${world.cluster}/1a2b`, { ...BY_NAME(world), ...say }),
        call('ecs:ListTasks', '*', { 'ecs:cluster': `${ARN}cluster/${world.cluster}`, ...say }),
        call('kms:GenerateDataKey', world.key, say),
      ],
    ];
    (['operator', 'clusterOperator'] as const).forEach((who) => {
      expect(asked(keys).map((one) => answerTo(one, world.policies[who]))).toEqual(asked(keys).map(() => 'yes'));
      failed.forEach((say) => {
        expect([say, ...asked(say).map((one) => answerTo(one, world.policies[who]))]).toEqual([say, ...asked(say).map(() => 'no')]);
      });
    });
  });

  test.each([...LIMITS.filter(([name]) => name !== 'an endpoint'), ['tags', () => ({ tags: { env: 'test' } })], ['tasks', () => ({ tasks: ['1a2b', '3c4d'] })]] as [string, Limits][])(
    '%s leaves the service ready', (_, limits) => {
      const stack = newStack();
      const api = newService(stack);
      api.addContainer('web', { image: privateImage(stack) });
      Tags.of(api).add('env', 'test');
      api.grants.exec(new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() }), limits(stack));
      const report = ReadinessReport.ofStack(stack);
      expect(report.findings).toEqual([]);
      expect(report.services.map(({ verdict, unknowns }) => [verdict, unknowns])).toEqual([['ready', []]]);
    });

  test('containers must name one, and may look at tasks', () => {
    const world = deploy(() => ({ containers: ['app'] }));
    expect(answerTo({ ...exec(world), keys: {} }, world.policies.operator)).toBe('no');
    expect(answerTo(call('ecs:DescribeTasks', `${ARN}task/${world.cluster}/1a2b`, BY_NAME(world)), world.policies.operator)).toBe('yes');
  });

  test('tasks has no others', () => {
    const world = deploy(() => ({ tasks: ['1a2b', '3c4d'] }));
    expect(['1a2b', '3c4d', '5e6f'].map((task) => answerTo(exec(world, {}, task), world.policies.operator))).toEqual(['yes', 'yes', 'no']);
  });

  test('tags has no tasks without', () => {
    const world = deploy(() => ({ tags: { env: 'test' } }));
    const asked = (tags: Keys) => (['operator', 'clusterOperator'] as const).map((who) => answerTo(exec(world, {}, '1a2b', tags), world.policies[who]));
    expect(asked({ 'aws:ResourceTag/env': 'test' })).toEqual(['yes', 'yes']);
    expect(asked({ 'aws:ResourceTag/env': 'prod' })).toEqual(['no', 'no']);
    expect(asked({})).toEqual(['no', 'no']);
  });

  test('several things must meet all', () => {
    const world = deploy(() => ({ requireMfa: true, containers: ['app'], principalTags: { team: 'orders' } }));
    const keys = { 'aws:MultiFactorAuthPresent': 'true', 'aws:PrincipalTag/team': 'orders' };
    expect(answerTo(exec(world, keys), world.policies.operator)).toBe('yes');
    Object.keys(keys).forEach((key) => {
      const { [key]: _, ...rest } = keys as Record<string, string>;
      expect([key, answerTo(exec(world, rest), world.policies.operator)]).toEqual([key, 'no']);
    });
  });

  test('has no operator in his policy that holds without its key', () => {
    const world = deploy((stack) => Object.assign({}, ...LIMITS.slice(0, 5).map(([, limits]) => limits(stack))) as ExecGrantOptions);
    const operators = world.policies.operator.flatMap(({ statements }) => statements).flatMap(({ conditions }) => conditions).map((one) => 'operator' in one ? one.operator : 'unknown');
    expect([...new Set(operators)].sort()).toEqual(['ArnEquals', 'Bool', 'DateGreaterThanEquals', 'DateLessThan', 'IpAddress', 'StringEquals']);
  });
});

describe('limits', () => {
  const stack = newStack();
  const { grants } = newService(stack);
  const role = new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });

  test.each<[ExecGrantOptions, string]>([
    [{ containers: [] }, 'containers is empty'],
    [{ tasks: [] }, 'tasks is empty'],
    [{ tags: {} }, 'tags is empty'],
    [{ principalTags: {} }, 'principalTags is empty'],
    [{ sourceIps: [] }, 'sourceIps is empty'],
    [{ containers: ['a*'] }, '"a*" is no name of a container'],
    [{ tasks: ['*'] }, '"*" of tasks is not the id of a task; write the last part of its ARN'],
    [{ sourceIps: ['203.0.113.0/33'] }, '"203.0.113.0/33" of sourceIps is not an address or a CIDR block'],
    [{ sourceIps: ['office'] }, '"office" of sourceIps is not an address'],
    [{ notBefore: '2026-11-25' }, '"2026-11-25" of notBefore is not a time in UTC'],
    [{ notAfter: '2026-02-30T00:00:00Z' }, '"2026-02-30T00:00:00Z" of notAfter is not a time in UTC'],
    [{ notBefore: '2026-11-25T08:00:00Z', notAfter: '2026-11-25T08:00:00Z' }, 'notAfter "2026-11-25T08:00:00Z" is not after notBefore'],
  ])('fail when nobody could meet them: %j', (options, message) => {
    expect(() => grants.exec(role, options)).toThrow(message);
  });

  test('fail when an address is asked of calls through an endpoint', () => {
    const fromEndpoints = [ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-1', port: 443 })];
    expect(() => grants.exec(role, { fromEndpoints, sourceIps: ['203.0.113.9'] })).toThrow('sourceIps ["203.0.113.9"] and fromEndpoints are never met together');
  });

  test.each<[string, object, string]>([
    ['no tags', { propagateTags: ecs.PropagatedTagSource.NONE }, 'propagateTags is undefined, so its tasks have none of the tags {"env":"prod"}'],
    ['other tags of the service', {}, 'the tag "env" of the service, which its tasks get, is "test", and grants.exec() asks for "prod"'],
    ['no tags of the task definition', { propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION }, 'the tag "env" of the task definition, which its tasks get, is undefined'],
  ])('fail at synthesis when the tasks have %s', (_, props, message) => {
    const own = newStack();
    const api = newService(own, props);
    Tags.of(api.service).add('env', 'test', { includeResourceTypes: ['AWS::ECS::Service'] });
    api.grants.exec(new iam.Role(own, 'Operators', { assumedBy: new iam.AccountRootPrincipal() }), { tags: { env: 'prod' } });
    expect(() => Template.fromStack(own)).toThrow(message);
  });
});

test('logs of sessions of tasks can be read', () => {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster');
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Tasks');
  taskDefinition.addContainer('app', { image: privateImage(stack) });
  const grants = ExecTaskGrants.fromTaskDefinition(taskDefinition, cluster);
  const [auditor, operator] = ['Auditor', 'Operator'].map((id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }));
  grants.readSessionLogs(auditor);
  grants.exec(operator, { tags: { env: 'test' } });
  Tags.of(taskDefinition).add('env', 'test');
  const deployed = new Deployed(Template.fromStack(stack));
  const read = call('logs:GetLogEvents', deployed.value(stack.resolve(cluster.session.logGroup!.logGroupArn)) as string);
  expect([answerTo(read, deployed.policiesOf('Auditor')), answerTo(read, deployed.policiesOf('Operator'))]).toEqual(['yes', 'no']);
});

test.each(['sessions', 'sessions/'])('logs of sessions below %s can be read in a bucket of a cluster that is made elsewhere', (s3KeyPrefix) => {
  const stack = newStack();
  const s3Bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'logs');
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Imported', {
    clusterName: 'prod', vpc: new ec2.Vpc(stack, 'Vpc'), executeCommandConfiguration: { logConfiguration: { s3Bucket, s3KeyPrefix }, logging: ecs.ExecuteCommandLogging.OVERRIDE },
  });
  ExecGrants.fromCluster(cluster).readSessionLogs(new iam.Role(stack, 'Auditors', { assumedBy: new iam.AccountRootPrincipal() }));
  const policies = new Deployed(Template.fromStack(stack)).policiesOf('Auditors');
  const [log, beside] = ['sessions/1', 'sessions-of-others/1'].map((name) => answerTo(call('s3:GetObject', `arn:aws:s3:::logs/${name}`), policies));
  expect([log, beside, answerTo(call('s3:ListBucket', 'arn:aws:s3:::logs', { 's3:prefix': 'sessions/1' }), policies)]).toEqual(['yes', 'no', 'yes']);
});

test('logs of sessions can be read where they are known, and are asked for where not', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Auditors', { assumedBy: new iam.AccountRootPrincipal() });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'prod', vpc: new ec2.Vpc(stack, 'Vpc') });
  expect(() => ExecGrants.fromCluster(cluster).readSessionLogs(role))
    .toThrow('no log group or bucket of sessions of the cluster "Stack/Imported" is known here, so there is nothing to let anyone read');
});
