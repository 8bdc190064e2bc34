import { allOf, type Answer } from '../model/answer';
import type { Text } from '../model/text';

/** What may stand between a task and a service. */
export type Obstacle =
  | 'subnet-unknown' | 'imported-vpc-unknown' | 'ipv6-unknown'
  | 'no-route' | 'route-unknown' | 'no-public-ip' | 'igw-not-attached' | 'nat-without-route' | 'private-nat-unknown'
  | 'transit-gateway-unknown' | 'peering-unknown' | 'vpn-unknown' | 'appliance-unknown'
  | 'endpoint-private-dns-off' | 'vpc-dns-off' | 'custom-dns'
  | 'endpoint-in-other-vpc' | 'endpoint-unknown' | 'endpoint-subnets-unknown' | 'endpoint-zone-not-covered' | 'gateway-not-associated'
  | 'task-egress' | 'endpoint-ingress'
  | 'nacl-task-out' | 'nacl-task-in' | 'nacl-endpoint-in' | 'nacl-endpoint-out' | 'nacl-nat-in' | 'nacl-nat-out';

/** An obstacle that is there (`no`) or may be there (`unknown`). */
export interface Cause {
  readonly obstacle: Obstacle;
  readonly answer: 'no' | 'unknown';
  /** What the obstacle is made of: resources in the order in which the traffic meets them. */
  readonly ids: readonly Text[];
  /** Why it is not known. */
  readonly reason?: string;
}

/** What the traffic goes through. */
export interface Via {
  readonly kind: 'interface-endpoint' | 'gateway-endpoint' | 'nat' | 'internet-gateway' | 'egress-only-gateway';
  readonly id: Text;
}

/** An answer with what decided it: nothing for a yes, all that is broken for a no, all that is open for unknown. */
export interface Verdict {
  readonly answer: Answer;
  readonly causes: readonly Cause[];
  /** Obstacles beside the path, which change nothing. */
  readonly remarks: readonly Cause[];
  readonly via?: Via;
}

export const OPEN: Verdict = { answer: 'yes', causes: [], remarks: [] };

/** A way that is closed for reasons that are told elsewhere. */
export const CLOSED: Verdict = { answer: 'no', causes: [], remarks: [] };

/** What a check found, as a verdict. */
export function verdict(answer: Answer, obstacle: Obstacle, ids: readonly Text[], reason?: string): Verdict {
  return answer === 'yes' ? OPEN : { answer, causes: [{ obstacle, answer, ids, ...reason === undefined ? {} : { reason } }], remarks: [] };
}

export function through(kind: Via['kind'], id: Text, rest: Verdict = OPEN): Verdict {
  return { ...rest, via: { kind, id } };
}

/** Checks that must all be passed. */
export function inSeries(verdicts: readonly Verdict[]): Verdict {
  const answer = allOf(verdicts.map((each) => each.answer));
  return {
    answer,
    causes: distinct(verdicts.filter((each) => each.answer === answer).flatMap(({ causes }) => causes)),
    remarks: distinct(verdicts.flatMap(({ remarks }) => remarks)),
    via: verdicts.find(({ via }) => via)?.via,
  };
}

/** Ways of which any may be taken, not by choice: what they agree on. With doubts about which it is, the first one speaks for all. */
export function whichever(verdicts: readonly Verdict[], doubts: readonly Cause[] = []): Verdict {
  const [first] = verdicts;
  const agreed = verdicts.every(({ answer }) => answer === first.answer) ? first.answer : 'unknown';
  const speaking = agreed === 'unknown' && doubts.length > 0 ? [first] : verdicts;
  const causes = speaking.flatMap((each) => each.causes);
  return {
    answer: agreed,
    causes: agreed === 'unknown' ? distinct([...doubts, ...causes].map((cause) => ({ ...cause, answer: 'unknown' }))) : distinct(causes),
    remarks: distinct(verdicts.flatMap(({ remarks }) => remarks)),
    via: first.via,
  };
}

/** Without repetitions, in an order of their own. */
export function distinct(causes: readonly Cause[]): readonly Cause[] {
  if (causes.length < 2) {
    return causes;
  }
  const byKey = new Map(causes.map((cause) => [JSON.stringify([cause.obstacle, cause.ids, cause.reason, cause.answer]), cause]));
  return [...byKey].sort(([one], [other]) => one < other ? -1 : 1).map(([, cause]) => cause);
}
