import { Random } from './_helpers/random';
import { matchPattern, sameText, splitText } from '../../../../src/readiness/private/iam';
import { tokensOf } from '../../../../src/readiness/private/iam/tokens';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole, piecesOf, Text } from '../../../../src/readiness/private/model/text';

const U = hole('unknown', 'Parameter');
const V = hole('unknown', 'Other');
const G = hole('generated', 'Group');
const H = hole('generated', 'Bucket');
const P = hole('unknown', 'AWS::Partition');
const R = hole('unknown', 'AWS::Region');
const A = hole('unknown', 'AWS::AccountId');

describe('known texts', () => {
  test.each<[string, string, Answer]>([
    ['', '', 'yes'],
    ['', 'a', 'no'],
    ['*', '', 'yes'],
    ['?', '', 'no'],
    ['?', 'é', 'yes'],
    ['?', '😀', 'yes'],
    ['*', '*', 'yes'],
    ['ssmmessages:*', 'ssmmessages:OpenDataChannel', 'yes'],
    ['ssmmessages:Open*Channel', 'ssmmessages:OpenDataChannel', 'yes'],
    ['ssmmessages:Open????Channel', 'ssmmessages:OpenDataChannel', 'yes'],
    ['ssmmessages:Open???Channel', 'ssmmessages:OpenDataChannel', 'no'],
    ['ssmmessages:OpenDataChannel\'', 'ssmmessages:OpenDataChannel', 'no'],
    ['"ssmmessages:OpenDataChannel', 'ssmmessages:OpenDataChannel', 'no'],
    [' ssmmessages:OpenDataChannel', 'ssmmessages:OpenDataChannel', 'no'],
    ['ssmmessages', 'ssmmessages:OpenDataChannel', 'no'],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k/l', 'yes'],
    ['arn:*:b/k', 'arn:aws:s3:::b/k', 'yes'],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b/k', 'no'],
    ['arn:aws:ssmmessages:*', '*', 'no'],
  ])('%p on %p is %s', (pattern, value, answer) => {
    expect(matchPattern(pattern, value)).toBe(answer);
  });

  test('case counts unless it is ignored', () => {
    expect(matchPattern('SSMMessages:Open*', 'ssmmessages:OpenDataChannel')).toBe('no');
    expect(matchPattern('SSMMessages:Open*', 'ssmmessages:OpenDataChannel', { ignoreCase: true })).toBe('yes');
  });

  test('agrees with a regular expression on every small case', () => {
    const words = (letters: string) => ['', ...letters, ...[...letters].flatMap((a) => [...letters].flatMap((b) => [a + b, ...[...letters].map((c) => a + b + c)]))];
    for (const pattern of words('ab*?')) {
      for (const value of words('ab')) {
        expect([pattern, value, matchPattern(pattern, value)]).toEqual([pattern, value, matches(pattern, value) ? 'yes' : 'no']);
      }
    }
  });

  test('agrees with a regular expression on long random cases', () => {
    const random = new Random(7);
    for (let round = 0; round < 3000; round++) {
      const pattern = random.listOf(14, () => random.pick([...'aab:*?*'])).join('');
      const value = random.listOf(14, () => random.pick([...'aab:'])).join('');
      expect([pattern, value, matchPattern(pattern, value)]).toEqual([pattern, value, matches(pattern, value) ? 'yes' : 'no']);
    }
  });

  test('answers for patterns that make others hang', () => {
    expect(matchPattern('*a'.repeat(200) + 'b', 'a'.repeat(1000))).toBe('no');
  });

  test('gives up on texts that AWS would not accept', () => {
    expect(matchPattern('*a'.repeat(50_000) + 'b', 'a'.repeat(100_000))).toBe('unknown');
    expect(matchPattern('a'.repeat(100_000), 'a'.repeat(100_000))).toBe('yes');
  });
});

