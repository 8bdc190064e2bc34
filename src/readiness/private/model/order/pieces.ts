import type { ResolvedResource } from '../../sources/resolved';
import type { Model } from '../model';
import { Property } from '../property';
import type { Text } from '../text';

/** More pieces of one thing than anyone would wait for. */
const MOST = 64;

/** The resources of a type by what some of their properties say: none where there are too many. */
export function piecesWith(model: Model, type: string, keys: readonly string[], values: readonly Text[]): readonly ResolvedResource[] {
  const found = model.once(`order ${type} ${keys.join(' ')}`, () => byValues(model, type, keys)).get(JSON.stringify(values)) ?? [];
  return found.length > MOST ? [] : found;
}

function byValues(model: Model, type: string, keys: readonly string[]): ReadonlyMap<string, readonly ResolvedResource[]> {
  const pieces = new Map<string, ResolvedResource[]>();
  for (const resource of model.ofType(type)) {
    const values = keys.map((key) => Property.of(resource).at(key).text).map((text) => 'known' in text ? text.known : undefined);
    const key = JSON.stringify(values);
    const others = pieces.get(key);
    if (others) {
      others.push(resource);
    } else if (!values.includes(undefined)) {
      pieces.set(key, [resource]);
    }
  }
  return pieces;
}
