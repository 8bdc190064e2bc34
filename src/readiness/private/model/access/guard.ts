import { attachmentOf, type Attachment, type Tie } from './attachment';
import { maybe, merged } from './document';
import { inForce } from './identity';
import { Presence } from './presence';
import type { Policy } from '../../iam';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';

/** The policy of a resource, of which there is at most one. */
export class Guard {
  public readonly policies: readonly Attachment[];

  /** @param unseen what may be its policy and cannot be seen */
  constructor(private readonly system: ResolvedSystem, private readonly seen: readonly Tie[], private readonly unseen?: Tie) {
    this.policies = [...seen, ...unseen ? [unseen] : []].map(attachmentOf);
  }

  /** Whether those are all the policies that it may have. */
  public get complete(): boolean {
    return this.unseen === undefined;
  }

  /** What the evaluator takes for a call made by something that exists only when `subject` does; nothing where there is no policy. */
  public policyFor(subject: ResolvedResource, guarded: ResolvedResource): Policy | undefined {
    const ties = [...this.seen, ...this.unseen ? [this.unseen] : []];
    const policies = inForce(ties, new Presence(this.system, [subject, guarded]));
    return policies.length < 2 ? policies[0]
      : merged(`the policy of ${guarded.logicalId}`, policies.map((policy) => maybe(policy, 'a resource has one policy, and which one is not known')));
  }
}
