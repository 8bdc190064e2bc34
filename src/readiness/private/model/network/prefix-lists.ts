import type { View } from './view';
import type { Text } from '../text';

/** The ranges of a prefix list that a template makes; undefined when they are not all known. */
export function cidrsOfPrefixList(view: View, id: Text): readonly Text[] | undefined {
  const list = view.made({ known: id }, ['AWS::EC2::PrefixList']);
  if (!list || list.at('Entries').given !== 'yes') {
    return undefined;
  }
  const { items, more } = list.at('Entries').list;
  const cidrs = items.flatMap((item) => {
    const { text } = item.at('Cidr');
    return 'known' in text && text.known !== undefined ? [text.known] : [];
  });
  return more === undefined && cidrs.length === items.length && view.doubts.about(list.resource) === undefined ? cidrs : undefined;
}
