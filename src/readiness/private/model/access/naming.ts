import { matchPattern } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import type { Answer } from '../answer';
import { isKnown, piecesOf, type HoleKind, type Text } from '../text';

/**
 * Whether a text is a name.
 *
 * A name that AWS makes up during the deployment is none that a parameter of the same stack could hold. IAM does not tell names apart by
 * case, so texts that differ in nothing else may be the same.
 *
 * @param stack the one in which both are written, if it is one
 */
export function meets(text: Text, name: Text, stack?: string): Answer {
  if (text === name) {
    return 'yes';
  }
  const [holes, otherHoles] = [holesOf(text), holesOf(name)];
  const open = [...holes.unknown, ...otherHoles.unknown];
  const isApart = without(holes.generated, otherHoles.generated).some((id) => !hasRoom(open, id, stack));
  return isApart || matchPattern(text, name, { wildcards: false, ignoreCase: true }) === 'no' ? 'no' : 'unknown';
}

/** The names that AWS makes up for one text and not for the other. */
function without(ids: readonly string[], others: readonly string[]): string[] {
  return [...ids.filter((id) => !others.includes(id)), ...others.filter((id) => !ids.includes(id))];
}

/** Whether one of the holes could be filled with a name that AWS makes up. */
function hasRoom(open: readonly string[], id: string, stack: string | undefined): boolean {
  const maker = id.slice(0, id.lastIndexOf('/'));
  return !open.every((hole) => isSettledBefore(maker, hole) || maker === stack && /^(?:Import|Output) /.test(hole));
}

/** Whether a hole is filled before the resources of a stack are made. */
function isSettledBefore(stack: string, hole: string): boolean {
  return hole.startsWith('AWS::') || hole.endsWith('/AWS::StackName') || hole.startsWith(`Parameter ${stack}/`);
}

function holesOf(text: Text): Record<HoleKind, string[]> {
  const holes: Record<HoleKind, string[]> = { unknown: [], generated: [] };
  for (const piece of isKnown(text) ? [] : piecesOf(text)) {
    if ('hole' in piece) {
      holes[piece.hole].push(piece.id);
    }
  }
  return holes;
}

/** Whether a text holds the name that AWS makes up for a resource, so that it can only come from there. */
export function isOwnName(text: Text, { stack, logicalId }: ResolvedResource): boolean {
  const own = `${stack}/${logicalId}`;
  return holesOf(text).generated.some((id) => id === own || id.startsWith(`${own}.`));
}

/** Whether a text could be any of several. */
export function isOpen(text: Text): boolean {
  return holesOf(text).unknown.length > 0;
}

/** Whether a resource refers to another by function, which can be deployed only if that is. */
export function refersTo(from: ResolvedResource, to: ResolvedResource): boolean {
  return from.stack === to.stack && (from.references.has(to.logicalId) || from.mayReference.has(to.logicalId));
}
