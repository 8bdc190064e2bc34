import { overlaps, type Cidr, type Range } from './cidr';

/** Something that is bound to a CIDR. */
export interface Bound<T> {
  readonly cidr: Cidr;
  readonly value: T;
}

/** What wins somewhere; no value where nothing is bound. */
export interface Winner<T> {
  readonly value?: T;
  readonly prefix: number;
}

/** What one CIDR has of a range. CIDRs, and so what they have, are disjoint or one in the other. */
interface Stretch<T> extends Range {
  readonly prefix: number;
  readonly values: (T | undefined)[];
  /** How many addresses narrower ones leave to it. */
  left: bigint;
}

/** What wins somewhere in a range when the longest prefix wins: all that narrower ones do not cover. Equals share. */
export function winnersIn<T>(range: Range, bounds: readonly Bound<T>[]): Winner<T>[] {
  const stretches = new Map<string, Stretch<T>>();
  add(stretches, range, -1, undefined);
  for (const { cidr, value } of bounds) {
    if (overlaps(cidr, range)) {
      const first = cidr.first > range.first ? cidr.first : range.first;
      const last = cidr.last < range.last ? cidr.last : range.last;
      add(stretches, { ...range, first, last }, cidr.prefix, value);
    }
  }
  return subtract([...stretches.values()].sort(outerFirst))
    .filter(({ left }) => left > 0n)
    .flatMap(({ values, prefix }) => values.map((value) => ({ value, prefix })));
}

function add<T>(stretches: Map<string, Stretch<T>>, { family, first, last }: Range, prefix: number, value: T | undefined): void {
  const key = `${first}/${prefix}`;
  const stretch = stretches.get(key) ?? { family, first, last, prefix, values: [], left: last - first + 1n };
  stretch.values.push(value);
  stretches.set(key, stretch);
}

/** Takes every stretch from the one around it. */
function subtract<T>(stretches: Stretch<T>[]): Stretch<T>[] {
  const around: Stretch<T>[] = [];
  for (const stretch of stretches) {
    while (around.length > 0 && around[around.length - 1].last < stretch.first) {
      around.pop();
    }
    if (around.length > 0) {
      around[around.length - 1].left -= stretch.last - stretch.first + 1n;
    }
    around.push(stretch);
  }
  return stretches;
}

function outerFirst(one: Stretch<unknown>, other: Stretch<unknown>): number {
  return one.first === other.first ? one.prefix - other.prefix : one.first < other.first ? -1 : 1;
}
