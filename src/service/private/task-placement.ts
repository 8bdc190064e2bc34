import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { referencedBy } from '../../private/identity';
import { warn } from '../../private/warnings';

/**
 * On instances that are started for tasks, sessions cannot be opened in a task that had to wait for one.
 *
 * The tasks of a service are not concerned.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function checkPlacement(scope: Construct, strategy: ecs.CapacityProviderStrategy[] = []): void {
  const scaled = strategy.flatMap(({ capacityProvider }) => referencedBy(capacityProvider)).flatMap(scalingOf);
  if (scaled.some(({ isEmpty }) => isEmpty)) {
    throw new Error(`${scope.node.path}: the instances are started when a task finds no room, and none is kept in reserve (minCapacity 0, targetCapacityPercent 100), `
      + 'so a task that is run by itself waits for an instance, and ECS Exec does not work in a task that waited for one; '
      + 'choose a minCapacity of 1 or more or a targetCapacityPercent below 100 in ExecCapacity.ec2, or choose ExecCapacity.fargate()');
  }
  if (scaled.length > 0) {
    warn(scope, 'asynchronousPlacement', 'a task that finds no room on the instances waits for another one, and ECS Exec does not work in a task that waited; '
      + 'keep enough instances in reserve by minCapacity or targetCapacityPercent, or choose ExecCapacity.fargate()');
  }
}

type GroupProvider = ecs.CfnCapacityProvider.AutoScalingGroupProviderProperty;

interface Scaling {
  /** Whether there is no instance while no task runs. */
  readonly isEmpty: boolean;
}

/** How a capacity provider of this app starts instances for tasks. */
function scalingOf(provider: unknown): Scaling[] {
  if (!ecs.CfnCapacityProvider.isCfnCapacityProvider(provider)) {
    return [];
  }
  const { managedScaling, autoScalingGroupArn } = (provider.autoScalingGroupProvider ?? {}) as Partial<GroupProvider>;
  const { status, targetCapacity = 100 } = (managedScaling ?? {}) as ecs.CfnCapacityProvider.ManagedScalingProperty;
  const group = referencedBy(autoScalingGroupArn ?? '').find((each) => autoscaling.CfnAutoScalingGroup.isCfnAutoScalingGroup(each));
  const hasNoReserve = targetCapacity >= 100 && group !== undefined && !Token.isUnresolved(group.minSize) && Number(group.minSize) === 0;
  return status === 'ENABLED' ? [{ isEmpty: hasNoReserve }] : [];
}
