import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Workload } from './workload';
import { ExecEgress } from '../../network/exec-egress';

/** What every call of RunTask says of a task, whoever makes it. */
export interface TaskRun {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
  /** Undefined where there is a strategy. */
  readonly launchType?: ecs.LaunchType;
  readonly strategy?: ecs.CapacityProviderStrategy[];
  /** Undefined for tasks without a network interface of their own. */
  readonly awsvpc?: Awsvpc;
}

/** The network interface of a task. */
export interface Awsvpc {
  readonly subnets: ec2.ISubnet[];
  readonly securityGroups: ec2.ISecurityGroup[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

/** As RunTask takes it. */
export function idsOf({ subnets, securityGroups, assignPublicIp }: Awsvpc): AwsvpcIds {
  return {
    subnets: subnets.map(({ subnetId }) => subnetId),
    securityGroups: securityGroups.map(({ securityGroupId }) => securityGroupId),
    assignPublicIp,
  };
}

export interface AwsvpcIds {
  readonly subnets: string[];
  readonly securityGroups: string[];
  readonly assignPublicIp: string;
}

export function taskRunOf({ cluster, taskDefinition, capacity, network, hasInterface }: Workload, connections: ec2.Connections): TaskRun {
  const strategy = capacity.strategies;
  return {
    cluster,
    taskDefinition,
    ...strategy ? { strategy } : { launchType: launchTypeOf(taskDefinition) },
    ...hasInterface ? {
      awsvpc: {
        subnets: network.subnets,
        securityGroups: connections.securityGroups,
        // on instances, tasks have no public address
        assignPublicIp: network.egress === ExecEgress.PUBLIC && taskDefinition.isFargateCompatible ? 'ENABLED' : 'DISABLED',
      },
    } : {},
  };
}

function launchTypeOf(taskDefinition: ecs.TaskDefinition): ecs.LaunchType {
  return taskDefinition.isFargateCompatible ? ecs.LaunchType.FARGATE
    : taskDefinition.isExternalCompatible ? ecs.LaunchType.EXTERNAL : ecs.LaunchType.EC2;
}
