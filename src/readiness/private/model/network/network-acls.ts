import type { Piece } from './belongings';
import { otherwise } from './otherwise';
import { defaultOf, idOf } from './own-ids';
import { protocolOf } from './protocol';
import type { View } from './view';
import type { Known, NetworkAcl, NetworkAclEntry, PortRange } from '../../reach/network';
import type { ResolvedResource } from '../../sources/resolved';
import type { Property } from '../property';
import { hole, type Text } from '../text';

const EVERY_PORT: PortRange = { from: 0, to: 65535 };

/** The network ACLs that templates make, and those that their VPCs bring along. */
export function networkAclsOf(view: View): NetworkAcl[] {
  return [
    ...view.all('AWS::EC2::NetworkAcl').map(({ resource }) => aclOf(view, idOf(resource), resource, view.doubts.about(resource))),
    ...view.all('AWS::EC2::VPC').map(({ resource }) => {
      const id = defaultOf(resource, 'DefaultNetworkAcl');
      const { entries, complete } = aclOf(view, id, resource, view.doubts.aboutId(id));
      return { id, entries: [...DEFAULTS, ...entries], complete };
    }),
  ];
}

function aclOf(view: View, id: Text, owner: ResolvedResource, doubt: string | undefined): NetworkAcl {
  const { pieces, more } = view.belonging('AWS::EC2::NetworkAclEntry', 'NetworkAclId', id, owner);
  return { id, entries: pieces.map(entryOf), complete: more === undefined && doubt === undefined };
}

/** The entries of a default network ACL. Those for IPv6 come with the first IPv6 range, unless others were there before. */
const DEFAULTS: readonly NetworkAclEntry[] = (['in', 'out'] as const).flatMap((direction) => [
  defaultEntry(direction, 100, '0.0.0.0/0', { known: 'allow' }),
  defaultEntry(direction, 101, '::/0', { unknown: 'the entry for IPv6 may not be there' }),
]);

function defaultEntry(direction: 'in' | 'out', number: number, cidr: Text, action: NetworkAclEntry['action']): NetworkAclEntry {
  return { number: { known: number }, direction: { known: direction }, protocol: { known: 'all' }, ports: { known: EVERY_PORT }, cidr, action };
}

function entryOf({ at, doubt }: Piece): NetworkAclEntry {
  const egress = at.at('Egress').flag;
  const protocol = protocolOf(at.at('Protocol'));
  return {
    number: otherwise(at.at('RuleNumber').number, { unknown: 'the entry has no number' }),
    direction: 'unknown' in egress ? egress : { known: egress.known === true ? 'out' : 'in' },
    // What may be about a packet may as well not be there.
    protocol: doubt === undefined || 'known' in protocol && protocol.known === 'other' ? protocol : { unknown: doubt },
    ports: portsOf(at, protocol),
    cidr: cidrOf(at),
    action: actionOf(at.at('RuleAction')),
  };
}

function portsOf(entry: Property, protocol: NetworkAclEntry['protocol']): Known<PortRange> {
  if ('known' in protocol && protocol.known !== 'tcp') {
    return { known: EVERY_PORT };
  }
  const [from, to] = ['From', 'To'].map((key) => otherwise(entry.at('PortRange', key).number, { unknown: 'an entry for TCP names no ports' }));
  return 'unknown' in from ? from : 'unknown' in to ? to : { known: { from: from.known, to: to.known } };
}

function cidrOf(entry: Property): Text {
  const texts = ['CidrBlock', 'Ipv6CidrBlock'].map((key) => entry.at(key).text).filter((text) => 'unknown' in text || text.known !== undefined);
  const [only] = texts;
  const { stack, logicalId } = entry.resource;
  return texts.length === 1 && 'known' in only ? only.known! : hole('unknown', `${stack}/${logicalId}.CidrBlock`);
}

function actionOf({ literal }: Property): NetworkAclEntry['action'] {
  const action = 'known' in literal ? literal.known?.toLowerCase() : undefined;
  return action === 'allow' || action === 'deny' ? { known: action } : { unknown: 'the entry neither allows nor denies for certain' };
}
