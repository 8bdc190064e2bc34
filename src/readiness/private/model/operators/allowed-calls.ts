import type { Access } from './access';
import { placeOf } from './operator';
import { callBy } from './reach';
import { identityAllows } from '../../iam/index';
import type { Decide } from '../permissions/index';
import { Property } from '../property';
import type { Text } from '../text';

/** Something that an operator should not be allowed to call. */
export interface Call {
  readonly action: string;
  readonly resource: Text;
  /** @default - the policies of who calls decide alone */
  readonly decide?: Decide;
}

/** Calls that one statement allows. */
export interface AllowedCalls {
  readonly at: Property;
  readonly actions: readonly string[];
}

/** Those of some calls that an operator is certainly allowed, by where that is written. */
export function allowedCalls(access: Access, calls: readonly Call[]): readonly AllowedCalls[] {
  const byPlace = new Map<string, { readonly at: Property; readonly actions: Set<string> }>();
  for (const call of calls) {
    const at = allowedAt(access, call);
    if (at) {
      const key = JSON.stringify([at.resource.stack, at.resource.logicalId, at.path]);
      const allowed = byPlace.get(key) ?? { at, actions: new Set() };
      allowed.actions.add(call.action);
      byPlace.set(key, allowed);
    }
  }
  return [...byPlace.values()].map(({ at, actions }) => ({ at, actions: [...actions] }));
}

function allowedAt({ operator, gate }: Access, { action, resource, decide = identityAllows }: Call): Property | undefined {
  const decision = decide(callBy(operator, gate, action, resource), operator.identityFor(action));
  return decision.answer === 'yes' ? placeOf(operator, decision) ?? Property.of(operator.resource) : undefined;
}
