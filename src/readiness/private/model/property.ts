import { type Answer } from './answer';
import { readable, isKnown, type Text } from './text';
import { Unknown } from './unknown';
import type { Known } from '../reach/network';
import type { ResolvedResource } from '../sources/resolved';
import { Encoded, isValueObject, mayBeAbsent, oneOf, OneOf, UnknownList, type Value } from '../sources/value';

/** The items of a list, as far as they are known. */
export interface Items {
  readonly items: readonly Property[];
  /** Why there may be more of them. */
  readonly more?: string;
}

/**
 * A property of a resource, with where it stands; one that is not there is a property too.
 *
 * All reading of templates goes through here: a value of another shape than asked for is unknown, never an error.
 */
export class Property {
  /** All properties of a resource. */
  public static of(resource: ResolvedResource): Property {
    return new Property(resource, [], resource.properties);
  }

  /**
   * @param place the path below the properties of the resource, or the property that it is in
   * @param key its key in that property
   */
  constructor(
    public readonly resource: ResolvedResource,
    private readonly place: readonly (string | number)[] | Property,
    public readonly value: Value | undefined,
    private readonly key?: string | number,
  ) {}

  /** Below the properties of the resource. It is put together when it is read, which of most properties it is not. */
  public get path(): readonly (string | number)[] {
    return this.place instanceof Property ? [...this.place.path, this.key!] : this.place;
  }

  /** The property below. */
  public at(...keys: readonly string[]): Property {
    let property: Property = this;
    for (let index = 0; index < keys.length; index++) {
      const { place, value } = property;
      const more = place instanceof Property || place.length > 0 ? undefined : this.resource.moreProperties;
      property = new Property(this.resource, property, value === undefined ? undefined : memberOf(value, keys[index], more), keys[index]);
    }
    return property;
  }

  /** Whether it is there. */
  public get given(): Answer {
    return this.value === undefined ? 'no' : mayBeAbsent(this.value) ? 'unknown' : 'yes';
  }

  /** The text, none when the property is not there. It may have holes. */
  public get text(): Known<Text | undefined> {
    const { value } = this;
    return typeof value === 'string' ? { known: value }
      : typeof value === 'number' || typeof value === 'boolean' ? { known: String(value) }
        : value instanceof Encoded ? { known: value.text } : this.otherwise('a text');
  }

  /** The text when every part of it is known. */
  public get literal(): Known<string | undefined> {
    const { text } = this;
    return 'known' in text && text.known !== undefined && !isKnown(text.known) ? { unknown: `it depends on ${readable(text.known)}` } : text;
  }

  public get flag(): Known<boolean | undefined> {
    const { literal } = this;
    if ('unknown' in literal || literal.known === undefined) {
      return literal as Known<undefined>;
    }
    const flag = ['false', 'true'].indexOf(literal.known.toLowerCase());
    return flag < 0 ? { unknown: `${this.shown} is neither true nor false` } : { known: flag === 1 };
  }

  public get number(): Known<number | undefined> {
    const { literal } = this;
    if ('unknown' in literal || literal.known === undefined) {
      return literal as Known<undefined>;
    }
    const number = literal.known.trim() === '' ? NaN : Number(literal.known);
    return Number.isNaN(number) ? { unknown: `${this.shown} is not a number` } : { known: number };
  }

  /** The items; one that is no list is a list of one. */
  public get list(): Items {
    const { value } = this;
    if (value === undefined) {
      return { items: [] };
    }
    if (value instanceof Unknown) {
      return { items: [], more: value.reason };
    }
    return { items: Array.isArray(value) ? value.map((item, index) => new Property(this.resource, this, item, index)) : [this] };
  }

  /** The texts of a list. */
  public get texts(): Known<readonly Text[]> {
    const { items, more } = this.list;
    const texts: Text[] = [];
    for (const { text } of items) {
      if ('unknown' in text) {
        return text;
      }
      texts.push(text.known!);
    }
    return more === undefined ? { known: texts } : { unknown: more };
  }

  /** The keys of an object and what is under them. */
  public get entries(): { readonly entries: readonly (readonly [string, Property])[]; readonly more?: string } {
    const { value } = this;
    if (value === undefined) {
      return { entries: [] };
    }
    return isValueObject(value) ? { entries: Object.keys(value).map((key) => [key, this.at(key)]) } : { entries: [], more: reasonOf(value, 'an object') };
  }

  /** Every value that it may have, each as a property; only itself when that is certain, or nothing is known. */
  public get alternatives(): readonly Property[] {
    const { value } = this;
    return value instanceof OneOf ? value.alternatives.map((each) => new Property(this.resource, this.place, each, this.key)) : [this];
  }

  /** The answer that holds for every value it may have. */
  public ask(test: (property: Property) => Answer): Answer {
    const [first, ...others] = this.alternatives.map(test);
    return others.every((answer) => answer === first) ? first : 'unknown';
  }

  /** Why it is not known, if it is not. */
  public get doubt(): string | undefined {
    return this.value instanceof Unknown ? this.value.reason : typeof this.value === 'string' && !isKnown(this.value) ? `it depends on ${readable(this.value)}` : undefined;
  }

  /** For people. */
  public get shown(): string {
    const { value } = this;
    return value === undefined ? 'nothing' : typeof value === 'string' ? JSON.stringify(readable(value)) : typeof value === 'object' ? 'what is not a text' : String(value);
  }

  private otherwise(what: string): Known<undefined> {
    return this.value === undefined ? { known: undefined } : { unknown: reasonOf(this.value, what) };
  }
}

function reasonOf(value: Value, what: string): string {
  return value instanceof Unknown ? value.reason : `it is not ${what}`;
}

function memberOf(value: Value | undefined, key: string, more?: string): Value | undefined {
  if (isValueObject(value)) {
    return Object.hasOwn(value, key) ? value[key] : more !== undefined ? new Unknown(more) : misspelt(value, key);
  }
  if (value instanceof OneOf) {
    return oneOf(value.alternatives.map((each) => memberOf(each, key)), value.reason);
  }
  return value === undefined ? undefined : new Unknown(value instanceof UnknownList ? 'it is a list' : reasonOf(value, 'an object'));
}

/** CloudFormation passes some keys on whose case is wrong; what becomes of them is not documented. */
function misspelt(object: object, key: string): Unknown | undefined {
  for (const each in object) {
    // most keys that are asked for are not there, and most others differ in length
    if (each.length === key.length && each.toLowerCase() === key.toLowerCase()) {
      return new Unknown(`it is spelled ${JSON.stringify(each)}, and what becomes of that is not documented`);
    }
  }
  return undefined;
}
