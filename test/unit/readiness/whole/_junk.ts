import type { Random } from '../reach/_helpers/random';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const PLAIN: readonly Json[] = [
  null, true, false, 0, -1, 0.5, 65536, 1e21, 1e308, 9007199254740993, '', ' ', 'x', '*', '?', '-1', '1e9', '0x10', 'true', '9'.repeat(400), '*a'.repeat(200),
  'arn:', 'arn:aws:iam::111111111111:role/', 'arn:aws:ecs:*:*:*', '0.0.0.0/0', '::/0', '10.0.0.0/99', '10.0.0.0/-1', '{{resolve:ssm:/x}}', '{{resolve:', '${AWS::Region}', '${', '${!x}',
  '#!/bin/bash\nif', '<powershell>', '[settings.ecs', '{"Statement": [', '[[', '"', '%ZZ', '__proto__', 'constructor', 'Service', 'TaskRole', 'AWS::NoValue', '2012-10-17',
];

/** What a terminal obeys or hides, what cannot be encoded, and the marks that the checker uses itself. */
const ODD_TEXTS: readonly string[] = [
  '\u0000', '\u0007', '\u001b[31mred', '\u009b2J', 'a\rb', 'a\nb', '\u2028', '\u202Eabc', '\u200b', '\uFEFF', '\ud800', 'a\udfffb', '\ud83d\ude00', '\uE000u:a\uE001', '\uE000', '\uE001', '\uE000g:%E0\uE001',
];

const COLLECTIONS: readonly (() => Json)[] = [
  () => [], () => ({}), () => [[]], () => [null], () => [{}], () => ({ a: null }), () => ['a', { b: ['c'] }], () => ({ '': '' }), () => ({ 0: 'a', length: 1 }),
  () => ({ toString: 'x', valueOf: null, hasOwnProperty: 1 }), () => JSON.parse('{"__proto__": {"Type": "AWS::ECS::Service"}}') as Json,
  () => ({ Statement: { Effect: 'Allow', Action: 'ssm:*', Resource: '*' } }), () => ({ Effect: 'Allow', NotAction: '*', NotPrincipal: {} }),
];

const FUNCTIONS = [
  'Ref', 'Condition', 'Fn::And', 'Fn::Base64', 'Fn::Cidr', 'Fn::Contains', 'Fn::EachMemberIn', 'Fn::Equals', 'Fn::FindInMap', 'Fn::ForEach::X', 'Fn::GetAZs', 'Fn::GetAtt',
  'Fn::If', 'Fn::ImportValue', 'Fn::Join', 'Fn::Length', 'Fn::Not', 'Fn::Or', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::ToJsonString', 'Fn::Transform', 'Fn::Nope', 'Rain::Embed',
];

/** Arguments that each fit some function. */
const ARGUMENTS: readonly (() => Json)[] = [
  () => 'Service', () => 'TaskRole.Arn', () => ['TaskRole', 'Arn'], () => ['Cluster', { Ref: 'Service' }], () => 'AWS::NoValue', () => 'AWS::StackId', () => ['Nope', 1, 2], () => ['Odd', { Ref: 'Task' }, 'y'],
  () => [',', ['a', { Ref: 'Cluster' }]], () => [',', { 'Fn::Split': [',', { Ref: 'Service' }] }], () => ['', 'abc'], () => [9, []], () => ['1', ['a', 'b']], () => [{ Ref: 'P' }, ['a', 'b']],
  () => '${Service}${Cluster.Arn}${', () => ['${a}${b}', { a: { Ref: 'Group' } }], () => ['10.0.0.0/8', 9, 99], () => ['10.0.0.0/16', 256, 8], () => ['No', 'such', 'map'], (): Json => ['M', { Ref: 'AWS::Region' }, 'k', { DefaultValue: 1 }],
  () => ({ 'Fn::Sub': '${AWS::StackName}-x' }), () => [[{ Condition: 'Odd' }], { 'Fn::Equals': ['a', 'a'] }], () => ['X', ['a', 'b'], { '${X}': 'x' }], () => ({ Name: 'AWS::Include', Parameters: { Location: 's3://x' } }),
];

/** A value that has no business where it is put. */
export function junk(random: Random): Json {
  switch (random.below(5)) {
    case 0: return random.one(ODD_TEXTS);
    case 1: return random.one(COLLECTIONS)();
    case 2: return { [random.one(FUNCTIONS)]: random.chance(30) ? junk(random) : random.one(ARGUMENTS)() };
    default: return random.one(PLAIN);
  }
}

/** A name for a member that is not the one it should have. */
export function junkKey(random: Random): string {
  return random.one([...FUNCTIONS, '__proto__', 'constructor', 'toString', 'NotAction', 'NotPrincipal', 'NotResource', 'Statement', 'Properties', 'Type', 'DependsOn', '', '0', '-1', '\u001b[1m', '\ud800', '\uE000', 'a.b']);
}

/** Something nested more deeply than anyone would write it, and at times than is read. */
export function deep(random: Random): Json {
  const depth = 1 + random.below(random.chance(20) ? 300 : 150);
  const wrap = random.one<(inner: Json) => Json>([
    (inner) => [inner], (inner) => ({ a: inner }), (inner) => ({ 'Fn::Join': ['', [inner]] }), (inner) => ({ 'Fn::If': ['Odd', inner, 'y'] }), (inner) => ({ 'Fn::Sub': ['${a}', { a: inner }] }),
    (inner) => ({ Statement: [inner] }), (inner) => ({ 'Fn::Select': [0, [inner]] }), (inner) => ({ 'Fn::Split': [',', inner] }),
  ]);
  return Array.from({ length: depth }).reduce<Json>((inner) => wrap(inner), 'x');
}
