import type {
  Endpoint, Known, NatGateway, Network, NetworkAcl, NetworkAclEntry, Peer, Route, RouteTable, SecurityGroup, SecurityRule, Source, Subnet,
  TargetKind, Vpc,
} from '../../../../../src/readiness/private/reach/network';

export const UNKNOWN = { unknown: 'a parameter' } as const;

export function known<T>(value: T): Known<T> {
  return { known: value };
}

export function vpc(id: string, more: Partial<Vpc> = {}): Vpc {
  return {
    id,
    seen: 'whole',
    cidrs: known(['10.0.0.0/16']),
    dnsSupport: known(true),
    dnsHostnames: known(true),
    dns: known('amazon'),
    internetGateways: known([]),
    ...more,
  };
}

export function subnet(id: string, cidr: string, more: Partial<Subnet> = {}): Subnet {
  return {
    id,
    vpc: known('Vpc'),
    cidrs: known([cidr]),
    availabilityZone: known('eu-west-1a'),
    routeTable: known('main'),
    networkAcl: known('default'),
    mapPublicIp: known(false),
    ...more,
  };
}

export function route(cidr: string, kind: TargetKind, id: string): Route {
  return { destination: { cidr }, target: { kind, id } };
}

export function table(id: string, ...routes: Route[]): RouteTable {
  return { id, routes, complete: true };
}

export function nat(id: string, subnetId: string, more: Partial<NatGateway> = {}): NatGateway {
  return { id, placement: known({ subnet: subnetId }), connectivity: known('public'), ...more };
}

export function tcp(peer: Peer, from = 443, to = from): SecurityRule {
  return { protocol: known('tcp'), ports: known({ from, to }), peer };
}

export function all(peer: Peer): SecurityRule {
  return { protocol: known('all'), ports: UNKNOWN, peer };
}

export function group(id: string, more: Partial<SecurityGroup> = {}): SecurityGroup {
  return { id, ingress: [], complete: true, ...more };
}

export function entry(action: 'allow' | 'deny', number: number, direction: 'in' | 'out', cidr: string, from = 0, to = 65535): NetworkAclEntry {
  return { number: known(number), direction: known(direction), protocol: known('tcp'), ports: known({ from, to }), cidr, action: known(action) };
}

export function acl(id: string, ...entries: NetworkAclEntry[]): NetworkAcl {
  return { id, entries, complete: true };
}

export function interfaceEndpoint(id: string, service: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    id,
    service: known(service),
    type: known('interface'),
    vpc: known('Vpc'),
    subnets: known(['PrivateA', 'PrivateB']),
    securityGroups: known(['EndpointGroup']),
    privateDns: known(true),
    routeTables: known([]),
    ...more,
  };
}

export function gatewayEndpoint(id: string, service: string, ...routeTables: string[]): Endpoint {
  return { ...interfaceEndpoint(id, service), type: known('gateway'), subnets: known([]), securityGroups: known([]), routeTables: known(routeTables) };
}

export function source(more: Partial<Source> = {}): Source {
  return {
    subnets: known(['PrivateA', 'PrivateB']),
    securityGroups: known(['TaskGroup']),
    publicIp: known(false),
    compute: known('fargate'),
    families: known('ipv4'),
    ...more,
  };
}

/** Two private subnets and no way out. */
export function isolated(more: Partial<Network> = {}): Network {
  return {
    region: 'eu-west-1',
    vpcs: [vpc('Vpc')],
    subnets: [
      subnet('PrivateA', '10.0.0.0/24', { routeTable: known({ explicit: 'PrivateTable' }) }),
      subnet('PrivateB', '10.0.1.0/24', { routeTable: known({ explicit: 'PrivateTable' }), availabilityZone: known('eu-west-1b') }),
    ],
    routeTables: [table('PrivateTable')],
    natGateways: [],
    securityGroups: [group('TaskGroup'), group('EndpointGroup', { ingress: [tcp({ group: 'TaskGroup' })] })],
    networkAcls: [],
    endpoints: [],
    dualStackServices: known([]),
    ...more,
  };
}

/** The isolated network with an endpoint for the service. */
export function withEndpoint(more: Partial<Network> = {}): Network {
  return isolated({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages')], ...more });
}

/** A public subnet beside the private ones, and a NAT gateway in it. */
export function withNat(more: Partial<Network> = {}): Network {
  const base = isolated();
  return {
    ...base,
    vpcs: [vpc('Vpc', { internetGateways: known(['Igw']) })],
    subnets: [...base.subnets, subnet('Public', '10.0.2.0/24', { routeTable: known({ explicit: 'PublicTable' }), mapPublicIp: known(true) })],
    routeTables: [table('PrivateTable', route('0.0.0.0/0', 'nat', 'Nat')), table('PublicTable', route('0.0.0.0/0', 'internet-gateway', 'Igw'))],
    natGateways: [nat('Nat', 'Public')],
    ...more,
  };
}

/** The isolated network with a gateway endpoint for S3. */
export function withGateway(more: Partial<Network> = {}): Network {
  return isolated({ endpoints: [gatewayEndpoint('Gateway', 's3', 'PrivateTable')], ...more });
}

type Lists = { [K in keyof Network as Network[K] extends readonly { readonly id: string }[] ? K : never]: Network[K] };

/** The same network with one thing in it changed. */
export function changed<K extends keyof Lists>(network: Network, list: K, id: string, more: Partial<Lists[K][number]>): Network {
  const things: readonly { readonly id: string }[] = network[list];
  return { ...network, [list]: things.map((thing) => thing.id === id ? { ...thing, ...more } : thing) };
}
