import { contextOf } from '../../../../src/readiness/private/iam';
import { Condition, holds } from '../../../../src/readiness/private/iam/condition';
import { ContextEntry } from '../../../../src/readiness/private/iam/context';
import { OPERATORS } from '../../../../src/readiness/private/iam/operators';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole, Text } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const UNKNOWN = new Unknown('a parameter');
const HOLE = hole('unknown', 'Parameter');
const GENERATED = hole('generated', 'Key');

function test1(operator: string, values: Condition['values'], entry: Text | ContextEntry, answer: Answer): void {
  const context = contextOf({ 'aws:Key': entry });
  expect([operator, values, entry, holds({ operator, key: 'AWS:key', values }, context, context)]).toEqual([operator, values, entry, answer]);
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('one value', () => {
  test.each<[string, Text, Text, Answer]>([
    ['StringEquals', 'Blue', 'Blue', 'yes'],
    ['StringEquals', 'Blue', 'blue', 'no'],
    ['StringEquals', 'B*', 'Blue', 'no'],
    ['StringNotEquals', 'Blue', 'blue', 'yes'],
    ['StringEqualsIgnoreCase', 'Blue', 'bLUE', 'yes'],
    ['StringNotEqualsIgnoreCase', 'Blue', 'bLUE', 'no'],
    ['StringLike', 'B*e', 'Blue', 'yes'],
    ['StringLike', 'b*e', 'Blue', 'no'],
    ['StringNotLike', 'B??e', 'Blue', 'no'],
    ['StringEquals', HOLE, 'Blue', 'unknown'],
    ['StringNotEquals', HOLE, 'Blue', 'unknown'],
    ['StringEquals', HOLE, HOLE, 'yes'],
    ['StringEquals', GENERATED, 'Blue', 'no'],

    ['NumericEquals', '5', '5.0', 'yes'],
    ['NumericEquals', '5', '6', 'no'],
    ['NumericNotEquals', '5', '5', 'no'],
    ['NumericLessThan', '5', '4', 'yes'],
    ['NumericLessThan', '5', '5', 'no'],
    ['NumericLessThanEquals', '5', '5', 'yes'],
    ['NumericLessThanEquals', '5', '6', 'no'],
    ['NumericGreaterThan', '-5', '-4', 'yes'],
    ['NumericGreaterThan', '5', '5', 'no'],
    ['NumericGreaterThanEquals', '5', '5', 'yes'],
    ['NumericGreaterThanEquals', '5', '4', 'no'],
    ['NumericEquals', 'five', '5', 'unknown'],
    ['NumericEquals', '5', 'five', 'unknown'],
    ['NumericLessThan', HOLE, '5', 'unknown'],

    ['DateEquals', '2026-11-25T00:00:00Z', '2026-11-25', 'yes'],
    ['DateNotEquals', '2026-11-25T01:00:00+01:00', '2026-11-25T00:00:00Z', 'no'],
    ['DateLessThan', '2026-11-25', '2026-11-24T23:59:59Z', 'yes'],
    ['DateLessThanEquals', '2026', '2026-01', 'yes'],
    ['DateGreaterThan', '2026-01-01', '1767225601', 'yes'],
    ['DateGreaterThanEquals', '2026-01-01', '1767225600', 'yes'],
    ['DateLessThan', 'tomorrow', '2026-01-01', 'unknown'],
    ['DateLessThan', '2026-01-01T00:00:00', '2026-01-01', 'unknown'],

    ['Bool', 'true', 'TRUE', 'yes'],
    ['Bool', 'false', 'true', 'no'],
    ['Bool', HOLE, 'true', 'unknown'],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'yes'],
    ['BinaryEquals', 'QmluYXJ5', 'qmluyxj5', 'no'],

    ['IpAddress', '203.0.113.0/24', '203.0.113.9', 'yes'],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', 'no'],
    ['IpAddress', '203.0.113.9', '203.0.113.9', 'yes'],
    ['IpAddress', '0.0.0.0/0', '203.0.113.9', 'yes'],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', 'no'],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', 'yes'],
    ['IpAddress', '2001:db8:1234:5678::/64', '2001:db8:1234:5678::1', 'yes'],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', 'no'],
    ['IpAddress', '2001:db8::1', '2001:0db8:0::0001', 'yes'],
    ['IpAddress', '2001:db8::/32', '203.0.113.9', 'no'],
    ['IpAddress', '203.0.113.9/32', '203.0.113.9', 'yes'],
    ['IpAddress', '203.0.113.9/32', '203.0.113.8', 'no'],
    ['IpAddress', '203.0.113.0/33', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113.0/+24', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113.0/24 ', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113.0/', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113.0/24/24', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113', '203.0.113.9', 'unknown'],
    ['IpAddress', '203.0.113.0/24', HOLE, 'unknown'],

    ['ArnEquals', 'arn:aws:ecs:*:123456789012:cluster/*', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'yes'],
    ['ArnLike', 'arn:aws:ecs:eu-west-1:123456789012:*', 'arn:aws:ecs:eu-west-1:123456789012:task/c/1', 'yes'],
    ['ArnLike', 'arn:aws:logs:eu-west-1:123456789012:*', 'arn:aws:logs:eu-west-1:123456789012:log-group:g:*', 'yes'],
    ['ArnNotEquals', 'arn:aws:ecs:*:*:cluster/c', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'no'],
    ['ArnNotLike', 'arn:aws:ecs:*:*:cluster/d', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'yes'],
    ['ArnLike', 'arn:aws:*:cluster/c', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'unknown'],
    ['ArnLike', 'arn:aws:*:123456789012:cluster/c:', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'no'],
    ['ArnLike', 'arn:aws:*:cluster/d', 'arn:aws:ecs:eu-west-1:123456789012:cluster/c', 'no'],
    ['ArnLike', 'arn:aws:*:eu*:*:c', 'arn:aws:s3:::eu:c', 'no'],
    ['ArnLike', 'arn:aws:ecs:*:1:x', 'arn:aws:ecs:a:b:1:x', 'no'],
    ['ArnLike', `arn:*:ecs:${HOLE}:*:task/*`, `arn:aws:ecs:${HOLE}:1:task/1`, 'yes'],
    ['ArnLike', '*', 'arn:aws:s3:::b', 'unknown'],
    ['ArnEquals', HOLE, HOLE, 'yes'],
    ['ArnEquals', HOLE, 'arn:aws:s3:::b', 'unknown'],
    ['ArnEquals', GENERATED, 'arn:aws:s3:::b', 'no'],
    ['ArnEquals', `arn:aws:s3:::${HOLE}`, 'arn:aws:sqs:::b', 'no'],
    ['ArnEquals', `arn:${HOLE}:::b:c`, 'arn:aws:s3:::b', 'no'],
    ['ArnEquals', `arn:aws:${HOLE}:e:a:b`, 'arn:aws:s3:r:a:r:e:a:b', 'unknown'],
    ['ArnLike', `arn:aws:ecs:${HOLE}:${GENERATED}:*`, `arn:aws:ecs:${HOLE}:${GENERATED}:task/1`, 'yes'],
  ])('%s %p on %p is %s', (operator, pattern, value, answer) => {
    test1(operator, [pattern], value, answer);
  });
});

