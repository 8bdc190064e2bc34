import { Context } from './context';
import { Decision } from './decision';
import { evaluate, evaluateAlone } from './evaluate';
import { Policy } from './policy';
import { Request } from './request';
import { Text } from '../model/text';

/** What a role brings along. */
export interface Identity {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
}

/** Whether the policies of a role allow a call. */
export function identityAllows(request: Request, identity: Identity): Decision {
  return evaluate(request, { identity: identity.policies, boundary: identity.boundary });
}

/** Whether a key may be used: by a role, or without one by a service of AWS, for which the key policy decides alone. */
export function keyAllows(request: Request, key: Policy, identity?: Identity): Decision {
  return evaluate(request, { identity: identity?.policies, boundary: identity?.boundary, key });
}

/** Whether a role may use a bucket, which need not have a policy. */
export function bucketAllows(request: Request, bucket: Policy | undefined, identity: Identity): Decision {
  return evaluate(request, { identity: identity.policies, boundary: identity.boundary, resource: bucket });
}

/** Whether a VPC endpoint lets a call through, whoever may make it. */
export function endpointAllows(request: Request, endpoint: Policy | undefined): Decision {
  if (endpoint === undefined) {
    return { answer: 'yes', because: 'an endpoint without a policy lets everything through' };
  }
  return evaluateAlone(request, endpoint, 'endpoint');
}

/** Whether a role may be assumed by a service such as `ecs-tasks.amazonaws.com`. */
export function trusts(trust: Policy, service: Text, context?: Context): Decision {
  return evaluateAlone({ action: 'sts:AssumeRole', caller: { service }, context }, trust, 'trust');
}
