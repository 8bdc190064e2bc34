import { resolved, stops, valueOf } from './_builders';
import { OneOf } from '../../../../src/readiness/private/sources/value';

const Parameters = {
  P: { Type: 'String', Default: 'p' },
  Open: { Type: 'String' },
  Env: { Type: 'String', AllowedValues: ['dev', 'prod'] },
  Id: { Type: 'AWS::EC2::VPC::Id' },
  Long: { Type: 'String', MinLength: 1 },
  List: { Type: 'CommaDelimitedList' },
};
const yes = { 'Fn::Equals': ['a', 'a'] };
const no = { 'Fn::Equals': ['a', 'b'] };
const maybe = { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] };

function answer(condition: unknown, more: object = {}, options: object = {}) {
  const template = { Parameters, Conditions: { ...more, C: condition }, Resources: {} };
  return resolved(template, options).conditions.get('C')!.answer;
}

describe('a condition', () => {
  test.each([
    [yes, 'yes'], [no, 'no'], [maybe, 'unknown'],
    [{ 'Fn::Equals': [{ Ref: 'P' }, 'p'] }, 'yes'],
    [{ 'Fn::Equals': [true, 'true'] }, 'yes'],
    [{ 'Fn::Equals': [1, '1'] }, 'yes'],
    [{ 'Fn::Equals': [{ Ref: 'Open' }, { Ref: 'Open' }] }, 'yes'],
    [{ 'Fn::Equals': [{ Ref: 'Open' }, { Ref: 'Env' }] }, 'unknown'],
    [{ 'Fn::Equals': [{ 'Fn::Sub': 'a${Open}' }, 'b'] }, 'no'],
    [{ 'Fn::Equals': [{ 'Fn::Sub': '${Open}a' }, 'b'] }, 'no'],
    [{ 'Fn::Equals': [{ 'Fn::Sub': 'a${Open}' }, 'ab'] }, 'unknown'],
    [{ 'Fn::Equals': [{ Ref: 'Env' }, 'test'] }, 'no'],
    [{ 'Fn::Equals': ['dev', { Ref: 'Env' }] }, 'unknown'],
    [{ 'Fn::Equals': [{ Ref: 'Id' }, ''] }, 'no'],
    [{ 'Fn::Equals': [{ Ref: 'Long' }, ''] }, 'no'],
    [{ 'Fn::Equals': [{ Ref: 'Open' }, ''] }, 'unknown'],
    [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, 'unknown'],
    [{ 'Fn::Equals': ['a'] }, 'unknown'],
    [{ 'Fn::Equals': 'a' }, 'unknown'],
    [{ 'Fn::And': [yes, yes] }, 'yes'], [{ 'Fn::And': [yes, maybe] }, 'unknown'], [{ 'Fn::And': [maybe, no] }, 'no'],
    [{ 'Fn::Or': [no, no] }, 'no'], [{ 'Fn::Or': [no, maybe] }, 'unknown'], [{ 'Fn::Or': [maybe, yes] }, 'yes'],
    [{ 'Fn::Not': [yes] }, 'no'], [{ 'Fn::Not': [no] }, 'yes'], [{ 'Fn::Not': [maybe] }, 'unknown'],
    [{ 'Fn::Not': [] }, 'unknown'], [{ 'Fn::And': [] }, 'unknown'], [{ 'Fn::Not': yes }, 'unknown'],
    [{ Condition: 'Other' }, 'yes'], [{ Condition: 'Missing' }, 'unknown'], [{ Condition: 1 }, 'unknown'],
    [true, 'yes'], ['false', 'no'], ['x', 'unknown'], [{}, 'unknown'], [{ a: 1, b: 2 }, 'unknown'], [null, 'unknown'],
  ])('%j is %s', (condition, expected) => expect(answer(condition, { Other: yes })).toBe(expected));

  test('names what it depends on', () => {
    const { conditions } = resolved({ Parameters, Conditions: { A: maybe, C: { 'Fn::Or': [{ Condition: 'A' }, { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] }] } }, Resources: {} });
    expect(conditions.get('C')!.causes).toEqual(['<Parameter stack/Open>', '<Parameter stack/Env>']);
  });

  test('fails when it refers to itself', () => {
    const template = { Conditions: { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } }, Resources: { R: { Type: 'A::B::C' } } };
    expect(stops(template)).toEqual(['condition "A" refers to itself']);
  });

  test('knows the region when the environment does', () => {
    expect(answer({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, {}, { environment: { region: 'us-east-1' } })).toBe('yes');
  });
});

