import { Fn, Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { sessionCommand } from './session-command';
import { isWindows } from '../../private/windows';

/** A line for a shell that opens a session in a running task of a service. */
export function execCommand(service: ecs.BaseService, container: string): string {
  const shell = isWindows(service.taskDefinition) ? 'powershell.exe' : '/bin/sh';
  const { region } = Stack.of(service);
  const where = `--region ${region} --cluster ${clusterNameOf(service)}`;
  return sessionCommand(where, `--service-name ${service.serviceName}`, container, shell);
}

/** The name of the cluster that a service is in, from the ARN of the service where another stack makes the cluster: an output that names what is imported binds the stacks once more. */
export function clusterNameOf(service: ecs.BaseService): string {
  const { cluster } = service;
  return Stack.of(cluster) === Stack.of(service) || !Token.isUnresolved(cluster.clusterName) ? cluster.clusterName : Fn.select(1, Fn.split('/', service.serviceArn));
}
