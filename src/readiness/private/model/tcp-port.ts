import { anyOf, type Answer } from './answer';
import type { Model } from './model';
import type { Text } from './text';
import { same } from '../reach/identity';
import type { SecurityGroup, SecurityRule } from '../reach/network';
import { NetworkIndex } from '../reach/network-index';
import { admits } from '../reach/ports';
import type { ResolvedResource } from '../sources/resolved';

/** The rules of security groups that let a TCP port through, one way. */
export interface PortRules {
  /** None of them certainly: the groups are seen whole. */
  readonly none: boolean;
  /** Undefined when the groups are not seen whole, or let everything through. */
  readonly rules?: readonly SecurityRule[];
}

const UNSEEN: PortRules = { none: false };

/** What groups let through to or from a port, as far as the stack of a resource shows it. */
export function portRules(ids: readonly Text[], way: 'egress' | 'ingress', port: number, resource: ResolvedResource, model: Model): PortRules {
  const index = NetworkIndex.of(model.networks.of(resource));
  return index.once(['rules for a port', way, port, ids], () => rulesOf(ids.map((id) => index.securityGroups.get(id)), way, port));
}

function rulesOf(groups: readonly (SecurityGroup | undefined)[], way: 'egress' | 'ingress', port: number): PortRules {
  if (groups.length === 0 || groups.some((group) => !group?.complete || way === 'egress' && !group.egress)) {
    return UNSEEN;
  }
  const rules = groups.flatMap((group) => group?.[way] ?? []).filter(({ protocol, ports }) => admits(protocol, ports, port) !== 'no');
  return { none: rules.length === 0, rules };
}

/** Whether rules let members of other groups through; a range of addresses may always hold them. */
export function admitsGroups({ rules }: PortRules, members: readonly Text[]): Answer {
  return rules === undefined ? 'unknown' : anyOf(rules.flatMap(({ peer }) => 'group' in peer ? members.map((member) => same(peer.group, member)) : ['unknown' as const]));
}
