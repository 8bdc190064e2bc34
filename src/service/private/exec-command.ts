import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { isWindows } from '../../private/windows';

/**
 * A line for a shell that opens a session in a running task of a service.
 *
 * It always names the container: without, `execute-command` fails when the task has several, and Service Connect and GuardDuty add theirs when it starts.
 */
export function execCommand(service: ecs.BaseService, container: string): string {
  const shell = isWindows(service.taskDefinition) ? 'powershell.exe' : '/bin/sh';
  const { region } = Stack.of(service);
  const where = `--region ${region} --cluster ${service.cluster.clusterName}`;
  const task = `$(aws ecs list-tasks ${where} --service-name ${service.serviceName} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  return `aws ecs execute-command ${where} --task "${task}" --container ${container} --interactive --command ${shell}`;
}
