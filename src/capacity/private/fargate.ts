import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { CapacityContext, CapacityKind, CapacityPart, ServiceOptions, TaskDefinitionOptions } from './capacity-kind';
import { ExecEgress } from '../../network/exec-egress';
import { MINIMUM_PLATFORM_VERSION } from '../../private/exec-facts';
import { warn } from '../../private/warnings';
import { isWindows } from '../../private/windows';

/** AWS Fargate: every task has a machine and a network interface of its own. */
export const FARGATE: CapacityKind = {
  name: 'AWS Fargate',

  createTaskDefinition({ scope }: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { networkMode, ipcMode, daemon, placementConstraints, placementStrategies } = options;
    refuse(scope.node.path, {
      networkMode: networkMode === ecs.NetworkMode.AWS_VPC ? undefined : networkMode, ipcMode, daemon, placementConstraints, placementStrategies,
    });
    return new ecs.FargateTaskDefinition(scope, id, options);
  },

  createService(context: CapacityContext, id: string, options: ServiceOptions, strategies?: ecs.CapacityProviderStrategy[]): ecs.BaseService {
    const { scope, network } = context;
    const platformVersion = options.platformVersion ?? ecs.FargatePlatformVersion.LATEST;
    if (!isWindows(options.taskDefinition) && isBefore(platformVersion, MINIMUM_PLATFORM_VERSION)) {
      throw new Error(`${scope.node.path}: platformVersion ${JSON.stringify(platformVersion)} has no ECS Exec; `
        + `use ecs.FargatePlatformVersion.LATEST or ${MINIMUM_PLATFORM_VERSION} and later`);
    }
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
  return [{ kind: FARGATE, provider: 'FARGATE_SPOT', associate: () => associate(context) }];
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

function isBefore(version: string, minimum: string): boolean {
  return /^\d/.test(version) && version.localeCompare(minimum, 'en', { numeric: true }) < 0;
}
