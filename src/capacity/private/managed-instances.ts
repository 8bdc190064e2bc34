import { Lazy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { CapacityContext, CapacityKind, CapacityPart, Headroom, Hosts, ServiceOptions, SizeOptions, TaskDefinitionOptions } from './capacity-kind';
import { enlarged } from './headroom';
import { securityGroupsOf } from './host-connections';
import { ManagedInstancesFleet } from './managed-instances-fleet';
import { memoryOf, written } from './task-memory';
import { ExecEgress } from '../../network/exec-egress';
import { ownedResource } from '../../private/owned';
import type { ManagedInstancesCapacityOptions } from '../managed-instances-capacity-options';

const { AWS_VPC, HOST } = ecs.NetworkMode;

/** Amazon ECS starts instances by what tasks reserve. */
const DEFAULT_CPU = 256;

/**
 * Amazon ECS Managed Instances: tasks share instances that Amazon ECS keeps.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export const MANAGED_INSTANCES: CapacityKind = {
  name: 'Amazon ECS Managed Instances',

  enlarge(context: CapacityContext, options: SizeOptions, headroom: Headroom): SizeOptions {
    return enlarged(context, { ...options, cpu: options.cpu ?? DEFAULT_CPU }, headroom);
  },

  createTaskDefinition(context: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { scope } = context;
    const { cpu = DEFAULT_CPU, memoryLimitMiB, networkMode = AWS_VPC, ...rest } = options;
    checkTask(context, options);
    const taskDefinition: ecs.TaskDefinition = new ecs.TaskDefinition(scope, id, {
      ...rest,
      networkMode,
      compatibility: ecs.Compatibility.MANAGED_INSTANCES,
      cpu: written(cpu),
      memoryMiB: written(memoryLimitMiB) ?? Lazy.uncachedString({ produce: () => memoryOf(taskDefinition, scope) }),
    });
    return taskDefinition;
  },

  createService(
    context: CapacityContext, id: string, options: ServiceOptions, strategies: ecs.CapacityProviderStrategy[] | undefined, hosts: Hosts[],
  ): ecs.BaseService {
    const { scope, network } = context;
    if (options.platformVersion !== undefined) {
      throw refusal(scope.node.path, 'platformVersion', options.platformVersion, 'is a version of AWS Fargate');
    }
    const hasInterface = options.taskDefinition.networkMode === AWS_VPC;
    const service = new ecs.FargateService(scope, id, {
      ...options,
      capacityProviderStrategies: strategies,
      vpcSubnets: { subnets: network.subnets },
      assignPublicIp: false,
      // with the network of the instance, whoever may reach the task must reach the instance
      ...hasInterface ? {} : { securityGroups: securityGroupsOf(hosts, scope) },
    });
    if (!hasInterface) {
      // the L2 writes it for every task, and AWS takes it for tasks with an interface of their own only
      ownedResource(service)!.addPropertyDeletionOverride('NetworkConfiguration');
    }
    return service;
  },
};

/** Instances that are made once for a cluster, however many services use them. */
export function managedInstances(options: ManagedInstancesCapacityOptions): (context: CapacityContext) => CapacityPart[] {
  const fleets = new WeakMap<ecs.Cluster, ManagedInstancesFleet>();
  return (context) => {
    const { scope, cluster, ownCluster } = context;
    if (!ownCluster) {
      throw new Error(`${scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} is imported, so no Managed Instances can be made for it here; `
        + 'make the capacity in the app that makes the cluster, or give the service a cluster of its own');
    }
    const { name = 'ManagedInstances' } = options;
    if (!fleets.has(ownCluster) && ownCluster.node.tryFindChild(name)) {
      throw new Error(`${scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} has something with the name ${JSON.stringify(name)} already; `
        + 'give all services the same ExecCapacity.managedInstances(), or the capacity another name');
    }
    const fleet = fleets.get(ownCluster) ?? new ManagedInstancesFleet(ownCluster, name, context, options);
    fleets.set(ownCluster, fleet);
    return [{ kind: MANAGED_INSTANCES, provider: fleet.provider.capacityProviderName, hosts: fleet }];
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters-managed-instances.html */
function checkTask({ scope, network }: CapacityContext, options: TaskDefinitionOptions): void {
  const { networkMode = AWS_VPC, runtimePlatform, ...others } = options;
  const { path } = scope.node;
  if (![AWS_VPC, HOST].includes(networkMode)) {
    throw refusal(path, 'networkMode', networkMode, 'is none of "awsvpc" and "host"');
  }
  if (options.daemon) {
    throw new Error(`${path}: daemon is true, and services on Amazon ECS Managed Instances are replicas only; use ExecReadyDaemon, or ExecCapacity.ec2()`);
  }
  if (runtimePlatform?.operatingSystemFamily && !runtimePlatform.operatingSystemFamily.isLinux()) {
    throw refusal(path, 'operatingSystemFamily', runtimePlatform.operatingSystemFamily._operatingSystemFamily, 'is not Linux');
  }
  const absent = ABSENT.find((option) => others[option] !== undefined);
  if (absent) {
    throw refusal(path, absent, others[absent], absent === 'ephemeralStorageGiB' ? 'is an option of AWS Fargate, and taskVolumeStorage of the capacity is what tasks share' : undefined);
  }
  if (networkMode === AWS_VPC && network.egress === ExecEgress.PUBLIC) {
    throw new Error(`${path}: the subnets of the tasks are public, and on Amazon ECS Managed Instances a task with networkMode "awsvpc" has no public IP address, so it has no way out; `
      + 'choose private subnets through ExecNetwork.egress or ExecNetwork.existing, or networkMode ecs.NetworkMode.HOST');
  }
}

const ABSENT = ['ipcMode', 'ephemeralStorageGiB', 'proxyConfiguration', 'placementConstraints', 'placementStrategies'] as const;

function refusal(path: string, name: string, value: unknown, because = 'is not offered there'): Error {
  const shown = typeof value === 'object' ? name : `${name} ${JSON.stringify(value)}`;
  return new Error(`${path}: ${shown} cannot be chosen on Amazon ECS Managed Instances, as it ${because}; leave it out, or choose other capacity`);
}
