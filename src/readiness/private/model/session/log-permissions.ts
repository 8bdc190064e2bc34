import { FIND_LOG_GROUP_ACTION, SESSION_LOG_ACTIONS } from '../../../../private/exec-facts';
import { identityAllows, sameText } from '../../iam/index';
import type { Answer } from '../answer';
import type { Container } from '../container';
import { execTargets } from '../exec-targets';
import type { Decide, Permission } from '../permissions/index';
import type { Property } from '../property';
import { guardedBy } from '../start-up/guarded';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';
import { leftToPolicy, likeliest } from './decisions';
import type { Destination } from './destinations';
import { folderOf, objectIn, textOr } from './session-objects';
import type { SessionLogging } from './settings';

/** A call for the log of sessions. */
export interface LogPermission extends Permission {
  /** Whether the agent refuses sessions without it; otherwise the log is lost. */
  readonly vital: Answer;
}

/** What tells the agent whether a bucket is encrypted. */
export const FIND_ENCRYPTION_ACTION = 's3:GetEncryptionConfiguration';

/** What the task role must allow so that sessions are recorded. */
export function logPermissions(subject: Subject, session: SessionLogging): readonly LogPermission[] {
  return isByDefault(session)
    ? defaultGroups(subject).flatMap((group) => onGroup(subject, group, 'no'))
    : session.destinations.filter(({ misnamed }) => !misnamed).flatMap((destination) => onDestination(subject, destination));
}

/** Whether sessions go where the containers log to, because a cluster that sets up its sessions says no more of it. */
export function isByDefault({ at, log, logging }: SessionLogging): boolean {
  return 'known' in logging && logging.known === 'DEFAULT' && at.given === 'yes' && log.given === 'no';
}

function onDestination(subject: Subject, destination: Destination): readonly LogPermission[] {
  const { kind, at, given, demanded } = destination;
  const permissions = kind === 'bucket' ? onBucket(subject, destination) : onGroup(subject, at, demanded);
  return given === 'yes' ? permissions : permissions.map((permission) => ({ ...permission, doubt: `where sessions are recorded is not known: ${at.doubt}` }));
}

/** The groups in the region of the tasks that containers log to. */
function defaultGroups(subject: Subject): readonly Property[] {
  const groups = execTargets(subject).filter(({ sure, wanted }) => sure && wanted).map(({ container }) => container)
    .filter((container) => isLoggedHere(container, subject)).map((container) => container.logOption('awslogs-group'));
  return [...new Map(groups.filter(({ given }) => given === 'yes').map((group) => [group.value, group])).values()];
}

function isLoggedHere(container: Container, { template }: Subject): boolean {
  const [driver, region] = [container.logDriver.literal, container.logOption('awslogs-region').text];
  return 'known' in driver && driver.known === 'awslogs' && 'known' in region && sameText(region.known ?? template.region, template.region) === 'yes';
}

/**
 * AWS is asked for a log group as part of a search of all, and for streams by the name of their group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
function onGroup(subject: Subject, at: Property, vital: Answer): readonly LogPermission[] {
  const { partition, region, account } = subject.template;
  const group = groupArn(subject, at);
  const stream = `${group}:log-stream:${hole('unknown', 'the log stream')}`;
  const call = { at, by: 'task' } as const;
  return [
    { ...call, action: FIND_LOG_GROUP_ACTION, resource: '*', vital, decide: onOneOf(`arn:${partition}:logs:${region}:${account}:log-group::log-stream:`) },
    ...SESSION_LOG_ACTIONS.map((action): LogPermission => ({
      ...call, action, resource: `${group}:*`, vital: 'no', decide: action === 'logs:DescribeLogStreams' ? onOneOf(`${group}:log-stream:`, group) : onOneOf(stream),
    })),
  ];
}

function groupArn(subject: Subject, at: Property): Text {
  const { partition, region, account } = subject.template;
  const link = subject.model.policies.logGroup(at);
  return 'to' in link ? link.to.arn : `arn:${partition}:logs:${region}:${account}:log-group:${textOr(at.text, 'the log group')}`;
}

/** AWS takes a call to be on one of these. */
function onOneOf(...resources: readonly Text[]): Decide {
  return (request, identity) => likeliest(resources.map((resource) => identityAllows({ ...request, resource }, identity)));
}

/**
 * The agent asks for the encryption only when it is demanded; it writes one object at the end of a session.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
function onBucket(subject: Subject, { at, demanded, prefix }: Destination): readonly LogPermission[] {
  const link = subject.model.policies.bucket(at);
  const arn = 'to' in link ? link.to.arn : `arn:${subject.template.partition}:s3:::${textOr(at.text, 'the bucket')}`;
  const folder = folderOf(arn, prefix);
  const decide: Decide = 'to' in link ? guardedBy(link, subject) : (request, identity) => leftToPolicy(identityAllows(request, identity), 'bucket');
  const [guard] = 'to' in link ? link.to.policies : [];
  const call = { at, by: 'task', ...guard ? { guard: guard.at } : {} } as const;
  return [
    ...demanded === 'no' ? [] : [{ ...call, action: FIND_ENCRYPTION_ACTION, resource: arn, vital: demanded, decide }],
    {
      ...call,
      action: 's3:PutObject',
      resource: `${folder}/*`,
      vital: 'no',
      decide: (request, identity) => decide({ ...request, resource: objectIn(folder) }, identity),
    },
  ];
}
