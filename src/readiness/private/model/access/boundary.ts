import { parsePolicy, type Policy } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import { OneOf } from '../../sources/value';
import { Property } from '../property';
import type { Attachment } from './attachment';
import { maybe, merged } from './document';
import { choices } from './listed';
import type { ManagedPolicies } from './managed-policies';

const EVERYTHING = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

/** The boundary of a role or user, nothing when it has none. */
export function boundaryOf(resource: ResolvedResource, managed: ManagedPolicies): Attachment | undefined {
  const at = Property.of(resource).at('PermissionsBoundary');
  const { value } = at;
  if (value === undefined) {
    return undefined;
  }
  if (!(value instanceof OneOf)) {
    return { ...managed.at(at), created: resource.created, resource };
  }
  const policies = choices({ at }).map((choice) => managed.at(choice.at).policy);
  return { at, policy: oneOfThem(policies, value), created: 'unknown', resource };
}

/** Says yes or no only where that is so whichever of the boundaries it is, or none. */
function oneOfThem(policies: readonly Policy[], { reason, alternatives }: OneOf): Policy {
  const name = 'the permissions boundary';
  if (!alternatives.includes(undefined)) {
    return merged(name, policies.map((policy) => maybe(policy, reason)));
  }
  const limits = policies.length === 1 ? [withDoubtfulDenials(policies[0], reason)] : policies.map((policy) => maybe(policy, reason));
  return merged(name, [...limits, maybe(EVERYTHING, reason)]);
}

/** What the only boundary allows is allowed without it, too. */
function withDoubtfulDenials(policy: Policy, reason: string): Policy {
  const doubtful = maybe(policy, reason).statements;
  return { ...policy, statements: policy.statements.map((statement, index) => statement.effect === 'Allow' ? statement : doubtful[index]) };
}
