/* eslint-disable @typescript-eslint/no-explicit-any */
import type { Random } from './random';
import type { World } from './worlds';

/**
 * One connection, packet by packet, in a world in which everything is known: it shares no code with what is tested. What the network
 * leaves open (which interface of an endpoint answers, which address, which port) is thrown by dice; what lies outside of it, too.
 */
export function connects({ network, source }: World, subnetId: string, service: string, random: Random): boolean {
  return new Connection(network, source, random).open(subnetId, service);
}

const S3_ADDRESSES = ['52.218.1.9', '52.219.7.7', '3.5.64.1'];
const OTHER_ADDRESSES = ['52.94.20.3', '99.80.34.1', '3.248.0.12', '176.32.100.4'];

class Connection {
  constructor(private readonly network: any, private readonly source: any, private readonly random: Random) {}

  public open(subnetId: string, service: string): boolean {
    const subnet = this.find('subnets', subnetId);
    const vpc = this.find('vpcs', subnet.vpc.known);
    if (vpc.dns.known === 'custom') {
      return this.random.chance(50) && this.source.securityGroups.known.map((id: string) => this.find('securityGroups', id))
        .some((group: any) => !group.egress || group.egress.some((rule: any) => about(rule, 443)));
    }
    if (!vpc.dnsSupport.known) {
      return false;
    }
    const interfaces = this.network.endpoints.filter((each: any) => each.service.known === service && each.type.known === 'interface'
      && each.vpc.known === 'Vpc' && each.privateDns.known);
    const own = this.hostIn(subnet);
    const port = 1024 + this.random.below(64512);
    // AWS does not make such an endpoint: anything may come of it.
    if (interfaces.length > 0 && !vpc.dnsHostnames.known && this.random.chance(50)) {
      return false;
    }
    if (interfaces.length > 0 && vpc.dnsHostnames.known) {
      return this.toInterface(this.random.one<any>(interfaces), subnet, own, port);
    }
    return this.toPublic(this.random.one(service === 's3' ? S3_ADDRESSES : OTHER_ADDRESSES), service, subnet, own, port);
  }

  private toInterface(endpoint: any, subnet: any, own: string, port: number): boolean {
    const there = this.find('subnets', this.random.one(endpoint.subnets.known));
    const address = this.hostIn(there);
    const groups = endpoint.securityGroups.known;
    const same = there.id === subnet.id;
    const straight = same || this.nextHop(subnet, address, '', true) === 'local';
    return straight
      && this.groupsLet(this.source.securityGroups.known, 'egress', address, groups)
      && this.groupsLet(groups, 'ingress', own, this.source.securityGroups.known)
      && (same || this.aclLets(subnet, 'out', address, 443) && this.aclLets(there, 'in', own, 443)
        && this.aclLets(there, 'out', own, port) && this.aclLets(subnet, 'in', address, port));
  }

  private toPublic(address: string, service: string, subnet: any, own: string, port: number): boolean {
    if (!this.groupsLet(this.source.securityGroups.known, 'egress', address, [])
      || !this.aclLets(subnet, 'out', address, 443) || !this.aclLets(subnet, 'in', address, port)) {
      return false;
    }
    const hop = this.nextHop(subnet, address, service, false);
    switch (hop?.kind) {
      case 'gateway-endpoint': return true;
      case 'internet-gateway': return this.isAttached(hop.id) && this.hasPublicIp(subnet);
      case 'nat': return this.throughNat(this.find('natGateways', hop.id), address, service, subnet, own, port);
      default: return false;
    }
  }

