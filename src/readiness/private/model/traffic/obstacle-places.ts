import type { Obstacle } from '../../reach/verdict';
import type { Path } from '../paths';
import { Property } from '../property';
import type { Subject } from '../subject';
import type { Text } from '../text';

/** A place of the interface that connections come from, or a property of one of the things that the obstacle is made of. */
type Place = 'subnets' | 'groups' | 'public ip' | { readonly of: number; readonly key?: string };

const PLACES: Readonly<Record<Obstacle, Place>> = {
  'subnet-unknown': 'subnets',
  'imported-vpc-unknown': 'subnets',
  'ipv6-unknown': 'subnets',
  'no-route': 'subnets',
  'route-unknown': 'subnets',
  'no-public-ip': 'public ip',
  'igw-not-attached': { of: 1 },
  'nat-without-route': { of: 0 },
  'private-nat-unknown': { of: 0, key: 'ConnectivityType' },
  'transit-gateway-unknown': 'subnets',
  'peering-unknown': 'subnets',
  'vpn-unknown': 'subnets',
  'appliance-unknown': 'subnets',
  'endpoint-private-dns-off': { of: 0, key: 'PrivateDnsEnabled' },
  'vpc-dns-off': { of: 0, key: 'EnableDnsHostnames' },
  'custom-dns': { of: 0 },
  'endpoint-in-other-vpc': { of: 0, key: 'VpcId' },
  'endpoint-unknown': { of: 0 },
  'endpoint-subnets-unknown': { of: 0, key: 'SubnetIds' },
  'endpoint-zone-not-covered': { of: 0, key: 'SubnetIds' },
  'gateway-not-associated': { of: 0, key: 'RouteTableIds' },
  'task-egress': 'groups',
  'endpoint-ingress': { of: 0, key: 'SecurityGroupIds' },
  'nacl-task-out': { of: 1 },
  'nacl-task-in': { of: 1 },
  'nacl-endpoint-in': { of: 1 },
  'nacl-endpoint-out': { of: 1 },
  'nacl-nat-in': { of: 1 },
  'nacl-nat-out': { of: 1 },
};

/** Whether an obstacle is mended where the subnets of an interface are named. */
export function isOfSubnets(obstacle: Obstacle): boolean {
  return PLACES[obstacle] === 'subnets';
}

/** Where an obstacle can be mended: at what it is made of, when that is in the templates, or else at the interface. */
export function placeOf(obstacle: Obstacle, ids: readonly Text[], { departure }: Path, subject: Subject): Property {
  const place = PLACES[obstacle];
  switch (place) {
    case 'subnets': return departure.subnetsAt;
    case 'public ip': return departure.publicIpAt;
    case 'groups': return groupAt(ids, 'SecurityGroupEgress', subject) ?? departure.groupsAt;
  }
  const own = obstacle === 'endpoint-ingress' ? groupAt(ids.slice(1), 'SecurityGroupIngress', subject) : undefined;
  const found = ids.length > place.of ? subject.model.networks.resource(ids[place.of]) : undefined;
  return own ?? (found && placeIn(Property.of(found), place.key)) ?? departure.subnetsAt;
}

function placeIn(at: Property, key: string | undefined): Property {
  const support = at.at('EnableDnsSupport');
  const off = key === 'EnableDnsHostnames' && 'known' in support.flag && support.flag.known === false;
  return off ? support : key === undefined ? at : at.at(key);
}

/** The rules of a security group, when it is the only one and in the templates. */
function groupAt(ids: readonly Text[], key: string, { model }: Subject): Property | undefined {
  const found = ids.length === 1 ? model.networks.resource(ids[0]) : undefined;
  return found?.type === 'AWS::EC2::SecurityGroup' ? Property.of(found).at(key) : undefined;
}
