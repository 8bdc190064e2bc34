import type { Container } from './container';
import { linked } from './link';
import type { Subject } from './subject';
import type { TaskDefinition } from './task-definition';

/** A container that sessions can be opened in. */
export interface ExecTarget {
  readonly container: Container;
  /** Whether it is certainly in the task, and as it is written. */
  readonly sure: boolean;
  /** Whether somebody is likely to want a session in it: it does not only accompany the application. */
  readonly wanted: boolean;
}

/** The containers of a subject's tasks that are not excluded from sessions; none when the task definition is not at hand. */
export function execTargets(subject: Subject): readonly ExecTarget[] {
  return subject.once('exec targets', () => {
    const definition = linked(subject.taskDefinition);
    const sure = new Set(definition ? sureContainers(definition).map(({ at }) => at.value) : []);
    const targets = definition?.containers.filter(({ isExecTarget }) => isExecTarget) ?? [];
    const companions = targets.filter(({ isCompanion }) => isCompanion);
    // a task of companions only is there for one of them
    const spared = new Set(companions.length === targets.length ? [] : companions);
    return targets.map((container) => ({ container, sure: sure.has(container.at.value), wanted: !spared.has(container) }));
  });
}

/** The containers that are certainly in the task, and as they are written. */
export function sureContainers(definition: TaskDefinition): readonly Container[] {
  const containers = SURE.get(definition) ?? findSure(definition);
  SURE.set(definition, containers);
  return containers;
}

const SURE = new WeakMap<TaskDefinition, readonly Container[]>();

function findSure({ containers, containersAt, kind }: TaskDefinition): readonly Container[] {
  const items = containersAt.list.items.filter(({ given, alternatives }) => given === 'yes' && alternatives.length === 1);
  const sure = new Set(items.map(({ value }) => value));
  return containers.filter(({ at }) => kind === 'batch-container' || sure.has(at.value));
}
