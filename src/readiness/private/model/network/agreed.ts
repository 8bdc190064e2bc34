import type { Known } from '../../reach/network';

/** What several values that are possible have in common: the one value that they all are. */
export function agreed<T>(values: readonly Known<T>[]): Known<T> {
  const [first] = values;
  const all = values.every((each) => 'known' in each && 'known' in first && each.known === first.known);
  return all ? first : values.find((each) => 'unknown' in each) ?? { unknown: 'it depends on what is chosen' };
}
