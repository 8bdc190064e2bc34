import { isNoLaunchType, type Compute } from './compute';
import { hostsOf, type Host } from './hosts';
import { linked } from './link';
import { Property } from './property';
import type { Subject } from './subject';
import { familiesIn } from './traffic/address-families';
import { besides } from './traffic/other-ways';
import { ownInterface } from './traffic/own-interface';
import type { Known, Source } from '../reach/network';

/** The network interface that connections are opened from: of a task, or of the instance that it runs on. */
export interface Departure {
  /** Every interface that it may be: more than one when that depends on conditions. */
  readonly interfaces: readonly Source[];
  /** What it then depends on. */
  readonly choice?: string;
  /** Why nothing may leave from there. */
  readonly perhaps?: string;
  /** Set when little is known of the interface because the instances, or what the tasks run on, are not at hand, as is told elsewhere. */
  readonly unseen?: true;
  readonly subnetsAt: Property;
  readonly groupsAt: Property;
  readonly publicIpAt: Property;
}

/** All interfaces that something uses: every one of them must do. */
export interface Departures {
  readonly departures: readonly Departure[];
  /** Why there may be others. */
  readonly more?: Unseen;
}

/** Why it is not known where something leaves from. */
export interface Unseen {
  readonly at: Property;
  readonly reason: string;
  /** Whether that is because the instances are not at hand. */
  readonly instances: boolean;
}

const NONE: Departures = { departures: [] };

/** Where the own traffic of the tasks leaves from. */
export function taskDepartures(subject: Subject): Departures {
  return subject.once('departures of tasks', () => gathered(computesOf(subject).map((compute) => fromTasks(subject, compute))));
}

/** Where the traffic of the container agent, and of what it does for the tasks, leaves from; nowhere on Fargate. */
export function hostDepartures(subject: Subject): Departures {
  return subject.once('departures of hosts', () => gathered(computesOf(subject).map((compute) => fromHosts(subject, compute, besides))));
}

/** Whether the tasks have network interfaces of their own. */
export function hasOwnInterface({ networkMode, parts }: Subject): boolean {
  return parts.kind !== 'daemon' && 'known' in networkMode && networkMode.known === 'awsvpc';
}

/** One of the kinds of compute that tasks run on. */
export type KindOfCompute = Known<Compute>;

/** None where nothing starts, as is told elsewhere. */
function computesOf({ compute, parts, model }: Subject): readonly KindOfCompute[] {
  return 'known' in compute ? compute.known.map((known) => ({ known })) : isNoLaunchType(parts.launchType, model.system) ? [] : [compute];
}

function gathered(all: readonly Departures[]): Departures {
  const more = all.find((each) => each.more !== undefined)?.more;
  return { departures: all.flatMap(({ departures }) => departures), ...more === undefined ? {} : { more } };
}

function fromTasks(subject: Subject, compute: KindOfCompute): Departures {
  const { networkMode, taskDefinition, parts } = subject;
  if ('known' in compute && compute.known === 'external') {
    return external(subject);
  }
  if (hasOwnInterface(subject)) {
    return isWithoutSubnets(parts.awsvpc.at('Subnets')) ? NONE : { departures: [ownInterface(subject, compute)], ...unknownCompute(subject, compute) };
  }
  const definition = linked(taskDefinition);
  if ('unknown' in networkMode) {
    // that a task definition is not at hand is told elsewhere
    return definition ? { departures: [], more: { at: definition.at.at('NetworkMode'), reason: `the network mode is not known: ${networkMode.unknown}`, instances: 'unknown' in compute && compute.unknown === networkMode.unknown } } : NONE;
  }
  return networkMode.known === 'none' ? NONE : fromHosts(subject, compute);
}

/** That none are given is told elsewhere. */
function isWithoutSubnets({ list: { items, more } }: Property): boolean {
  return items.length === 0 && more === undefined;
}

function fromHosts(subject: Subject, compute: KindOfCompute, doubt: (host: Host) => string | undefined = () => undefined): Departures {
  if ('unknown' in compute) {
    return { departures: [], ...unknownCompute(subject, compute) };
  }
  switch (compute.known) {
    case 'fargate': return NONE;
    case 'external': return external(subject);
    default: return ofInstances(subject, doubt);
  }
}

function external({ parts }: Subject): Departures {
  return { departures: [], more: { at: parts.launchType, reason: 'the network of external instances is not in a template', instances: true } };
}

function unknownCompute({ parts }: Subject, compute: KindOfCompute): Pick<Departures, 'more'> {
  return 'unknown' in compute ? { more: { at: parts.launchType, reason: `what the tasks run on is not known: ${compute.unknown}`, instances: true } } : {};
}

function ofInstances(subject: Subject, doubt: (host: Host) => string | undefined): Departures {
  const { hosts, maybe, more } = hostsOf(subject);
  const reason = more ?? (hosts.length + maybe.length > 0 ? undefined : 'no instances are written down');
  const joins = (host: Host) => `whether the instances of ${host.resource.logicalId} join the cluster is not known`;
  return {
    departures: [...hosts.map((host) => ofHost(subject, host, doubt(host))), ...maybe.map((host) => ofHost(subject, host, joins(host)))],
    ...reason === undefined ? {} : { more: { at: subject.parts.strategy, reason, instances: more !== undefined } },
  };
}

function ofHost({ model, resource }: Subject, host: Host, perhaps: string | undefined): Departure {
  const { launch, subnets, securityGroups, publicIp } = host;
  const families = familiesIn('known' in subnets ? subnets.known : [], model, resource);
  return {
    interfaces: [{ subnets, securityGroups, publicIp, families, compute: { known: 'host' } }],
    ...perhaps === undefined ? {} : { perhaps },
    ...host.unseen === undefined ? {} : { unseen: true },
    subnetsAt: Property.of(host.resource),
    groupsAt: launch,
    publicIpAt: launch,
  };
}
