import type { Belonging } from './belongings';
import { otherwise } from './otherwise';
import { defaultOf, idOf } from './own-ids';
import { ROUTES } from './route-tables';
import type { View } from './view';
import type { Known, Subnet } from '../../reach/network';
import type { Property } from '../property';
import { hole, type Text } from '../text';

const TABLES = 'AWS::EC2::SubnetRouteTableAssociation';
const ACLS = 'AWS::EC2::SubnetNetworkAclAssociation';

/** The subnets that templates make, and those that they give a route table. */
export function subnetsOf(view: View): Subnet[] {
  const made = view.all('AWS::EC2::Subnet').map((subnet) => subnetOf(view, subnet));
  const ids = new Set(made.map(({ id }) => id));
  const others = [...view.pieces(TABLES, 'SubnetId').owners].filter((id) => !ids.has(id));
  return [...made, ...others.map((id) => passedIn(view, id))];
}

function subnetOf(view: View, subnet: Property): Subnet {
  const { resource } = subnet;
  const id = idOf(resource);
  const unseen = view.doubts.about(resource);
  return {
    id,
    vpc: otherwise(subnet.at('VpcId').text, { unknown: 'the subnet names no VPC' }),
    cidrs: cidrsOf(view, subnet),
    availabilityZone: otherwise(subnet.at('AvailabilityZone').text, { unknown: 'AWS chooses the zone' }),
    routeTable: explicit(view.belonging(TABLES, 'SubnetId', id, resource), 'RouteTableId') ?? orUnseen(view, TABLES, id, unseen) ?? mainTable(view),
    networkAcl: explicit(view.belonging(ACLS, 'SubnetId', id, resource), 'NetworkAclId') ?? orUnseen(view, ACLS, id, unseen) ?? defaultAcl(view, subnet),
    mapPublicIp: otherwise(subnet.at('MapPublicIpOnLaunch').flag, { known: false }),
  };
}

/** A subnet from outside, of which the route table is known. Its VPC is that of the table. */
function passedIn(view: View, id: Text): Subnet {
  const unknown = { unknown: 'the subnet is not at hand' };
  const routeTable = explicit(view.belonging(TABLES, 'SubnetId', id), 'RouteTableId')!;
  const table = view.made('known' in routeTable ? { known: routeTable.known.explicit } : unknown, ['AWS::EC2::RouteTable']);
  return {
    id,
    vpc: table ? otherwise(table.at('VpcId').text, unknown) : unknown,
    cidrs: unknown,
    availabilityZone: unknown,
    routeTable,
    networkAcl: explicit(view.belonging(ACLS, 'SubnetId', id), 'NetworkAclId') ?? unknown,
    mapPublicIp: unknown,
  };
}

/** What a subnet is associated with; undefined when no association is written. */
function explicit({ pieces }: Belonging, key: string): Known<{ readonly explicit: Text }> | undefined {
  if (pieces.length === 0) {
    return undefined;
  }
  const [{ at, doubt }] = pieces;
  const { text } = at.at(key);
  if (pieces.length > 1 || doubt !== undefined) {
    return { unknown: doubt ?? 'the subnet has several associations' };
  }
  return 'unknown' in text ? text : text.known === undefined ? { unknown: 'the association names nothing' } : { known: { explicit: text.known } };
}

/** Why an association may be written elsewhere. */
function orUnseen(view: View, type: string, id: Text, unseen: string | undefined): { readonly unknown: string } | undefined {
  const reason = unseen ?? view.belonging(type, 'SubnetId', id).more;
  return reason === undefined ? undefined : { unknown: reason };
}

/** The route table that every VPC brings along. It has no name in templates, so it has no routes but those of which it is not known whose they are. */
function mainTable(view: View): Known<'main'> {
  const more = ROUTES.map(([type, key]) => view.pieces(type, key).more).find((each) => each !== undefined);
  return more === undefined ? { known: 'main' } : { unknown: more };
}

/** The network ACL that every VPC brings along. As long as nobody changes it, it allows everything. */
function defaultAcl(view: View, subnet: Property): Subnet['networkAcl'] {
  const vpc = view.made(subnet.at('VpcId').text, ['AWS::EC2::VPC']);
  if (!vpc) {
    return { unknown: 'the VPC is not at hand' };
  }
  const id = defaultOf(vpc.resource, 'DefaultNetworkAcl');
  const { pieces, more } = view.belonging('AWS::EC2::NetworkAclEntry', 'NetworkAclId', id);
  const changed = pieces.length > 0 || more !== undefined || view.doubts.aboutId(id) !== undefined;
  return { known: changed ? { explicit: id } : 'default' };
}

/** An IPv6 range that may be there is one that cannot be read. */
function cidrsOf(view: View, subnet: Property): Known<readonly Text[]> {
  const { resource } = subnet;
  const { pieces, more } = view.belonging('AWS::EC2::SubnetCidrBlock', 'SubnetId', idOf(resource), resource);
  const unread = hole('unknown', `${resource.stack}/${resource.logicalId}.Ipv6CidrBlock`);
  const four = subnet.at('CidrBlock').text;
  const six = [subnet.at('Ipv6CidrBlock').text, ...pieces.map(({ at, doubt }) => doubt === undefined ? at.at('Ipv6CidrBlock').text : { unknown: doubt })];
  const sixes = six.flatMap((each) => 'unknown' in each ? [unread] : each.known === undefined ? [] : [each.known]);
  const { flag } = subnet.at('Ipv6Native');
  if ('unknown' in four || four.known === undefined && !('known' in flag && flag.known === true)) {
    return 'unknown' in four ? four : { unknown: 'the range is taken from a pool' };
  }
  return { known: [...four.known === undefined ? [] : [four.known], ...sixes, ...more === undefined ? [] : [unread]] };
}
