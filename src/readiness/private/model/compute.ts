import { choicesOf } from './choices';
import type { Cluster } from './cluster';
import { linked, type Link } from './link';
import type { Property } from './property';
import { readable } from './text';
import type { Known } from '../reach/network';
import type { ResolvedResource, ResolvedSystem } from '../sources/resolved';

/** What tasks run on. */
export type Compute = 'fargate' | 'ec2' | 'managed-instances' | 'external';

export const LAUNCH_TYPES: ReadonlyMap<string, Compute> = new Map([
  ['FARGATE', 'fargate'], ['EC2', 'ec2'], ['EXTERNAL', 'external'], ['MANAGED_INSTANCES', 'managed-instances'],
]);

/** Whether a launch type is certainly none that there is, so that nothing starts. */
export function isNoLaunchType(launchType: Property, system: ResolvedSystem): boolean {
  return choicesOf(launchType, system).every(({ literal }) => 'known' in literal && literal.known !== undefined && !LAUNCH_TYPES.has(literal.known));
}

/** A capacity provider: one of AWS, or one made in the templates. */
export interface CapacityProvider {
  readonly compute: Compute;
  readonly spot: boolean;
  /** None for those of Fargate. */
  readonly resource?: ResolvedResource;
}

/** The capacity provider that a name or ARN stands for. */
export function providerAt(pointer: Property, system: ResolvedSystem): Link<CapacityProvider> {
  const { text } = pointer;
  if ('unknown' in text) {
    return { unseen: text.unknown };
  }
  if (text.known === undefined) {
    return { nothing: true };
  }
  if (text.known === 'FARGATE' || text.known === 'FARGATE_SPOT') {
    return { to: { compute: 'fargate', spot: text.known === 'FARGATE_SPOT' } };
  }
  const name = text.known.replace(/^.*capacity-provider\//s, '');
  const resource = [...system.identified(text.known), ...system.identified(name)].find(({ type }) => type === 'AWS::ECS::CapacityProvider');
  if (!resource) {
    return { unseen: `capacity provider ${readable(name)} is not at hand` };
  }
  return { to: { compute: resource.properties.ManagedInstancesProvider === undefined ? 'ec2' : 'managed-instances', spot: false, resource } };
}

/** Those of a strategy. */
export function providersOf(strategy: Property, system: ResolvedSystem): Known<readonly CapacityProvider[]> {
  const { items, more } = strategy.list;
  const links = items.map((item) => providerAt(item.at('CapacityProvider'), system));
  const unseen = links.find((link) => 'unseen' in link);
  if (unseen && 'unseen' in unseen) {
    return { unknown: unseen.unseen };
  }
  return more === undefined ? { known: links.flatMap((link) => linked(link) ?? []) } : { unknown: more };
}

/** What a launch type, a strategy or the cluster's default says of where tasks run. */
export interface Placement {
  readonly compute: Known<readonly Compute[]>;
  /** Those that are certainly used. */
  readonly providers: readonly CapacityProvider[];
}

/** Where tasks run, from what is written with them and, without that, from their cluster. */
export function placementOf(launchType: Property, strategy: Property, cluster: Link<Cluster>, system: ResolvedSystem): Placement {
  const type = launchType.literal;
  if ('unknown' in type) {
    return nowhere(`the launch type is not known: ${type.unknown}`);
  }
  if (type.known !== undefined) {
    const compute = LAUNCH_TYPES.get(type.known);
    return compute === undefined ? nowhere(`${JSON.stringify(type.known)} is no launch type`) : { compute: { known: [compute] }, providers: [] };
  }
  if (isWritten(strategy)) {
    return placedBy(strategy, system);
  }
  if (!('to' in cluster)) {
    return nowhere('neither a launch type nor a capacity provider strategy is written down, and the cluster is not at hand');
  }
  const byDefault = cluster.to.defaultStrategies.find(isWritten);
  return byDefault ? placedBy(byDefault, system) : { compute: { known: ['ec2'] }, providers: [] };
}

/** An empty strategy is none. */
function isWritten(strategy: Property): boolean {
  const { items, more } = strategy.list;
  return items.length > 0 || more !== undefined;
}

function placedBy(strategy: Property, system: ResolvedSystem): Placement {
  const providers = providersOf(strategy, system);
  if ('unknown' in providers) {
    return nowhere(providers.unknown);
  }
  const kinds = [...new Set(providers.known.map(({ compute }) => compute))];
  return kinds.length === 0 ? nowhere('the capacity provider strategy names no provider') : { compute: { known: kinds }, providers: providers.known };
}

function nowhere(reason: string): Placement {
  return { compute: { unknown: reason }, providers: [] };
}
