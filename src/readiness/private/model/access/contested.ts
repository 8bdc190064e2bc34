import type { ResolvedResource } from '../../sources/resolved';
import { isKnown, type Text } from '../text';
import type { Tie } from './attachment';
import { meets } from './naming';

/** The inline policies that another of the same name may replace: which of them stays is not known. */
export function contested(ties: readonly Tie[]): ReadonlySet<Tie> {
  const byOwner = new Map<ResolvedResource, Tie[]>();
  for (const tie of ties) {
    if (tie.inline) {
      byOwner.set(tie.inline.owner, [...byOwner.get(tie.inline.owner) ?? [], tie]);
    }
  }
  return new Set([...byOwner.values()].flatMap(rivals));
}

function rivals(ties: readonly Tie[]): Tie[] {
  const counts = new Map<Text | undefined, number>();
  ties.forEach((tie) => counts.set(nameOf(tie), (counts.get(nameOf(tie)) ?? 0) + 1));
  const vague = [...counts.keys()].filter((name) => name === undefined || !isKnown(name));
  return ties.filter((tie) => {
    const name = nameOf(tie);
    const others = name === undefined || !isKnown(name) ? counts.keys() : vague;
    return counts.get(name)! > 1 || [...others].some((other) => other !== name && mayBeSame(name, other));
  });
}

/** Nothing for a name that is not known. */
function nameOf({ inline }: Tie): Text | undefined {
  return inline && 'known' in inline.name ? inline.name.known : undefined;
}

function mayBeSame(one: Text | undefined, other: Text | undefined): boolean {
  return one === undefined || other === undefined || meets(one, other) !== 'no';
}
