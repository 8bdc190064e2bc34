import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { NetworkIndex } from './private/network-index';
import { ownedResource } from '../private/owned';

/**
 * How tasks reach what is outside their subnets.
 */
export enum ExecEgress {
  /**
   * There is no way out: only VPC endpoints are reachable.
   */
  NONE = 'NONE',

  /**
   * A route leads out through a NAT gateway, a transit gateway or the like.
   */
  PRIVATE = 'PRIVATE',

  /**
   * A route leads to an internet gateway, and the tasks have public IP addresses.
   */
  PUBLIC = 'PUBLIC',

  /**
   * It cannot be seen whether a route leads out.
   */
  UNKNOWN = 'UNKNOWN',
}

/**
 * How tasks reach what is outside the subnets they may be placed in. The subnets must be of one kind.
 *
 * @internal
 */
export function egressOf(scope: Construct, vpc: ec2.IVpc, subnets: ec2.ISubnet[]): ExecEgress {
  const kinds = new Set(subnets.map((subnet) => egressOfSubnet(vpc, subnet)));
  if (kinds.has(ExecEgress.PUBLIC) && kinds.size > 1) {
    throw new Error(`${scope.node.path}: the subnets ${JSON.stringify(subnets.map((subnet) => subnet.node.path))} are partly public; `
      + 'a task in a public subnet needs a public IP address and one in a private subnet must not have it: select subnets of one kind');
  }
  // a task may be placed in any of them, so the least egress counts
  const least = [ExecEgress.NONE, ExecEgress.UNKNOWN, ExecEgress.PRIVATE, ExecEgress.PUBLIC].find((kind) => kinds.has(kind));
  if (least === undefined) {
    throw new Error(`${scope.node.path}: no subnets are selected in the VPC ${JSON.stringify(vpc.node.path)}; select at least one`);
  }
  return least;
}

function egressOfSubnet(vpc: ec2.IVpc, subnet: ec2.ISubnet): ExecEgress {
  const isIn = (subnets: ec2.ISubnet[]) => subnets.some((candidate) => candidate.subnetId === subnet.subnetId);
  if (isIn(vpc.isolatedSubnets)) {
    return ExecEgress.NONE;
  }
  if (isIn(vpc.publicSubnets)) {
    return ExecEgress.PUBLIC;
  }
  // `natGateways: 0` leaves a "private with egress" subnet of this app without the route its name promises, until somebody adds one
  const isRouted = !ownedResource(subnet) || subnet.node.tryFindChild('DefaultRoute') !== undefined || new NetworkIndex(subnet).isRoutedOut(subnet);
  return isIn(vpc.privateSubnets) && isRouted ? ExecEgress.PRIVATE : ExecEgress.UNKNOWN;
}
