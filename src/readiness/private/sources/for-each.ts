import type { Budget } from './budget';
import { bare, isObject, type Tree, type TreeObject } from './tree';
import type { Value } from './value';
import { isKnown } from '../model/text';

const LOOP = 'Fn::ForEach::';

export interface Expanded {
  readonly object: TreeObject;
  /** The loops that could not be unrolled, and why. */
  readonly open: readonly string[];
}

export function isLoop(key: string): boolean {
  return key.startsWith(LOOP);
}

/** More than all the resources that one stack can have. */
const MAX_COPIES = 5000;

/**
 * Unrolls the loops among the keys of an object.
 *
 * @param evaluate evaluates the collection of a loop
 */
export function unroll(object: TreeObject, evaluate: (tree: Tree) => Value | undefined, budget: Budget): Expanded {
  if (!Object.keys(object).some(isLoop)) {
    return { object, open: [] };
  }
  const result = bare<Tree>();
  const open = new Set<string>();
  let room = MAX_COPIES;
  const add = (tree: TreeObject) => {
    for (const [key, value] of Object.entries(tree)) {
      if (!isLoop(key)) {
        result[key] = value;
        continue;
      }
      const copies = copiesOf(value, evaluate, budget, room);
      if (typeof copies === 'string') {
        open.add(`the loop ${key.slice(LOOP.length)} ${copies}`);
      } else {
        room -= copies.length;
        copies.forEach((copy) => budget.deeper(() => add(copy), () => open.add('loops are nested too deeply')));
      }
    }
  };
  add(object);
  return { object: result, open: [...open] };
}

/** The body of a loop for each item; or why there is none. */
function copiesOf(loop: Tree, evaluate: (tree: Tree) => Value | undefined, budget: Budget, room: number): TreeObject[] | string {
  const [identifier, collection, body] = Array.isArray(loop) ? loop : [];
  if (typeof identifier !== 'string' || collection === undefined || !isObject(body)) {
    return 'is not an identifier, a collection and a body';
  }
  const value = evaluate(collection);
  const items = Array.isArray(value) ? value.flat() : [undefined];
  if (!items.every((item) => typeof item === 'string' && isKnown(item) || typeof item === 'number')) {
    return 'goes over a collection that is not known';
  }
  return items.length > room || budget.exhausted ? 'is too long'
    : items.map((item) => replaceIn(body, { identifier, item: String(item) }, budget) as TreeObject);
}

/** What stands in place of the identifier of a loop. */
interface Replacement {
  readonly identifier: string;
  readonly item: string;
}

function replaceIn(tree: Tree, replacement: Replacement, budget: Budget): Tree {
  if (!budget.spend(1) || typeof tree !== 'object' || tree === null) {
    return typeof tree === 'string' ? replaced(tree, replacement) : tree;
  }
  if (Array.isArray(tree)) {
    return tree.map((item) => replaceIn(item, replacement, budget));
  }
  if (tree.Ref === replacement.identifier && Object.keys(tree).length === 1) {
    return replacement.item;
  }
  const copy = bare<Tree>();
  Object.entries(tree).forEach(([key, value]) => copy[replaced(key, replacement)] = replaceIn(value, replacement, budget));
  return copy;
}

/** In `&{…}`, which is meant for keys, only letters and digits of the item remain. */
function replaced(text: string, { identifier, item }: Replacement): string {
  return text.replaceAll(`\${${identifier}}`, () => item).replaceAll(`&{${identifier}}`, () => item.replace(/[^A-Za-z0-9]/g, ''));
}
