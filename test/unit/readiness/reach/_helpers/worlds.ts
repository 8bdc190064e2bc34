import { acl, entry, group, known, route, tcp } from './builders';
import type { Random } from './random';
import type {
  Endpoint, Known, NatGateway, Network, NetworkAcl, NetworkAclEntry, RouteTable, SecurityGroup, SecurityRule, Source, Subnet, Vpc,
} from '../../../../../src/readiness/private/reach/network';

/** A network, and who asks in it. */
export interface World {
  readonly network: Network;
  readonly source: Source;
}

export const SERVICES = ['ssmmessages', 's3'] as const;

const CIDRS = ['0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.1.0/25', '52.0.0.0/8', '10.0.2.0/24'];
const TABLES = ['TableA', 'TableB'];
const SUBNETS = ['SubnetA', 'SubnetB', 'SubnetC'];
const GROUPS = ['TaskGroup', 'EndpointGroup', 'OpenGroup'];

/** Every value that a field of a random network may have, by the name of the field. */
const CHOICES: Record<string, (random: Random) => unknown> = {
  dnsSupport: (random) => random.chance(92),
  dnsHostnames: (random) => random.chance(85),
  dns: (random) => random.chance(90) ? 'amazon' : 'custom',
  internetGateways: (random) => random.chance(85) ? ['Igw'] : [],
  vpc: (random) => random.chance(90) ? 'Vpc' : 'Other',
  routeTable: (random) => random.chance(10) ? 'main' : { explicit: random.one(TABLES) },
  networkAcl: (random) => random.chance(60) ? 'default' : { explicit: random.one(['AclA', 'AclB']) },
  mapPublicIp: (random) => random.chance(50),
  availabilityZone: (random) => random.one(['eu-west-1a', 'eu-west-1b']),
  placement: (random) => random.chance(20) ? { vpc: 'Vpc' } : { subnet: random.one(SUBNETS) },
  connectivity: (random) => random.chance(85) ? 'public' : 'private',
  protocol: (random) => random.one(['tcp', 'tcp', 'all', 'other']),
  ports: (random) => random.one([{ from: 443, to: 443 }, { from: 0, to: 65535 }, { from: 1024, to: 65535 }, { from: 80, to: 80 }]),
  number: (random) => random.below(1000),
  direction: (random) => random.one(['in', 'out']),
  action: (random) => random.chance(75) ? 'allow' : 'deny',
  service: (random) => random.one(SERVICES),
  type: (random) => random.one(['interface', 'gateway']),
  subnets: (random) => random.shuffled(SUBNETS).slice(random.below(3)),
  securityGroups: (random) => random.shuffled(GROUPS).slice(1),
  privateDns: (random) => random.chance(80),
  routeTables: (random) => random.shuffled(TABLES).slice(random.below(3)),
  publicIp: (random) => random.one([true, false, 'subnet']),
  compute: (random) => random.one(['fargate', 'fargate', 'ec2-awsvpc', 'host']),
};

/** A value for a field of this name. */
export function choose<T>(random: Random, field: string): Known<T> {
  return known(CHOICES[field](random) as T);
}

export function canChoose(field: string): boolean {
  return field in CHOICES;
}

/** A world in which everything is known, for IPv4. */
export function randomWorld(random: Random): World {
  const vpcs: Vpc[] = [fieldsOf<Vpc>(random, ['dnsSupport', 'dnsHostnames', 'dns', 'internetGateways'], { id: 'Vpc', seen: 'whole', cidrs: known(['10.0.0.0/16']) })];
  const subnets = SUBNETS.map((id, index) => fieldsOf<Subnet>(random, ['routeTable', 'networkAcl', 'mapPublicIp', 'availabilityZone'], {
    id, vpc: known('Vpc'), cidrs: known([`10.0.${index}.0/24`]),
  }));
  const network: Network = {
    region: 'eu-west-1',
    vpcs,
    subnets,
    routeTables: TABLES.map((id) => randomTable(random, id)),
    natGateways: [fieldsOf<NatGateway>(random, ['placement', 'connectivity'], { id: 'Nat' })],
    securityGroups: [randomGroup(random, 'TaskGroup'), randomGroup(random, 'EndpointGroup'), group('OpenGroup', { ingress: [tcp({ cidr: '10.0.0.0/16' })] })],
    networkAcls: ['AclA', 'AclB'].map((id) => randomAcl(random, id)),
    endpoints: random.list(3, () => randomEndpoint(random)).map((endpoint, index) => ({ ...endpoint, id: `Endpoint${index}` })),
    dualStackServices: known([]),
  };
  return { network, source: fieldsOf<Source>(random, ['subnets', 'securityGroups', 'publicIp', 'compute'], { families: known('ipv4') }) };
}

function fieldsOf<T>(random: Random, fields: readonly string[], rest: object): T {
  return { ...rest, ...Object.fromEntries(fields.map((field) => [field, choose(random, field)])) } as T;
}

function randomTable(random: Random, id: string): RouteTable {
  const toSomething = (cidr: string) => random.one([
    route(cidr, 'nat', 'Nat'), route(cidr, 'nat', 'Nat'), route(cidr, 'internet-gateway', 'Igw'), route(cidr, 'internet-gateway', 'Other'),
  ]);
  const routes = random.some(['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0', '52.0.0.0/8', '0.0.0.0/1', '128.0.0.0/1', '10.0.1.0/24', '10.0.0.0/8'], 4)
    .map(toSomething);
  const distinctRoutes = new Map(routes.map((each) => [JSON.stringify(each.destination), each]));
  return { id, routes: [...distinctRoutes.values()], complete: true };
}

function randomRule(random: Random): SecurityRule {
  const peer = random.one([{ cidr: random.one(CIDRS) }, { cidr: random.one(CIDRS) }, { group: random.one(GROUPS) }, { prefixList: 'pl-6da54004' }]);
  return { ...tcp(peer), protocol: choose(random, 'protocol'), ports: choose(random, 'ports') };
}

function randomGroup(random: Random, id: string): SecurityGroup {
  const rules = () => random.list(2, () => randomRule(random));
  return group(id, { ingress: rules(), ...random.chance(60) ? {} : { egress: rules() } });
}

function randomAcl(random: Random, id: string): NetworkAcl {
  const entries = random.list(5, (): NetworkAclEntry => ({
    ...entry('allow', 1, 'in', random.one(CIDRS)),
    ...Object.fromEntries(['number', 'direction', 'protocol', 'ports', 'action'].map((field) => [field, choose(random, field)])),
  }));
  return acl(id, ...new Map(entries.map((each) => [JSON.stringify(each.number), each])).values());
}

function randomEndpoint(random: Random): Endpoint {
  return fieldsOf(random, ['service', 'type', 'vpc', 'subnets', 'securityGroups', 'privateDns', 'routeTables'], { id: '' });
}