test('a variable is compared as the operator compares', () => {
  const context = contextOf({ 'aws:Key': 'a-JANE', 'aws:username': 'Jane' });
  const answer = (operator: string) => holds({ operator, key: 'aws:Key', values: ['A-${aws:username}'] }, context, context);
  expect(answer('StringEqualsIgnoreCase')).toBe('yes');
  expect(answer('StringEquals')).toBe('no');
});

describe('a missing key', () => {
  test.each([...OPERATORS])('makes %s false, or true where it is negated, IfExists or ForAllValues', (name, { negated }) => {
    const values = ['203.0.113.0'];
    for (const entry of ['absent', []] as const) {
      test1(name, values, entry, negated ? 'yes' : 'no');
      test1(`${name}IfExists`, values, entry, 'yes');
      test1(`ForAllValues:${name}`, values, entry, 'yes');
      test1(`ForAnyValue:${name}`, values, entry, 'no');
      test1(`ForAnyValue:${name}IfExists`, values, entry, 'yes');
    }
  });

  test('is what Null asks for', () => {
    test1('Null', ['true'], 'absent', 'yes');
    test1('Null', ['true'], [], 'yes');
    test1('Null', ['TRUE'], 'a', 'no');
    test1('Null', ['false'], 'absent', 'no');
    test1('Null', ['false'], 'a', 'yes');
    test1('Null', ['false', 'true'], 'a', 'yes');
    test1('Null', ['true'], UNKNOWN, 'unknown');
    test1('Null', ['false'], UNKNOWN, 'unknown');
    test1('Null', ['maybe'], 'a', 'unknown');
    test1('Null', [UNKNOWN], 'a', 'unknown');
    test1('Null', [], 'a', 'unknown');
  });
});

