import { Random } from './_helpers/random';
import { bucketAllows, contextOf, Decision, endpointAllows, identityAllows, keyAllows, parsePolicy, trusts } from '../../../../src/readiness/private/iam';
import { hole } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

type Json = unknown;

const A = hole('unknown', 'AWS::AccountId');
const ROLE = `arn:aws:iam::${A}:role/Task`;
const REQUEST = {
  action: 's3:PutObject',
  resource: `arn:aws:s3:::${hole('generated', 'Bucket')}/k`,
  caller: { arn: ROLE },
  context: contextOf({ 'aws:a': 'x', 'aws:b': 'absent', 'aws:c': ['x', 'y'] }),
};

/** Documents that are mostly right and mostly about the request. */
function document(random: Random): Json {
  const some = (...values: Json[]) => random.pick(values);
  const list = (...values: Json[]) => random.below(3) === 0 ? random.listOf(3, () => random.pick(values)) : random.pick(values);
  const statement = () => ({
    Effect: some('Allow', 'Allow', 'Deny'),
    [some('Action', 'Action', 'NotAction') as string]: list('*', 's3:*', 's3:Put*', 's3:GetObject', hole('unknown', 'Action')),
    [some('Resource', 'Resource', 'NotResource') as string]: list('*', REQUEST.resource, 'arn:aws:s3:::x/*', '${aws:a}', hole('unknown', 'R')),
    [some('Principal', 'Principal', 'NotPrincipal') as string]: some('*', { AWS: list(ROLE, A, '1', '*') }, { Service: list('ecs-tasks.amazonaws.com', 'x') }),
    Condition: some({}, {}, {
      [some('StringEquals', 'StringNotLike', 'ForAllValues:StringEquals', 'ForAnyValue:StringLike', 'StringEqualsIfExists', 'Null') as string]: {
        [some('aws:a', 'aws:b', 'aws:c', 'aws:d') as string]: list('x', 'y', '*', 'true', 'false'),
      },
    }),
  });
  return { Version: some('2012-10-17', '2012-10-17', '2008-10-17'), Statement: random.listOf(3, statement) };
}

/** All that can be asked of a document. */
function questions(one: Json): Decision[] {
  const [identity, resource] = [parsePolicy(withoutPrincipals(one)), parsePolicy(one)];
  const everything = { policies: [parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } })] };
  return [
    identityAllows(REQUEST, { policies: [identity] }),
    identityAllows(REQUEST, { ...everything, boundary: identity }),
    keyAllows(REQUEST, resource, everything),
    bucketAllows(REQUEST, resource, { policies: [] }),
    bucketAllows(REQUEST, resource, everything),
    endpointAllows(REQUEST, resource),
    trusts(resource, 'ecs-tasks.amazonaws.com', REQUEST.context),
  ];
}

/** The document as a policy of a role, which names no principals. */
function withoutPrincipals(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutPrincipals);
  }
  if (typeof value !== 'object' || value === null || value instanceof Unknown) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.endsWith('Principal')).map(([key, inner]) => [key, withoutPrincipals(inner)]));
}

/** A copy in which one value, picked at random, is another one. */
function changed(value: Json, random: Random, change: (old: Json) => Json): Json {
  const places: [Record<string, Json>, string][] = [];
  const copy = structuredClone({ root: value }) as Record<string, Json>;
  const visit = (parent: Record<string, Json>) => Object.keys(parent).forEach((key) => {
    places.push([parent, key]);
    if (typeof parent[key] === 'object' && parent[key] !== null) {
      visit(parent[key] as Record<string, Json>);
    }
  });
  visit(copy);
  const [parent, key] = random.pick(places);
  parent[key] = change(parent[key]);
  return copy.root;
}

test('a value that becomes unknown never makes a yes, and never a no out of a yes', () => {
  const random = new Random(3);
  const seen = new Set<string>();
  const wrong: unknown[] = [];
  for (let round = 0; round < 1000; round++) {
    const before = document(random);
    const after = changed(before, random, () => new Unknown('changed'));
    const answers = questions(after);
    questions(before).forEach(({ answer }, index) => {
      const then = answers[index].answer;
      seen.add(`${answer} ${then}`);
      wrong.push(...then === 'unknown' || then === answer ? [] : [{ before, after, index, answer, then }]);
    });
  }
  expect(wrong).toEqual([]);
  expect(seen.size).toBe(5);
});

