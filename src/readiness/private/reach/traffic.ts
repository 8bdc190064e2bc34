import type { Family } from './cidr';
import { reasonOf } from './known';
import type { Direction, PortRange, Source, Subnet, Vpc } from './network';
import { aclAllows } from './network-acl';
import type { NetworkIndex, Whereabouts } from './network-index';
import { EPHEMERAL, HTTPS } from './ports';
import { verdict, type Obstacle, type Verdict } from './verdict';
import type { Answer } from '../model/answer';

/** Where connections come from: a network interface in one of the subnets that it may be placed in. */
export interface Origin {
  readonly index: NetworkIndex;
  readonly source: Source;
  readonly subnet: Subnet;
  readonly family: Family;
}

export function vpcOf({ index, subnet }: Origin): Vpc | undefined {
  return index.vpcOf(subnet);
}

export function addressesOf({ index, subnet, family }: Origin): Whereabouts {
  return index.addressesIn(subnet, family);
}

export function ephemeralPortsOf({ source }: Origin): PortRange {
  return source.ephemeralPorts ?? EPHEMERAL;
}

/** One way through the network ACL of a subnet. */
interface Passage {
  readonly subnet: Subnet;
  readonly direction: Direction;
  readonly other: Whereabouts;
  readonly ports: PortRange;
}

/** What a network ACL says to packets that may not have to pass it. */
export function pass(index: NetworkIndex, { subnet, direction, other, ports }: Passage, obstacle: Obstacle, passes: Answer = 'yes'): Verdict {
  const answer = aclAllows(index, subnet, direction, other, ports);
  const { networkAcl } = subnet;
  const ids = 'known' in networkAcl && networkAcl.known !== 'default' ? [subnet.id, networkAcl.known.explicit] : [subnet.id];
  return verdict(answer === 'no' && passes === 'unknown' ? 'unknown' : answer, obstacle, ids, reasonOf(networkAcl));
}

/** Requests out of the subnet of a task, and answers back into it. */
export function passTaskSubnet(origin: Origin, other: Whereabouts, passes: Answer = 'yes'): Verdict[] {
  const { index, subnet } = origin;
  return [
    pass(index, { subnet, direction: 'out', other, ports: HTTPS }, 'nacl-task-out', passes),
    pass(index, { subnet, direction: 'in', other, ports: ephemeralPortsOf(origin) }, 'nacl-task-in', passes),
  ];
}