  private throughNat(nat: any, address: string, service: string, subnet: any, own: string, port: number): boolean {
    // A private one leads to other networks, and only perhaps on from there.
    if (nat.connectivity.known === 'private' && this.random.chance(50)) {
      return false;
    }
    if ('vpc' in nat.placement.known) {
      return this.isAttached('Igw');
    }
    const there = this.find('subnets', nat.placement.known.subnet);
    const hop = this.nextHop(there, address, service, false);
    if (hop?.kind === 'gateway-endpoint') {
      return this.random.chance(50);
    }
    const inner = there.id === subnet.id || this.aclLets(there, 'in', own, 443) && this.aclLets(there, 'out', own, port);
    const outer = this.aclLets(there, 'out', address, 443) && this.aclLets(there, 'in', address, 1024 + this.random.below(64512));
    return hop?.kind === 'internet-gateway' && this.isAttached(hop.id) && inner && outer;
  }

  private nextHop(subnet: any, address: string, service: string, inside: boolean): any {
    const routes = subnet.routeTable.known === 'main' ? [] : this.find('routeTables', subnet.routeTable.known.explicit).routes;
    const tableId = subnet.routeTable.known.explicit;
    const gateway = this.network.endpoints.find((each: any) => each.type.known === 'gateway' && each.service.known === 's3' && service === 's3'
      && each.routeTables.known.includes(tableId));
    const candidates = [
      ...routes.map(({ destination, target }: any) => ({ cidr: destination.cidr, target })),
      ...gateway && S3_ADDRESSES.includes(address) ? [{ cidr: `${address}/${16 + this.random.below(8)}`, target: { kind: 'gateway-endpoint' } }] : [],
      ...inside ? [{ cidr: '10.0.0.0/16', target: 'local' }] : [],
    ].filter(({ cidr }) => within(address, cidr)).sort((one, other) => Number(other.cidr.split('/')[1]) - Number(one.cidr.split('/')[1]));
    // What a NAT gateway does with packets for its own VPC, and what an internet gateway does, is not asked here.
    const winner = candidates[0]?.target;
    return inside && winner !== 'local' ? winner?.kind === 'nat' && this.random.chance(50) ? undefined : 'local' : winner;
  }

  private groupsLet(ids: readonly string[], way: 'egress' | 'ingress', address: string, groups: readonly string[]): boolean {
    return ids.map((id) => this.find('securityGroups', id)).some((group) => way === 'egress' && !group.egress || group[way].some((rule: any) => {
      const { peer } = rule;
      const meant = 'group' in peer ? groups.includes(peer.group) : 'cidr' in peer ? within(address, peer.cidr) : S3_ADDRESSES.includes(address);
      return meant && about(rule, 443);
    }));
  }

  private aclLets(subnet: any, direction: 'in' | 'out', address: string, port: number): boolean {
    if (subnet.networkAcl.known === 'default') {
      return true;
    }
    const entries = [...this.find('networkAcls', subnet.networkAcl.known.explicit).entries].sort((one, other) => one.number.known - other.number.known);
    const first = entries.find((entry) => entry.direction.known === direction && about(entry, port) && within(address, entry.cidr));
    return first?.action.known === 'allow';
  }

  private isAttached(id: string): boolean {
    return this.find('vpcs', 'Vpc').internetGateways.known.includes(id);
  }

  private hasPublicIp(subnet: any): boolean {
    const { publicIp, compute } = this.source;
    return compute.known !== 'ec2-awsvpc' && (publicIp.known === 'subnet' ? subnet.mapPublicIp.known : publicIp.known);
  }

  private hostIn(subnet: any): string {
    return `${subnet.cidrs.known[0].split('.').slice(0, 3).join('.')}.${4 + this.random.below(250)}`;
  }

  private find(list: string, id: string): any {
    return this.network[list].find((each: any) => each.id === id);
  }
}

function about({ protocol, ports }: any, port: number): boolean {
  return protocol.known === 'all' || protocol.known === 'tcp' && ports.known.from <= port && port <= ports.known.to;
}

function within(address: string, cidr: string): boolean {
  const [base, prefix] = cidr.split('/');
  const block = 2 ** (32 - Number(prefix));
  return Math.floor(numberOf(address) / block) === Math.floor(numberOf(base) / block);
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
}
