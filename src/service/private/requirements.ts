import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Need } from './reach';
import type { EndpointService } from '../../private/exec-facts';

/** The AWS services that are needed, each with the features that need it. */
export function requirements(needs: readonly Need[]): ReadonlyMap<EndpointService, ReadonlySet<string>> {
  const byService = new Map<EndpointService, Set<string>>();
  needs.forEach(([service, reason]) => byService.set(service, (byService.get(service) ?? new Set()).add(reason)));
  return byService;
}

/** What the agent of a session calls, from within the container. */
export function sessionNeeds(session: ecs.ExecuteCommandConfiguration | undefined): Need[] {
  const log = session?.logging === ecs.ExecuteCommandLogging.OVERRIDE ? session.logConfiguration : undefined;
  return [
    ['ssmmessages', 'ECS Exec: the channel between the agent and Session Manager'],
    ...session?.kmsKey ? [['kms', 'ECS Exec: session encryption'] as const] : [],
    ...log?.cloudWatchLogGroup ? [['logs', 'ECS Exec: session log in CloudWatch Logs'] as const] : [],
    ...log?.s3Bucket ? [['s3', 'ECS Exec: session log in Amazon S3'] as const] : [],
  ];
}
