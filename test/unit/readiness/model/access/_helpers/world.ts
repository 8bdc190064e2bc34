import { contextOf, identityAllows, type Identity } from '../../../../../../src/readiness/private/iam';
import { Principals, ResourcePolicies, type Principal } from '../../../../../../src/readiness/private/model/access';
import type { Answer } from '../../../../../../src/readiness/private/model/answer';
import { Property } from '../../../../../../src/readiness/private/model/property';
import type { ResolvedSystem } from '../../../../../../src/readiness/private/sources/resolved';
import type { StackInput } from '../../../../../../src/readiness/private/sources/stack-input';
import { input, system as systemOf, type Options } from '../../../sources/_builders';

export const OPEN = 'ssmmessages:OpenDataChannel';
export const HOME: Options = { environment: { account: '111122223333', region: 'eu-west-1' } };

export type Resources = Record<string, unknown>;

/** A policy document of statements. */
export function document(...Statement: unknown[]): object {
  return { Version: '2012-10-17', Statement };
}

export const CHANNELS = document({ Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' });
export const DENIAL = document({ Effect: 'Deny', Action: OPEN, Resource: '*' });

export function resource(Type: string, Properties: object = {}, more: object = {}): object {
  return { Type, Properties, ...more };
}

export function role(properties: object = {}, more: object = {}): object {
  return resource('AWS::IAM::Role', properties, more);
}

/** A policy that is a resource of its own. */
export function policy(PolicyDocument: unknown, properties: object = {}, more: object = {}): object {
  return resource('AWS::IAM::Policy', { PolicyName: 'separate', PolicyDocument, ...properties }, more);
}

export function inline(PolicyDocument: unknown, PolicyName: unknown = 'inline'): object {
  return { PolicyName, PolicyDocument };
}

/** Templates with what reads policies from them. */
export class World {
  public readonly principals: Principals;
  public readonly policies: ResourcePolicies;

  constructor(public readonly system: ResolvedSystem) {
    this.principals = new Principals(system);
    this.policies = new ResourcePolicies(system);
  }

  public property(logicalId: string, ...keys: string[]): Property {
    const found = this.system.templates.map(({ resources }) => resources.get(logicalId)).find((each) => each !== undefined);
    return Property.of(found!).at(...keys);
  }

  public principal(logicalId: string): Principal {
    return this.principals.all.find((each) => each.resource.logicalId === logicalId)!;
  }

  public identity(logicalId = 'Role', subject = logicalId): Identity {
    return this.principal(logicalId).identityFor(this.property(subject).resource);
  }

  /** Whether a principal may do something, for a subject that uses it. */
  public may(action = OPEN, logicalId = 'Role', subject = logicalId): Answer {
    return identityAllows({ action, resource: '*', context: contextOf({}) }, this.identity(logicalId, subject)).answer;
  }
}

/** One stack. */
export function world(Resources: Resources, sections: object = {}, options: Options = {}): World {
  return new World(systemOf(input({ ...sections, Resources }, options)));
}

export function worldOf(...inputs: StackInput[]): World {
  return new World(systemOf(...inputs));
}

/** A parameter without a value. */
export const PARAMETERS = { Parameters: { P: { Type: 'String' }, Ps: { Type: 'CommaDelimitedList' } } };
export const UNDECIDED = { ...PARAMETERS, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] }, No: { 'Fn::Equals': ['a', 'b'] }, Yes: { 'Fn::Equals': ['a', 'a'] } } };

export function either(one: unknown, other: unknown): object {
  return { 'Fn::If': ['C', one, other] };
}

export const NONE = { Ref: 'AWS::NoValue' };
