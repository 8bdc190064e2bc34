import type { Policy } from '../../iam';
import type { Known } from '../../reach/network';
import type { ResolvedResource } from '../../sources/resolved';
import { allOf, type Answer } from '../answer';
import type { Property } from '../property';
import type { Text } from '../text';

/** A policy as it is attached, with the place it is written at. */
export interface Attachment {
  readonly policy: Policy;
  /** Its document; of a policy that is not written in the templates, what names it. */
  readonly at: Property;
  /** Whether the deployment attaches it. */
  readonly created: Answer;
  /** What attaches it: the policy that lists a role, or the role that lists a policy. */
  readonly resource: ResolvedResource;
}

/** A policy and where it is written. */
export interface Written {
  readonly policy: Policy;
  readonly at: Property;
}

/** A policy that is or may be attached, and what that hangs on. */
export interface Tie extends Written {
  /** What must exist for it: first the resource that attaches it. */
  readonly needs: readonly [ResolvedResource, ...ResolvedResource[]];
  /** Why it may not be attached even then. */
  readonly doubt?: string;
  /** Set for an inline policy. Of two that are named alike one replaces the other. */
  readonly inline?: { readonly owner: ResolvedResource; readonly name: Known<Text | undefined> };
}

export function attachmentOf({ policy, at, needs, doubt }: Tie): Attachment {
  const created = allOf([...needs.map((resource) => resource.created), doubt === undefined ? 'yes' : 'unknown']);
  return { policy, at, created, resource: needs[0] };
}
