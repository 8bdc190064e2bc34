import type { View } from './view';
import type { Text } from '../text';

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html */
const MAX_ENTRIES = 1000;

/** The ranges of a prefix list that a template makes; undefined when they are not all known, or more than AWS takes. */
export function cidrsOfPrefixList(view: View, id: Text): readonly Text[] | undefined {
  const list = view.made({ known: id }, ['AWS::EC2::PrefixList']);
  if (!list || list.at('Entries').given !== 'yes') {
    return undefined;
  }
  const { items, more } = list.at('Entries').list;
  if (items.length > MAX_ENTRIES) {
    return undefined;
  }
  const cidrs = items.flatMap((item) => {
    const { text } = item.at('Cidr');
    return 'known' in text && text.known !== undefined ? [text.known] : [];
  });
  return more === undefined && cidrs.length === items.length && view.doubts.about(list.resource) === undefined ? cidrs : undefined;
}
