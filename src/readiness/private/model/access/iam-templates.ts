import { sameText, type Policy } from '../../iam';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { Property } from '../property';
import type { Attachment, Tie } from './attachment';
import type { Owners } from './bindings';
import { boundaryOf } from './boundary';
import { Documents } from './documents';
import { Finder } from './finder';
import { ManagedPolicies } from './managed-policies';
import { Memberships } from './memberships';
import { inlinePolicies, listedPolicies, unseenTie } from './own-policies';
import { Presence } from './presence';
import type { Surroundings } from './principal';
import { SeparatePolicies, type PrincipalKind } from './separate-policies';
import { Unseen } from './unseen';

export const PRINCIPAL_TYPES: ReadonlyMap<string, PrincipalKind> = new Map([
  ['AWS::IAM::Role', 'role'], ['AWS::IAM::User', 'user'], ['AWS::IAM::Group', 'group'],
]);

/** More policies than IAM attaches to anything. */
const MAX_TIES = 300;

/** Everything in the templates that policies come from. */
export class IamTemplates implements Surroundings {
  public readonly finder: Finder;
  public readonly documents: Documents;
  public readonly separate: SeparatePolicies;
  private readonly unseen: Unseen;
  private readonly managed: ManagedPolicies;
  private readonly memberships: Memberships;
  private readonly ties = new Map<ResolvedResource, readonly Tie[]>();
  private readonly ownTies = new Map<ResolvedResource, readonly Tie[]>();

  constructor(private readonly system: ResolvedSystem, principals: Readonly<Record<PrincipalKind, readonly ResolvedResource[]>>) {
    this.finder = new Finder(system);
    this.unseen = new Unseen(system);
    this.documents = new Documents(this.unseen);
    this.managed = new ManagedPolicies(this.finder, this.documents);
    const owners = (kind: PrincipalKind) => this.ownersOf(principals[kind]);
    this.separate = new SeparatePolicies(system, this.documents, owners);
    this.memberships = new Memberships(system, this.finder, owners('user'));
  }

  public tiesOf(kind: PrincipalKind, resource: ResolvedResource): readonly Tie[] {
    let ties = this.ties.get(resource);
    if (!ties) {
      ties = this.readTies(kind, resource);
      this.ties.set(resource, ties);
    }
    return ties;
  }

  /** The policies that a principal is written with, and the managed policies that it lists. */
  public ownTiesOf(resource: ResolvedResource): readonly Tie[] {
    let ties = this.ownTies.get(resource);
    if (!ties) {
      ties = [...inlinePolicies(resource, this.documents), ...listedPolicies(resource, this.managed)];
      this.ownTies.set(resource, ties);
    }
    return ties;
  }

  public boundaryOf(resource: ResolvedResource): Attachment | undefined {
    return boundaryOf(resource, this.managed);
  }

  public trustOf(at: Property): Policy {
    return this.documents.read(at, `trust policy of ${at.resource.logicalId}`).policy;
  }

  public changed(resource: ResolvedResource): string | undefined {
    return this.unseen.changed(resource);
  }

  public presence(...given: readonly ResolvedResource[]): Presence {
    return new Presence(this.system, given);
  }

  private readTies(kind: PrincipalKind, resource: ResolvedResource): Tie[] {
    const separate = this.separate.of(kind, resource);
    const inherited = kind === 'user' ? this.memberships.of(resource, (group) => this.tiesOf('group', group)) : [];
    const ties = [
      ...this.ownTiesOf(resource),
      ...separate ?? [],
      ...inherited ?? [],
    ];
    const most = ties.slice(0, MAX_TIES);
    const reason = separate === undefined || inherited === undefined || ties.length > MAX_TIES ? 'more policies may be attached than can be looked at'
      : this.unseen.attached(resource);
    return reason === undefined ? most : [...most, unseenTie(Property.of(resource), `a policy of ${resource.logicalId}`, reason)];
  }

  private ownersOf(all: readonly ResolvedResource[]): Owners {
    return {
      all,
      namesOf: ({ ref }) => typeof ref === 'string' ? [ref] : [],
      together: (one, other) => {
        const [account, otherAccount] = [one, other].map((each) => this.finder.templateOf(each).account);
        return account === otherAccount ? 'yes' : sameText(account, otherAccount);
      },
    };
  }
}
