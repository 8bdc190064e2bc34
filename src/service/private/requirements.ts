import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Need } from './reach';
import type { EndpointService } from '../../private/exec-facts';

/** The AWS services that a task must reach, each with the features that need it. */
export function requirements(
  session: ecs.ExecuteCommandConfiguration | undefined, containers: readonly Need[],
): ReadonlyMap<EndpointService, ReadonlySet<string>> {
  const needs = new Map<EndpointService, Set<string>>();
  [...sessionNeeds(session), ...containers].forEach(([service, reason]) => needs.set(service, (needs.get(service) ?? new Set()).add(reason)));
  return needs;
}

function sessionNeeds(session: ecs.ExecuteCommandConfiguration | undefined): Need[] {
  const log = session?.logging === ecs.ExecuteCommandLogging.OVERRIDE ? session.logConfiguration : undefined;
  return [
    ['ssmmessages', 'ECS Exec: the channel between the agent and Session Manager'],
    ...session?.kmsKey ? [['kms', 'ECS Exec: session encryption'] as const] : [],
    ...log?.cloudWatchLogGroup ? [['logs', 'ECS Exec: session log in CloudWatch Logs'] as const] : [],
    ...log?.s3Bucket ? [['s3', 'ECS Exec: session log in Amazon S3'] as const] : [],
    ...log?.s3Bucket?.encryptionKey ? [['kms', 'ECS Exec: encryption of the session log in Amazon S3'] as const] : [],
  ];
}
