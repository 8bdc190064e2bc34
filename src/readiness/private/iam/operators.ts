import { BlockList, isIP } from 'node:net';
import { matchPattern } from './match';
import { matchArn } from './match-arn';
import { Reading } from './tokens';
import { matchValue, Variables } from './variables';
import { Answer } from '../model/answer';
import { Text } from '../model/text';

/** Compares a value of a policy with a value of a request. */
export type Comparison = (pattern: Text, value: Text, variables: Variables) => Answer;

export interface Operator {
  readonly compare: Comparison;
  /** Whether the condition holds where nothing compares equal. */
  readonly negated: boolean;
}

/** `2026`, `2026-11`, `2026-11-25` or a time with its zone; others mean something else on every machine. */
const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const EPOCH_SECONDS = /^\d{5,12}$/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const ADDRESS_LENGTH = { 4: 32, 6: 128 } as const;

/**
 * The condition operators, without `Null`, the set prefixes and `IfExists`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...withNegation('StringEquals', 'StringNotEquals', texts({})),
  ...withNegation('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', texts({ ignoreCase: true })),
  ...withNegation('StringLike', 'StringNotLike', texts({ wildcards: true })),
  ...withNegation('ArnEquals', 'ArnNotEquals', matchArn),
  ...withNegation('ArnLike', 'ArnNotLike', matchArn),
  ...withNegation('IpAddress', 'NotIpAddress', inRange),
  ...ordered('Numeric', numberOf),
  ...ordered('Date', timeOf),
  ['Bool', { compare: plain({ ignoreCase: true }), negated: false }],
  ['BinaryEquals', { compare: plain({}), negated: false }],
]);

function withNegation(name: string, negation: string, compare: Comparison): [string, Operator][] {
  return [[name, { compare, negated: false }], [negation, { compare, negated: true }]];
}

function texts(reading: Reading): Comparison {
  return (pattern, value, variables) => matchValue(pattern, value, variables, reading);
}

function plain(reading: Reading): Comparison {
  return (pattern, value) => matchPattern(pattern, value, { wildcards: false, ...reading });
}

function ordered(family: string, read: (text: Text) => number): [string, Operator][] {
  const compare = (test: (value: number, bound: number) => boolean): Comparison => (pattern, value) => {
    const [bound, number] = [read(pattern), read(value)];
    return Number.isNaN(bound) || Number.isNaN(number) ? 'unknown' : test(number, bound) ? 'yes' : 'no';
  };
  return [
    ...withNegation(`${family}Equals`, `${family}NotEquals`, compare((value, bound) => value === bound)),
    [`${family}LessThan`, { compare: compare((value, bound) => value < bound), negated: false }],
    [`${family}LessThanEquals`, { compare: compare((value, bound) => value <= bound), negated: false }],
    [`${family}GreaterThan`, { compare: compare((value, bound) => value > bound), negated: false }],
    [`${family}GreaterThanEquals`, { compare: compare((value, bound) => value >= bound), negated: false }],
  ];
}

function numberOf(text: Text): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

function timeOf(text: Text): number {
  if (EPOCH_SECONDS.test(text)) {
    return Number(text) * 1000;
  }
  return DATE.test(text) ? Date.parse(text) : NaN;
}

/** Whether an address lies in a block such as `203.0.113.0/24` or `2001:db8::/32`. */
function inRange(pattern: Text, value: Text): Answer {
  const [network, length, ...rest] = pattern.split('/');
  const [family, valueFamily] = [isIP(network), isIP(value)];
  if (!isFamily(family) || !isFamily(valueFamily) || rest.length > 0 || !isLength(length, ADDRESS_LENGTH[family])) {
    return 'unknown';
  }
  const block = new BlockList();
  block.addSubnet(network, Number(length ?? ADDRESS_LENGTH[family]), `ipv${family}`);
  return block.check(value, `ipv${valueFamily}`) ? 'yes' : 'no';
}

function isFamily(family: number): family is 4 | 6 {
  return family !== 0;
}

function isLength(length: string | undefined, most: number): boolean {
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= most);
}
