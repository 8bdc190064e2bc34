import { linked } from '../link';
import { doubted, type Need } from './need';
import { proxyOf } from './other-ways';
import { CHANNEL_ACTIONS, FIND_LOG_GROUP_ACTION, SESSION_LOG_ACTIONS, TASK_KEY_ACTION } from '../../../../private/exec-facts';
import type { Property } from '../property';
import { folderOf, objectIn, textOr } from '../session/session-objects';
import type { Subject } from '../subject';
import { hole } from '../text';

type SessionNeed = Omit<Need, 'from'>;
type Weight = Pick<Need, 'weight' | 'doubt' | 'perhaps'>;

/** What the agent in the containers must reach for a session, always from the task. That a cluster is not at hand is told elsewhere. */
export function sessionNeeds(subject: Subject): readonly Need[] {
  const session = linked(subject.cluster)?.session;
  const needs = [channel(subject), ...session ? [...key(subject, session), ...log(subject, session)] : []];
  const proxy = doubted(proxyOf(subject));
  return needs.map((need) => ({ ...proxy, ...need, from: 'task' }));
}

function channel({ at }: Subject): SessionNeed {
  return { services: ['ssmmessages'], why: 'sessions', at, weight: 'error', calls: CHANNEL_ACTIONS.map((action) => ({ action, resource: '*', by: 'task' })) };
}

function key({ model }: Subject, session: Property): SessionNeed[] {
  const at = session.at('KmsKeyId');
  if (at.given === 'no') {
    return [];
  }
  const found = model.policies.key(at);
  const { text } = at;
  const written = 'known' in text && text.known !== undefined && /^arn:.*:key\//s.test(text.known) ? text.known : hole('unknown', 'the session key');
  const resource = 'to' in found ? found.to.arn : written;
  return [{
    services: ['kms'],
    why: 'the key of sessions',
    at,
    weight: 'error',
    ...doubted(mayBeAbsent(at, 'whether sessions are encrypted with a key is not known')),
    calls: [{ action: TASK_KEY_ACTION, resource, by: 'task' }],
  }];
}

/** Where sessions are recorded. A log that is to be encrypted and cannot be asked ends the session; any other is lost. */
function log(subject: Subject, session: Property): SessionNeed[] {
  const logging = session.at('Logging').literal;
  if ('known' in logging && logging.known !== 'OVERRIDE') {
    return logging.known === 'NONE' ? [] : byDefault(subject);
  }
  const config = session.at('LogConfiguration');
  const doubt = 'unknown' in logging ? `where sessions are recorded is not known: ${logging.unknown}` : undefined;
  return [
    ...toCloudWatch(subject, config.at('CloudWatchLogGroupName'), config.at('CloudWatchEncryptionEnabled'), doubt),
    ...toBucket(subject, config, doubt),
  ];
}

/** Without anything else, sessions go where the containers log to. */
function byDefault({ taskDefinition }: Subject): SessionNeed[] {
  const logging = linked(taskDefinition)?.containers.find(({ logDriver: { literal } }) => 'known' in literal && literal.known === 'awslogs');
  return logging ? [{ services: ['logs'], why: 'the log of sessions', at: logging.logDriver, weight: 'warning', calls: [] }] : [];
}

function toCloudWatch({ model, template }: Subject, at: Property, encrypted: Property, doubt: string | undefined): SessionNeed[] {
  if (at.given === 'no') {
    return [];
  }
  const { partition, region, account } = template;
  const group = model.policies.logGroup(at);
  const arn = 'to' in group ? group.to.arn : `arn:${partition}:logs:${region}:${account}:log-group:${textOr(at.text, 'the log group')}`;
  const stream = `${arn}:log-stream:${hole('unknown', 'the log stream')}`;
  return [{
    services: ['logs'],
    why: 'the log of sessions',
    at,
    ...weightOf(at, encrypted, doubt),
    calls: [
      { action: FIND_LOG_GROUP_ACTION, resource: '*', by: 'task' },
      ...SESSION_LOG_ACTIONS.map((action) => ({ action, resource: action === 'logs:DescribeLogStreams' ? arn : stream, by: 'task' as const })),
    ],
  }];
}

function toBucket({ model, template: { partition } }: Subject, config: Property, doubt: string | undefined): SessionNeed[] {
  const at = config.at('S3BucketName');
  if (at.given === 'no') {
    return [];
  }
  const bucket = model.policies.bucket(at);
  const arn = 'to' in bucket ? bucket.to.arn : `arn:${partition}:s3:::${textOr(at.text, 'the bucket')}`;
  const weight = weightOf(at, config.at('S3EncryptionEnabled'), doubt);
  return [{
    services: ['s3'],
    why: 'the log of sessions',
    at,
    ...weight,
    calls: [
      ...weight.weight === 'error' ? [{ action: 's3:GetEncryptionConfiguration', resource: arn, by: 'task' as const }] : [],
      { action: 's3:PutObject', resource: objectIn(folderOf(arn, config.at('S3KeyPrefix'))), by: 'task' },
    ],
  }];
}

/** How much depends on a destination: everything, when it must be encrypted. */
function weightOf(at: Property, { flag }: Property, doubt: string | undefined): Weight {
  const demand = 'unknown' in flag ? `whether the session log must be encrypted is not known: ${flag.unknown}` : undefined;
  const weight = 'unknown' in flag || flag.known === true ? 'error' : 'warning';
  return { weight, ...doubted(doubt ?? demand ?? mayBeAbsent(at, 'where sessions are recorded is not known')) };
}

function mayBeAbsent(at: Property, what: string): string | undefined {
  return at.given === 'unknown' ? `${what}: ${at.doubt}` : undefined;
}