describe('holes', () => {
  test.each<[Text, Text, Answer]>([
    [U, U, 'yes'],
    [U, V, 'unknown'],
    [U, 'a', 'unknown'],
    ['a', U, 'unknown'],
    ['*', U, 'yes'],
    ['?', U, 'unknown'],
    [`a${U}`, 'bc', 'no'],
    ['bc', `a${U}`, 'no'],
    ['abc*', `abc${U}`, 'yes'],
    ['a*c', `a${U}c`, 'yes'],
    [`a${U}a`, `a${U}b`, 'no'],
    [`${U}b`, `${U}ab`, 'no'],
    [G, G, 'yes'],
    [G, H, 'no'],
    [G, 'name', 'no'],
    ['name', G, 'no'],
    ['*', G, 'yes'],
    [`a${G}*`, `a${G}/b`, 'yes'],
    [`a${H}*`, `a${G}/b`, 'no'],
    [G, U, 'unknown'],
    [U, G, 'unknown'],
    ['stack-*', G, 'unknown'],
    ['????', G, 'unknown'],
    ['arn:*', G, 'unknown'],
  ])('%p on %p is %s', (pattern, value, answer) => {
    expect(matchPattern(pattern, value)).toBe(answer);
  });

  const stream = (group: Text) => `arn:${P}:logs:${R}:${A}:log-group:${group}:log-stream:s`;

  test.each<[string, Text, Text, Answer]>([
    ['the same group', `arn:${P}:logs:${R}:${A}:log-group:${G}:*`, stream(G), 'yes'],
    ['another generated group', `arn:${P}:logs:${R}:${A}:log-group:${H}:*`, stream(G), 'no'],
    ['a literal group', `arn:${P}:logs:${R}:${A}:log-group:exec:*`, stream(G), 'no'],
    ['a prefix with a slash', `arn:${P}:logs:${R}:${A}:log-group:/aws/ecs/*`, stream(G), 'no'],
    ['a prefix that a generated name may have', `arn:${P}:logs:${R}:${A}:log-group:stack-*`, stream(G), 'unknown'],
    ['another literal group', `arn:${P}:logs:${R}:${A}:log-group:audit:*`, stream('exec'), 'no'],
    ['a wildcard for the partition', `arn:*:logs:${R}:${A}:log-group:exec:*`, stream('exec'), 'yes'],
    ['a wildcard for the partition and another group', `arn:*:logs:${R}:${A}:log-group:audit:*`, stream('exec'), 'no'],
    ['wildcards for region and account', 'arn:aws:logs:*:*:log-group:exec:*', stream('exec'), 'unknown'],
    ['a parameter for the group', `arn:${P}:logs:${R}:${A}:log-group:${U}:*`, stream('exec'), 'unknown'],
    ['another service', `arn:${P}:s3:::${U}`, stream('exec'), 'no'],
    ['a literal region', `arn:${P}:logs:eu-west-1:${A}:log-group:exec:*`, stream('exec'), 'unknown'],
    ['colons where an account stands', 'arn:aws:iam::1:2:role/x', `arn:aws:iam::${A}:role/x`, 'no'],
    ['colons where a name stands', 'arn:aws:iam::1:role/a:b', `arn:aws:iam::1:role/${U}`, 'unknown'],
    ['colons in what is no ARN', 'urn:aws:iam::1:2:role/x', `urn:aws:iam::${A}:role/x`, 'unknown'],
    ['everything', '*', stream(G), 'yes'],
  ])('a statement for %s is judged', (_, pattern, value, answer) => {
    expect(matchPattern(pattern, value)).toBe(answer);
  });

  test('never claim more than every text in their place bears out', () => {
    const random = new Random(11);
    const wrong: unknown[] = [];
    const seen: Record<Answer, number> = { yes: 0, no: 0, unknown: 0 };
    for (let round = 0; round < 1500; round++) {
      const pattern = random.listOf(4, () => random.pick(['a', 'b', '*', '?', U, V, G, H])).join('');
      const value = random.listOf(4, () => random.pick(['a', 'b', U, G])).join('');
      const answer = matchPattern(pattern, value);
      const outcomes = substitutions(pattern, value).map(([p, v]) => matches(p, v));
      seen[answer]++;
      const isWrong = (answer === 'yes' && outcomes.includes(false)) || (answer === 'no' && outcomes.includes(true));
      wrong.push(...isWrong ? [{ pattern, value, answer }] : []);
    }
    expect(wrong).toEqual([]);
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  test('that nothing made in earnest are unknown', () => {
    expect(matchPattern('\uE000u:%\uE001', 'a')).toBe('unknown');
  });
});

test('two texts are the same without regard to wildcards', () => {
  expect(sameText('*', 'a')).toBe('no');
  expect(sameText('a', 'a')).toBe('yes');
  expect(sameText(U, 'a')).toBe('unknown');
});

test('a text is cut at what is written, not within holes', () => {
  expect(splitText(`arn:${P}:iam::${A}:role/${hole('generated', 'a:b')}x`, ':')).toEqual(['arn', P, 'iam', '', A, `role/${hole('generated', 'a:b')}x`]);
  expect(tokensOf('a*')).toEqual([{ kind: 'char', char: 'a' }, { kind: 'char', char: '*' }]);
});

/** What IAM does with two texts that are known. */
function matches(pattern: string, value: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, 'u').test(value);
}

/** Texts for the holes, an unknown one may hold a generated one; what stands in the value holds no wildcard, and generated names hold a letter that nobody writes. */
function substitutions(pattern: Text, value: Text): [string, string][] {
  const inValue = (text: Text) => piecesOf(value).some((piece) => 'hole' in piece && text === hole(piece.hole, piece.id));
  const texts = (text: Text) => ['', 'a', 'b', 'ab', 'ba', G, `a${G}`, H, ...inValue(text) ? [] : ['*', '?', 'a*', '*b']];
  let pairs: [string, string][] = [[pattern, value]];
  for (const [name, replacements] of [[U, texts(U)], [V, texts(V)], [G, ['X', 'aX', 'Xb', 'abXX']], [H, ['Y', 'bY', 'Ya']]] as const) {
    const replaced = ([p, v]: [string, string]) => replacements.map((text): [string, string] => [p.replaceAll(name, text), v.replaceAll(name, text)]);
    pairs = pairs.flatMap((pair) => pair.some((text) => text.includes(name)) ? replaced(pair) : [pair]);
  }
  return pairs;
}
