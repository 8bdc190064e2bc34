import { ClusterHosts } from './cluster-hosts';
import { isNoLaunchType, providerAt, type CapacityProvider, type Compute } from './compute';
import type { Host } from './host';
import { hostsIn } from './hosts-in';
import { linked } from './link';
import type { Model } from './model';
import { Property } from './property';
import type { Subject } from './subject';
import { readable } from './text';
import type { ResolvedResource } from '../sources/resolved';

export type { Host } from './host';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';

/** The instances that tasks may land on. */
export interface Hosts {
  readonly hosts: readonly Host[];
  /** The same by capacity provider, as each provider has tasks of its own; a single group for all that tasks choose from freely. */
  readonly groups: readonly (readonly Host[])[];
  /** Those of which it is not known whether the tasks may land on them. */
  readonly maybe: readonly Host[];
  /** Why there may be others. */
  readonly more?: string;
}

const NONE: Hosts = { hosts: [], groups: [], maybe: [] };

/** The instances that the tasks of a subject may land on; none on Fargate. */
export function hostsOf(subject: Subject): Hosts {
  return subject.once('hosts', () => find(subject));
}

function find(subject: Subject): Hosts {
  const { compute, parts, providers, model } = subject;
  // that there is no such launch type is told elsewhere
  if (isNoLaunchType(parts.launchType, model.system)) {
    return NONE;
  }
  if (parts.kind === 'batch') {
    return subject.runsOn('fargate') === 'yes' ? NONE : { ...NONE, more: 'the compute environment of AWS Batch chooses the instances' };
  }
  if ('unknown' in compute) {
    return { ...NONE, more: `where the tasks run is not known: ${compute.unknown}` };
  }
  if (compute.known.includes('external')) {
    return { ...NONE, more: 'the instances are machines outside of AWS' };
  }
  if (parts.kind === 'daemon') {
    return ofPointers(subject.at.at('CapacityProviderArns'), model);
  }
  if (compute.known.every((kind) => kind === 'fargate')) {
    return NONE;
  }
  return providers.length > 0 ? together(providers.map((provider) => ofProvider(provider, model)), 'apart') : ofCluster(subject, compute.known);
}

function ofPointers(pointers: Property, model: Model): Hosts {
  const { items, more } = pointers.list;
  const links = items.map((item) => providerAt(item, model.system));
  const found = links.map((link): Hosts => 'to' in link ? ofProvider(link.to, model) : 'unseen' in link ? { ...NONE, more: link.unseen } : NONE);
  return together([...found, { ...NONE, more }], 'apart');
}

/** What a launch type leads to: everything in the cluster, or all of its Managed Instances. It is the same for all that name a cluster alike. */
function ofCluster(subject: Subject, kinds: readonly Compute[]): Hosts {
  const { model, parts: { cluster: { text } } } = subject;
  const known = model.once('hosts of clusters', () => new Map<string, Hosts>());
  const key = JSON.stringify([text, kinds]);
  const found = known.get(key) ?? inCluster(subject, kinds);
  known.set(key, found);
  return found;
}

function inCluster({ model, cluster, parts }: Subject, kinds: readonly Compute[]): Hosts {
  const joined: Hosts = kinds.includes('ec2') ? { ...NONE, ...model.once('hosts by cluster', () => new ClusterHosts(model)).of(parts.cluster) } : NONE;
  const registered = (linked(cluster)?.capacityProviders ?? []).flatMap((each) => each.list.more === undefined ? each.list.items : [each])
    .map((pointer) => providerAt(pointer, model.system));
  const provided = registered.map((link): Hosts => 'unseen' in link ? { ...NONE, more: link.unseen }
    : 'to' in link && kinds.includes(link.to.compute) ? ofProvider(link.to, model) : NONE);
  const all = together([...provided, joined], 'freely');
  const other = 'unseen' in cluster ? cluster.unseen : 'no template makes instances for the cluster';
  return all.hosts.length > 0 || all.more !== undefined ? all : {
    ...all,
    more: all.maybe.length === 0 ? other
      : `whether the instances of ${all.maybe[0].resource.logicalId} join the cluster is not known: ${all.maybe[0].agent.unseen ?? 'what their user data names'}`,
  };
}

function ofProvider({ resource, compute }: CapacityProvider, model: Model): Hosts {
  if (resource === undefined) {
    return NONE;
  }
  if (compute === 'managed-instances') {
    return ofGroup(resource, model);
  }
  const pointer = Property.of(resource).at('AutoScalingGroupProvider', 'AutoScalingGroupArn');
  const { text } = pointer;
  const groups = model.system.identified('known' in text ? text.known : undefined).filter(({ type, created }) => type === GROUP && created !== 'no');
  const name = 'known' in text && text.known !== undefined ? readable(text.known) : 'a group that is not known';
  return groups.length === 1 ? ofGroup(groups[0], model)
    : { ...NONE, more: `the Auto Scaling group of ${resource.logicalId} is not at hand: ${name}` };
}

function ofGroup(resource: ResolvedResource, model: Model): Hosts {
  const hosts = hostsIn(resource, model);
  return { hosts, groups: [hosts], maybe: [] };
}

function together(all: readonly Hosts[], chosen: 'freely' | 'apart'): Hosts {
  const hosts = [...new Set(all.flatMap((each) => each.hosts))];
  const found = new Set(hosts);
  const maybe = [...new Set(all.flatMap((each) => each.maybe))].filter((host) => !found.has(host));
  const groups = chosen === 'apart' ? all.flatMap((each) => each.groups) : [hosts];
  return { hosts, groups, maybe, more: all.find(({ more }) => more !== undefined)?.more };
}
