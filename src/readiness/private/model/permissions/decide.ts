import { originsOf } from './origin';
import type { Permission } from './permission';
import { deferred, identityAllows, merged, type Context, type Decision, type Request } from '../../iam/index';
import type { Principal } from '../access/index';
import type { Answer } from '../answer';
import { regionOf, requestBy, type Roles } from '../identities';
import type { Subject } from '../subject';

/** What the policies say of a call by a role, with all that is known of the call. */
export interface Judgement {
  readonly role: Principal;
  readonly request: Request;
  readonly decision: Decision;
}

const NOTHING: Context = new Map();

/** The answer that holds whichever of the roles it is, told of one of them. */
export function judgementOf(subject: Subject, roles: Roles, permission: Permission): Judgement {
  if (roles.length === 1) {
    return judge(subject, roles[0], permission);
  }
  const judgements = roles.map((role) => judge(subject, role, permission));
  const first = (answer: Answer) => judgements.find(({ decision }) => decision.answer === answer);
  const [allowed, refused] = [first('yes'), first('no')];
  return first('unknown') ?? (allowed && refused && leftOpen(refused)) ?? judgements[0];
}

function leftOpen(judgement: Judgement): Judgement {
  const because = `it may be one of several roles, of which ${judgement.role.resource.logicalId} does not allow it`;
  return { ...judgement, decision: { ...judgement.decision, answer: 'unknown', because } };
}

/** Where a call comes from is looked into only when something hangs on it. */
function judge(subject: Subject, role: Principal, permission: Permission): Judgement {
  const judgement = judgeFrom(subject, role, permission);
  if (judgement.decision.answer !== 'unknown') {
    return judgement;
  }
  const [first, ...rest] = originsOf(subject, permission).map((origin) => judgeFrom(subject, role, permission, origin));
  return first && rest.every(({ decision }) => decision.answer === first.decision.answer) ? first : judgement;
}

function judgeFrom(subject: Subject, role: Principal, permission: Permission, origin: Context = NOTHING): Judgement {
  const { action, resource, context = NOTHING, decide = identityAllows } = permission;
  const request = requestBy(role, action, resource, deferred(() => merged(resource === '*' ? regionOf(subject) : NOTHING, origin, context)));
  return { role, request, decision: decide(request, role.identityFor(subject.resource)) };
}
