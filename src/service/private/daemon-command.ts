import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';

/** A line for a shell that opens a session in a running task of a daemon. */
export function execDaemonCommand(daemon: ecs.CfnDaemon, { clusterName }: ecs.ICluster, container: string): string {
  const where = `--region ${Stack.of(daemon).region} --cluster ${clusterName}`;
  const task = `$(aws ecs list-tasks ${where} --daemon-name ${daemon.daemonName} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  return `aws ecs execute-command ${where} --task "${task}" --container ${container} --interactive --command /bin/sh`;
}
