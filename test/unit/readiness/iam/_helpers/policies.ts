import { parsePolicy, Policy } from '../../../../../src/readiness/private/iam';

type Fields = Record<string, unknown>;

export function policy(name: string, ...statements: Fields[]): Policy {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, name);
}

export function allow(action: unknown, resource: unknown = '*', more: Fields = {}): Fields {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(action: unknown, resource: unknown = '*', more: Fields = {}): Fields {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}
