import { isAboutExec } from './exec-statement';
import { operatorOf, type Operator, type OperatorParts } from './operator';
import { PERMISSION_SET, permissionSet } from './permission-sets';
import type { Policy } from '../../iam/index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Attachment, Principal } from '../access/index';
import { hostsOf } from '../hosts';
import { linked } from '../link';
import type { Model } from '../model';
import { Unknown } from '../unknown';

/** Everyone whom the templates let open sessions. What other templates let is not known, and not asked for. */
export function operatorsOf(model: Model): readonly Operator[] {
  return model.once('operators', () => find(model));
}

function find(model: Model): readonly Operator[] {
  const { all, policies } = model.principals;
  const permissionSets = model.ofType(PERMISSION_SET);
  // most templates let nobody in, and who has which policy need not be asked
  return permissionSets.length > 0 || policies.some(isAboutExec) ? among(all, permissionSets, model) : [];
}

function among(all: readonly Principal[], permissionSets: readonly ResolvedResource[], model: Model): readonly Operator[] {
  const { unattached } = model.principals;
  const ofGroups = new Set(all.filter(({ kind }) => kind === 'group').flatMap(({ attachments }) => attachments.map(({ policy }) => policy)));
  const byResource = new Map(unattached.map((attachment) => [attachment.resource, attachment]));
  const parts = [
    ...all.filter(({ resource }) => resource.created !== 'no').map((each) => ofPrincipal(each, model, ofGroups)),
    ...unattached.filter(({ resource }) => resource.type !== PERMISSION_SET).map(ofPolicy),
    ...permissionSets.map((resource) => permissionSet(resource, byResource.get(resource))),
  ];
  return parts.map(operatorOf).filter((operator) => operator !== undefined);
}

/** What a user has from groups is told of the groups. */
function ofPrincipal(principal: Principal, model: Model, ofGroups: ReadonlySet<Policy>): OperatorParts {
  const { kind, resource, arn, attachments } = principal;
  return {
    name: `${kind} ${resource.logicalId}`,
    resource,
    whole: kind !== 'group',
    machine: isTrusting(principal, ''),
    arn: kind === 'group' ? undefined : arn,
    attachments,
    identity: () => principal.identityFor(resource),
    tells: ({ policy }) => kind !== 'user' || !ofGroups.has(policy),
    runsTasks: () => kind === 'role' && (isTrusting(principal, 'ecs-tasks.') || rolesOfInstances(model).has(resource)),
  };
}

function ofPolicy(attachment: Attachment): OperatorParts {
  const { resource, policy } = attachment;
  return { name: `policy ${resource.logicalId}`, resource, whole: false, machine: false, arn: undefined, attachments: [attachment], identity: () => ({ policies: [policy] }) };
}

/** Whether a role may be assumed by a service of AWS whose name begins so. */
function isTrusting({ trust }: Principal, service: string): boolean {
  const names = trust?.statements.flatMap(({ principals }) => principals?.items ?? []) ?? [];
  return names.some((name) => !(name instanceof Unknown) && name.type === 'Service' && name.name.startsWith(service));
}

function rolesOfInstances(model: Model): ReadonlySet<ResolvedResource> {
  return model.once('roles of instances', () => new Set(model.subjects.flatMap((subject) => hostsOf(subject).hosts).flatMap(({ role }) => linked(role)?.resource ?? [])));
}
