import { batchJobs } from './batch-jobs';
import { daemons } from './daemons';
import { eventTargets } from './event-targets';
import { services, taskSets } from './services';
import { stateMachines } from './state-machines';
import type { Model } from '../model';
import { Property } from '../property';
import { Subject, type SubjectParts } from '../subject';

/** What the resources of a type start tasks with. */
export type Finder = (root: Property, model: Model) => readonly SubjectParts[];

const FINDERS: Readonly<Record<string, Finder>> = { ...services, ...taskSets, ...daemons, ...eventTargets, ...stateMachines, ...batchJobs };

/** Everything that starts tasks, in the order of the templates. */
export function subjectsOf(model: Model): readonly Subject[] {
  return model.system.templates.flatMap(({ resources }) => [...resources.values()]).flatMap((resource) =>
    Object.hasOwn(FINDERS, resource.type)
      ? FINDERS[resource.type](Property.of(resource), model).map((parts) => new Subject(model, parts))
      : []);
}
