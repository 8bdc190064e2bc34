import type { DeployedAccess } from './deployed-access';
import { parsed } from './deployed-access';
import type { Policy } from '../../../src/readiness/private/iam';
import type { Call, Keys } from '../../unit/access/_helpers/requests';
import { ALLOW_ALL } from '../../unit/access/_helpers/requests';
import { ACCOUNT } from '../_examples/deployed-example';

/** What was deployed, by the names that it got. */
export interface World {
  readonly ecs: string;
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
  readonly taskRole: string;
  readonly logGroup: string;
  readonly bucket: string;
  readonly key: string;
  readonly vpc: string;
  readonly region: string;
}

export async function worldOf(deployed: DeployedAccess): Promise<World> {
  const { region } = deployed;
  const [cluster, service] = (await deployed.id('Orders', 'AWS::ECS::Service')).split('/').slice(-2);
  return {
    ecs: `arn:aws:ecs:${region}:${ACCOUNT}`,
    cluster,
    service,
    family: (await deployed.id('Orders', 'AWS::ECS::TaskDefinition')).split('/').at(-1)!.split(':')[0],
    taskRole: `arn:aws:iam::${ACCOUNT}:role/${await deployed.id('Orders', 'AWS::IAM::Role', 'ServiceTaskRole')}`,
    logGroup: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${await deployed.id('Orders', 'AWS::Logs::LogGroup', 'SessionLog')}`,
    bucket: `arn:aws:s3:::${await deployed.id('Orders', 'AWS::S3::Bucket')}`,
    key: `arn:aws:kms:${region}:${ACCOUNT}:key/${await deployed.id('Orders', 'AWS::KMS::Key')}`,
    vpc: await deployed.id('Offices', 'AWS::EC2::VPC'),
    region,
  };
}

const PEOPLE = ['operators', 'visitors', 'auditors', 'pipeline', 'emergency'] as const;

/** Those who may do everything, but for what is refused: by the organization alone, by the guardrail too, and the role that CloudFormation deploys with. */
const ADMINISTRATORS = ['administrator', 'guarded', 'cloudFormation'] as const;

export type Who = typeof PEOPLE[number] | typeof ADMINISTRATORS[number] | 'onCall' | 'task';

/** The policies that were deployed, of everybody in the account. That of the organization holds for all of them. */
export async function policiesOf(deployed: DeployedAccess): Promise<Record<Who, Policy[]>> {
  const organization = parsed(await deployed.serviceControlPolicy());
  const guardrail = parsed(await deployed.managedPolicy(await deployed.id('People', 'AWS::IAM::ManagedPolicy', 'Guardrail')));
  const role = async (stack: string, prefix: string) => [...(await deployed.documents(stack, prefix)).map(parsed), organization];
  const people = PEOPLE.map(async (who) => [who, await role('People', who[0].toUpperCase() + who.slice(1))] as const);
  return {
    ...Object.fromEntries(await Promise.all(people)) as Record<typeof PEOPLE[number], Policy[]>,
    onCall: [parsed(await deployed.permissionSet()), organization],
    administrator: [ALLOW_ALL, organization],
    guarded: [ALLOW_ALL, guardrail, organization],
    cloudFormation: [ALLOW_ALL, organization],
    task: await role('Orders', 'ServiceTaskRole'),
  };
}

const call = (action: string, resource: string, keys: Keys = {}): Call => ({ action, on: [[resource]], keys });
const task = ({ ecs, cluster }: World, id = '1a2b') => `${ecs}:task/${cluster}/${id}`;
const named = ({ service }: World, env = 'production'): Keys => ({ 'aws:ResourceTag/aws:ecs:serviceName': service, 'aws:ResourceTag/env': env });
const atDesk = ({ vpc }: World): Keys => ({ 'aws:SourceVpc': vpc, 'aws:MultiFactorAuthPresent': 'true', 'aws:PrincipalTag/team': 'orders' });
const VISIT: Keys = { 'aws:SourceIp': '203.0.113.7', 'aws:CurrentTime': '2027-03-02T12:00:00Z' };

function exec(world: World, keys: Keys, tags: Keys = named(world), container: Keys = { 'ecs:container-name': 'app' }): Call {
  const cluster = `${world.ecs}:cluster/${world.cluster}`;
  return { action: 'ecs:ExecuteCommand', on: [[cluster], [task(world), tags]], keys: { 'ecs:cluster': cluster, ...container, ...keys } };
}

function update({ ecs, cluster, service }: World, keys: Keys = {}): Call {
  return call('ecs:UpdateService', `${ecs}:service/${cluster}/${service}`, { 'ecs:cluster': `${ecs}:cluster/${cluster}`, ...keys });
}

const EVERYTHING: Who[] = [...ADMINISTRATORS];

/** Who is allowed what; everybody else is refused. */
export const REQUESTS: [string, (world: World) => Call, Who[]][] = [
  ['open a session from the desk', (world) => exec(world, atDesk(world)), ['operators', 'emergency', 'onCall', ...EVERYTHING]],
  ['open one without a second factor', (world) => exec(world, { ...atDesk(world), 'aws:MultiFactorAuthPresent': 'false' }), ['emergency', 'onCall', ...EVERYTHING]],
  ['open one as somebody of another team', (world) => exec(world, { ...atDesk(world), 'aws:PrincipalTag/team': 'billing' }), ['emergency', 'onCall', ...EVERYTHING]],
  ['open one from another VPC', (world) => exec(world, { ...atDesk(world), 'aws:SourceVpc': 'vpc-0' }), ['administrator', 'cloudFormation']],
  ['open one on a visit', (world) => exec(world, VISIT), ['visitors', 'administrator', 'cloudFormation']],
  ['open one after the visit', (world) => exec(world, { ...VISIT, 'aws:CurrentTime': '2027-03-05T18:00:00Z' }), ['administrator', 'cloudFormation']],
  ['open one on a visit elsewhere', (world) => exec(world, { ...VISIT, 'aws:SourceIp': '198.51.100.7' }), ['administrator', 'cloudFormation']],
  ['open one on a visit in a test', (world) => exec(world, VISIT, named(world, 'test')), ['administrator', 'cloudFormation']],
  ['open one in the closed container', (world) => exec(world, { ...atDesk(world), 'ecs:container-name': 'payments' }), []],
  ['open one without naming a container', (world) => exec(world, atDesk(world), named(world), {}), []],
  ['open one in another service', (world) => exec(world, atDesk(world), named({ ...world, service: 'other' })), EVERYTHING],
  ['open one in another cluster', (world) => exec({ ...world, cluster: 'other' }, atDesk(world)), EVERYTHING],
  ['open one past the log', (world) => call('ssm:StartSession', task(world), atDesk(world)), []],
  ['open one on an instance', ({ region }) => call('ssm:StartSession', `arn:aws:ec2:${region}:${ACCOUNT}:instance/i-1`), EVERYTHING],
  ['look at a task from the desk', (world) => ({ action: 'ecs:DescribeTasks', on: [[task(world), named(world)]], keys: atDesk(world) }), ['operators', 'emergency', 'onCall', ...EVERYTHING]],
  ['find tasks from the desk', (world) => call('ecs:ListTasks', '*', { ...atDesk(world), 'ecs:cluster': `${world.ecs}:cluster/${world.cluster}` }), ['operators', 'emergency', 'onCall', ...EVERYTHING]],
  ['use the session key from the desk', (world) => call('kms:GenerateDataKey', world.key, atDesk(world)), ['operators', 'emergency', 'onCall', ...EVERYTHING]],
  ['stop a task', (world) => call('ecs:StopTask', task(world), named(world)), EVERYTHING],
  ['re-tag a task', (world) => call('ecs:TagResource', task(world)), ['cloudFormation']],
  ['change the cluster', ({ ecs, cluster }) => call('ecs:UpdateCluster', `${ecs}:cluster/${cluster}`), ['cloudFormation']],
  ['delete the log', ({ logGroup }) => call('logs:DeleteLogGroup', logGroup), ['cloudFormation']],
  ['delete the log of a session', ({ logGroup }) => call('logs:DeleteLogStream', `${logGroup}:log-stream:ecs-execute-command-1`), ['cloudFormation']],
  ['keep the log for less', ({ logGroup }) => call('logs:PutRetentionPolicy', `${logGroup}:*`), ['cloudFormation']],
  // which buckets and keys those of sessions are, a guardrail that names no cluster does not know
  ['delete the log in the bucket', ({ bucket }) => call('s3:DeleteObject', `${bucket}/orders/sessions/1`), ['administrator', 'cloudFormation']],
  ['have the key deleted', ({ key }) => call('kms:ScheduleKeyDeletion', key), ['administrator', 'cloudFormation']],
  ['read the log', ({ logGroup }) => call('logs:FilterLogEvents', `${logGroup}:*`), ['auditors', 'emergency', 'onCall', ...EVERYTHING]],
  ['read the log in the bucket', ({ bucket }) => call('s3:GetObject', `${bucket}/orders/sessions/1`), ['auditors', 'emergency', 'onCall', ...EVERYTHING]],
  ['decrypt the log in the bucket', ({ key, region, bucket }) => call('kms:Decrypt', key, { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucket }), ['auditors', 'emergency', 'onCall', 'task', ...EVERYTHING]],
  ['read what is beside the log', ({ bucket }) => call('s3:GetObject', `${bucket}/other/1`), EVERYTHING],
  ['write the log', ({ logGroup }) => call('logs:PutLogEvents', `${logGroup}:log-stream:ecs-execute-command-1`), ['task', 'administrator', 'cloudFormation']],
  ['put the log into the bucket', ({ bucket }) => call('s3:PutObject', `${bucket}/orders/sessions/1`), ['task', 'administrator', 'cloudFormation']],
  ['open the channel of a session', () => call('ssmmessages:OpenDataChannel', '*'), ['task', ...EVERYTHING]],
  ['register a revision', ({ ecs, family }) => call('ecs:RegisterTaskDefinition', `${ecs}:task-definition/${family}:2`), ['pipeline', ...EVERYTHING]],
  ['put it into service', (world) => update(world), ['pipeline', ...EVERYTHING]],
  ['switch exec off', (world) => update(world, { 'ecs:enable-execute-command': 'false' }), ['pipeline', 'administrator', 'cloudFormation']],
  ['pass the task role to tasks', ({ taskRole }) => call('iam:PassRole', taskRole, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }), ['pipeline', ...EVERYTHING]],
  ['pass another role to tasks', () => call('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }), EVERYTHING],
];
