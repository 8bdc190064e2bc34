import type { LogGroupModel } from '../access/index';
import { linked } from '../link';
import type { Subject } from '../subject';
import { taskContainers } from '../task-containers';
import { sessionOf } from './settings';

/** The log groups of the templates that the containers and their sessions log to. */
export function logGroupsOf(subject: Subject): readonly LogGroupModel[] {
  const sessions = sessionOf(subject).logging.flatMap(({ destinations }) => destinations)
    .filter(({ kind, misnamed }) => kind === 'log group' && !misnamed).map(({ at }) => at);
  const containers = taskContainers(subject).map(({ container }) => container)
    .filter(({ logDriver: { literal } }) => 'known' in literal && literal.known === 'awslogs').map((container) => container.logOption('awslogs-group'));
  const groups = [...sessions, ...containers].flatMap((pointer) => linked(subject.model.policies.logGroup(pointer)) ?? []);
  return [...new Map(groups.map((group) => [group.resource, group])).values()];
}
