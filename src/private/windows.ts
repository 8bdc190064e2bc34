import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ownedResource } from './owned';

/** Whether the tasks run on Windows. */
export function isWindows(taskDefinition: ecs.TaskDefinition): boolean {
  const { runtimePlatform } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const { operatingSystemFamily } = (runtimePlatform ?? {}) as ecs.CfnTaskDefinition.RuntimePlatformProperty;
  return operatingSystemFamily?.startsWith('WINDOWS') ?? false;
}
