import type { Need } from './need';
import type { Subject } from '../subject';
import { hole } from '../text';

/**
 * The services that the container agent calls, with what is lost without, and the actions that it cannot do without: containers are reported on together
 * with their task.
 */
const SERVICES: readonly (readonly [service: string, weight: Need['weight'], actions: readonly string[]])[] = [
  ['ecs', 'error', ['ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:SubmitTaskStateChange']],
  ['ecs-agent', 'error', ['ecs:Poll']],
  ['ecs-telemetry', 'warning', ['ecs:StartTelemetrySession']],
];

/** Not all of these calls have a resource. */
const WHATEVER = hole('unknown', 'what the agent calls for');

/**
 * What the container agent must reach to take tasks. On Fargate that is the concern of AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export function agentNeeds(subject: Subject): readonly Need[] {
  if (subject.runsOn('fargate') === 'yes') {
    return [];
  }
  const doubt = subject.runsOn('ec2') === 'yes' ? {}
    : { doubt: 'what instances that you do not manage must reach is not documented', perhaps: true } as const;
  return SERVICES.map(([service, weight, actions]) => ({
    services: [service],
    why: 'the container agent',
    at: subject.at,
    from: 'host',
    weight,
    ...doubt,
    calls: actions.map((action) => ({ action, resource: WHATEVER, by: 'host' })),
  }));
}
