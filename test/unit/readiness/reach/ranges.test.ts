import { Random } from './_helpers/random';
import type { Range } from '../../../../src/readiness/private/reach/cidr';
import { parseCidr } from '../../../../src/readiness/private/reach/cidr';
import { EVERYWHERE, NOWHERE, PUBLIC, RangeSet } from '../../../../src/readiness/private/reach/ranges';

describe('a set of ranges', () => {
  test('covers, touches and leaves what it does number by number', () => {
    const random = new Random(3);
    for (let round = 0; round < 1500; round++) {
      const ranges = random.list(5, () => randomRange(random));
      const asked = randomRange(random);
      const has = (number: bigint) => ranges.some(({ first, last }) => first <= number && number <= last);
      const numbers = numbersOf(asked);
      const set = new RangeSet(ranges);
      expect(set.covers(asked)).toBe(numbers.every(has));
      expect(set.touches(asked)).toBe(numbers.some(has));
      expect(set.gapsIn(asked).flatMap(numbersOf)).toEqual(numbers.filter((number) => !has(number)));
    }
  });

  test('keeps the families apart', () => {
    const set = new RangeSet(EVERYWHERE.of(4));
    expect(set.touches(EVERYWHERE.of(6)[0])).toBe(false);
    expect(set.covers(EVERYWHERE.of(4)[0])).toBe(true);
  });

  test.each(['3.5.140.1/32', '52.94.9.0/24', '99.77.128.0/24', '2600:1f00::/24', '64:ff9b::3.5.140.1/128'])('%s is public', (cidr) => {
    const range = parseCidr(cidr)!;
    expect(new RangeSet(PUBLIC.of(range.family)).covers(range)).toBe(true);
  });

  test.each(['10.1.0.0/16', '172.31.0.0/16', '192.168.1.0/24', '100.64.0.0/10', '127.0.0.1/32', '169.254.170.2/32', '255.255.255.255/32', 'fd00::/8'])(
    '%s is not public', (cidr) => {
      const range = parseCidr(cidr)!;
      expect(new RangeSet(PUBLIC.of(range.family)).touches(range)).toBe(false);
    });

  test('nothing is sent to the machine itself', () => {
    expect(NOWHERE.of(4).covers(parseCidr('127.0.0.1/32')!)).toBe(true);
    expect(NOWHERE.of(4).covers(parseCidr('255.255.255.255/32')!)).toBe(true);
    expect(NOWHERE.of(4).touches(parseCidr('10.0.0.0/8')!)).toBe(false);
  });
});

function randomRange(random: Random): Range {
  const first = random.below(40);
  return { family: 4, first: BigInt(first), last: BigInt(first + random.below(12)) };
}

function numbersOf({ first, last }: Range): bigint[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => first + BigInt(index));
}