describe('Fn::If', () => {
  const Conditions = { Yes: yes, No: no, Maybe: maybe, Both: { 'Fn::And': [{ Condition: 'Maybe' }, { Condition: 'Yes' }] }, Never: { 'Fn::Not': [{ Condition: 'Maybe' }] } };
  const sections = { Parameters, Conditions };
  const choice = (name: string, a: unknown, b: unknown) => ({ 'Fn::If': [name, a, b] });

  test('takes the branch of a condition that is known', () => {
    expect(valueOf(choice('Yes', 'a', 'b'), sections)).toBe('a');
    expect(valueOf(choice('No', 'a', { Ref: 'P' }), sections)).toBe('p');
    expect(valueOf({ a: choice('No', 1, { Ref: 'AWS::NoValue' }), b: [choice('Yes', { Ref: 'AWS::NoValue' }, 1), 2] }, sections)).toEqual({ b: [2] });
  });

  test('gives what both branches have in common', () => {
    expect(valueOf(choice('Maybe', { a: ['x'] }, { a: [{ 'Fn::Sub': 'x' }] }), sections)).toEqual({ a: ['x'] });
    expect(valueOf(choice('Maybe', { Ref: 'List' }, { Ref: 'List' }), sections)).toMatchObject({ id: 'Parameter stack/List' });
    expect(valueOf(choice('Maybe', { 'Fn::Base64': 'a' }, { 'Fn::Base64': 'a' }), sections)).toEqual({ text: 'a' });
  });

  test('gives both when they differ, and says why', () => {
    const value = valueOf(choice('Maybe', 'a', choice('Missing', 'b', { Ref: 'AWS::NoValue' })), sections);
    expect(value).toBeInstanceOf(OneOf);
    expect(value).toEqual({ reason: 'condition "Maybe" depends on <Parameter stack/Open>', alternatives: ['a', 'b', undefined] });
  });

  test('does not ask twice', () => {
    const nested = choice('Maybe', choice('Maybe', 'a', 'b'), choice('Maybe', 'b', 'c'));
    expect(valueOf(nested, sections)).toEqual(expect.objectContaining({ alternatives: ['a', 'c'] }));
    expect(valueOf(choice('Both', choice('Maybe', 'a', 'b'), 'c'), sections)).toEqual(expect.objectContaining({ alternatives: ['a', 'c'] }));
    expect(valueOf(choice('Maybe', choice('Never', 'b', 'a'), 'c'), sections)).toEqual(expect.objectContaining({ alternatives: ['a', 'c'] }));
    expect(valueOf(choice('Never', choice('Maybe', 'b', 'a'), 'c'), sections)).toEqual(expect.objectContaining({ alternatives: ['a', 'c'] }));
  });

  test('gives up on more alternatives than anyone can follow', () => {
    const chain = Array.from({ length: 40 }).reduce<unknown>((rest, _, index) => choice(`M${index}`, `v${index}`, rest), 'end');
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`M${index}`, { 'Fn::Equals': [{ Ref: 'Open' }, `${index}`] }]));
    const value = valueOf(chain, { Parameters, Conditions: many });
    expect(value).not.toBeInstanceOf(OneOf);
    expect(value).toMatchObject({ reason: expect.stringContaining('M39') });
  });
});

describe('a conditional resource', () => {
  const Conditions = { Maybe: maybe, No: no, Either: { 'Fn::Or': [{ Condition: 'Maybe' }, { Condition: 'No' }] }, Not: { 'Fn::Not': [{ Condition: 'Maybe' }] } };
  const template = (condition: unknown, properties: object = {}) =>
    ({ Parameters, Conditions, Resources: { R: { Type: 'A::B::C', Condition: condition, Properties: properties } } });

  test.each([['Maybe', 'unknown'], ['No', 'no'], [undefined, 'yes'], [3, 'yes'], ['Missing', 'unknown']])('with condition %s is created: %s', (condition, created) => {
    expect(resolved(template(condition)).resources.get('R')!.created).toBe(created);
  });

  test('says why that is unknown', () => {
    expect(resolved(template('Maybe')).resources.get('R')).toMatchObject({ condition: 'Maybe', createdReason: 'condition "Maybe" depends on <Parameter stack/Open>' });
  });

  test.each([
    ['Maybe', 'Maybe', 'a'], ['Maybe', 'Not', 'b'], ['Maybe', 'Either', 'a'], ['Not', 'Maybe', 'b'], ['Not', 'Either', 'b'], ['No', 'No', 'a'],
  ])('is resolved for the case %s: %s', (condition, asked, expected) => {
    const { properties } = resolved(template(condition, { X: { 'Fn::If': [asked, 'a', 'b'] } })).resources.get('R')!;
    expect(properties.X).toBe(expected);
  });

  test('stops the deployment when another certainly refers to it and it is not created', () => {
    const Resources = (property: unknown) => ({ R: { Type: 'A::B::C', Condition: 'No' }, S: { Type: 'A::B::C', Properties: { X: property } } });
    expect(stops({ Parameters, Conditions, Resources: Resources({ Ref: 'R' }) })).toEqual(['refers to "R", which is not created under the conditions given']);
    expect(stops({ Parameters, Conditions, Resources: Resources({ 'Fn::If': ['No', { Ref: 'R' }, 'x'] }) })).toEqual([]);
    expect(stops({ Parameters, Conditions, Resources: Resources({ 'Fn::If': ['Maybe', { Ref: 'R' }, 'x'] }) })).toEqual([]);
  });
});
