import type { Permission } from './permission';
import { contextOf, splitText, type Context } from '../../iam/index';
import { canReach } from '../../reach/reachability';
import type { Via } from '../../reach/verdict';
import type { Subject } from '../subject';
import { hostDepartures, taskDepartures, type Departures } from '../task-network';
import type { Text } from '../text';
import { serviceIn } from '../traffic/service-names';

/** Where a call is seen to come from: an endpoint and its VPC, or neither. */
interface Origin {
  readonly endpoint?: Text;
  readonly context: Context;
}

/** Calls that go through other endpoints than the one that is called like their service: through one of several, when it is not known which. */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  'ecr:GetAuthorizationToken': ['ecr.api'],
  'ecr': ['ecr.api', 'ecr.dkr'],
};

/** What a call carries that comes through no endpoint. */
const NOWHERE = contextOf({ 'aws:SourceVpc': 'absent', 'aws:SourceVpce': 'absent' });

/**
 * All that a call may carry of its way to AWS; nothing where the way is not certain.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce
 */
export function originsOf(subject: Subject, permission: Permission): readonly Context[] {
  const { departures, more } = departuresOf(subject, permission);
  const network = subject.model.networks.of(subject.resource);
  const services = servicesOf(subject, permission);
  const origins = departures.flatMap(({ interfaces }) => interfaces).flatMap((source) => services.flatMap((service) => {
    const reach = canReach(source, service, network);
    return reach.answer === 'yes' ? reach.subnets.map(({ via }) => via && originThrough(subject, via)) : [undefined];
  }));
  if (more !== undefined || origins.length === 0 || origins.includes(undefined)) {
    return [];
  }
  const distinct = new Map(origins.flatMap((origin) => origin ? [[origin.endpoint, origin.context]] : []));
  return [...distinct.values(), ...permission.fromElsewhere ? [NOWHERE] : []];
}

function departuresOf(subject: Subject, { by }: Permission): Departures {
  const onFargate = subject.runsOn('fargate');
  return by === 'task' || onFargate === 'yes' ? taskDepartures(subject) : onFargate === 'no' ? hostDepartures(subject) : { departures: [] };
}

/** By which names endpoints know the service of a call. */
function servicesOf({ template: { region: own } }: Subject, { action, resource, context }: Permission): readonly string[] {
  const [prefix] = action.split(':');
  const named = context?.get('aws:requestedregion');
  const region = splitText(resource, ':')[3] || (Array.isArray(named) ? String(named[0]) : own);
  const key = [action, prefix].find((each) => Object.hasOwn(ENDPOINTS, each));
  return (key === undefined ? [prefix] : ENDPOINTS[key]).flatMap((service) => serviceIn(region, service, own));
}

function originThrough({ model, resource }: Subject, { kind, id }: Via): Origin | undefined {
  if (kind !== 'interface-endpoint' && kind !== 'gateway-endpoint') {
    return { context: NOWHERE };
  }
  const endpoint = model.networks.of(resource).endpoints.find((each) => each.id === id);
  return endpoint && 'known' in endpoint.vpc ? { endpoint: id, context: contextOf({ 'aws:SourceVpce': [id], 'aws:SourceVpc': [endpoint.vpc.known] }) } : undefined;
}
