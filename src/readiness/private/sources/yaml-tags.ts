import { bare, type Tree } from './tree';

const FUNCTION = /^![A-Z][A-Za-z0-9]*(?:::[A-Za-z0-9]+)*$/;

/** Whether a tag is the short form of a function; new functions have short forms too, so any capitalised word is one. */
export function isFunctionTag(tag: string): boolean {
  return FUNCTION.test(tag);
}

/** The long form of `!Tag value`. */
export function longForm(tag: string, value: Tree): Tree {
  const name = tag.slice(1);
  const long = bare<Tree>();
  if (name === 'Ref' || name === 'Condition') {
    long[name] = value;
  } else {
    long[`Fn::${name}`] = name === 'GetAtt' && typeof value === 'string' ? attribute(value) : value;
  }
  return long;
}

function attribute(text: string): Tree {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}
