import { withoutMarks } from '../model/text';

/** A template as it is written: plain data, functions in their long form. */
export type Tree = string | number | boolean | null | Tree[] | TreeObject;

/** An object of a template. It has no prototype worth the name, so any key is data. */
export interface TreeObject {
  [key: string]: Tree;
}

export type Path = readonly (string | number)[];

/** Deeper than any template that CloudFormation takes. */
export const MAX_DEPTH = 200;

/** Makes an object on which `constructor` and `__proto__` are keys like any other. One of `Object.create(null)` takes three times the memory. */
export function bare<T>(): Record<string, T> {
  return Object.setPrototypeOf({}, null) as Record<string, T>;
}

export function isObject(tree: unknown): tree is TreeObject {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

/** A member of an object, nothing when it is something else. */
export function member(tree: Tree | undefined, key: string): Tree | undefined {
  return isObject(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
}

const EMPTY: TreeObject = Object.freeze(bare<Tree>());

/** The object under a key, an empty one when there is none. */
export function section(tree: Tree | undefined, key: string): TreeObject {
  const found = member(tree, key);
  return isObject(found) ? found : EMPTY;
}

/** Text from outside without the marks of holes and without halves of characters, which could not be encoded. */
export function cleanText(text: string): string {
  return withoutMarks(text).replace(/\p{Surrogate}/gu, '\uFFFD');
}
