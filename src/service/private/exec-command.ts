import { Fn, Stack, Token } from 'aws-cdk-lib';
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
  const where = `--region ${region} --cluster ${clusterNameOf(service)}`;
  const task = `$(aws ecs list-tasks ${where} --service-name ${service.serviceName} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  return `aws ecs execute-command ${where} --task "${task}" --container ${container} --interactive --command ${shell}`;
}

/** The name of the cluster that a service is in, from the ARN of the service where another stack makes the cluster: an output that names what is imported binds the stacks once more. */
export function clusterNameOf(service: ecs.BaseService): string {
  const { cluster } = service;
  return Stack.of(cluster) === Stack.of(service) || !Token.isUnresolved(cluster.clusterName) ? cluster.clusterName : Fn.select(1, Fn.split('/', service.serviceArn));
}
