import type { Call } from './allowed-calls';
import type { Gate } from './gate';
import { keyAllows } from '../../iam/index';
import type { Property } from '../property';
import { sessionOf, type Destination } from '../session/index';
import type { Subject } from '../subject';
import { hole } from '../text';

/** The calls that take records away from the sessions in a cluster; none where nothing is recorded. */
export function recordCalls(gate: Gate): readonly Call[] {
  return gate.once('calls that take records away', () => find(gate));
}

function find({ subject, cluster }: Gate): readonly Call[] {
  const { logging, keys } = sessionOf(subject);
  const recorded = logging.filter((way) => 'known' in way.logging && way.logging.known !== 'NONE');
  const destinations = recorded.flatMap((way) => way.destinations).filter(({ misnamed }) => !misnamed);
  return recorded.length === 0 ? [] : [
    { action: 'ecs:UpdateCluster', resource: cluster },
    ...destinations.flatMap((destination) => onDestination(subject, destination)),
    ...keys.flatMap((key) => onKey(subject, key)),
  ];
}

function onDestination({ template: { partition, region, account } }: Subject, { kind, at: { text }, prefix }: Destination): readonly Call[] {
  const name = 'known' in text ? text.known : undefined;
  const something = hole('unknown', 'a record of a session');
  if (name === undefined) {
    return [];
  }
  if (kind === 'log group') {
    const resource = `arn:${partition}:logs:${region}:${account}:log-group:${name}:log-stream:${something}`;
    return ['logs:DeleteLogGroup', 'logs:DeleteLogStream'].map((action) => ({ action, resource }));
  }
  const folder = 'known' in prefix.text ? prefix.text.known : undefined;
  return [{ action: 's3:DeleteObject', resource: `arn:${partition}:s3:::${name}/${folder === undefined ? '' : `${folder}/`}${something}` }];
}

function onKey({ model }: Subject, at: Property): readonly Call[] {
  const key = model.policies.key(at);
  if (!('to' in key)) {
    return [];
  }
  const { arn, policy } = key.to;
  return ['kms:DisableKey', 'kms:ScheduleKeyDeletion'].map((action) => ({ action, resource: arn, decide: (request, identity) => keyAllows(request, policy, identity) }));
}
