import type { Judgement } from './decide';
import type { Permission } from './permission';
import { statementAt } from './statement-at';
import { evaluateAlone, identityAllows, type DecidedBy, type Policy, type Request } from '../../iam/index';
import type { Attachment, Principal } from '../access/index';
import { Property } from '../property';
import type { Subject } from '../subject';

/**
 * Why a role may not make a call: nothing allows it; a statement does, on other resources or under a condition that is not met; a Deny; the
 * permissions boundary; the policy of the resource; a policy that would allow it is not created; or it is not known whether it may.
 */
export type RefusalKind = 'missing' | 'narrow' | 'unmet' | 'denied' | 'limited' | 'guarded' | 'left out' | 'unknown';

export interface Refusal {
  readonly kind: RefusalKind;
  readonly at: Property;
  readonly because: string;
}

/** Why a call is not allowed for certain, and where that is written. */
export function refusalOf(subject: Subject, { role, request, decision }: Judgement, { at, guard, doubt }: Permission): Refusal {
  const { because, decidedBy } = decision;
  const place = placeOf(role, decidedBy);
  if (decision.answer === 'unknown' || doubt !== undefined) {
    return doubt === undefined ? { kind: 'unknown', at: place ?? at, because } : { kind: 'unknown', at, because: doubt };
  }
  if (decidedBy) {
    return { kind: 'denied', at: place ?? (guard ? statementAt({ at: guard }, decidedBy.statement) : at), because };
  }
  if (role.boundary && alone(request, role.boundary.policy).answer === 'no') {
    return { kind: 'limited', at: role.boundary.at, because };
  }
  if (guard && identityAllows(request, role.identityFor(subject.resource)).answer === 'yes') {
    return { kind: 'guarded', at: guard, because };
  }
  return nearMiss(role, request) ?? { kind: 'missing', at: Property.of(role.resource), because };
}

/** The statement that nearly allows a call. */
function nearMiss(role: Principal, request: Request): Refusal | undefined {
  for (const attachment of role.attachments) {
    const { policy, resource, created } = attachment;
    if (created === 'no' && alone(request, policy).answer === 'yes') {
      return { kind: 'left out', at: Property.of(resource), because: resource.condition === undefined ? 'its stack is not' : `${resource.condition} is false` };
    }
    const anyResource = alone({ ...request, resource: undefined }, policy);
    const anyContext = alone({ ...request, context: undefined }, policy);
    if (created !== 'no' && anyResource.answer !== 'no') {
      return { kind: 'narrow', at: statementAt(attachment, anyResource.decidedBy!.statement, 'Resource'), because: anyResource.because };
    }
    if (created !== 'no' && anyContext.answer === 'unknown') {
      return { kind: 'unmet', at: statementAt(attachment, anyContext.decidedBy!.statement, 'Condition'), because: anyContext.because };
    }
  }
  return undefined;
}

function alone(request: Request, policy: Policy): ReturnType<typeof evaluateAlone> {
  return evaluateAlone(request, policy, 'identity');
}

/** Where the statement that decides is written, if it is in a policy of the role. */
function placeOf(role: Principal, by: DecidedBy | undefined): Property | undefined {
  const attachments: readonly Attachment[] = [...role.attachments, ...role.boundary ? [role.boundary] : []];
  const attachment = by && attachments.find(({ policy }) => policy.name === by.policy);
  return attachment && statementAt(attachment, by.statement);
}
