import { isOfSubnets, placeOf } from './obstacle-places';
import type { Obstacle } from '../../reach/verdict';
import { pathsOf, type Path } from '../paths';
import type { Property } from '../property';
import type { Subject } from '../subject';
import type { Text } from '../text';

/** Something that is in the way, or may be, with all the ways that it is on. */
export interface Block {
  readonly obstacle: Obstacle;
  readonly answer: 'no' | 'unknown';
  /** Where it can be mended. */
  readonly at: Property;
  /** What it is made of, each time that it is met. */
  readonly ids: readonly (readonly Text[])[];
  /** Why it is not known. */
  readonly reasons: readonly string[];
  readonly paths: readonly Path[];
}

/** What is in the way to what a subject needs, by kind and place. */
export function blocksOf(subject: Subject): readonly Block[] {
  return subject.once('blocks', () => gathered(subject, ({ causes }) => causes));
}

/** What is not as it should be beside the ways of a subject. */
export function remarksOf(subject: Subject): readonly Block[] {
  return subject.once('remarks', () => gathered(subject, ({ remarks }) => remarks));
}

/** Doubts that come of nothing else first, then those that come of them; all others are between. */
const ORDER: Partial<Record<Obstacle, number>> = { 'subnet-unknown': 0, 'imported-vpc-unknown': 0, 'endpoint-unknown': 1, 'route-unknown': 1, 'no-route': 3 };
const BETWEEN = 2;

/** What depends on the interface that connections are opened from. */
const OF_INTERFACE: readonly Obstacle[] = ['task-egress', 'no-public-ip'];

/** Whether a doubt does no more than follow from another one, which is told of all the ways that it is on. */
export function isConsequence({ obstacle, answer, paths }: Block): boolean {
  const rank = (each: Obstacle) => ORDER[each] ?? BETWEEN;
  return answer === 'unknown' && paths.every(({ causes, departure }) =>
    departure.unseen && OF_INTERFACE.includes(obstacle) || causes.some((cause) => rank(cause.obstacle) < rank(obstacle)));
}

interface Growing extends Block {
  readonly ids: (readonly Text[])[];
  readonly reasons: string[];
  readonly paths: Path[];
}

function gathered(subject: Subject, causesOf: (path: Path) => Path['causes']): readonly Block[] {
  const blocks = new Map<string, Growing>();
  for (const path of pathsOf(subject)) {
    for (const { obstacle, answer, ids, reason } of causesOf(path)) {
      const at = placeOf(obstacle, ids, path, subject);
      const key = JSON.stringify([obstacle, answer, at.resource.stack, at.resource.logicalId, at.path]);
      const block = blocks.get(key) ?? { obstacle, answer, at, ids: [], reasons: [], paths: [] };
      blocks.set(key, block);
      block.ids.push(ids);
      block.reasons.push(...reason === undefined ? [] : [reason]);
      block.paths.push(path);
    }
  }
  return ofSubnets([...blocks.values()].map((block) => ({
    ...block, ids: distinct(block.ids), reasons: distinct(block.reasons), paths: [...new Set(block.paths)],
  })));
}

/** The same, with one for what tasks and their instances meet in the same subnets. */
function ofSubnets(blocks: readonly Block[]): readonly Block[] {
  const merged = new Map<unknown, Block>();
  for (const block of blocks) {
    const key = isOfSubnets(block.obstacle) ? JSON.stringify([block.obstacle, block.answer, block.ids, block.reasons]) : block;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, paths: [...same.paths, ...block.paths] } : block);
  }
  return [...merged.values()];
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