test('without an Allow, or with a further Deny, nothing more is allowed', () => {
  const random = new Random(5);
  const rank = { no: 0, unknown: 1, yes: 2 };
  for (let round = 0; round < 300; round++) {
    const before = document(random) as { Statement: { Effect: string }[] };
    const gone = random.below(4);
    const less = { ...before, Statement: before.Statement.filter(({ Effect }, index) => Effect !== 'Allow' || index !== gone) };
    const denying = (document(random) as typeof before).Statement.map((statement) => ({ ...statement, Effect: 'Deny' }));
    const more = { ...before, Statement: [...before.Statement, ...denying] };
    const [lessAllowed, moreDenied] = [questions(less), questions(more)];
    questions(before).forEach(({ answer }, index) => {
      expect(rank[lessAllowed[index].answer]).toBeLessThanOrEqual(rank[answer]);
      expect(rank[moreDenied[index].answer]).toBeLessThanOrEqual(rank[answer]);
    });
  }
});

test('the order of statements does not matter', () => {
  const random = new Random(9);
  for (let round = 0; round < 300; round++) {
    const before = document(random) as { Statement: Json[] };
    const after = { ...before, Statement: [...before.Statement].reverse() };
    expect(questions(after).map(({ answer }) => answer)).toEqual(questions(before).map(({ answer }) => answer));
  }
});

describe('corrupted documents', () => {
  const junk: Json[] = [
    null, undefined, 7, NaN, true, '', '*', '${', '${}', '${aws:a', '${aws:a, \'', [], {}, [[]], [null], { Statement: 7 }, new Unknown('junk'), Symbol('x'), 1n,
    () => 1, new Date(), '\uD800', '\uE000', '\uE000g:%zz\uE001', '\uE000u:a', JSON.parse('{"__proto__":{"Effect":"Allow"},"constructor":1}'),
    { toString: 7 }, '*'.repeat(500), '?*'.repeat(200), 'arn:', '::::::', new Map(), /x/,
  ];

  test('never throw', () => {
    const random = new Random(13);
    const answers = new Set<string>();
    for (let round = 0; round < 4000; round++) {
      const one = [...Array(1 + random.below(4))].reduce<Json>((value) => changedUncloned(value, random, junk), document(random));
      const policy = parsePolicy(one);
      answers.add(identityAllows(REQUEST, { policies: [policy] }).answer);
      answers.add(keyAllows(REQUEST, policy).answer);
      answers.add(bucketAllows(REQUEST, policy, { policies: [] }).answer);
      answers.add(endpointAllows(REQUEST, policy).answer);
      answers.add(trusts(policy, 'ecs-tasks.amazonaws.com').answer);
    }
    expect([...answers].sort()).toEqual(['no', 'unknown', 'yes']);
  });

  test('as JSON text never throw', () => {
    const random = new Random(17);
    const answers = new Set<string>();
    for (let round = 0; round < 3000; round++) {
      const text = [...JSON.stringify(document(random))];
      text.splice(random.below(text.length), random.below(4), ...random.listOf(3, () => random.pick([...'{}[]",:\\*$\uE000\uE001\0e'])));
      answers.add(bucketAllows(REQUEST, parsePolicy(text.join('')), { policies: [] }).answer);
    }
    expect([...answers].sort()).toEqual(['no', 'unknown', 'yes']);
  });

  test('never hang', () => {
    const loop: Record<string, Json> = { Effect: 'Allow', Action: '*', Resource: '*' };
    loop.Condition = { StringEquals: loop };
    expect(identityAllows(REQUEST, { policies: [parsePolicy({ Statement: loop })] }).answer).toBe('unknown');
    const many = (value: Json) => Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`StringLike${index}`, value]));
    const wide = many(many('x'));
    const statements = Array.from({ length: 1000 }, () => ({ Effect: 'Allow', Action: '*', Resource: '*a'.repeat(500), Condition: wide }));
    expect(identityAllows(REQUEST, { policies: [parsePolicy({ Statement: statements })] }).answer).toBe('unknown');
  });
});

/** Like `changed`, for values that cannot be cloned. */
function changedUncloned(value: Json, random: Random, junk: readonly Json[]): Json {
  if (typeof value !== 'object' || value === null || value instanceof Unknown || Object.keys(value).length === 0 || random.below(5) === 0) {
    return random.pick(junk);
  }
  const key = random.pick(Object.keys(value));
  const inner = changedUncloned((value as Record<string, Json>)[key], random, junk);
  return Array.isArray(value) ? value.map((item: Json, index) => String(index) === key ? inner : item) : { ...value, [key]: inner };
}
