import { idOf } from './own-ids';
import { cidrsOfPrefixList } from './prefix-lists';
import { protocolOf } from './protocol';
import type { View } from './view';
import type { Known, Peer, PortRange, SecurityRule } from '../../reach/network';
import type { Property } from '../property';
import type { Text } from '../text';

export type Way = 'ingress' | 'egress';

/** A rule that may allow anything, or nothing. */
export function doubtfulRule(reason: string): SecurityRule {
  return { protocol: { unknown: reason }, ports: { unknown: reason }, peer: { unknown: reason } };
}

/**
 * A rule of a security group, or one for each range of a prefix list that is written down.
 *
 * @param doubt why the rule may not be there
 */
export function rulesOf(view: View, rule: Property, way: Way, doubt?: string): SecurityRule[] {
  const protocol = protocolOf(rule.at('IpProtocol'));
  const certain = doubt === undefined || 'known' in protocol && protocol.known === 'other';
  return peersOf(view, rule, way).map((peer) => ({ protocol: certain ? protocol : { unknown: doubt }, ports: portsOf(rule, protocol), peer }));
}

/** The properties that name the other side. */
const PEERS = {
  ingress: ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'SourceSecurityGroupId', 'SourceSecurityGroupName'],
  egress: ['CidrIp', 'CidrIpv6', 'DestinationPrefixListId', 'DestinationSecurityGroupId'],
} as const;

function peersOf(view: View, rule: Property, way: Way): readonly Peer[] {
  const written = PEERS[way].filter((key) => rule.at(key).given !== 'no');
  const [key = 'CidrIp'] = written;
  const { text } = rule.at(key);
  if (written.length !== 1 || 'unknown' in text || text.known === undefined) {
    return [{ unknown: 'unknown' in text ? text.unknown : 'the other side of a rule is not known' }];
  }
  switch (key) {
    case 'CidrIp':
    case 'CidrIpv6': return [{ cidr: text.known }];
    case 'SourceSecurityGroupName': return [named(view, text.known)];
    case 'SourceSecurityGroupId':
    case 'DestinationSecurityGroupId': return [{ group: text.known }];
    default: return cidrsOfPrefixList(view, text.known)?.map((cidr) => ({ cidr })) ?? [{ prefixList: text.known }];
  }
}

/** What Ref gives is an id, even where a name is asked for. */
function named(view: View, name: Text): Peer {
  const group = view.made({ known: name }, ['AWS::EC2::SecurityGroup']);
  return group ? { group: idOf(group.resource) } : { unknown: 'the group is called by its name' };
}

function portsOf(rule: Property, protocol: SecurityRule['protocol']): Known<PortRange> {
  const [from, to] = [rule.at('FromPort').number, rule.at('ToPort').number];
  if ('known' in protocol && protocol.known !== 'tcp') {
    return { known: { from: 0, to: 65535 } };
  }
  if ('unknown' in from || 'unknown' in to) {
    return 'unknown' in from ? from : to as { unknown: string };
  }
  return from.known === undefined || to.known === undefined || from.known < 0 || to.known < 0 ? { unknown: 'a rule for TCP names no ports' }
    : { known: { from: from.known, to: to.known } };
}
