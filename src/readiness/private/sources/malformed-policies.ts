import type { Problem, ResolvedResource } from './resolved';
import { isValueObject, type ValueObject } from './value';
import { Property } from '../model/property';

const WITH_DOCUMENT = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];
const WITH_INLINE = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

/**
 * The statements that IAM refuses because an element is certainly not there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function malformedPolicies(resource: ResolvedResource): Problem[] {
  const all = Property.of(resource);
  const identity = WITH_DOCUMENT.includes(resource.type) ? [all.at('PolicyDocument')]
    : WITH_INLINE.includes(resource.type) ? all.at('Policies').list.items.map((policy) => policy.at('PolicyDocument')) : [];
  const trust = resource.type === 'AWS::IAM::Role' ? [all.at('AssumeRolePolicyDocument')] : [];
  return [...identity.flatMap((document) => refused(document, 'Resource')), ...trust.flatMap((document) => refused(document, 'Principal'))];
}

/** @param object what a statement of this kind of policy names beside actions */
function refused(document: Property, object: 'Resource' | 'Principal'): Problem[] {
  return document.at('Statement').list.items.filter(({ value }) => isValueObject(value) && !isPlain(value, object)).flatMap((statement) => {
    const lacks = (name: string) => statement.at(name).given === 'no';
    const lacking = [
      ...lacks('Effect') ? ['Effect'] : [],
      ...['Action', object].filter((name) => lacks(name) && lacks(`Not${name}`)),
    ];
    return lacking.length === 0 ? [] : [{
      path: [...statement.resource.path, 'Properties', ...statement.path],
      message: `IAM takes no statement without ${lacking.join(' and ')}`,
      stopsDeployment: true,
    }];
  });
}

/** Most statements are written out, and need no closer look. */
function isPlain(statement: ValueObject, object: string): boolean {
  return ['Effect', 'Action', object].every((name) => typeof statement[name] === 'string' || Array.isArray(statement[name]));
}
