import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { sessionCommand } from './session-command';
import type { AwsvpcIds, TaskRun } from './task-run';
import { idsOf } from './task-run';
import { isWindows } from '../../private/windows';

/** A line for a shell that runs one task. */
export function runTaskCommand({ cluster, taskDefinition, launchType, strategy, awsvpc }: TaskRun): string {
  return [
    `aws ecs run-task ${where(taskDefinition, cluster)} --task-definition ${taskDefinition.taskDefinitionArn} --count 1`,
    strategy ? `--capacity-provider-strategy ${strategy.map(itemOf).join(' ')}` : `--launch-type ${launchType}`,
    ...awsvpc ? [networkOf(idsOf(awsvpc))] : [],
    '--enable-execute-command --propagate-tags TASK_DEFINITION',
  ].join(' ');
}

/** A line for a shell that opens a session in a running task of a family. */
export function execTaskCommand({ cluster, taskDefinition }: TaskRun, container: string): string {
  const shell = isWindows(taskDefinition) ? 'powershell.exe' : '/bin/sh';
  return sessionCommand(where(taskDefinition, cluster), `--family ${taskDefinition.family}`, container, shell);
}

function where(taskDefinition: ecs.TaskDefinition, { clusterName }: ecs.ICluster): string {
  return `--region ${Stack.of(taskDefinition).region} --cluster ${clusterName}`;
}

function itemOf({ capacityProvider, base = 0, weight = 1 }: ecs.CapacityProviderStrategy): string {
  return `capacityProvider=${capacityProvider},base=${base},weight=${weight}`;
}

function networkOf({ subnets, securityGroups, assignPublicIp }: AwsvpcIds): string {
  return `--network-configuration 'awsvpcConfiguration={subnets=[${subnets.join(',')}],securityGroups=[${securityGroups.join(',')}],assignPublicIp=${assignPublicIp}}'`;
}
