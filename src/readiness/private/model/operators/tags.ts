import { contextOf, type Context, type ContextEntry, type Statement } from '../../iam/index';
import type { Property } from '../property';
import { isKnown, readable, type Text } from '../text';
import { Unknown } from '../unknown';

/** A tag that is asked for, in lower case: the names of condition keys are alike in both. */
export type TagKey = string;

/** The prefixes under which a policy asks for the tags of what a call is about. */
const PREFIXES = ['aws:resourcetag/', 'ecs:resourcetag/'];

/** The beginning of the tags that AWS alone puts on things. */
export const OF_AWS = 'aws:';

/** The tags of a list, as far as they are written down. */
export function tagsIn(list: Property): ReadonlyMap<TagKey, Text> {
  return new Map(list.list.items.flatMap((item) => {
    const [key, value] = ['Key', 'Value'].map((each) => item.at(each).text);
    return 'known' in key && key.known !== undefined && isKnown(key.known) && 'known' in value && value.known !== undefined
      ? [[key.known.toLowerCase(), value.known]] : [];
  }));
}

/** Tags as the condition keys of a call. */
export function tagContext(tags: Iterable<readonly [TagKey, ContextEntry]>): Context {
  return contextOf(Object.fromEntries([...tags].flatMap(([key, entry]) => PREFIXES.map((prefix) => [`${prefix}${key}`, entry]))));
}

/** The tags that a statement asks for. */
export function tagsOf({ conditions }: Pick<Statement, 'conditions'>): readonly TagKey[] {
  return conditions.flatMap((condition) => condition instanceof Unknown ? [] : tagOf(condition.key) ?? []);
}

/** The same, as they are written. */
export function writtenTags(statements: readonly Pick<Statement, 'conditions'>[]): readonly string[] {
  const keys = statements.flatMap(({ conditions }) => conditions.flatMap((condition) => condition instanceof Unknown ? [] : condition.key));
  return [...new Set(keys.filter((key) => tagOf(key) !== undefined).map((key) => readable(key.slice(key.indexOf('/') + 1))))];
}

/** The tag that a condition key asks for. */
export function tagOf(key: Text): TagKey | undefined {
  const name = key.toLowerCase();
  const prefix = PREFIXES.find((each) => name.startsWith(each));
  return prefix && name.slice(prefix.length);
}
