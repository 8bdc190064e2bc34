import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { UnknownList } from '../../sources/value';
import { Property } from '../property';
import { hole } from '../text';
import { Unknown } from '../unknown';
import type { Tie } from './attachment';
import { Bindings, type Owners } from './bindings';
import type { Documents } from './documents';
import { listed } from './listed';

export type PrincipalKind = 'role' | 'user' | 'group';

const LISTS = { Roles: 'role', Users: 'user', Groups: 'group' } as const;

/** The policies that are resources of their own, and the properties that name whom they are attached to. */
const ATTACHING: Readonly<Record<string, Readonly<Record<string, PrincipalKind>>>> = {
  'AWS::IAM::Policy': LISTS,
  'AWS::IAM::ManagedPolicy': LISTS,
  'AWS::IAM::RolePolicy': { RoleName: 'role' },
  'AWS::IAM::UserPolicy': { UserName: 'user' },
  'AWS::IAM::GroupPolicy': { GroupName: 'group' },
};

/** Policies that are resources of their own, and say themselves whom they are attached to. */
export class SeparatePolicies {
  public readonly all: readonly ResolvedResource[];
  private readonly bindings: Readonly<Record<PrincipalKind, Bindings>>;

  constructor(system: ResolvedSystem, private readonly documents: Documents, owners: (kind: PrincipalKind) => Owners) {
    this.bindings = { role: new Bindings(owners('role')), user: new Bindings(owners('user')), group: new Bindings(owners('group')) };
    this.all = system.templates.flatMap(({ resources }) => [...resources.values()]).filter(({ type }) => Object.hasOwn(ATTACHING, type));
    for (const resource of this.all) {
      Object.entries(ATTACHING[resource.type]).forEach(([key, kind]) => assign(this.bindings[kind], Property.of(resource).at(key)));
    }
  }

  /** Those attached to a principal; nothing when too many may be. */
  public of(kind: PrincipalKind, owner: ResolvedResource): Tie[] | undefined {
    return this.bindings[kind].of(owner)?.map(({ from, doubt }) => {
      const { policy, at } = this.documents.of(from);
      const inline = from.type === 'AWS::IAM::ManagedPolicy' ? undefined : { owner, name: Property.of(from).at('PolicyName').text };
      return { policy, at, needs: [from], doubt, inline };
    });
  }
}

/** Assigns a resource to all that one of its properties names. */
export function assign(bindings: Bindings, names: Property): void {
  for (const { at, doubt } of listed(names)) {
    const { text, value } = at;
    const to = value instanceof UnknownList ? hole('unknown', value.itemId(0)) : 'unknown' in text ? new Unknown(text.unknown) : text.known;
    if (to !== undefined) {
      bindings.add({ from: names.resource, to, doubt });
    }
  }
}
