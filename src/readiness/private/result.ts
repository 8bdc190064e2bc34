import type { Hop } from './model/hop';
import type { Severity } from './rules/rule';

/** What `exec-ready check --format json` prints; docs/readiness.schema.json is its schema. Members may be added, never changed. */
export interface Result {
  readonly version: 1;
  readonly services: readonly ServiceResult[];
  readonly summary: Summary;
  /** What was asked for and could not be read. */
  readonly errors: readonly InputError[];
  /** The nested stacks whose templates were not given: whether they start tasks is unknown. */
  readonly unseen: readonly UnseenStack[];
}

export type Verdict = 'ready' | 'broken' | 'unknown' | 'off';

/** What starts tasks. */
export type SubjectKind = 'service' | 'task-set' | 'run-task' | 'daemon' | 'batch';

export interface ServiceResult {
  /** The logical id. */
  readonly id: string;
  /** The stack, by the path of the construct, or the file. */
  readonly stack: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: SubjectKind;
  readonly exec: 'on' | 'off' | 'unknown';
  readonly verdict: Verdict;
  /** The hops that the subject needs. */
  readonly hops: Partial<Record<Hop, HopState>>;
  readonly findings: readonly Finding[];
  readonly unknowns: readonly UnknownFact[];
}

export type HopState = 'sound' | 'broken' | 'unknown';

export interface Finding {
  readonly rule: string;
  /** Numbers such as `X-012`. */
  readonly catalogue: readonly string[];
  readonly hop: Hop;
  readonly severity: Severity;
  /** The logical id. */
  readonly resource: string;
  /** The property, below the resource's properties, its keys joined by dots; empty for the resource itself. */
  readonly path: string;
  /** Whether it would matter only once exec is switched on. */
  readonly latent: boolean;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly cause: string;
  readonly fix: string;
  readonly docs: string;
}

export interface UnknownFact {
  readonly hop: Hop;
  readonly resource: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface Summary {
  readonly services: number;
  readonly ready: number;
  readonly broken: number;
  readonly unknown: number;
  readonly off: number;
  /** Findings by severity, but for those of services with exec off. */
  readonly findings: Readonly<Record<Severity, number>>;
}

export interface UnseenStack {
  /** The stack in which it is nested. */
  readonly stack: string;
  /** The logical id. */
  readonly resource: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

export interface InputError {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}
