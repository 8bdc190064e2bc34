import { contains, overlaps, parseCidr, type Cidr, type Family, type Range } from './cidr';
import { same } from './identity';
import { winnersIn } from './longest-prefix';
import type { Route, RouteTable, RouteTarget, Subnet } from './network';
import type { NetworkIndex } from './network-index';
import { serviceOfPrefixList } from './prefix-lists';
import { PUBLIC } from './ranges';
import { hole } from '../model/text';

/** Where packets are sent: to the target of a route, or nowhere. */
export type NextHop = RouteTarget | { readonly kind: 'none' };

/** The route table of a subnet; undefined when it is not seen. The main table of a VPC that is seen as a whole has no routes of its own. */
export function tableOf(index: NetworkIndex, subnet: Subnet): RouteTable | undefined {
  if ('unknown' in subnet.routeTable) {
    return undefined;
  }
  const { known } = subnet.routeTable;
  if (known !== 'main') {
    return index.routeTables.get(known.explicit);
  }
  const vpc = index.vpcOf(subnet);
  return vpc?.seen === 'whole' ? { id: hole('generated', `main route table of ${vpc.id}`), routes: [], complete: true } : undefined;
}

/** Where a table may send packets for a service, whichever of its public addresses they are for. Never empty. */
export function nextHops(index: NetworkIndex, table: RouteTable, service: string, family: Family): readonly NextHop[] {
  return index.once(['hops', table.id, service, family], () => {
    const gateways = gatewaysOf(index, table, service, family);
    const routes = table.routes.map((route) => readRoute(index, route, service, family));
    const listed = [...gateways.sure, ...hopsThat(routes, 'service')];
    const bound = routes.flatMap(({ match, cidr, hop }) => match === 'cidr' && cidr ? [{ cidr, value: hop }] : []);
    // A route for the service's own list loses to narrower routes only, and no default route is one.
    const winners = PUBLIC.of(family).flatMap((range) => winnersIn(range, bound)).filter(({ prefix }) => listed.length === 0 || prefix > 0);
    const unseen: NextHop[] = table.complete ? [] : [{ kind: 'unknown', unknown: 'the route table may have routes that are not seen' }];
    return inOrder([
      ...listed, ...gateways.perhaps, ...hopsThat(routes, 'perhaps'), ...unseen,
      ...winners.map(({ value }) => value ?? { kind: 'none' } as const),
    ]);
  });
}

/** Whether a table may send packets for an address range of the VPC elsewhere than straight there. */
export function mayDivert(table: RouteTable, vpc: readonly Range[], to: readonly Range[]): boolean {
  return !table.complete || table.routes.some(({ destination, target }) => {
    // Only these can have a route that is narrower than the local one.
    if (target.kind !== 'nat' && target.kind !== 'appliance' && target.kind !== 'unknown') {
      return false;
    }
    const cidr = 'cidr' in destination ? parseCidr(destination.cidr) : undefined;
    return !cidr || to.some((range) => overlaps(range, cidr)) && vpc.some((range) => overlaps(range, cidr) && !contains(cidr, range));
  });
}

interface ReadRoute {
  readonly hop: NextHop;
  /** Matched by its CIDR; as the list of the service; perhaps, for all that is known; not at all. */
  readonly match: 'cidr' | 'service' | 'perhaps' | 'no';
  readonly cidr?: Cidr;
}

function readRoute(index: NetworkIndex, { destination, target }: Route, service: string, family: Family): ReadRoute {
  if (target.kind === 'local') {
    return { hop: target, match: 'no' };
  }
  if ('prefixList' in destination) {
    const listed = serviceOfPrefixList(destination.prefixList, index.network.region);
    return { hop: target, match: listed === undefined || family === 6 ? 'perhaps' : listed === service ? 'service' : 'no' };
  }
  const cidr = 'cidr' in destination ? parseCidr(destination.cidr) : undefined;
  return { hop: target, cidr, match: !cidr ? 'perhaps' : cidr.family === family ? 'cidr' : 'no' };
}

function hopsThat(routes: readonly ReadRoute[], match: ReadRoute['match']): NextHop[] {
  return routes.filter((route) => route.match === match).map(({ hop }) => hop);
}

/** The services that have gateway endpoints. */
const WITH_GATEWAYS: readonly string[] = ['dynamodb', 's3', 's3express'];

interface Gateways {
  readonly sure: readonly NextHop[];
  readonly perhaps: readonly NextHop[];
}

/** Gateway endpoints put a route for the list of their service into the tables that they name. */
function gatewaysOf(index: NetworkIndex, table: RouteTable, service: string, family: Family): Gateways {
  const gateways = { sure: [] as NextHop[], perhaps: [] as NextHop[] };
  for (const endpoint of WITH_GATEWAYS.includes(service) ? index.endpointsOf(service) : []) {
    const isGateway = 'unknown' in endpoint.type ? 'unknown' : endpoint.type.known === 'gateway' ? 'yes' : 'no';
    const matches = 'known' in endpoint.routeTables ? endpoint.routeTables.known.map((id) => same(id, table.id)) : ['unknown'];
    if (isGateway !== 'no' && matches.some((match) => match !== 'no')) {
      const sure = isGateway === 'yes' && matches.includes('yes') && 'known' in endpoint.service && family === 4;
      gateways[sure ? 'sure' : 'perhaps'].push({ kind: 'gateway-endpoint', id: endpoint.id });
    }
  }
  return gateways;
}

function inOrder(hops: readonly NextHop[]): readonly NextHop[] {
  const byKey = new Map(hops.map((hop) => [JSON.stringify(hop, ['kind', 'id', 'unknown']), hop]));
  return [...byKey].sort(([one], [other]) => one < other ? -1 : 1).map(([, hop]) => hop);
}
