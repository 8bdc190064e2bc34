import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { isWindows } from '../../private/windows';

type Rendered = ecs.CfnTaskDefinition.ContainerDefinitionProperty;

/** What a container has that there is only in Linux, where the tasks are for Windows. */
export function windowsLimits({ taskDefinition }: ecs.ContainerDefinition, { linuxParameters }: Rendered): string[] {
  return linuxParameters !== undefined && isWindows(taskDefinition) ? ['has linuxParameters, which there are not on Windows; leave them out'] : [];
}
