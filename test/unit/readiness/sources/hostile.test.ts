import { resolved } from './_builders';
import { parseTemplate } from '../../../../src/readiness/private/sources/parse';

const DEEP = 100_000;
const resource = (properties: object) => ({ Type: 'AWS::IAM::User', Properties: properties });
const numbered = (count: number, make: (index: number) => unknown, prefix = 'R') =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, make(index)]));

function message(text: string): string {
  const result = parseTemplate('t', text);
  return result.ok ? 'none' : result.error.message;
}

describe('text built to hurt', () => {
  test.each([
    ['nested JSON', `{"Resources": ${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`, /nested more than 200 levels/],
    ['nested JSON objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, /nested more than 200 levels/],
    ['unfinished JSON', `{"Resources": ${'['.repeat(DEEP)}`, /nested more than 200 levels/],
    ['nested YAML', `Resources: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, /nested more than 200 levels/],
    ['nested YAML blocks', `Resources: 1\nA:\n ${'- '.repeat(DEEP)}a`, /nested more than 200 levels/],
    ['YAML nested a little too deep', `Resources: ${'['.repeat(250)}${']'.repeat(250)}`, /nested more than 200 levels/],
    ['YAML nested in two ways', `Resources: 1\nA:\n ${'- '.repeat(90)}${'['.repeat(150)}${']'.repeat(150)}`, /nested more than 200 levels/],
    ['tags', `Resources: ${'!Sub '.repeat(DEEP)}`, /./],
    ['keys', '? '.repeat(DEEP), /./],
  ])('of %s ends with a message', (_, text, expected) => expect(message(text)).toMatch(expected));

  test('of aliases that multiply ends with a message', () => {
    const levels = Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`);
    expect(message(`a0: &a0 [x, x]\n${levels.join('\n')}\nResources: {}`)).toMatch(/aliases repeat more than 100000 values/);
  });

  test('of many aliases and anchors ends', () => {
    expect(message(`Resources: {}\nA: &a x\nB: [${Array(20_000).fill('*a').join(', ')}]`)).toBe('none');
    expect(message(`Resources: {}\nB: [${Array.from({ length: 20_000 }, (_, index) => `&a${index} x`).join(', ')}]`)).toBe('none');
  });

  test('of many keys ends', () => {
    expect(message(`Resources:\n${Array.from({ length: 30_000 }, (_, index) => `  R${index}: x`).join('\n')}\n`)).toBe('none');
  });

  test('of two megabytes of JSON ends', () => {
    const template = { Resources: numbered(5000, () => resource({ Description: 'x'.repeat(350), Tags: [{ Key: 'a', Value: { 'Fn::Sub': '${AWS::Region}' } }] })) };
    const found = resolved(JSON.stringify(template));
    expect(found.resources.size).toBe(5000);
    expect(found.positionOf(['Resources', 'R4999'])).toMatchObject({ line: 1 });
  });
});

describe('a template built to hurt', () => {
  test('with a long chain of names ends', () => {
    const chain = numbered(3000, (index) => resource({ RoleName: { 'Fn::Sub': `\${R${index + 1}}` } }));
    expect(resolved({ Resources: { ...chain, R3000: resource({}) } }).resources.size).toBe(3001);
  });

  test('with a long chain of conditions ends', () => {
    const Conditions = numbered(3000, (index) => ({ 'Fn::Not': [{ Condition: `C${index + 1}` }] }), 'C');
    const found = resolved({ Conditions, Resources: { R: { ...resource({ RoleName: { 'Fn::If': ['C5', 'a', 'b'] } }), Condition: 'C0' } } });
    expect(found.resources.get('R')!.created).toBe('unknown');
  });

  test('with conditions that fan out ends', () => {
    const Conditions = {
      ...numbered(40, (index) => ({ 'Fn::And': [{ Condition: `C${index + 1}` }, { Condition: `C${index + 1}` }] }), 'C'),
      C40: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] },
      Other: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'y'] },
    };
    const found = resolved({ Conditions, Resources: { R: { ...resource({ RoleName: { 'Fn::If': ['C0', 'a', 'b'] } }), Condition: 'Other' } } });
    expect(found.conditions.get('C0')!.answer).toBe('unknown');
    expect(found.problems).toEqual([]);
  });

  test('with text that doubles ends, and says so', () => {
    const long = 'x'.repeat(4000);
    const sub = { 'Fn::Sub': ['${A}'.repeat(10_000), { A: long }] };
    const found = resolved({ Resources: numbered(20, () => resource({ Description: sub })) });
    expect(found.incomplete).toBe(true);
  });

  test('with loops that multiply ends, and says so', () => {
    const items = Array.from({ length: 100 }, (_, index) => `${index}`);
    const loops = Array.from({ length: 5 }).reduce<object>((body, _, index) => ({ [`Fn::ForEach::L${index}`]: [`X${index}`, items, body] }), { 'R${X0}${X1}${X2}${X3}${X4}': { Type: 'A::B::C' } });
    const found = resolved({ Transform: 'AWS::LanguageExtensions', Resources: loops });
    expect(found.moreResources).toContain('the loop L0 is too long');
  });

  test('with loops in loops without end in sight ends', () => {
    const loops = Array.from({ length: 90 }).reduce<object>((body, _, index) => ({ [`Fn::ForEach::L${index}`]: ['X', ['a'], body] }), { R: { Type: 'A::B::C' } });
    expect(resolved({ Transform: 'AWS::LanguageExtensions', Resources: loops }).resources.size).toBeLessThanOrEqual(1);
  });

  test('with user data that looks encoded ends', () => {
    const found = resolved({ Resources: { R: resource({ Data: `${' '.repeat(100_000)}!` }) } });
    expect(found.problems).toEqual([]);
  });

  test('with a large circle ends', () => {
    const Resources = numbered(3000, (index) => ({ Type: 'A::B::C', DependsOn: `R${(index + 1) % 3000}` }));
    expect(resolved({ Resources }).problems).toHaveLength(1);
  });

  test('with keys that objects have by nature is read as data', () => {
    const found = resolved('{"Parameters": {"constructor": {"Default": "x"}}, "Resources": {"__proto__": {"Type": "A::B::C"}, "toString": {"Type": "A::B::C", "Properties": {"__proto__": {"Ref": "constructor"}, "valueOf": {"Ref": "hasOwnProperty"}}}}}');
    expect([...found.resources.keys()]).toEqual(['__proto__', 'toString']);
    expect(Object.entries(found.resources.get('toString')!.properties)[0]).toEqual(['__proto__', 'x']);
    expect(({} as Record<string, unknown>).Type).toBeUndefined();
  });
});
