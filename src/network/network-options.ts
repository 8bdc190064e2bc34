import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ExecEndpointSource } from './endpoint-source';

/**
 * The size and the addresses of a new VPC.
 */
export interface NewNetworkOptions {
  /**
   * The addresses of the new VPC.
   *
   * @default ec2.IpAddresses.cidr('10.0.0.0/16')
   */
  readonly ipAddresses?: ec2.IIpAddresses;

  /**
   * The number of Availability Zones of the new VPC.
   *
   * @default 2
   */
  readonly maxAzs?: number;

  /**
   * Whether the subnets have IPv6 addresses beside those of IPv4.
   *
   * @default ec2.IpProtocol.IPV4_ONLY
   */
  readonly ipProtocol?: ec2.IpProtocol;
}

/**
 * Options for a new VPC without a way out.
 */
export interface IsolatedNetworkOptions extends NewNetworkOptions {}

/**
 * Options for a new VPC whose private subnets have a way out through NAT.
 */
export interface EgressNetworkOptions extends NewNetworkOptions {
  /**
   * The number of NAT gateways. With fewer than one per Availability Zone, tasks pay for traffic across zones and
   * depend on the zone of a gateway.
   *
   * @default - one in each Availability Zone
   */
  readonly natGateways?: number;

  /**
   * What does the address translation.
   *
   * @default ec2.NatProvider.gateway()
   */
  readonly natGatewayProvider?: ec2.NatProvider;

  /**
   * Which VPC endpoints are made although there is a way out.
   *
   * @default - none
   */
  readonly endpoints?: ExecEndpointSource;
}

/**
 * Options for a new VPC of public subnets.
 */
export interface PublicNetworkOptions extends NewNetworkOptions {
  /**
   * Which VPC endpoints are made although there is a way out.
   *
   * @default - none
   */
  readonly endpoints?: ExecEndpointSource;
}

/**
 * Options for a VPC that exists, in this app or elsewhere.
 */
export interface ExistingNetworkOptions {
  /**
   * The VPC of the tasks.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the tasks.
   *
   * @default - the private subnets with egress, else the isolated ones, else the public ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Which VPC endpoints the tasks find or are given.
   *
   * @default - reuse what is there; where there is no egress, make what is missing in a VPC of this app, and warn about it in an imported one
   */
  readonly endpoints?: ExecEndpointSource;

  /**
   * The prefix list of Amazon S3 in the region, to which a closed security group of the service is let out on port 443.
   *
   * For example `ec2.PrefixList.fromLookup(this, 'S3', { prefixListName: 'com.amazonaws.eu-west-1.s3' })`.
   *
   * @default - no rule is added, and a closed security group is warned about when Amazon S3 is reached otherwise than by an interface endpoint
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-security
   */
  readonly s3PrefixList?: ec2.IPrefixList;
}
