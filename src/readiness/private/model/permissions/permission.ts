import type { Context, Decision, Identity, Request } from '../../iam/index';
import type { Property } from '../property';
import type { Text } from '../text';

/** A call that a role must be allowed to make. */
export interface Permission {
  readonly action: string;
  readonly resource: Text;
  /** What asks for it. */
  readonly at: Property;
  /** Who makes it: what is in the container, or the agent outside of it. */
  readonly by: 'task' | 'agent';
  /** What is known of the call. */
  readonly context?: Context;
  /** Set where AWS says that the call may not come from the network of the task. */
  readonly fromElsewhere?: true;
  /** @default - the policies of the role decide alone */
  readonly decide?: Decide;
  /** The policy of the resource, which may be what refuses. */
  readonly guard?: Property;
  /** Why the call may not be made, or not with this role. */
  readonly doubt?: string;
}

export type Decide = (request: Request, identity: Identity) => Decision;
