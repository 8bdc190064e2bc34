import { asSet, itemsOf, reasonOf } from './known';
import { somewhereUnseen, throughName } from './names';
import type { Known, Network, Source } from './network';
import { NetworkIndex } from './network-index';
import type { Origin } from './traffic';
import { distinct, inSeries, verdict, whichever, type Cause, type Verdict, type Via } from './verdict';
import { allOf, type Answer } from '../model/answer';
import type { Text } from '../model/text';

/**
 * Can a task open TCP 443 to an AWS service, and may the answer come back?
 *
 * Answers are ordered by what they claim: `unknown` is below `yes` and `no`, which are not comparable. Everything here is monotonic in
 * that order: the less is known about a network, the lower the answer, and never another one. So
 *
 * - `yes` holds for every network that looks like this one as far as it is known: every element of every path that the traffic might
 *   take is known and open;
 * - `no` holds for every such network too: on every path that it might take, one element is known to be closed;
 * - everything else is `unknown`, with the elements that keep it from being one of the two.
 *
 * Taken for granted: AWS accepts the network as it stands; the addresses of its services are public ones, and not in a range of the VPC;
 * a rule that names a security group means the interfaces in that group. Not asked here: whether endpoint policies allow the call.
 */
export function canReach(asked: Source, service: string, network: Network): Reach {
  const index = NetworkIndex.of(network);
  // most tasks of a system leave from the same interfaces
  return index.once(['reach', service, asked], () => find(index, asked, service));
}

function find(index: NetworkIndex, asked: Source, service: string): Reach {
  const source = { ...asked, subnets: asSet(asked.subnets), securityGroups: asSet(asked.securityGroups) };
  if ('unknown' in source.subnets || source.subnets.known.length === 0) {
    return reachOf([somewhereUnseen({ index, source }, 'subnet-unknown', reasonOf(source.subnets) ?? 'no subnet is named')]);
  }
  const { subnets, securityGroups, publicIp, compute, families, ephemeralPorts } = source;
  const key = ['verdict', service, securityGroups, publicIp, compute, families, ephemeralPorts];
  return reachOf(subnets.known.map((subnet) => ({ subnet, ...index.once([...key, subnet], () => fromSubnet(index, source, subnet, service)) })));
}

/** The answer for all subnets together: the task may be placed in any of them. */
export interface Reach {
  readonly answer: Answer;
  /** What the traffic goes through, when the answer is yes. */
  readonly via?: Via;
  /** Nothing for a yes; all that is broken for a no; all that keeps it from being known. */
  readonly because: readonly Cause[];
  /** Obstacles beside the path: they change nothing, and are worth a warning. */
  readonly remarks: readonly Cause[];
  /** The subnets that the answer comes from, unless it is yes. */
  readonly decidedBy: readonly Text[];
  readonly subnets: readonly SubnetReach[];
}

export interface SubnetReach extends Verdict {
  /** Undefined when it is not known which subnets there are. */
  readonly subnet?: Text;
}

function reachOf(subnets: readonly SubnetReach[]): Reach {
  const answer = allOf(subnets.map((each) => each.answer));
  const deciding = subnets.filter((each) => each.answer === answer);
  return {
    answer,
    ...answer === 'yes' && subnets[0].via ? { via: subnets[0].via } : {},
    because: distinct(deciding.flatMap(({ causes }) => causes)),
    remarks: distinct(subnets.flatMap(({ remarks }) => remarks)),
    decidedBy: answer === 'yes' ? [] : deciding.flatMap(({ subnet }) => subnet === undefined ? [] : [subnet]),
    subnets,
  };
}

function fromSubnet(index: NetworkIndex, source: Source, id: Text, service: string): Verdict {
  const subnet = index.subnets.get(id);
  if (!subnet) {
    return somewhereUnseen({ index, source }, 'subnet-unknown');
  }
  const origin: Origin = { index, source, subnet, family: 4 };
  const overIPv4 = () => throughName(origin, service);
  const overIPv6 = () => inSeries([hasIPv6(index.network.dualStackServices, service), throughName({ ...origin, family: 6 }, service)]);
  if ('unknown' in source.families) {
    return whichever([overIPv4(), overIPv6()], [{ obstacle: 'ipv6-unknown', answer: 'unknown', ids: [id], reason: source.families.unknown }]);
  }
  switch (source.families.known) {
    case 'ipv4': return overIPv4();
    case 'ipv6': return overIPv6();
    case 'dualstack': return either(overIPv4(), overIPv6());
  }
}

/** A service without IPv6 addresses may still be reached over IPv6, through translation. */
function hasIPv6(services: Known<readonly string[]>, service: string): Verdict {
  return verdict(itemsOf(services).includes(service) ? 'yes' : 'unknown', 'ipv6-unknown', [], reasonOf(services));
}

const BEST: readonly Answer[] = ['yes', 'unknown', 'no'];

/** The client tries both. */
function either(overIPv4: Verdict, overIPv6: Verdict): Verdict {
  return BEST.indexOf(overIPv4.answer) <= BEST.indexOf(overIPv6.answer)
    ? overIPv4
    : { ...overIPv6, remarks: distinct([...overIPv6.remarks, ...overIPv4.causes]) };
}
