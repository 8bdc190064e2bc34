import type { Container } from './container';
import type { Property } from './property';
import { isKnown, piecesOf, type Text } from './text';
import type { Known } from '../reach/network';

/** A variable that is, or may be, set for a container. */
export interface Variable {
  readonly name: string;
  readonly at: Property;
  /** Empty is as good as not set. */
  readonly value: Known<Text>;
  /** Whether it is certainly there. */
  readonly sure: boolean;
}

/** The variables of a container with a known name, as variables and as secrets; those in files are not seen. */
export function environmentOf({ at }: Container): readonly Variable[] {
  return [
    ...at.at('Environment').list.items.flatMap((item) => variables(item, ({ text }) => valueOf(text), 'Value')),
    ...at.at('Secrets').list.items.flatMap((item) => variables(item, () => ({ unknown: 'it is a secret' }), 'ValueFrom')),
  ];
}

function variables(item: Property, read: (value: Property) => Known<Text>, key: string): readonly Variable[] {
  const sure = item.alternatives.length === 1;
  return item.alternatives.flatMap((at) => {
    const name = at.at('Name').literal;
    const value: Known<Text> = sure ? read(at.at(key)) : { unknown: 'it depends on a condition' };
    return 'known' in name && name.known !== undefined ? [{ name: name.known, at, value, sure }] : [];
  });
}

/** A value of nothing but what is not known may turn out to be empty. */
function valueOf(text: Known<Text | undefined>): Known<Text> {
  if ('unknown' in text) {
    return text;
  }
  const value = text.known ?? '';
  const something = isKnown(value) || piecesOf(value).some((piece) => 'literal' in piece || piece.hole === 'generated');
  return something ? { known: value } : { unknown: 'it may be empty' };
}
