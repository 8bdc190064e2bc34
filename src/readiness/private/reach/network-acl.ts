import { contains, overlaps, parseCidr, type Range } from './cidr';
import type { Direction, NetworkAcl, NetworkAclEntry, PortRange, Subnet } from './network';
import type { NetworkIndex, Whereabouts } from './network-index';
import { admits } from './ports';
import type { Answer } from '../model/answer';

/** AWS allows 40 entries a direction at most. With more than this nothing is worked out. */
const MOST_ENTRIES = 64;

/** Whether the network ACL of a subnet lets all packets, or no packet, of one kind through: TCP to these ports, the other side being there. */
export function aclAllows(index: NetworkIndex, subnet: Subnet, direction: Direction, other: Whereabouts, ports: PortRange): Answer {
  if ('unknown' in subnet.networkAcl) {
    return 'unknown';
  }
  const { known } = subnet.networkAcl;
  const acl = known === 'default' ? 'default' : index.networkAcls.get(known.explicit);
  if (acl === 'default' || !acl) {
    return acl ? 'yes' : 'unknown';
  }
  const first = other.ranges[0];
  return index.once(['acl', acl.id, direction, other.key, first?.family, ports.from, ports.to], () => evaluate(acl, direction, other.ranges, ports));
}

/** An entry whose address range was read; undefined when it cannot be. */
interface Entry extends NetworkAclEntry {
  readonly range: Range | undefined;
}

/**
 * First match decides, in the order of the numbers, and what nothing matches is denied. Which entry that is changes only where the range
 * of an entry begins or has ended, so one packet on each such address and port stands for all.
 */
function evaluate(acl: NetworkAcl, direction: Direction, ranges: readonly Range[], ports: PortRange): Answer {
  const entries = acl.entries.map((entry) => ({ ...entry, range: parseCidr(entry.cidr) })).filter((entry) => concerns(entry, direction, ranges));
  if (!acl.complete || ranges.length === 0 || entries.length > MOST_ENTRIES) {
    return 'unknown';
  }
  const steps = inOrder(entries);
  const outcomes = new Set<Answer>();
  for (const address of ranges.flatMap((range) => addressesOf(range, entries))) {
    for (const port of portsOf(ports, entries)) {
      outcomes.add(decide(steps, direction, address, port));
    }
  }
  return agreed(outcomes);
}

function concerns(entry: Entry, direction: Direction, ranges: readonly Range[]): boolean {
  const { range } = entry;
  const otherWay = 'known' in entry.direction && entry.direction.known !== direction;
  const otherProtocol = 'known' in entry.protocol && entry.protocol.known === 'other';
  return !otherWay && !otherProtocol && (!range || ranges.some((each) => overlaps(each, range)));
}

function addressesOf(range: Range, entries: readonly Entry[]): Range[] {
  const starts = entries.flatMap((entry) => entry.range?.family === range.family ? [entry.range.first, entry.range.last + 1n] : []);
  return [...new Set([range.first, ...starts])]
    .filter((first) => range.first <= first && first <= range.last)
    .map((first) => ({ family: range.family, first, last: first }));
}

function portsOf({ from, to }: PortRange, entries: readonly Entry[]): number[] {
  const starts = entries.flatMap(({ ports }) => 'known' in ports ? [ports.known.from, ports.known.to + 1] : []);
  return [...new Set([from, ...starts])].filter((port) => from <= port && port <= to);
}

/** Entries of one number may come in any order. Those of no known number come first, and decide nothing. */
interface Steps {
  readonly anytime: readonly Entry[];
  readonly numbered: readonly (readonly Entry[])[];
}

function inOrder(entries: readonly Entry[]): Steps {
  const numbered = new Map<number, Entry[]>();
  for (const entry of entries) {
    if ('known' in entry.number) {
      numbered.set(entry.number.known, [...numbered.get(entry.number.known) ?? [], entry]);
    }
  }
  return {
    anytime: entries.filter((entry) => 'unknown' in entry.number),
    numbered: [...numbered].sort(([one], [other]) => one - other).map(([, group]) => group),
  };
}

function decide(steps: Steps, direction: Direction, address: Range, port: number): Answer {
  const matching = (entry: Entry) => matches(entry, direction, address, port);
  const outcomes = new Set(steps.anytime.filter((entry) => matching(entry) !== 'no').map(actionOf));
  for (const group of steps.numbered) {
    const found = group.filter((entry) => matching(entry) !== 'no');
    found.forEach((entry) => outcomes.add(actionOf(entry)));
    if (found.some((entry) => matching(entry) === 'yes')) {
      return agreed(outcomes);
    }
  }
  return agreed(outcomes.add('no'));
}

function matches(entry: Entry, direction: Direction, address: Range, port: number): Answer {
  const about = admits(entry.protocol, entry.ports, port);
  if (about === 'no' || entry.range && !contains(entry.range, address)) {
    return 'no';
  }
  return entry.range && 'known' in entry.direction && entry.direction.known === direction ? about : 'unknown';
}

function actionOf({ action }: NetworkAclEntry): Answer {
  return 'unknown' in action ? 'unknown' : action.known === 'allow' ? 'yes' : 'no';
}

function agreed(outcomes: ReadonlySet<Answer>): Answer {
  return outcomes.size === 1 ? [...outcomes][0] : 'unknown';
}
