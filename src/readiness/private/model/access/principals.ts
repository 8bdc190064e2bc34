import type { Policy } from '../../iam';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { isValueObject } from '../../sources/value';
import { NOTHING, type Link } from '../link';
import { Property } from '../property';
import type { Attachment } from './attachment';
import { IamTemplates, PRINCIPAL_TYPES } from './iam-templates';
import { SeenPrincipal, type Principal } from './principal';
import type { PrincipalKind } from './separate-policies';

const PERMISSION_SET = 'AWS::SSO::PermissionSet';

/** The roles, users and groups of the templates, and what points to them. */
export class Principals {
  public readonly all: readonly Principal[];
  private readonly seen: ReadonlyMap<ResolvedResource, SeenPrincipal>;
  private readonly templates: IamTemplates;
  private readonly permissionSets: readonly ResolvedResource[];
  private alone?: readonly Attachment[];

  constructor(system: ResolvedSystem) {
    const byKind: Record<PrincipalKind, ResolvedResource[]> = { role: [], user: [], group: [] };
    const resources = system.templates.flatMap((template) => [...template.resources.values()]);
    for (const resource of resources) {
      const kind = PRINCIPAL_TYPES.get(resource.type);
      if (kind !== undefined) {
        byKind[kind].push(resource);
      }
    }
    this.templates = new IamTemplates(system, byKind);
    const seen = Object.entries(byKind).flatMap(([kind, all]) =>
      all.map((resource) => new SeenPrincipal(kind as PrincipalKind, resource, this.templates)));
    this.all = seen;
    this.seen = new Map(seen.map((principal) => [principal.resource, principal]));
    this.permissionSets = resources.filter(({ type }) => type === PERMISSION_SET);
  }

  /** The role that a property points to, by ARN or by name. Of several values that it may have, each is asked about alone. */
  public at(pointer: Property): Link<Principal> {
    return this.roleAt(this.templates.finder.at(pointer, 'AWS::IAM::Role'));
  }

  /** The role of the instance profile that a property points to: by name or ARN, or by an object with either of them. */
  public ofInstanceProfile(pointer: Property): Link<Principal> {
    const named = isValueObject(pointer.value) ? ['Arn', 'Name'].map((key) => pointer.at(key)).find(({ value }) => value !== undefined) : pointer;
    const profile = named === undefined ? NOTHING : this.templates.finder.at(named, 'AWS::IAM::InstanceProfile');
    return 'to' in profile ? this.ofProfile(Property.of(profile.to).at('Roles')) : profile;
  }

  /** All that is written of what someone may do, whoever that is. */
  public get policies(): readonly Policy[] {
    const { separate, documents } = this.templates;
    const own = [...this.seen.keys()].flatMap((resource) => this.templates.ownTiesOf(resource));
    return [...own, ...separate.all.map((resource) => documents.of(resource))].map(({ policy }) => policy);
  }

  /** The policies that nobody in the templates certainly has, such as those for people. */
  public get unattached(): readonly Attachment[] {
    return this.alone ??= this.findUnattached();
  }

  private ofProfile(roles: Property): Link<Principal> {
    const { items, more } = roles.list;
    if (more !== undefined || items.length > 1) {
      return { unseen: more ?? 'an instance profile has one role' };
    }
    return items.length === 0 ? NOTHING : this.at(items[0]);
  }

  private roleAt(link: Link<ResolvedResource>): Link<Principal> {
    return 'to' in link ? { to: this.seen.get(link.to)! } : link;
  }

  private findUnattached(): Attachment[] {
    const { separate, documents } = this.templates;
    const attached = new Set<Property>();
    for (const { ties, boundary } of this.seen.values()) {
      ties.filter(({ doubt }) => doubt === undefined).forEach(({ at }) => attached.add(at));
      if (boundary) {
        attached.add(boundary.at);
      }
    }
    const inline = this.permissionSets.filter((resource) => Property.of(resource).at('InlinePolicy').value !== undefined);
    return [...separate.all, ...inline].map((resource) => ({ ...documents.of(resource), created: resource.created, resource }))
      .filter(({ at }) => !attached.has(at));
  }
}
