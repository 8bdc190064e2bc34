import { Networks } from '../../../../../../src/readiness/private/model/network/index';
import { hole, readable, type Text } from '../../../../../../src/readiness/private/model/text';
import type { Network } from '../../../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../../../src/readiness/private/reach/reachability';
import type { StackInput } from '../../../../../../src/readiness/private/sources/stack-input';
import { source } from '../../../reach/_helpers/builders';
import { input, system, type Options } from '../../../sources/_builders';

export type Resources = Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>;

const EUROPE: Options = { environment: { region: 'eu-west-1' } };

/** One condition that nobody can decide, and a parameter without value. */
const SECTIONS = {
  Parameters: { P: { Type: 'String' }, Q: { Type: 'String' }, L: { Type: 'CommaDelimitedList' } },
  Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Q' }, 'x'] }, Never: { 'Fn::Equals': ['x', 'y'] } },
};

export const PARAMETER = { Ref: 'P' };
export const LIST = { Ref: 'L' };

/** The id of a resource of the stack. */
export function id(logicalId: string): Text {
  return hole('generated', `stack/${logicalId}`);
}

export function stack(resources: Resources, options: Options = EUROPE, sections: object = {}): StackInput {
  return input({ ...SECTIONS, ...sections, Resources: resources }, options);
}

export function networks(...inputs: StackInput[]): { networks: Networks; network: Network } {
  const made = system(...inputs);
  const found = new Networks(made);
  const [resource] = made.templates[0].resources.values();
  return { networks: found, network: found.of(resource) };
}

/** The network of a template with these resources. */
export function network(resources: Resources, sections: object = {}): Network {
  return networks(stack(resources, EUROPE, sections)).network;
}

/** Data for people: ids of the stack in angle brackets. */
export function shown<T>(value: T): T {
  if (typeof value === 'string') {
    return readable(value).replaceAll('<stack/', '<') as T;
  }
  return typeof value !== 'object' || value === null ? value
    : Array.isArray(value) ? value.map(shown) as T : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shown(each)])) as T;
}

/** What is reached from subnet `Private` with group `Task`, and the obstacles that decide, in one line. */
export function told(seen: Network, service = 'ssmmessages'): string {
  const { answer, because } = canReach(source({ subnets: { known: [id('Private')] }, securityGroups: { known: [id('Task')] } }), service, seen);
  return [answer, ...new Set(because.map(({ obstacle }) => obstacle))].join(' ');
}
