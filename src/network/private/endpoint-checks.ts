import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { EndpointConsumer } from './endpoint-consumer';
import { isGateway } from './existing-endpoints';
import { zonesOf, zonesOfEndpoint } from './zones';
import type { EndpointService } from '../../private/exec-facts';
import { referencedBy } from '../../private/identity';
import { warn } from '../../private/warnings';
import { ExecEgress } from '../exec-egress';
import type { ExecNetworkConfig } from '../exec-network';

/** What a consumer uses, with the endpoints of this app that serve it. */
export type Found = ReadonlyMap<EndpointService, ec2.CfnVPCEndpoint[]>;

/** AWS refuses endpoints of an account that a VPC is only shared with. */
export function checkOwner(vpc: ec2.IVpc): void {
  const { account } = Stack.of(vpc);
  if (!Token.isUnresolved(account) && !Token.isUnresolved(vpc.env.account) && vpc.env.account !== account) {
    throw new Error(`${vpc.node.path}: the VPC belongs to the account ${vpc.env.account} and is shared with ${account}, and only its owner can make endpoints in it; `
      + 'have the owner make them, and declare them with ExecEndpointSource.declared({ services: [...] })');
  }
}

/** AWS refuses private DNS names in a VPC that does not resolve names itself. */
export function checkDnsOf(vpc: ec2.IVpc): void {
  const own = referencedBy(vpc.vpcId).find((construct) => ec2.CfnVPC.isCfnVPC(construct));
  const off = own ? [
    // a new VPC resolves names unless told otherwise, and gives out host names only when told to
    ...own.enableDnsSupport === false ? ['enableDnsSupport'] : [],
    ...own.enableDnsHostnames === false || own.enableDnsHostnames === undefined ? ['enableDnsHostnames'] : [],
  ] : [];
  if (off.length > 0) {
    throw new Error(`${vpc.node.path}: ${off.join(' and ')} of the VPC is off, and AWS makes endpoints with private DNS only where enableDnsSupport and enableDnsHostnames are on; `
      + 'set both to true');
  }
}

/** AWS refuses a second endpoint with the same private DNS name in a VPC. */
export function checkSingle(vpc: ec2.IVpc, service: EndpointService, endpoints: ec2.CfnVPCEndpoint[]): void {
  const certain = endpoints.filter((endpoint) => !isGateway(endpoint) && endpoint.cfnOptions.condition === undefined);
  if (certain.length > 1) {
    throw new Error(`${vpc.node.path}: the VPC endpoints ${JSON.stringify(certain.map(({ node }) => node.path))} are all for ${service} and have private DNS on, `
      + 'which AWS allows once in a VPC; leave one of them, or set privateDnsEnabled to false on the others');
  }
}

/** What one service says is there, another must not have made. */
export function checkAgreement(vpc: ec2.IVpc, service: EndpointService, makers: ExecNetworkConfig[], networks: Iterable<ExecNetworkConfig>): void {
  const made = new Set(makers.flatMap(({ subnets }) => subnets).map(({ subnetId }) => subnetId));
  const isContradicted = [...networks].filter(({ endpoints }) => endpoints?._declared?.services.includes(service))
    // the names of interface endpoints hold in the whole VPC, the routes of a gateway in its subnets
    .some(({ subnets }) => service !== 's3' || subnets.some(({ subnetId }) => made.has(subnetId)));
  if (isContradicted) {
    throw new Error(`${vpc.node.path}: one service has an endpoint for ${service} declared to be in the VPC, and for another one it would be made, which fails where it is there; `
      + 'pass the same ExecEndpointSource to both');
  }
}

/** What the consumer needs and no endpoint of this app serves, where a way out is not certain. */
export function warnOfUnseen({ scope, network }: EndpointConsumer, unseen: EndpointService[], isOwnVpc: boolean): void {
  const isPending = network.subnets.length === 0;
  if (unseen.length === 0 || isPending) {
    return;
  }
  if (network.egress === ExecEgress.UNKNOWN) {
    warn(scope, 'unknownEgress', `it cannot be seen whether the subnets of the service have a way out; it must reach ${unseen.join(', ')}; `
      + 'select subnets from the lists of the VPC, or pass ExecEndpointSource.reuseOrCreate() or .declared(...) to ExecNetwork.existing');
  } else if (network.egress === ExecEgress.NONE) {
    warn(scope, 'unseenEndpoints', `the subnets of the service have no way out, and it cannot be seen whether the ${isOwnVpc ? '' : 'imported '}VPC has endpoints for ${unseen.join(', ')}; `
      + 'pass ExecEndpointSource.declared({ services: [...] }) to ExecNetwork.existing when it has them, or .reuseOrCreate() to have them made');
  }
}

/** An endpoint in other zones than the tasks serves them until its zone fails. */
export function warnOfZones({ scope, network }: EndpointConsumer, found: Found): void {
  const zones = zonesOf(network) ?? [];
  const missing = new Map([...found].flatMap(([service, endpoints]) => {
    const covered = endpoints.some(isGateway) ? undefined : unite(endpoints.map((endpoint) => zonesOfEndpoint(endpoint, network)));
    const outside = covered ? zones.filter((zone) => !covered.includes(zone)) : [];
    return outside.length > 0 ? [[service, outside]] : [];
  }));
  if (missing.size > 0) {
    warn(scope, 'zoneWithoutEndpoint', `the VPC endpoints for ${[...missing.keys()].join(', ')} are not in the Availability Zones `
      + `${[...new Set([...missing.values()].flat())].join(', ')} of the service, so its traffic crosses zones, which costs, and fails with the zone of the endpoint; `
      + 'give these endpoints a subnet in each zone of the service');
  }
}

/** Names of AWS do not lead to such an endpoint, so that it is as good as not there. */
export function warnOfPrivateDns({ scope }: EndpointConsumer, nameless: Found): void {
  if (nameless.size > 0) {
    const endpoints = [...nameless.values()].flat().map(({ node }) => node.path);
    warn(scope, 'privateDnsOff', `the VPC endpoints ${JSON.stringify(endpoints)} have no private DNS, so the service does not reach ${[...nameless.keys()].join(', ')} through them; `
      + 'set privateDnsEnabled to true, unless a private hosted zone of yours leads to them');
  }
}

/** Servers that do not forward to Amazon's answer with the public addresses. */
export function warnOfDnsServers({ scope }: EndpointConsumer, servers: string[] | undefined, usesEndpoints: boolean): void {
  if (servers && usesEndpoints) {
    warn(scope, 'customDnsServers', `the DHCP options of the VPC name the DNS servers ${JSON.stringify(servers)}, which know nothing of the private names of VPC endpoints; `
      + 'use AmazonProvidedDNS, or have them forward the names of AWS to it');
  }
}

/** Legal, and often meant: no warning. */
export function informOfOneZone({ scope, network }: EndpointConsumer): void {
  if (zonesOf(network)?.length === 1) {
    Annotations.of(scope).addInfoV2('exec-ready:oneZone', 'all tasks of the service are in one Availability Zone and stop with it; '
      + 'select subnets of two zones where that matters');
  }
}

function unite(zones: (string[] | undefined)[]): string[] | undefined {
  return zones.some((known) => known === undefined) ? undefined : zones.flatMap((known) => known ?? []);
}

/** Whether the endpoint stands for itself under a name of its own only. */
export function isNameless(endpoint: ec2.CfnVPCEndpoint): boolean {
  return !isGateway(endpoint) && endpoint.privateDnsEnabled !== true && !Token.isUnresolved(endpoint.privateDnsEnabled);
}
