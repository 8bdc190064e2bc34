import type { Container } from './container';
import { sureContainers } from './exec-targets';
import { linked } from './link';
import type { Subject } from './subject';

/** A container, with whether it is certainly in the task. */
export interface TaskContainer {
  readonly container: Container;
  readonly sure: boolean;
}

/** All containers of the tasks of a subject; none when the task definition is not at hand. */
export function taskContainers(subject: Subject): readonly TaskContainer[] {
  return subject.once('task containers', () => {
    const definition = linked(subject.taskDefinition);
    const sure = new Set(definition ? sureContainers(definition).map(({ at }) => at.path.join('.')) : []);
    return definition?.containers.map((container) => ({ container, sure: sure.has(container.at.path.join('.')) })) ?? [];
  });
}
