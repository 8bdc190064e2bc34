import { isValueObject, type Value, type ValueObject } from '../../sources/value';
import { piecesOf, hole, type Text } from '../text';
import { Unknown } from '../unknown';

/** Deeper than any document that AWS takes. */
const MAX_DEPTH = 200;
const BACKSLASH = '\\';

/** What is written as the JSON of a document with parts that are not known. */
export function jsonValue(text: Text): Value | undefined {
  try {
    const parsed: unknown = JSON.parse(quoted(text), (key, value: unknown) => key === '__proto__' ? undefined : value);
    return plain(parsed, 0);
  } catch {
    return new Unknown('it is not JSON as far as it is known');
  }
}

/** The document with quotes around unknown parts that stand where a number or a list may. */
function quoted(text: Text): string {
  let inString = false;
  let json = '';
  for (const piece of piecesOf(text)) {
    if ('literal' in piece) {
      inString = endsInString(piece.literal, inString);
      json += piece.literal;
    } else {
      const mark = hole(piece.hole, piece.id);
      json += inString ? mark : `"${mark}"`;
    }
  }
  return json;
}

function endsInString(literal: string, inString: boolean): boolean {
  let inside = inString;
  for (let index = 0; index < literal.length; index++) {
    if (inside && literal[index] === BACKSLASH) {
      index++;
    } else if (literal[index] === '"') {
      inside = !inside;
    }
  }
  return inside;
}

/** As data of a template: null is nothing, and what is computed later is unknown. */
function plain(json: unknown, depth: number): Value | undefined {
  if (depth > MAX_DEPTH) {
    return new Unknown('it is nested too deeply');
  }
  if (Array.isArray(json)) {
    return json.map((item) => plain(item, depth + 1)).filter((item) => item !== undefined);
  }
  if (typeof json === 'object' && json !== null) {
    return plainObject(json as Record<string, unknown>, depth);
  }
  return computed(json) ?? (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : undefined);
}

function plainObject(json: Record<string, unknown>, depth: number): ValueObject {
  const object = Object.create(null) as ValueObject;
  for (const key of Object.keys(json)) {
    const value = key.endsWith('.$') ? new Unknown('it is computed when the state machine runs') : plain(json[key], depth + 1);
    if (value !== undefined) {
      object[key.replace(/\.\$$/, '')] = value;
    }
  }
  return object;
}

/** What JSONata computes. */
function computed(json: unknown): Unknown | undefined {
  return typeof json === 'string' && /^\{%.*%\}$/s.test(json.trim()) ? new Unknown('it is computed when the state machine runs') : undefined;
}

/** The document with its substitutions, which are texts. */
export function substituted(text: Text, substitutions: Value | undefined): Text {
  return text.replace(/\$\{([^{}]*)\}/g, (whole, name: string) => {
    const value = isValueObject(substitutions) && Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
    return typeof value === 'string' ? escaped(value) : typeof value === 'number' || typeof value === 'boolean' ? String(value) : whole;
  });
}

/** As it stands in a JSON string; the marks of unknown parts need no escape. */
function escaped(text: Text): Text {
  return JSON.stringify(text).slice(1, -1);
}
