import type { Hop } from '../model/hop';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

/** `error`: exec, or the task, will not work on the first deployment. `warning`: it works, but loses logs, leaks access or breaks on the next change. */
export type Severity = 'error' | 'warning' | 'info';

/** How to mend it. */
export interface Fix {
  /** With the AWS CDK. */
  readonly cdk?: string;
  readonly cloudFormation: string;
}

/** One requirement of the exec path. Rules are data: one file each, listed in `index.ts` in reading order. */
export interface Rule {
  /** Stable for ever. */
  readonly id: string;
  /** The numbers in the catalogue of static checks. */
  readonly catalogue: readonly string[];
  readonly hop: Hop;
  readonly severity: Severity;
  /** What is required, in one sentence. */
  readonly requirement: string;
  readonly fix: Fix;
  /** The address in the documentation of AWS. */
  readonly docs: string;
  /** Looks at one subject, never throws, and never guesses. */
  check(subject: Subject): Iterable<Outcome>;
}

/** What a rule says when a requirement is not met, or cannot be seen to be. Saying nothing means that it is met. */
export type Outcome = Violation | Doubt;

export interface Violation {
  readonly at: Property;
  /** One sentence. */
  readonly cause: string;
  /** @default - the one of the rule */
  readonly severity?: Severity;
  /** @default - the one of the rule */
  readonly fix?: Fix;
  /** @default - all of the rule */
  readonly catalogue?: readonly string[];
}

/** What cannot be known, though it might be an error. What could be no more than a warning is not worth a doubt. */
export interface Doubt {
  readonly at: Property;
  readonly unknown: string;
}

/** A requirement that is not met. */
export function violated(at: Property, cause: string, details: Omit<Violation, 'at' | 'cause'> = {}): Violation {
  return { at, cause, ...details };
}

/** A requirement of which it cannot be known whether it is met. */
export function unclear(at: Property, reason: string): Doubt {
  return { at, unknown: reason };
}
