import { parseCidr, type Cidr, type Family, type Range } from './cidr';
import type { Endpoint, Known, NatGateway, Network, NetworkAcl, RouteTable, SecurityGroup, Subnet, Vpc } from './network';
import { EVERYWHERE, PUBLIC } from './ranges';
import { Memory } from '../model/memory';
import type { Text } from '../model/text';

/** Addresses that something may have, under a name to remember results by. */
export interface Whereabouts {
  readonly key: string;
  /** None when it has no address of the family. */
  readonly ranges: readonly Range[];
}

export function everyPublicAddress(family: Family): Whereabouts {
  return { key: 'public', ranges: PUBLIC.of(family) };
}

const INDEXES = new WeakMap<Network, NetworkIndex>();

/** A network with everything found by id, and what was worked out about it before. */
export class NetworkIndex {
  public static of(network: Network): NetworkIndex {
    const index = INDEXES.get(network) ?? new NetworkIndex(network);
    INDEXES.set(network, index);
    return index;
  }

  public readonly vpcs: ReadonlyMap<Text, Vpc>;
  public readonly subnets: ReadonlyMap<Text, Subnet>;
  public readonly routeTables: ReadonlyMap<Text, RouteTable>;
  public readonly natGateways: ReadonlyMap<Text, NatGateway>;
  public readonly securityGroups: ReadonlyMap<Text, SecurityGroup>;
  public readonly networkAcls: ReadonlyMap<Text, NetworkAcl>;

  private readonly memory = new Memory();

  private constructor(public readonly network: Network) {
    this.vpcs = byId(network.vpcs);
    this.subnets = byId(network.subnets);
    this.routeTables = byId(network.routeTables);
    this.natGateways = byId(network.natGateways);
    this.securityGroups = byId(network.securityGroups);
    this.networkAcls = byId(network.networkAcls);
  }

  /** Works something out once. A key has one kind of value only. */
  public once<T>(key: readonly unknown[], make: () => T): T {
    return this.memory.once(JSON.stringify(key), make);
  }

  /** The endpoints that are, or may be, of a service, ordered by id. */
  public endpointsOf(service: string): readonly Endpoint[] {
    return this.once(['endpoints', service], () => this.network.endpoints
      .filter((endpoint) => 'unknown' in endpoint.service || endpoint.service.known === service)
      .sort((one, other) => one.id < other.id ? -1 : 1));
  }

  public vpcOf(subnet: Subnet): Vpc | undefined {
    return 'known' in subnet.vpc ? this.vpcs.get(subnet.vpc.known) : undefined;
  }

  /** The addresses that an interface in a subnet may have: those of the subnet, or else of its VPC, or else any. */
  public addressesIn(subnet: Subnet, family: Family): Whereabouts {
    return this.once(['addresses', subnet.id, family], () => {
      const own = rangesIn(subnet.cidrs, family, family === 4);
      return own ? { key: `subnet ${subnet.id}`, ranges: own } : this.addressesOf(this.vpcOf(subnet), family);
    });
  }

  public addressesOf(vpc: Vpc | undefined, family: Family): Whereabouts {
    const own = vpc && rangesIn(vpc.cidrs, family, false);
    return own ? { key: `vpc ${vpc.id}`, ranges: own } : { key: 'everywhere', ranges: EVERYWHERE.of(family) };
  }
}

/** The ranges of a family; undefined when there may be others than those written. A subnet has one IPv4 range only. */
function rangesIn(cidrs: Known<readonly Text[]>, family: Family, one: boolean): readonly Cidr[] | undefined {
  if ('unknown' in cidrs) {
    return undefined;
  }
  const parsed = cidrs.known.map(parseCidr);
  const ranges = parsed.filter((cidr) => cidr?.family === family) as Cidr[];
  return parsed.includes(undefined) && !(one && ranges.length > 0) ? undefined : ranges;
}

/** Things by their id. Two under one id stand for neither. */
function byId<T extends { readonly id: Text }>(things: readonly T[]): ReadonlyMap<Text, T> {
  const map = new Map<Text, T>();
  const twice = new Set<Text>();
  for (const thing of things) {
    if (map.has(thing.id)) {
      twice.add(thing.id);
    }
    map.set(thing.id, thing);
  }
  twice.forEach((id) => map.delete(id));
  return map;
}
