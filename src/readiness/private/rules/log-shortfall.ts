import { unclear, violated, type Outcome, type Violation } from './rule';
import { anyOf } from '../model/answer';
import type { Roles } from '../model/identities';
import { shortfalls, type Permission, type Shortfall } from '../model/permissions/index';
import { logPermissions, type LogPermission, type SessionLogging } from '../model/session/index';
import type { Subject } from '../model/subject';

/** Calls for the log of sessions that the task role may not make, with all that is known of them. */
export interface LogShortfall extends Shortfall {
  readonly permissions: readonly LogPermission[];
}

/** What the task role may not call for the log of sessions, and whether the policy of a bucket is why. */
export function logShortfalls(subject: Subject, roles: Roles, session: SessionLogging, byBucket: boolean): readonly LogShortfall[] {
  const found = subject.once('shortfalls of session logs', () => new Map<SessionLogging, readonly LogShortfall[]>());
  const all = found.get(session) ?? read(subject, roles, session);
  found.set(session, all);
  return all.filter(({ at, permissions: [{ guard }] }) => byBucket === (guard !== undefined && at.resource === guard.resource));
}

function read(subject: Subject, roles: Roles, session: SessionLogging): readonly LogShortfall[] {
  const permissions = logPermissions(subject, session);
  return shortfalls(subject, roles, permissions).map((shortfall) => {
    const short = new Set<Permission>(shortfall.permissions);
    return { ...shortfall, permissions: permissions.filter((each) => short.has(each)) };
  });
}

/** The agent refuses a session when it cannot make sure of an encryption that is demanded; anything else loses the log. */
export function* toldOf({ kind, at, cause, permissions }: LogShortfall, details: Pick<Violation, 'catalogue' | 'fix'>): Generator<Outcome> {
  const vital = anyOf(permissions.map((permission) => permission.vital));
  if (kind === 'unknown') {
    yield* vital === 'no' ? [] : [unclear(at, cause)];
  } else if (vital === 'unknown') {
    yield unclear(at, `${cause}, and whether the session log must be encrypted is not known`);
  } else {
    yield violated(at, `${cause}${vital === 'yes' ? ', so that the agent refuses every session' : ', so that the log of sessions is lost'}`, {
      ...details, severity: vital === 'yes' ? 'error' : 'warning',
    });
  }
}
