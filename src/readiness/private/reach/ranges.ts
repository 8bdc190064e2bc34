import { overlaps, parseCidr, type Family, type Range } from './cidr';

/** A set of addresses, asked in logarithmic time. */
export class RangeSet {
  private readonly ranges: Record<Family, Range[]>;

  constructor(ranges: Iterable<Range>) {
    const all = [...ranges];
    this.ranges = { 4: merged(all.filter(({ family }) => family === 4)), 6: merged(all.filter(({ family }) => family === 6)) };
  }

  /** Whether the set has every address of a range. */
  public covers(range: Range): boolean {
    const before = this.startingBefore(range.family, range.first);
    return before !== undefined && before.last >= range.last;
  }

  /** Whether the set has an address of a range. */
  public touches(range: Range): boolean {
    const before = this.startingBefore(range.family, range.last);
    return before !== undefined && before.last >= range.first;
  }

  /** What the set leaves of a range. */
  public gapsIn(range: Range): Range[] {
    const gaps: Range[] = [];
    let first = range.first;
    for (const taken of this.ranges[range.family].filter((each) => overlaps(each, range))) {
      if (taken.first > first) {
        gaps.push({ family: range.family, first, last: taken.first - 1n });
      }
      first = taken.last + 1n;
    }
    return first > range.last ? gaps : [...gaps, { family: range.family, first, last: range.last }];
  }

  /** The last range that starts at an address or before it. */
  private startingBefore(family: Family, address: bigint): Range | undefined {
    const ranges = this.ranges[family];
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = ranges[middle].first <= address ? [middle + 1, high] : [low, middle];
    }
    return ranges[low - 1];
  }
}

function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.sort((one, other) => one.first < other.first ? -1 : 1)) {
    const previous = result.at(-1);
    if (previous && range.first <= previous.last + 1n) {
      result[result.length - 1] = { ...previous, last: range.last > previous.last ? range.last : previous.last };
    } else {
      result.push(range);
    }
  }
  return result;
}

function cidrs(...texts: string[]): Range[] {
  return texts.map(parseCidr).filter((cidr) => cidr !== undefined);
}

/** What is known of addresses, by their family. Most networks have one only, and what is about the other is never read. */
class ByFamily<T> {
  private readonly read = new Map<Family, T>();

  constructor(private readonly readers: Readonly<Record<Family, () => T>>) {}

  public of(family: Family): T {
    const value = this.read.get(family) ?? this.readers[family]();
    this.read.set(family, value);
    return value;
  }
}

/** All addresses there are. */
export const EVERYWHERE = new ByFamily({ 4: () => cidrs('0.0.0.0/0'), 6: () => cidrs('::/0') });

/** Addresses that no packet is ever sent to: of the machine itself, and reserved ones. Rules for them are written to allow nothing. */
export const NOWHERE = new ByFamily({
  4: () => new RangeSet(cidrs('127.0.0.0/8', '240.0.0.0/4')), 6: () => new RangeSet(cidrs('::1/128')),
});

/** IPv4 addresses that no public service has: of private networks, of the machine itself, of examples, of groups. */
const NOT_PUBLIC = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
];

/** Where the public addresses of AWS services are; in IPv6 also those that stand for an IPv4 address. */
export const PUBLIC = new ByFamily<readonly Range[]>({
  4: () => EVERYWHERE.of(4).flatMap((range) => new RangeSet(cidrs(...NOT_PUBLIC)).gapsIn(range)),
  6: () => cidrs('2000::/3', '64:ff9b::/96'),
});
