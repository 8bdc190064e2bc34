import { randomFrom, resolved } from './_builders';
import { VALID, VALID_YAML } from './_valid-template';
import { isKnown, piecesOf } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';
import { parseTemplate } from '../../../../src/readiness/private/sources/parse';
import { resolveSystem } from '../../../../src/readiness/private/sources/resolve';
import type { ResolvedTemplate } from '../../../../src/readiness/private/sources/resolved';
import { Encoded, OneOf, type Value } from '../../../../src/readiness/private/sources/value';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const ODDITIES: Json[] = [null, true, 0, -1, 1e21, '', 'x', [], {}, [[]], { Ref: 'Env' }, { Ref: 'Nope' }, { 'Fn::If': ['IsProd', 1, 2] }, { Ref: 'AWS::NoValue' },
  { 'Fn::GetAtt': ['Service', 'Name'] }, { 'Fn::Sub': '${Service}${Cluster.Arn}${' }, { 'Fn::Transform': {} }, '__proto__', 'Fn::Sub', { 'Fn::Select': [9, []] }];

function attempt(content: string | Uint8Array): void {
  const result = parseTemplate('fuzz', content);
  if (result.ok) {
    const system = resolveSystem([{ name: 'a', source: result, environment: {}, nested: new Map() }, { name: 'b', source: result, environment: { region: 'eu-west-1' }, nested: new Map() }]);
    for (const { problems, positionOf } of system.templates) {
      problems.forEach(({ path }) => positionOf(path));
    }
  }
}

describe('a corrupted template never throws', () => {
  test.each([['JSON', JSON.stringify(VALID, null, 1), 1500], ['YAML', VALID_YAML, 1500]])('in %s, byte by byte', (_, text, count) => {
    const random = randomFrom(7);
    const alphabet = '{}[]":,\'!&*<>|-#?%@`\n \t\\0aA\u00e9$';
    for (let round = 0; round < count; round++) {
      let content = text;
      for (let change = 0; change <= random(4); change++) {
        const at = random(content.length);
        const piece = random(3) === 0 ? content.slice(random(content.length)).slice(0, random(40)) : alphabet[random(alphabet.length)];
        content = content.slice(0, at) + (random(4) === 0 ? '' : piece) + content.slice(at + random(3) * random(12));
      }
      attempt(random(8) === 0 ? Buffer.from(content, 'latin1') : content);
    }
  });

  test('value by value', () => {
    const random = randomFrom(11);
    for (let round = 0; round < 2500; round++) {
      const template = structuredClone(VALID) as unknown as Json;
      for (let change = 0; change <= random(5); change++) {
        corrupt(template, random);
      }
      attempt(JSON.stringify(template));
    }
  });
});

/** Replaces, removes, renames or copies one value somewhere. */
function corrupt(tree: Json, random: (below: number) => number): void {
  if (typeof tree !== 'object' || tree === null) {
    return;
  }
  const node = tree as Record<string, Json>;
  const keys = Object.keys(node);
  if (keys.length === 0) {
    return;
  }
  const key = keys[random(keys.length)];
  const inner = node[key];
  if (typeof inner === 'object' && inner !== null && random(7) > 0) {
    corrupt(inner, random);
    return;
  }
  const other = keys[random(keys.length)];
  switch (random(4)) {
    case 0: node[key] = structuredClone(ODDITIES[random(ODDITIES.length)]); break;
    case 1: node[key] = structuredClone(node[other]); break;
    case 2: if (Array.isArray(tree)) { tree.splice(Number(key), 1); } else { delete node[key]; } break;
    default: if (!Array.isArray(tree)) { node[['Fn::Join', 'Ref', 'Fn::ForEach::X', 'constructor', 'Fn::If'][random(5)]] = inner; }
  }
}

describe('hiding the default of a parameter', () => {
  const names = Object.keys(VALID.Parameters);

  test.each(names)('of %s never gives another known value', (name) => expectLess(without([name])));

  test('of several never does either', () => {
    const random = randomFrom(3);
    for (let round = 0; round < 40; round++) {
      expectLess(without(names.filter(() => random(2) === 0)));
    }
  });

  function without(hidden: string[]): ResolvedTemplate {
    const template = structuredClone(VALID) as { Parameters: Record<string, { Default?: unknown }> };
    hidden.forEach((name) => delete template.Parameters[name].Default);
    return resolved(template);
  }

  function expectLess(less: ResolvedTemplate): void {
    const more = resolved(VALID);
    for (const [name, { answer }] of more.conditions) {
      expect([answer, 'unknown']).toContain(less.conditions.get(name)!.answer);
    }
    for (const [logicalId, { properties, created }] of less.resources) {
      const full = more.resources.get(logicalId)!;
      expect([full.created, 'unknown']).toContain(created);
      expect(contained(full.properties, properties) ? '' : logicalId).toBe('');
    }
    for (const [name, { value }] of less.outputs) {
      expect(contained(more.outputs.get(name)!.value, value) ? '' : name).toBe('');
    }
  }
});

/** Whether a value is among those that a less known one can become. */
function contained(known: Value | undefined, less: Value | undefined): boolean {
  if (less instanceof OneOf) {
    return known instanceof Unknown || less.alternatives.some((each) => contained(known, each));
  }
  if (less instanceof Unknown) {
    return true;
  }
  if (less instanceof Encoded) {
    return known instanceof Encoded && contained(known.text, less.text);
  }
  if (typeof less === 'string') {
    return less === known || !isKnown(less) && (known instanceof Unknown || matches(String(known), less));
  }
  if (typeof less !== 'object' || typeof known !== 'object') {
    return less === known;
  }
  if (Array.isArray(less)) {
    // An item that may be absent leaves open which item stands where.
    const open = less.some((each) => each instanceof OneOf);
    return Array.isArray(known) && (open || less.length === known.length && less.every((each, index) => contained(known[index], each)));
  }
  return Object.keys({ ...known, ...less }).every((key) => contained((known as Record<string, Value>)[key], (less as Record<string, Value>)[key]));
}

/** Whether filling holes can make one text of the other. */
function matches(text: string, pattern: string): boolean {
  const source = piecesOf(pattern).map((piece) => 'literal' in piece ? piece.literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&') : '[^]*').join('');
  return new RegExp(`^${source}$`).test(text);
}
