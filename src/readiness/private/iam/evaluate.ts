import { both, Decision, either, leftOpen, strongest } from './decision';
import { Policy } from './policy';
import { Request } from './request';
import { Place, reachOf } from './statement-reach';
import { anyOf } from '../model/answer';
import { readable } from '../model/text';

/** The policies that have a say in a call within one account. */
export interface Policies {
  /** Those of the role or user that calls. */
  readonly identity?: readonly Policy[];
  /** What the role may do at most. */
  readonly boundary?: Policy;
  /** That of the KMS key, which must allow the call or leave it to the policies of the account. */
  readonly key?: Policy;
  /** That of another resource, such as a bucket, which may allow the call by itself. */
  readonly resource?: Policy;
  /** That of the VPC endpoint that the call goes through. */
  readonly endpoint?: Policy;
}

interface Attached {
  readonly policy: Policy;
  readonly place: Place;
}

/**
 * Whether a call is allowed.
 *
 * A Deny wins over every Allow. Otherwise the policies of the caller and that of the resource are weighed as within one account; policies of the
 * organization are outside what templates show.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function evaluate(request: Request, policies: Policies): Decision {
  return unlessDenied(denial(request, policies), allowance(request, policies));
}

/** Whether one policy allows a call, whatever others say. */
export function evaluateAlone(request: Request, policy: Policy, place: Place): Decision {
  return unlessDenied(denies(request, [{ policy, place }]), allows(request, policy, place));
}

/** Whether a statement denies a call, whatever else allows it. */
export function denial(request: Request, policies: Policies): Decision {
  return denies(request, attachments(policies));
}

function denies(request: Request, attached: readonly Attached[]): Decision {
  return strongest(attached, 'Deny', (statement, { policy, place }) => {
    const reach = reachOf(statement, policy, place, request);
    return anyOf([reach.directly, reach.byAccount]);
  }, () => `no statement denies ${described(request)}`);
}

function unlessDenied(denied: Decision, allowed: Decision): Decision {
  if (denied.answer === 'yes') {
    return { ...denied, answer: 'no' };
  }
  return denied.answer === 'unknown' && allowed.answer === 'yes' ? denied : allowed;
}

function allowance(request: Request, policies: Policies): Decision {
  const { identity = [], boundary, key, resource, endpoint } = policies;
  const granted = vote(request, identity.map((policy) => ({ policy, place: 'identity' })), 'directly', () => `no policy allows ${described(request)}`);
  const limit = boundary === undefined ? undefined : allows(request, boundary, 'identity');
  let answer = limit === undefined ? granted : both(limit, granted);
  if (key !== undefined) {
    const delegated = vote(request, [{ policy: key, place: 'resource' }], 'byAccount',
      () => `${key.name} neither allows ${described(request)} nor leaves it to the policies of the account`);
    answer = either(limited(allows(request, key, 'resource'), limit), both(delegated, answer));
  } else if (resource !== undefined) {
    answer = either(limited(allows(request, resource, 'resource'), limit), answer);
  }
  return endpoint === undefined ? answer : both(allows(request, endpoint, 'endpoint'), answer);
}

/** A boundary limits what a resource grants to the role, but not what it grants to the session of the role. */
function limited(granted: Decision, limit: Decision | undefined): Decision {
  return limit === undefined || limit.answer === 'yes' || granted.answer === 'no' ? granted : leftOpen(limit);
}

function allows(request: Request, policy: Policy, place: Place): Decision {
  return vote(request, [{ policy, place }], 'directly', () => `${policy.name} does not allow ${described(request)}`);
}

function vote(request: Request, attached: readonly Attached[], how: 'directly' | 'byAccount', otherwise: () => string): Decision {
  return strongest(attached, 'Allow', (statement, { policy, place }) => reachOf(statement, policy, place, request)[how], otherwise);
}

function attachments({ identity = [], boundary, key, resource, endpoint }: Policies): readonly Attached[] {
  const others = [at('identity', boundary), at('resource', key), at('resource', resource), at('endpoint', endpoint)];
  return [...identity.map((policy) => ({ policy, place: 'identity' as const })), ...others.filter((other) => other !== undefined)];
}

function at(place: Place, policy: Policy | undefined): Attached | undefined {
  return policy && { policy, place };
}

function described(request: Request): string {
  return request.resource === undefined ? request.action : `${request.action} on ${readable(request.resource)}`;
}
