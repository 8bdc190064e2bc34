import { parsePolicy, type Policy, type Statement } from '../../iam';
import { isValueObject, OneOf, type Value } from '../../sources/value';
import type { Property } from '../property';
import { Unknown } from '../unknown';

/**
 * The policy that a property holds, as an object or as JSON text.
 *
 * Where it may be one of several, or some of its statements may be, each counts as a policy or statement that may not apply.
 *
 * @param byDefault the document that AWS puts in place of an absent one
 */
export function readPolicy(at: Property, name: string, byDefault?: object): Policy {
  const { value } = at;
  if (!(value instanceof OneOf)) {
    return parse(value ?? byDefault, name);
  }
  const documents = value.alternatives.map((each) => each ?? byDefault).filter((each) => each !== undefined);
  return merged(name, documents.map((document) => maybe(parse(document, name), value.reason)));
}

/** The same policy, for the case that it may not apply at all. */
export function maybe(policy: Policy, reason: string): Policy {
  return { ...policy, statements: policy.statements.map((statement) => maybeStatement(statement, reason)) };
}

/** One policy that says what several do. */
export function merged(name: string, policies: readonly Policy[]): Policy {
  const [variables = false, ...others] = new Set(policies.map((policy) => policy.variables));
  return {
    name,
    statements: policies.flatMap((policy) => policy.statements),
    variables: others.length > 0 ? new Unknown('the policies have different versions') : variables,
    doubts: policies.flatMap((policy) => policy.doubts),
  };
}

function parse(document: Value | object | undefined, name: string): Policy {
  const policy = parsePolicy(document, name);
  if (!isValueObject(document)) {
    return policy;
  }
  const [version, statement] = ['Version', 'Statement'].map((key) => Object.hasOwn(document, key) ? document[key] : undefined);
  const written: readonly (Value | undefined)[] = Array.isArray(statement) ? statement : [statement];
  const statements = policy.statements.flatMap((each) => {
    const value = written[each.index];
    return value instanceof OneOf ? alternatives(value, version, statement === value ? undefined : each.index) : [each];
  });
  return { ...policy, statements };
}

/** @param index the place of the alternatives, unless they are lists with places of their own */
function alternatives({ alternatives: values, reason }: OneOf, version: Value | undefined, index?: number): Statement[] {
  return values.filter((value) => value !== undefined).flatMap((value) => {
    const { statements } = parsePolicy({ Version: version, Statement: value });
    return statements.map((each) => maybeStatement({ ...each, index: index ?? each.index }, reason));
  });
}

function maybeStatement(statement: Statement, reason: string): Statement {
  return { ...statement, conditions: [...statement.conditions, new Unknown(reason)] };
}
