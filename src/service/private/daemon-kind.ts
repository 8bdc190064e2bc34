import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { DaemonTaskDefinition } from './daemon-task-definition';
import type { CapacityContext, CapacityKind, CapacityPart, TaskDefinitionOptions } from '../../capacity/private/capacity-kind';
import { MANAGED_INSTANCES } from '../../capacity/private/managed-instances';

/** Amazon ECS Managed Instances, on each of which one task of a daemon runs. */
const DAEMON: CapacityKind = {
  ...MANAGED_INSTANCES,

  createTaskDefinition({ scope }: CapacityContext, id: string, options: TaskDefinitionOptions): ecs.TaskDefinition {
    const { cpu, memoryLimitMiB = 512, ...rest } = options;
    return new DaemonTaskDefinition(scope, id, { ...rest, cpu: cpu?.toString(), memoryMiB: memoryLimitMiB.toString() });
  },
};

/** Instances as a daemon uses them. */
export function forDaemons(part: CapacityPart, { scope }: CapacityContext): CapacityPart {
  if (part.kind !== MANAGED_INSTANCES) {
    throw new Error(`${scope.node.path}: the capacity is ${part.kind.name}, and daemons run on Amazon ECS Managed Instances only; `
      + 'use ExecCapacity.managedInstances(), or an ExecReadyService with daemon on ExecCapacity.ec2()');
  }
  return { ...part, kind: DAEMON, base: undefined, weight: undefined };
}
