import { identityAllows, type Policy } from '../../iam/index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Principal } from '../access/index';
import { executionIdentity, requestBy, taskIdentity, type Roles } from '../identities';
import { linked, type Link } from '../link';
import { needsOf } from '../needs';
import type { Subject } from '../subject';
import type { Caller } from '../traffic/need';

/** The policies that are resources of their own, of the roles of a task, as far as it needs what they allow. */
export function policiesOf(subject: Subject): readonly ResolvedResource[] {
  return [...ofRoles(subject, taskIdentity(subject), 'task'), ...ofRoles(subject, executionIdentity(subject), 'execution')];
}

function ofRoles(subject: Subject, roles: Link<Roles>, by: Caller): readonly ResolvedResource[] {
  const { stack } = subject.resource;
  return (linked(roles) ?? []).flatMap((role) => role.attachments
    .filter(({ resource, policy }) => resource !== role.resource && resource.stack === stack && allowsSome(subject, role, policy, by))
    .map(({ resource }) => resource));
}

function allowsSome(subject: Subject, role: Principal, policy: Policy, by: Caller): boolean {
  const calls = needsOf(subject).flatMap((need) => need.calls).filter((call) => call.by === by);
  return calls.some(({ action, resource }) => identityAllows(requestBy(role, action, resource), { policies: [policy] }).answer !== 'no');
}
