import { Property } from './property';
import { jsonValue } from './subjects/json-text';
import { isKnown, type Text } from './text';
import type { ResolvedResource } from '../sources/resolved';
import { isValueObject } from '../sources/value';

/** What a secret holds when it is created: nothing, the members of an object, or a text that is no object. */
export type SecretValue = 'nothing' | 'text' | { readonly keys: readonly Text[] };

/** What a secret of the templates holds when it is created, as far as that is known. */
export function secretValueOf(secret: ResolvedResource): SecretValue | undefined {
  const [written, generated] = ['SecretString', 'GenerateSecretString'].map((key) => Property.of(secret).at(key));
  if (generated.given === 'no') {
    return written.given === 'no' ? 'nothing' : readObject(written);
  }
  const [template, key] = ['SecretStringTemplate', 'GenerateStringKey'].map((each) => generated.at(each));
  if (generated.given === 'unknown' || written.given !== 'no' || template.given === 'no') {
    return generated.given === 'yes' && written.given === 'no' && key.given === 'no' ? 'text' : undefined;
  }
  const object = readObject(template);
  return typeof object === 'object' && 'known' in key.text && key.text.known !== undefined ? { keys: [...object.keys, key.text.known] } : undefined;
}

function readObject({ text }: Property): SecretValue | undefined {
  // a member that is null is there, and what becomes of it is not documented
  if ('unknown' in text || text.known === undefined || text.known.includes('null')) {
    return undefined;
  }
  const value = jsonValue(text.known);
  return isValueObject(value) ? { keys: Object.keys(value) } : isKnown(text.known) ? 'text' : undefined;
}
