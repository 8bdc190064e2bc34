import { Lazy, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { containerProxyEnvironment } from './agent-proxies';
import type { CapacityContext, CapacityKind, CapacityPart, Headroom, Hosts, ServiceOptions, SizeOptions, TaskDefinitionOptions } from './capacity-kind';
import type { Fleets } from './fleet/fleets';
import { fleetsOf } from './fleet/fleets';
import { checkInterfaces, checkZones } from './fleet/task-interfaces';
import { checkTask, platformOf, containerProblems } from './fleet/task-platform';
import { containerMemory, nearlyTooLarge, sizeOf, tooLarge } from './fleet/task-size';
import { enlarged } from './headroom';
import { securityGroupsOf } from './host-connections';
import { memoryOf, written } from './task-memory';
import { ExecEgress } from '../../network/exec-egress';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';

const { AWS_VPC } = ecs.NetworkMode;

/** Amazon EC2: tasks share instances that this app makes. */
export const EC2: CapacityKind = {
  name: 'Amazon EC2',

  enlarge(context: CapacityContext, options: SizeOptions, headroom: Headroom): SizeOptions {
    const size = enlarged(context, options, headroom);
    // Windows goes by the containers alone
    return hasWindows(context) ? {} : size;
  },

  createTaskDefinition(context: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { scope, network } = context;
    const fleets = fleetsOf(context);
    const { cpu, memoryLimitMiB, networkMode = AWS_VPC, placementConstraints: _, runtimePlatform, ...rest } = options;
    checkTask(scope, options, hasWindows(context));
    if (networkMode === AWS_VPC && network.egress === ExecEgress.PUBLIC) {
      throw new Error(`${scope.node.path}: the subnets of the tasks are public, and on Amazon EC2 a task with networkMode "awsvpc" has no public IP address, so it has no way out; `
        + 'choose private subnets through ExecNetwork.egress or ExecNetwork.existing, or networkMode ecs.NetworkMode.BRIDGE');
    }
    const platform = platformOf(scope, fleets, runtimePlatform);
    const taskDefinition: ecs.TaskDefinition = new ecs.TaskDefinition(scope, id, {
      ...rest,
      networkMode,
      compatibility: ecs.Compatibility.EC2,
      cpu: written(cpu),
      memoryMiB: hasWindows(context) ? undefined
        : written(memoryLimitMiB) ?? Lazy.uncachedString({ produce: () => sharedMemoryOf(taskDefinition, scope) }),
    });
    // the L2 knows the platform of Fargate only
    (ownedResource(taskDefinition) as ecs.CfnTaskDefinition).runtimePlatform = platform;
    if (networkMode === AWS_VPC) {
      fleets.forEach((fleet) => checkZones(scope, network, fleet));
    }
    fleets.forEach(({ agent }) => agent.serve(taskDefinition));
    checkSize(scope, context, taskDefinition);
    return taskDefinition;
  },

  createService(
    context: CapacityContext, id: string, options: ServiceOptions, strategies: ecs.CapacityProviderStrategy[] | undefined, hosts: Hosts[],
  ): ecs.BaseService {
    const { scope, network } = context;
    const { platformVersion, securityGroups, ...rest } = options;
    const hasInterface = options.taskDefinition.networkMode === AWS_VPC;
    if (platformVersion !== undefined) {
      throw new Error(`${scope.node.path}: platformVersion ${JSON.stringify(platformVersion)} is a version of AWS Fargate; leave it out on Amazon EC2`);
    }
    if (securityGroups && !hasInterface) {
      throw new Error(`${scope.node.path}: securityGroups cannot be chosen with networkMode ${JSON.stringify(options.taskDefinition.networkMode)}, in which tasks have the security group of their instances; `
        + 'leave them out, or choose ecs.NetworkMode.AWS_VPC');
    }
    if (hasInterface && !options.daemon) {
      countInterfaces(scope, context, options.desiredCount ?? 1);
    }
    const service = new ecs.Ec2Service(scope, id, {
      ...rest,
      capacityProviderStrategies: strategies,
      ...hasInterface ? { securityGroups, vpcSubnets: { subnets: network.subnets } } : {},
    });
    if (!hasInterface) {
      service.connections.addSecurityGroup(...securityGroupsOf(hosts, scope));
    }
    return service;
  },
};

function hasWindows(context: CapacityContext): boolean {
  return fleetsOf(context).some(({ choice }) => choice.image.agent === 'windows');
}

/** Where all containers have memory of their own, the task shares that of the instance. */
function sharedMemoryOf(taskDefinition: ecs.TaskDefinition, scope: Construct): string | undefined {
  return containerMemory(taskDefinition).includes(undefined) ? memoryOf(taskDefinition, scope) : undefined;
}

function checkSize(scope: Construct, context: CapacityContext, taskDefinition: ecs.TaskDefinition): void {
  const fleets = fleetsOf(context);
  const problems = () => fleets.flatMap((fleet) => tooLarge(fleet, sizeOf(taskDefinition)) ?? []);
  const [problem] = problems();
  if (problem) {
    throw new Error(`${scope.node.path}: ${problem}`);
  }
  fleets.flatMap((fleet) => nearlyTooLarge(fleet, sizeOf(taskDefinition)) ?? []).forEach((each) => warn(scope, 'largeTask', each));
  // containers may be added later
  scope.node.addValidation({ validate: () => [...problems(), ...containerProblems(taskDefinition, fleets)] });
}

/** Where a service is on several fleets, any of them may have room. */
function countInterfaces(scope: Construct, context: CapacityContext, tasks: number): void {
  const [fleet, ...others] = fleetsOf(context);
  if (others.length === 0 && !Token.isUnresolved(tasks)) {
    fleet.want(tasks);
    checkInterfaces(scope, fleet);
  }
}

/** Instances of this app, as the capacity of a workload. */
export function instances(fleets: Fleets, context: CapacityContext): CapacityPart[] {
  const fleet = fleets.for(context);
  const proxy = fleet.options.agent?.proxy;
  return [{
    kind: EC2,
    provider: fleet.capacityProvider.capacityProviderName,
    hosts: fleet,
    environment: proxy && containerProxyEnvironment(fleet, proxy),
  }];
}
