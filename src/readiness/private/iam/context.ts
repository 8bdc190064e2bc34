import { Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What a request says of one condition key: its values, that it has none, or that this cannot be known. */
export type ContextEntry = readonly Text[] | 'absent' | Unknown;

/** The condition keys of a request, in lower case. A key that is not listed is unknown. */
export interface Context extends Iterable<readonly [string, ContextEntry]> {
  get(key: string): ContextEntry | undefined;
}

export function contextOf(entries: Readonly<Record<string, Text | ContextEntry>>): Context {
  return new Map(Object.entries(entries).map(([key, entry]) => [
    key.toLowerCase(),
    typeof entry === 'string' && entry !== 'absent' ? [entry] : entry as ContextEntry,
  ]));
}

/** One context over another. They are not copied: of the many keys that a request has, few are asked for. */
export function merged(...contexts: readonly Context[]): Context {
  return {
    get: (key) => {
      let entry: ContextEntry | undefined;
      for (let index = contexts.length - 1; index >= 0 && entry === undefined; index--) {
        entry = contexts[index].get(key);
      }
      return entry;
    },
    [Symbol.iterator]: () => new Map(contexts.flatMap((context) => [...context])).entries(),
  };
}

/** A context that is worked out when it is first asked for: most requests meet no condition. */
export function deferred(make: () => Context): Context {
  return new Deferred(make);
}

class Deferred implements Context {
  private made?: Context;

  constructor(private readonly make: () => Context) {}

  public get(key: string): ContextEntry | undefined {
    return this.context.get(key);
  }

  public [Symbol.iterator](): Iterator<readonly [string, ContextEntry]> {
    return this.context[Symbol.iterator]();
  }

  private get context(): Context {
    return this.made ??= this.make();
  }
}

export function entryOf(context: Context, key: string): ContextEntry {
  return context.get(key.toLowerCase()) ?? new Unknown(`the request may or may not carry ${key}`);
}

/** The id of the hole that stands for a key's unknown value. */
export function contextHole(key: string): string {
  // a lone surrogate could not stand in a hole
  return `context ${JSON.stringify(key.toLowerCase())}`;
}
