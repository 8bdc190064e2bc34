import type { Identity, Policy } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';
import type { Text } from '../text';
import { attachmentOf, type Attachment, type Tie } from './attachment';
import { identityOf, unseenIdentity } from './identity';
import { keyOf, type Presence } from './presence';
import type { PrincipalKind } from './separate-policies';

/** A role, user or group made in the templates. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly resource: ResolvedResource;
  readonly arn: Text | undefined;
  /** All policies that are or may be attached, those of the groups of a user among them. */
  readonly attachments: readonly Attachment[];
  /** What it may do at most. */
  readonly boundary: Attachment | undefined;
  /** Who may assume the role; nothing for users and groups. */
  readonly trust: Policy | undefined;
  readonly trustAt: Property;
  /**
   * What the evaluator takes for a call made in its name by something that exists only when `subject` does.
   *
   * Policies that are not attached then are left out; those of which that is not known may allow and may deny.
   */
  identityFor(subject: ResolvedResource): Identity;
}

/** What a principal needs to know of the templates around it. */
export interface Surroundings {
  tiesOf(kind: PrincipalKind, resource: ResolvedResource): readonly Tie[];
  boundaryOf(resource: ResolvedResource): Attachment | undefined;
  trustOf(at: Property): Policy;
  /** Why a resource may be deployed otherwise than it is written. */
  changed(resource: ResolvedResource): string | undefined;
  presence(...given: readonly ResolvedResource[]): Presence;
}

/** Reads what is attached when it is first asked for. */
export class SeenPrincipal implements Principal {
  private readonly identities = new Map<string, Identity>();
  private seen?: { readonly attachments: readonly Attachment[]; readonly boundary: Attachment | undefined };
  private trusted?: Policy;

  constructor(public readonly kind: PrincipalKind, public readonly resource: ResolvedResource, private readonly around: Surroundings) {}

  public get arn(): Text | undefined {
    return this.resource.arn;
  }

  public get ties(): readonly Tie[] {
    return this.around.tiesOf(this.kind, this.resource);
  }

  public get attachments(): readonly Attachment[] {
    return this.read().attachments;
  }

  public get boundary(): Attachment | undefined {
    return this.read().boundary;
  }

  public get trust(): Policy | undefined {
    return this.kind === 'role' ? this.trusted ??= this.around.trustOf(this.trustAt) : undefined;
  }

  public get trustAt(): Property {
    return Property.of(this.resource).at('AssumeRolePolicyDocument');
  }

  public identityFor(subject: ResolvedResource): Identity {
    const key = keyOf(subject.stack, subject.condition);
    let identity = this.identities.get(key);
    if (!identity) {
      const reason = this.around.changed(this.resource);
      identity = reason === undefined
        ? identityOf(this.ties, this.boundary?.policy, this.around.presence(subject, this.resource))
        : unseenIdentity(reason);
      this.identities.set(key, identity);
    }
    return identity;
  }

  private read(): { readonly attachments: readonly Attachment[]; readonly boundary: Attachment | undefined } {
    return this.seen ??= {
      attachments: this.ties.map(attachmentOf),
      boundary: this.kind === 'group' ? undefined : this.around.boundaryOf(this.resource),
    };
  }
}
