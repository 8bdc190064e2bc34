import type { Text } from '../model/text';

/**
 * The network that reachability is proven on, as plain data.
 *
 * Ids are texts: two are the same when they are spelled alike, and may be the same when one of them has an unknown hole. An id that
 * leads nowhere, or to two things, stands for something that is not seen. A network is not changed after it was first asked about.
 */
export interface Network {
  /** Tells which of the AWS-managed prefix lists an id means. */
  readonly region: Text;
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly natGateways: readonly NatGateway[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly endpoints: readonly Endpoint[];
  /** The services whose usual public name also has IPv6 addresses. */
  readonly dualStackServices: Known<readonly string[]>;
}

/** A value, or why it is not known. */
export type Known<T> = { readonly known: T } | { readonly unknown: string };

export interface Vpc {
  readonly id: Text;
  /** The stack that makes it, when one at hand does. */
  readonly stack?: string;
  /** `part` when endpoints, gateways or routes may exist that are not in this network. */
  readonly seen: 'whole' | 'part';
  /** All ranges of the VPC, IPv4 and IPv6. */
  readonly cidrs: Known<readonly Text[]>;
  readonly dnsSupport: Known<boolean>;
  readonly dnsHostnames: Known<boolean>;
  /** Whose servers answer a name. A private hosted zone or resolver rule for the names of AWS services counts as `custom`. */
  readonly dns: Known<'amazon' | 'custom'>;
  /** The internet gateways that are attached. */
  readonly internetGateways: Known<readonly Text[]>;
}

export interface Subnet {
  readonly id: Text;
  readonly vpc: Known<Text>;
  readonly cidrs: Known<readonly Text[]>;
  readonly availabilityZone: Known<Text>;
  readonly routeTable: Known<'main' | { readonly explicit: Text }>;
  /** The default network ACL allows everything: one that was changed is explicit. */
  readonly networkAcl: Known<'default' | { readonly explicit: Text }>;
  readonly mapPublicIp: Known<boolean>;
}

export interface RouteTable {
  readonly id: Text;
  readonly routes: readonly Route[];
  /** False when there may be routes that are not seen. */
  readonly complete: boolean;
}

/** A route. The local route of the VPC goes without saying, and so do the routes of gateway endpoints. */
export interface Route {
  readonly destination: { readonly cidr: Text } | { readonly prefixList: Text } | { readonly unknown: string };
  readonly target: RouteTarget;
}

export type RouteTarget =
  | { readonly kind: TargetKind; readonly id: Text }
  | { readonly kind: 'unknown'; readonly unknown: string };

export type TargetKind =
  | 'internet-gateway' | 'egress-only-gateway' | 'nat' | 'transit-gateway' | 'peering' | 'vpn-gateway' | 'appliance' | 'gateway-endpoint' | 'local';

export interface NatGateway {
  readonly id: Text;
  /** The subnet it is in, or the VPC when it is regional. */
  readonly placement: Known<{ readonly subnet: Text } | { readonly vpc: Text }>;
  readonly connectivity: Known<'public' | 'private'>;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export type Protocol = 'all' | 'tcp' | 'other';

export interface SecurityGroup {
  readonly id: Text;
  /** Absent when the group was made without any: AWS then allows everything. */
  readonly egress?: readonly SecurityRule[];
  readonly ingress: readonly SecurityRule[];
  /** False when there may be rules that are not seen. */
  readonly complete: boolean;
}

export interface SecurityRule {
  readonly protocol: Known<Protocol>;
  readonly ports: Known<PortRange>;
  readonly peer: Peer;
}

export type Peer =
  | { readonly cidr: Text }
  | { readonly group: Text }
  | { readonly prefixList: Text }
  | { readonly unknown: string };

export interface NetworkAcl {
  readonly id: Text;
  readonly entries: readonly NetworkAclEntry[];
  /** False when there may be entries that are not seen. */
  readonly complete: boolean;
}

export interface NetworkAclEntry {
  readonly number: Known<number>;
  readonly direction: Known<Direction>;
  readonly protocol: Known<Protocol>;
  readonly ports: Known<PortRange>;
  readonly cidr: Text;
  readonly action: Known<'allow' | 'deny'>;
}

export type Direction = 'in' | 'out';

export interface Endpoint {
  readonly id: Text;
  /** The stack that makes it. */
  readonly stack?: string;
  /** The last part of the service name, such as `ssmmessages` or `ecr.api`; the whole name when it is of another region. */
  readonly service: Known<string>;
  readonly type: Known<'interface' | 'gateway'>;
  readonly vpc: Known<Text>;
  /** Of an interface endpoint. */
  readonly subnets: Known<readonly Text[]>;
  /** Of an interface endpoint. None means the default group of the VPC, which is then not seen. */
  readonly securityGroups: Known<readonly Text[]>;
  /** Whether the public name of the service leads here when asked in the VPC. Off when it does so for inbound resolvers only. */
  readonly privateDns: Known<boolean>;
  /** Of a gateway endpoint. */
  readonly routeTables: Known<readonly Text[]>;
}

/** The network interface that a task opens its connections from. */
export interface Source {
  /** Where it may be placed: every one of them must do. */
  readonly subnets: Known<readonly Text[]>;
  /** None means the default group of the VPC, which is then not seen. */
  readonly securityGroups: Known<readonly Text[]>;
  /** `subnet` when the subnet decides. */
  readonly publicIp: Known<boolean | 'subnet'>;
  /** `host` is the instance itself, in bridge and host mode. */
  readonly compute: Known<'fargate' | 'ec2-awsvpc' | 'host'>;
  readonly families: Known<'ipv4' | 'ipv6' | 'dualstack'>;
  /** @default - 1024 to 65535 */
  readonly ephemeralPorts?: PortRange;
}
