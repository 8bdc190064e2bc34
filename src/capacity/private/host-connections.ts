import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Hosts } from './capacity-kind';

/**
 * The security groups of instances, for a workload that has their network.
 *
 * Rules of the workload belong to its stack, or the stack of the instances would depend on it.
 */
export function securityGroupsOf(hosts: readonly Hosts[], scope: Construct): ec2.ISecurityGroup[] {
  return hosts.flatMap(({ connections }) => connections.securityGroups).map((group, index) =>
    Stack.of(group) === Stack.of(scope) ? group : ec2.SecurityGroup.fromSecurityGroupId(scope, `HostSecurityGroup${index}`, group.securityGroupId));
}
