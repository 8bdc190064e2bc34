import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { CapacityContext, CapacityKind, CapacityPart, Headroom, ServiceOptions, SizeOptions, TaskDefinitionOptions } from './capacity-kind';
import { volumeLimits } from './fargate-limits';
import { fargateSize, fargateSizeWithRoom, isForWindows } from './fargate-size';
import { ExecEgress } from '../../network/exec-egress';
import { MINIMUM_PLATFORM_VERSION } from '../../private/exec-facts';
import { warn } from '../../private/warnings';
import { isWindows } from '../../private/windows';

const SPOT = 'FARGATE_SPOT';
const WINDOWS_PLATFORM_VERSION = '1.0.0';

/** AWS Fargate: every task has a machine and a network interface of its own. */
export const FARGATE: CapacityKind = {
  name: 'AWS Fargate',

  enlarge({ scope }: CapacityContext, options: SizeOptions, headroom: Headroom): SizeOptions {
    return fargateSizeWithRoom(scope.node.path, options, headroom);
  },

  createTaskDefinition(
    { scope }: CapacityContext, id: string, options: TaskDefinitionOptions, strategies?: ecs.CapacityProviderStrategy[],
  ): ecs.TaskDefinition {
    const { networkMode, ipcMode, daemon, placementConstraints, placementStrategies } = options;
    refuse(scope.node.path, {
      networkMode: networkMode === ecs.NetworkMode.AWS_VPC ? undefined : networkMode, ipcMode, daemon, placementConstraints, placementStrategies,
    });
    checkPlatform(scope.node.path, options, strategies);
    checkStorage(scope.node.path, options);
    const taskDefinition = new ecs.FargateTaskDefinition(scope, id, { ...options, ...fargateSize(scope.node.path, options) });
    scope.node.addValidation({ validate: () => volumeLimits(taskDefinition) });
    return taskDefinition;
  },

  createService(context: CapacityContext, id: string, options: ServiceOptions, strategies?: ecs.CapacityProviderStrategy[]): ecs.BaseService {
    const { scope, network } = context;
    const platformVersion = options.platformVersion ?? ecs.FargatePlatformVersion.LATEST;
    checkPlatformVersion(scope.node.path, platformVersion, isWindows(options.taskDefinition));
    return new ecs.FargateService(scope, id, {
      ...options,
      platformVersion,
      capacityProviderStrategies: strategies,
      vpcSubnets: { subnets: network.subnets },
      assignPublicIp: network.egress === ExecEgress.PUBLIC,
    });
  },
};

export function onDemand(context: CapacityContext): CapacityPart[] {
  return [{ kind: FARGATE, provider: 'FARGATE', isLaunchType: true, associate: () => associate(context) }];
}

export function spot(context: CapacityContext): CapacityPart[] {
  return [{ kind: FARGATE, provider: SPOT, associate: () => associate(context) }];
}

function associate({ scope, cluster, ownCluster }: CapacityContext): void {
  if (ownCluster) {
    ownCluster.enableFargateCapacityProviders();
  } else {
    warn(scope, 'unseenCapacityProviders', `the cluster ${JSON.stringify(cluster.node.path)} is imported, so it cannot be seen whether it has the capacity providers `
      + 'FARGATE and FARGATE_SPOT; associate them with the cluster where it is made, or no task starts');
  }
}

/** What only tasks on instances can have. */
function refuse(path: string, options: Record<string, unknown>): void {
  const [given] = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  if (given) {
    throw new Error(`${path}: ${given[0]} cannot be chosen on AWS Fargate; leave it out, or choose ExecCapacity.ec2()`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html */
function checkPlatform(path: string, options: TaskDefinitionOptions, strategies: ecs.CapacityProviderStrategy[] = []): void {
  if (!isForWindows(options)) {
    return;
  }
  const architecture = options.runtimePlatform?.cpuArchitecture;
  if (architecture && architecture._cpuArchitecture !== ecs.CpuArchitecture.X86_64._cpuArchitecture) {
    throw new Error(`${path}: cpuArchitecture ${JSON.stringify(architecture._cpuArchitecture)} has no Windows; choose ecs.CpuArchitecture.X86_64, or an operatingSystemFamily of Linux`);
  }
  if (strategies.some(({ capacityProvider }) => capacityProvider === SPOT)) {
    throw new Error(`${path}: the capacity provider "${SPOT}" has no Windows; choose ExecCapacity.fargate(), or an operatingSystemFamily of Linux`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html */
function checkPlatformVersion(path: string, version: string, windows: boolean): void {
  if (!windows && isBefore(version, MINIMUM_PLATFORM_VERSION)) {
    throw new Error(`${path}: platformVersion ${JSON.stringify(version)} has no ECS Exec; `
      + `use ecs.FargatePlatformVersion.LATEST or ${MINIMUM_PLATFORM_VERSION} and later`);
  }
  if (windows && /^\d/.test(version) && version !== WINDOWS_PLATFORM_VERSION) {
    throw new Error(`${path}: platformVersion ${JSON.stringify(version)} is one of Linux, and Windows has ${WINDOWS_PLATFORM_VERSION} only; `
      + 'use ecs.FargatePlatformVersion.LATEST');
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
function checkStorage(path: string, { ephemeralStorageGiB }: TaskDefinitionOptions): void {
  if (ephemeralStorageGiB !== undefined && !Token.isUnresolved(ephemeralStorageGiB)
    && !(Number.isInteger(ephemeralStorageGiB) && ephemeralStorageGiB >= 21 && ephemeralStorageGiB <= 200)) {
    throw new Error(`${path}: ephemeralStorageGiB ${ephemeralStorageGiB} is not an integer from 21 to 200; choose one that is, or leave it out for the 20 GiB that every task has`);
  }
}

function isBefore(version: string, minimum: string): boolean {
  return /^\d/.test(version) && version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}
