import type { ExecStatement } from './exec-statement';
import type { Gate } from './gate';
import { sameText, type Statement } from '../../iam/index';
import type { Endpoint, Network } from '../../reach/network';
import type { Text } from '../text';
import { Unknown } from '../unknown';

type Part = Statement['actions']['items'][number];

/** A place that a policy asks calls to come from: a VPC, or an endpoint in it. */
export interface Origin {
  readonly kind: 'vpc' | 'endpoint';
  readonly id: Part;
}

export interface OriginCondition {
  readonly operator: string;
  readonly origins: readonly Origin[];
}

/**
 * Why no call to ECS comes from a place: nothing there leads to ECS; or what does is not what the name of the service leads to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc
 */
export type Silence = 'no endpoint' | 'no private name';

const KINDS: Readonly<Record<string, Origin['kind']>> = { 'aws:sourcevpc': 'vpc', 'aws:sourcevpce': 'endpoint' };

/** Which place a condition key asks for; calls that come through no endpoint do not carry it. */
function originKind(key: Text): Origin['kind'] | undefined {
  const name = key.toLowerCase();
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

/** What a statement asks of the place that calls come from: by which operators, and which places. */
export function originsAsked({ statement }: ExecStatement): readonly OriginCondition[] {
  return statement.conditions.flatMap((condition) => {
    const kind = condition instanceof Unknown ? undefined : originKind(condition.key);
    if (condition instanceof Unknown || kind === undefined) {
      return [];
    }
    return [{ operator: condition.operator, origins: condition.values.map((id) => ({ kind, id })) }];
  });
}

/** Why certainly no call to ECS comes from a place. */
export function silenceOf({ kind, id }: Origin, { subject: { model, resource } }: Gate): Silence | undefined {
  const network = model.networks.of(resource);
  return id instanceof Unknown ? undefined : kind === 'vpc' ? ofVpc(id, network) : ofEndpoint(id, network);
}

function ofVpc(id: Text, { vpcs, endpoints }: Network): Silence | undefined {
  const isWhole = vpcs.some((vpc) => vpc.id === id && vpc.seen === 'whole');
  return isWhole ? silent(endpoints.filter(({ vpc }) => 'unknown' in vpc || sameText(vpc.known, id) !== 'no')) : undefined;
}

function ofEndpoint(id: Text, { endpoints }: Network): Silence | undefined {
  const own = endpoints.filter((endpoint) => endpoint.id === id);
  return own.length === 0 ? undefined : silent(own);
}

function silent(endpoints: readonly Endpoint[]): Silence | undefined {
  const leading = endpoints.filter(({ service }) => 'unknown' in service || service.known === 'ecs');
  return leading.length === 0 ? 'no endpoint' : leading.every(({ privateDns }) => 'known' in privateDns && !privateDns.known) ? 'no private name' : undefined;
}
