import type { TagManager } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ownedResource } from '../../private/owned';

type Tags = Readonly<Record<string, string>>;

/** The tags that tasks of a service would not have: they get those of the service or of the task definition, if those of any. */
export function missingOnTasksOf(service: ecs.BaseService, tags: Tags): string[] {
  const { propagateTags, tags: own } = ownedResource(service) as ecs.CfnService;
  return missingOnTasks(propagateTags, {
    SERVICE: () => missingOn('service', own, tags),
    TASK_DEFINITION: () => missingOnTaskDefinition(service.taskDefinition, tags),
  }, tags, 'set propagateTags to ecs.PropagatedTagSource.SERVICE, and give the service the tags');
}

/** The tags that tasks of a daemon would not have: they get those of the daemon, or none. */
export function missingOnTasksOfDaemon({ propagateTags, cdkTagManager }: ecs.CfnDaemon, tags: Tags): string[] {
  return missingOnTasks(propagateTags, {
    DAEMON: () => missingOn('daemon', cdkTagManager, tags),
  }, tags, 'leave propagateTags of the daemon at "DAEMON", and give the daemon the tags');
}

function missingOnTasks(propagateTags: string | undefined, sources: Readonly<Record<string, () => string[]>>, tags: Tags, remedy: string): string[] {
  if (Token.isUnresolved(propagateTags)) {
    return [];
  }
  return sources[propagateTags ?? '']?.()
    ?? [`propagateTags is ${JSON.stringify(propagateTags)}, so its tasks have none of the tags ${JSON.stringify(tags)} that grants.exec() asks for; ${remedy}`];
}

/** The tags that tasks of a task definition would not have. */
export function missingOnTaskDefinition(taskDefinition: ecs.TaskDefinition, tags: Tags): string[] {
  return missingOn('task definition', (ownedResource(taskDefinition) as ecs.CfnTaskDefinition | undefined)?.tags, tags);
}

function missingOn(kind: string, manager: TagManager | undefined, tags: Tags): string[] {
  const there = manager?.tagValues() ?? {};
  return Object.entries(tags).filter(([key, value]) => !Token.isUnresolved(there[key]) && there[key] !== value).map(([key, value]) =>
    `the tag ${JSON.stringify(key)} of the ${kind}, which its tasks get, is ${JSON.stringify(there[key])}, and grants.exec() asks for ${JSON.stringify(value)}; `
    + `add it with Tags.of(the ${kind}).add(${JSON.stringify(key)}, ${JSON.stringify(value)})`);
}
