import { anyOf, type Answer } from './answer';
import { linked } from './link';
import type { Subject } from './subject';
import type { TaskDefinition } from './task-definition';

/** The task definition of a subject, with whether it has to suit Fargate. */
export interface FargateDemand {
  readonly definition: TaskDefinition;
  readonly demanded: Answer;
}

/**
 * Whether the task definition has to suit Fargate: because tasks run there, or because it asks to be checked for it when it is registered.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function fargateDemand(subject: Subject): FargateDemand | undefined {
  const definition = linked(subject.taskDefinition);
  // AWS Batch makes task definitions of its own
  return definition?.kind !== 'ecs' ? undefined : subject.once('fargate demand', () => {
    const { compatibilities } = definition;
    const listed = 'unknown' in compatibilities ? 'unknown' : compatibilities.known.includes('FARGATE') ? 'yes' : 'no';
    return { definition, demanded: anyOf([subject.runsOn('fargate'), listed]) };
  });
}
