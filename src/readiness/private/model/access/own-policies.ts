import { unseenPolicy } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';
import { readable } from '../text';
import { Unknown } from '../unknown';
import type { Tie } from './attachment';
import type { Documents } from './documents';
import { listed } from './listed';
import type { ManagedPolicies } from './managed-policies';

/** The inline policies that a role, user or group is written with. */
export function inlinePolicies(owner: ResolvedResource, documents: Documents): Tie[] {
  return listed(Property.of(owner).at('Policies')).map(({ at, doubt }) => {
    const name = at.at('PolicyName').text;
    if (at.value instanceof Unknown) {
      return { ...unseenTie(at, `an inline policy of ${owner.logicalId}`, at.value.reason), inline: { owner, name } };
    }
    const shown = 'known' in name && name.known !== undefined ? `${JSON.stringify(readable(name.known))} ` : '';
    return { ...documents.read(at.at('PolicyDocument'), `inline policy ${shown}of ${owner.logicalId}`), needs: [owner], doubt, inline: { owner, name } };
  });
}

/** The managed policies that it lists. */
export function listedPolicies(owner: ResolvedResource, managed: ManagedPolicies): Tie[] {
  return listed(Property.of(owner).at('ManagedPolicyArns')).map(({ at, doubt }) => ({ ...managed.at(at), needs: [owner], doubt }));
}

/** A policy that may be attached and cannot be seen. */
export function unseenTie(at: Property, name: string, reason: string): Tie {
  return { policy: unseenPolicy(name, reason, { couldDeny: true }), at, needs: [at.resource], doubt: reason };
}
