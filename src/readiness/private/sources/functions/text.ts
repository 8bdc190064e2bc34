import { hole, type Text } from '../../model/text';
import { Unknown } from '../../model/unknown';
import type { At, Fn } from '../context';
import { isObject, member } from '../tree';
import { Encoded, isValueObject, mayBeAbsent, onlyHole, textOf, UnknownList, type Value } from '../value';

/** Longer than any text of a template, and no longer than a string even with six characters for each in JSON. */
const MAX_TEXT = 80_000_000;
const PLACEHOLDER = /\$\{(!?)([^{}]*)\}/g;

/** `Fn::Sub`, with and without a map of its own variables. */
export const substitute: Fn = (at, args) => {
  const [template, variables] = Array.isArray(args) ? args : [args];
  if (typeof template !== 'string') {
    return new Unknown('the text of Fn::Sub is not written as text');
  }
  let most = MAX_TEXT;
  const text = template.replace(PLACEHOLDER, (whole, literal: string, inner: string) => {
    const name = inner.trim();
    const own = literal === '' ? member(variables, name) : undefined;
    const value = literal !== '' ? `\${${inner}}` : name === '' ? whole
      : own !== undefined ? at.text(own, 'Fn::Sub', 1, name) : textOf(reference(at, name), () => `${at.id} > ${name}`);
    most -= value.length;
    return most < 0 ? '' : value;
  });
  return most < 0 ? hole('unknown', at.id) : limited(at, text);
};

function reference(at: At, name: string): Value | undefined {
  const dot = name.indexOf('.');
  return dot < 0 ? at.ref(name) : at.attribute(name.slice(0, dot), name.slice(dot + 1));
}

/** `Fn::Join`. */
export const join: Fn = (at, args) => {
  const [delimiter, items] = Array.isArray(args) ? args : [];
  if (typeof delimiter !== 'string' || items === undefined) {
    return new Unknown('Fn::Join takes a delimiter and a list');
  }
  const list = at.evaluate(items, 'Fn::Join', 1);
  if (Array.isArray(list)) {
    const texts = list.some(mayBeAbsent) ? undefined : list.map((item, index) => textOf(item, () => `${at.id} > ${index}`));
    return texts && lengthOf(texts, delimiter) <= MAX_TEXT ? limited(at, texts.join(delimiter)) : hole('unknown', at.id);
  }
  const id = list instanceof UnknownList ? list.id : onlyHole(list);
  return hole('unknown', id === undefined ? at.id : `${id}${joinedBy(delimiter)}`);
};

/** The end of the id of a hole that stands for all items of a list. */
export function joinedBy(delimiter: string): string {
  return ` joined by ${JSON.stringify(delimiter)}`;
}

/** `Fn::Base64`, kept readable. */
export const base64: Fn = (at, args) => new Encoded(at.text(args, 'Fn::Base64'));

/** `Fn::ToJsonString`: a list or object as JSON text. */
export const toJsonString: Fn = (at, args) => {
  const value = at.evaluate(args, 'Fn::ToJsonString');
  const plain = (_: string, each: Value) => each instanceof Encoded ? textOf(each, () => at.id) : each;
  return value === undefined || holdsUnknown(value) || sizeOf(value) > MAX_TEXT ? hole('unknown', at.id) : limited(at, JSON.stringify(value, plain));
};

function lengthOf(texts: readonly Text[], delimiter: string): number {
  return texts.reduce((length, { length: more }) => length + more + delimiter.length, 0);
}

/** As many characters as the texts of a value have. */
function sizeOf(value: Value): number {
  return typeof value === 'string' ? value.length : value instanceof Encoded ? value.text.length
    : typeof value === 'object' ? Object.values(value).reduce<number>((size, each: Value) => size + sizeOf(each), 0) : 1;
}

/** Whether a value has parts of which not even the type is known. */
function holdsUnknown(value: Value): boolean {
  return value instanceof Unknown || (Array.isArray(value) || isValueObject(value)) && Object.values(value).some(holdsUnknown);
}

/** `Fn::Length` of a list that is known. */
export const length: Fn = (at, args) => {
  const list = at.evaluate(args, 'Fn::Length');
  const certain = Array.isArray(list) && !list.some((item) => item instanceof Unknown);
  return certain ? list.length : new Unknown('the length of a list that is not known');
};

function limited(at: At, text: Text): Text {
  return at.context.budget.spend(0, text.length) ? text : hole('unknown', at.id);
}

/** Functions and macros whose results only AWS knows. */
export const transform: Fn = (_, args) => {
  const name = isObject(args) ? member(args, 'Name') : undefined;
  return new Unknown(`the transform ${typeof name === 'string' ? name : 'there'} is applied at deployment`);
};
