import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What a request says of one condition key: its values, that it has none, or that this cannot be known. */
export type ContextEntry = readonly Text[] | 'absent' | Unknown;

/** The condition keys of a request, in lower case. A key that is not listed is unknown. */
export type Context = ReadonlyMap<string, ContextEntry>;

export function contextOf(entries: Readonly<Record<string, Text | ContextEntry>>): Context {
  return new Map(Object.entries(entries).map(([key, entry]) => [
    key.toLowerCase(),
    typeof entry === 'string' && entry !== 'absent' ? [entry] : entry as ContextEntry,
  ]));
}

/** One context over another. */
export function merged(...contexts: readonly Context[]): Context {
  return new Map(contexts.flatMap((context) => [...context]));
}

export function entryOf(context: Context, key: string): ContextEntry {
  return context.get(key.toLowerCase()) ?? new Unknown(`the request may or may not carry ${key}`);
}

/** The id of the hole that stands for a key's unknown value. */
export function contextHole(key: string): string {
  // a lone surrogate could not stand in a hole
  return `context ${JSON.stringify(key.toLowerCase())}`;
}
