import { Condition, Part } from './condition';
import { Variables } from './variables';
import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What a statement covers: one of the items, or with `not` anything else. */
export interface Selection<Item> {
  readonly not: boolean;
  readonly items: readonly Item[];
}

/** One name of a `Principal` element. */
export interface PrincipalName {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly name: Text;
}

/** A statement, in which everything that cannot be understood is an `Unknown`. */
export interface Statement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny' | Unknown;
  readonly actions: Selection<Part>;
  /** Only in policies of resources. */
  readonly principals?: Selection<PrincipalName | Unknown>;
  /** In no trust policy. */
  readonly resources?: Selection<Part>;
  readonly conditions: readonly (Condition | Unknown)[];
}

export interface Policy {
  /** For people. */
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Whether `${…}` in it are variables; a policy without the current version has none. */
  readonly variables: boolean | Unknown;
  /** Why parts of the document could not be understood. */
  readonly doubts: readonly string[];
}

/** A policy that exists but whose document cannot be read. */
export function unseenPolicy(name: string, reason: string, options: { readonly couldDeny: boolean }): Policy {
  return { name, statements: [unseenStatement(0, reason, options)], variables: false, doubts: [reason] };
}

/** A statement that may say anything. */
export function unseenStatement(index: number, reason: string, options: { readonly couldDeny: boolean }): Statement {
  const unknown = new Unknown(reason);
  const anything = { not: false, items: [unknown] };
  return { index, effect: options.couldDeny ? unknown : 'Allow', actions: anything, principals: anything, resources: anything, conditions: [] };
}

/** Where the variables of a policy take their values from. */
export function variablesOf(policy: Policy, context: Exclude<Variables, Unknown | undefined>): Variables {
  return policy.variables instanceof Unknown ? policy.variables : policy.variables ? context : undefined;
}
