import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { CapacityContext, CapacityKind, CapacityPart, ServiceOptions, TaskDefinitionOptions } from './capacity-kind';
import { Fleet } from './fleet/fleet';
import { ExecEgress } from '../../network/exec-egress';
import type { Ec2CapacityOptions } from '../ec2-capacity-options';

const { AWS_VPC } = ecs.NetworkMode;

/** Amazon EC2: tasks share instances that this app makes. */
export const EC2: CapacityKind = {
  name: 'Amazon EC2',

  createTaskDefinition({ scope, network }: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { cpu, memoryLimitMiB = 512, networkMode = AWS_VPC, placementConstraints: _, ...rest } = options;
    if (networkMode === AWS_VPC && network.egress === ExecEgress.PUBLIC) {
      throw new Error(`${scope.node.path}: the subnets of the tasks are public, and on Amazon EC2 a task with networkMode "awsvpc" has no public IP address, so it has no way out; `
        + 'choose private subnets through ExecNetwork.egress or ExecNetwork.existing, or networkMode ecs.NetworkMode.BRIDGE');
    }
    return new ecs.TaskDefinition(scope, id, {
      ...rest,
      networkMode,
      compatibility: ecs.Compatibility.EC2,
      cpu: cpu?.toString(),
      memoryMiB: memoryLimitMiB.toString(),
    });
  },

  createService(context: CapacityContext, id: string, options: ServiceOptions, strategies?: ecs.CapacityProviderStrategy[]): ecs.BaseService {
    const { scope, network } = context;
    const { platformVersion, securityGroups, ...rest } = options;
    const hasInterface = options.taskDefinition.networkMode === AWS_VPC;
    return new ecs.Ec2Service(scope, id, {
      ...rest,
      capacityProviderStrategies: strategies,
      ...hasInterface ? { securityGroups, vpcSubnets: { subnets: network.subnets } } : {},
    });
  },
};

/** Instances that are made once for a cluster, however many services use them. */
export function instances(options: Ec2CapacityOptions): (context: CapacityContext) => CapacityPart[] {
  const fleets = new WeakMap<ecs.Cluster, Fleet>();
  return (context) => {
    const { scope, cluster, ownCluster } = context;
    if (!ownCluster) {
      throw new Error(`${scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} is imported, so no instances can be associated with it here; `
        + 'make the capacity in the app that makes the cluster, or give the service a cluster of its own');
    }
    const fleet = fleets.get(ownCluster) ?? new Fleet(ownCluster, options.name ?? 'Ec2', context, options);
    fleets.set(ownCluster, fleet);
    return [{ kind: EC2, provider: fleet.provider.capacityProviderName, hosts: fleet }];
  };
}
