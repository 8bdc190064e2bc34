/**
 * How much a finding matters.
 */
export enum FindingSeverity {
  /**
   * ECS Exec, or the task itself, will not work on the first deployment.
   */
  ERROR = 'error',

  /**
   * It works, but loses logs, leaks access or breaks on the next change.
   */
  WARNING = 'warning',

  /**
   * It works, and could be better.
   */
  INFO = 'info',
}

/**
 * A requirement of ECS Exec that a template does not meet.
 */
export interface ReadinessFinding {
  /**
   * The id of the rule, stable for ever.
   */
  readonly rule: string;

  /**
   * The numbers of the rule in the catalogue of checks.
   */
  readonly catalogue: string[];

  /**
   * The hop of the exec path.
   */
  readonly hop: string;

  /**
   * How much it matters.
   */
  readonly severity: FindingSeverity;

  /**
   * The logical id of the resource.
   */
  readonly resource: string;

  /**
   * The property, its keys joined by dots; empty for the resource itself.
   */
  readonly path: string;

  /**
   * Whether it would matter only once ECS Exec is switched on.
   */
  readonly latent: boolean;

  /**
   * The template.
   */
  readonly file: string;

  /**
   * The line in the template, from 1.
   */
  readonly line: number;

  /**
   * What is wrong.
   */
  readonly cause: string;

  /**
   * How to mend it.
   */
  readonly fix: string;

  /**
   * Where the documentation of AWS has it.
   */
  readonly docs: string;
}

/**
 * What cannot be known before deployment.
 */
export interface ReadinessUnknown {
  /**
   * The hop of the exec path.
   */
  readonly hop: string;

  /**
   * The logical id of the resource.
   */
  readonly resource: string;

  /**
   * The property, its keys joined by dots; empty for the resource itself.
   */
  readonly path: string;

  /**
   * The template.
   */
  readonly file: string;

  /**
   * The line in the template, from 1.
   */
  readonly line: number;

  /**
   * Why it cannot be known.
   */
  readonly reason: string;
}
