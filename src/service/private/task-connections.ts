import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Workload } from './workload';
import { securityGroupsOf } from '../../capacity/private/host-connections';

/** The connections of tasks that have no service to make a security group for them. */
export function taskConnections(scope: Construct, workload: Workload, securityGroups?: ec2.ISecurityGroup[]): ec2.Connections {
  const { vpc, taskDefinition, capacity } = workload;
  if (workload.hasInterface) {
    return new ec2.Connections({
      securityGroups: securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc })],
    });
  }
  if (securityGroups) {
    throw new Error(`${scope.node.path}: securityGroups were given, and tasks with networkMode ${JSON.stringify(taskDefinition.networkMode)} have no network interface of their own; `
      + 'leave securityGroups out, or networkMode');
  }
  return new ec2.Connections({ securityGroups: securityGroupsOf(capacity.hosts, scope) });
}
