import { perhaps, type Duty } from './duty';
import { filesOf } from './files';
import { pullOf } from './images';
import { logOf } from './logs';
import { valuesOf } from './values';
import type { Container } from '../container';
import type { Subject } from '../subject';
import { taskContainers } from '../task-containers';

/** What is done with the execution role before the containers start. */
export interface Duties {
  readonly images: readonly Duty[];
  readonly values: readonly Duty[];
  readonly logs: readonly Duty[];
  readonly files: readonly Duty[];
  readonly all: readonly Duty[];
}

export function dutiesOf(subject: Subject): Duties {
  return subject.once('duties of the execution role', () => {
    const of = (make: (subject: Subject, container: Container) => readonly Duty[]) => taskContainers(subject).flatMap(({ container, sure }) => {
      const duties = make(subject, container);
      return sure ? duties : duties.map((duty) => perhaps(`whether ${container.label} is in the task is not known`, duty));
    });
    const [images, values, logs, files] = [pullOf, valuesOf, logOf, filesOf].map(of);
    return { images, values, logs, files, all: [...images, ...values, ...logs, ...files, ...ofBatch(subject)] };
  });
}

/**
 * AWS Batch takes no job for Fargate without an execution role.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/execution-IAM-role.html
 */
function ofBatch(subject: Subject): Duty[] {
  const { kind, at } = subject.parts;
  return kind === 'batch' && subject.runsOn('fargate') === 'yes' ? [{ at, what: 'a job of AWS Batch on Fargate', needed: 'yes', permissions: [] }] : [];
}
