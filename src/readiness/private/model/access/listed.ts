import { OneOf } from '../../sources/value';
import type { Property } from '../property';

/** An item of a list. */
export interface Listed {
  readonly at: Property;
  /** Why it may not be in the list. */
  readonly doubt?: string;
}

/** All that may be in a list. What cannot be seen of it is an item too, whose value is unknown. */
export function listed(list: Property): Listed[] {
  return choices({ at: list }).flatMap(({ at, doubt }) => {
    const { items, more } = at.list;
    return [...items.flatMap((item) => choices({ at: item, doubt })), ...more === undefined ? [] : [{ at, doubt }]];
  });
}

/** All that a value may be, without the case that it is absent. */
export function choices({ at, doubt }: Listed): Listed[] {
  const { value } = at;
  return value instanceof OneOf
    ? at.alternatives.filter((each) => each.value !== undefined).map((each) => ({ at: each, doubt: value.reason }))
    : [{ at, doubt }];
}
