import type { Property } from './property';
import type { Text } from './text';
import type { Known } from '../reach/network';

/** More combinations than anyone would write down. */
const MOST = 16;

/** Every list of texts that a property may turn out to be: values, or items, may depend on conditions. */
export function textListsOf(property: Property): readonly Known<readonly Text[]>[] {
  const lists = property.alternatives.flatMap(listsIn);
  return lists.length > MOST ? [{ unknown: 'it depends on too many conditions' }] : lists;
}

function listsIn(property: Property): Known<readonly Text[]>[] {
  const { items, more } = property.list;
  let lists: (readonly Text[])[] = [[]];
  for (const item of items) {
    const texts = item.alternatives.map(({ text }) => text);
    const hidden = texts.find((text) => 'unknown' in text);
    if (hidden && 'unknown' in hidden) {
      return [hidden];
    }
    const known = texts.flatMap((text) => 'known' in text ? [text.known] : []);
    lists = lists.flatMap((list) => known.map((text) => text === undefined ? list : [...list, text]));
    if (lists.length > MOST) {
      return [{ unknown: 'it depends on too many conditions' }];
    }
  }
  return more === undefined ? lists.map((list) => ({ known: list })) : [{ unknown: more }];
}
