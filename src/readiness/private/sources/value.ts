import { hole, isKnown, piecesOf, type Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What remains of a piece of template once its functions are evaluated. Text may contain holes. */
export type Value = Text | number | boolean | Value[] | ValueObject | Unknown | Encoded;

export interface ValueObject {
  [key: string]: Value;
}

/** A list of which nothing is known but where it comes from. Its items are known to be the same everywhere. */
export class UnknownList extends Unknown {
  /**
   * @param id tells one list from another
   * @param word whether the items are names or ids, in which no separator can be
   * @param itemId the id of the hole that stands for an item
   */
  constructor(public readonly id: string, reason: string, public readonly word = false, public readonly itemId = (index: number) => `${id}[${index}]`) {
    super(reason);
  }
}

/** One of a few values, as far as they are known; which one depends on what is not known. Nothing among them means that the value may be absent. */
export class OneOf extends Unknown {
  constructor(public readonly alternatives: readonly (Value | undefined)[], reason: string) {
    super(reason);
  }
}

/** What `Fn::Base64` encodes, kept readable: mostly the user data of an instance. */
export class Encoded {
  constructor(public readonly text: Text) {}
}

/** The plain text of user data, encoded by the function or by hand. */
export function decoded(value: Value | undefined): Text | undefined {
  if (value instanceof Encoded) {
    return value.text;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  return isKnown(value) && /^[A-Za-z0-9+/\s]+={0,2}$/.test(value.trim()) ? Buffer.from(value, 'base64').toString('utf8') : value;
}

export function isValueObject(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown) && !(value instanceof Encoded);
}

/**
 * A value as text.
 *
 * @param place tells this value from others of which as little is known
 */
export function textOf(value: Value | undefined, place: () => string): Text {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof Encoded && isKnown(value.text)) {
    return Buffer.from(value.text, 'utf8').toString('base64');
  }
  return hole('unknown', value instanceof UnknownList ? value.id : place());
}

/** The id of the hole that a text consists of. */
export function onlyHole(value: Value | undefined): string | undefined {
  const pieces = typeof value === 'string' && !isKnown(value) ? piecesOf(value) : [];
  return pieces.length === 1 && 'hole' in pieces[0] ? pieces[0].id : undefined;
}

/** Whether two values are certainly the same. Values of which nothing is known are not. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]));
  }
  if (isValueObject(one) && isValueObject(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key], other[key]));
  }
  if (one instanceof UnknownList && other instanceof UnknownList) {
    return one.id === other.id;
  }
  if (one instanceof Encoded && other instanceof Encoded) {
    return one.text === other.text;
  }
  return one === other;
}

/** As many alternatives as anyone can follow. */
const MAX_ALTERNATIVES = 32;

/** One value for several that are possible: itself when all agree. */
export function oneOf(values: readonly (Value | undefined)[], reason: string): Value | undefined {
  const distinct: (Value | undefined)[] = [];
  for (const value of values.flatMap((each) => each instanceof OneOf ? each.alternatives : [each])) {
    if (!distinct.some((seen) => sameValue(seen, value))) {
      distinct.push(value);
    }
    if (distinct.length > MAX_ALTERNATIVES || value instanceof Unknown && !(value instanceof UnknownList)) {
      return new Unknown(reason);
    }
  }
  return distinct.length === 1 ? distinct[0] : new OneOf(distinct, reason);
}

/** Whether there may be nothing at all in place of a value. */
export function mayBeAbsent(value: Value | undefined): boolean {
  return value === undefined || value instanceof Unknown && !(value instanceof UnknownList)
    && (!(value instanceof OneOf) || value.alternatives.some(mayBeAbsent));
}