describe('several values', () => {
  test('of a policy are alternatives, and none of them for a negated operator', () => {
    test1('StringEquals', ['a', 'b'], 'b', 'yes');
    test1('StringEquals', ['a', 'b'], 'c', 'no');
    test1('StringNotEquals', ['a', 'b'], 'b', 'no');
    test1('StringNotEquals', ['a', 'b'], 'c', 'yes');
    test1('StringEquals', ['a', UNKNOWN], 'a', 'yes');
    test1('StringEquals', ['a', UNKNOWN], 'c', 'unknown');
    test1('StringNotEquals', ['a', UNKNOWN], 'a', 'no');
    test1('StringNotEquals', ['a', UNKNOWN], 'c', 'unknown');
  });

  test('of a request must all fit, or one of them', () => {
    test1('ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], 'yes');
    test1('ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], 'no');
    test1('ForAllValues:StringNotEquals', ['a'], ['b', 'c'], 'yes');
    test1('ForAllValues:StringNotEquals', ['a'], ['a', 'c'], 'no');
    test1('ForAnyValue:StringEquals', ['a'], ['a', 'c'], 'yes');
    test1('ForAnyValue:StringEquals', ['a'], ['b', 'c'], 'no');
    test1('ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], 'yes');
    test1('ForAnyValue:StringLike', ['a*'], ['b', HOLE], 'unknown');
  });

  test('of a request without a set prefix are only judged where they agree', () => {
    test1('StringEquals', ['a'], ['a', 'a'], 'yes');
    test1('StringEquals', ['a'], ['b', 'c'], 'no');
    test1('StringEquals', ['a'], ['a', 'b'], 'unknown');
  });
});

describe('what cannot be told', () => {
  test('an unknown key leaves open all but what holds either way', () => {
    test1('StringEquals', ['a'], UNKNOWN, 'unknown');
    test1('StringNotEquals', ['a'], UNKNOWN, 'unknown');
    test1('StringEqualsIfExists', ['a'], UNKNOWN, 'unknown');
    test1('StringLikeIfExists', ['*'], UNKNOWN, 'yes');
    test1('ForAllValues:StringLike', ['*'], UNKNOWN, 'yes');
    test1('StringLike', ['*'], UNKNOWN, 'unknown');
    test1('ForAnyValue:StringNotLike', ['*'], UNKNOWN, 'no');
  });

  test('a key that nobody named is unknown', () => {
    expect(holds({ operator: 'StringEquals', key: 'aws:Other', values: ['a'] }, contextOf({}), undefined)).toBe('unknown');
    expect(holds({ operator: 'StringEquals', key: '\uD800', values: ['a'] }, contextOf({}), undefined)).toBe('unknown');
  });

  test.each(['stringequals', 'String', 'StringEqualsIfExist', 'ForSomeValues:StringEquals', 'NullIfExists', 'ForAllValues:Null', '', '__proto__'])(
    'the operator %p is unknown', (operator) => {
      test1(operator, ['a'], 'a', 'unknown');
    });

  test('no values to compare with are unknown', () => {
    test1('StringEquals', [], 'a', 'unknown');
  });
});
