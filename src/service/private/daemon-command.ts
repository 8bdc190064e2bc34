import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { sessionCommand } from './session-command';

/** A line for a shell that opens a session in a running task of a daemon. */
export function execDaemonCommand(daemon: ecs.CfnDaemon, { clusterName }: ecs.ICluster, container: string): string {
  const where = `--region ${Stack.of(daemon).region} --cluster ${clusterName}`;
  return sessionCommand(where, `--daemon-name ${daemon.daemonName}`, container);
}
