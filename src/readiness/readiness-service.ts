import type { ReadinessFinding, ReadinessUnknown } from './readiness-finding';

/**
 * Whether ECS Exec will work from the first deployment.
 */
export enum ReadinessVerdict {
  /**
   * It will.
   */
  READY = 'ready',

  /**
   * It certainly will not.
   */
  BROKEN = 'broken',

  /**
   * Neither is certain.
   */
  UNKNOWN = 'unknown',

  /**
   * It is not switched on.
   */
  OFF = 'off',
}

/**
 * A service, or anything else that starts ECS tasks, and what was found of it.
 */
export interface ReadinessService {
  /**
   * The logical id.
   *
   * A resource that starts several kinds of tasks appears several times: `Rule`, `Rule[1]`.
   */
  readonly id: string;

  /**
   * The stack, by the path of its construct; the file for a template that was not made by the CDK.
   */
  readonly stack: string;

  /**
   * The template that it stands in.
   */
  readonly file: string;

  /**
   * The line of the template, from 1.
   */
  readonly line: number;

  /**
   * What starts the tasks: `service`, `task-set`, `run-task`, `daemon` or `batch`.
   */
  readonly kind: string;

  /**
   * Whether ECS Exec is switched on: `on`, `off` or `unknown`.
   */
  readonly exec: string;

  /**
   * Whether ECS Exec will work.
   */
  readonly verdict: ReadinessVerdict;

  /**
   * The hops of the exec path that are needed, each `sound`, `broken` or `unknown`.
   */
  readonly hops: { [hop: string]: string };

  /**
   * What is wrong.
   */
  readonly findings: ReadinessFinding[];

  /**
   * What cannot be known.
   */
  readonly unknowns: ReadinessUnknown[];
}
