import { Part } from './condition';
import { Unknown } from '../model/unknown';

/** AWS accepts no policy as long as this; what follows is not read. */
const MAX_CHARACTERS = 65_536;
const TOO_LONG = 'the policy is longer than any that AWS accepts';

/** Reads the values of a policy document, which may be anything, and keeps account of what could not be understood. */
export class DocumentReader {
  public readonly doubts: string[] = [];
  private left = MAX_CHARACTERS;

  public doubt(reason: string): Unknown {
    // one document may be wrong in ten thousand places
    if (this.doubts.length < 20 && !this.doubts.includes(reason)) {
      this.doubts.push(reason);
    }
    return new Unknown(reason);
  }

  /** A text, a list of texts, or what stands in for them, as a list. */
  public parts(value: unknown, name: string): Part[] {
    return this.list(value).map((item) => this.part(item, name));
  }

  /** A list; something that is not a list is a list of one, as in the policy language. */
  public list(value: unknown): unknown[] {
    const items = Array.isArray(value) ? value : [value];
    const most = Math.max(0, this.left);
    this.left -= items.length;
    return items.length > most ? [...items.slice(0, most), this.doubt(TOO_LONG)] : items;
  }

  /** The own entries of an object. */
  public entries(value: unknown, name: string): [string, unknown][] | Unknown {
    if (value instanceof Unknown) {
      return this.doubt(value.reason);
    }
    if (!isRecord(value)) {
      return this.doubt(`${name} is not an object`);
    }
    const entries = Object.entries(value);
    this.left -= entries.length;
    return this.left < 0 ? this.doubt(TOO_LONG) : entries;
  }

  private part(value: unknown, name: string): Part {
    if (value instanceof Unknown) {
      return this.doubt(value.reason);
    }
    if (typeof value !== 'string') {
      return this.doubt(`${name} is neither a text nor a list of texts`);
    }
    this.left -= value.length;
    return this.left < 0 ? this.doubt(TOO_LONG) : value;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}
