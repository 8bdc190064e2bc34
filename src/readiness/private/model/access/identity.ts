import { unseenPolicy, type Identity, type Policy } from '../../iam';
import { allOf } from '../answer';
import type { Tie } from './attachment';
import { contested } from './contested';
import { maybe } from './document';
import type { Presence } from './presence';

/** The identity of a role that is not at hand: what it may do cannot be told. */
export function unseenIdentity(reason: string): Identity {
  return { policies: [unseenPolicy('the role', reason, { couldDeny: true })] };
}

/** What the policies that are or may be attached come to where certain resources exist. */
export function identityOf(ties: readonly Tie[], boundary: Policy | undefined, presence: Presence): Identity {
  return { policies: inForce(ties, presence), boundary };
}

/** The policies that are in force, those of which that is not known as policies that may not apply. */
export function inForce(ties: readonly Tie[], presence: Presence): Policy[] {
  const present = ties.filter((tie) => presenceOf(tie, presence) !== 'no');
  const rivals = contested(present);
  return present.map((tie) => {
    const doubt = tie.doubt ?? missing(tie, presence)
      ?? (rivals.has(tie) ? `another inline policy may have the name of ${tie.policy.name} and replace it` : undefined);
    return doubt === undefined ? tie.policy : maybe(tie.policy, doubt);
  });
}

function presenceOf({ needs }: Tie, presence: Presence): ReturnType<typeof allOf> {
  return allOf(needs.map((resource) => presence.of(resource)));
}

function missing({ needs }: Tie, presence: Presence): string | undefined {
  const resource = needs.find((each) => presence.of(each) !== 'yes');
  return resource && (resource.createdReason ?? `${resource.logicalId} may not be created`);
}
