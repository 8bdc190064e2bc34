import { piecesWith } from './pieces';
import { NetworkIndex } from '../../reach/network-index';
import type { Via } from '../../reach/verdict';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';
import type { Subject } from '../subject';
import type { Departure } from '../task-network';
import type { Text } from '../text';

/** What a route names its target by. */
const TARGETS: Partial<Record<Via['kind'], string>> = {
  'internet-gateway': 'GatewayId', 'nat': 'NatGatewayId', 'egress-only-gateway': 'EgressOnlyInternetGatewayId',
};

/** The routes on a way, what ties them to the subnets, and what attaches the gateway. Straight to an endpoint there is none. */
export function routesOf(departure: Departure, via: Via, subject: Subject): readonly ResolvedResource[] {
  if (via.kind === 'interface-endpoint') {
    return [];
  }
  const subnets = departure.interfaces.flatMap((each) => 'known' in each.subnets ? each.subnets.known : []);
  return [...subnets.flatMap((subnet) => fromSubnet(subnet, via, subject)), ...behind(via, subject)];
}

function fromSubnet(subnet: Text, { kind, id }: Via, { model, resource }: Subject): readonly ResolvedResource[] {
  const table = NetworkIndex.of(model.networks.of(resource)).subnets.get(subnet)?.routeTable;
  const key = TARGETS[kind];
  const explicit = table && 'known' in table && table.known !== 'main' ? table.known.explicit : undefined;
  return [
    ...piecesWith(model, 'AWS::EC2::SubnetRouteTableAssociation', ['SubnetId'], [subnet]),
    ...key === undefined || explicit === undefined ? []
      : piecesWith(model, 'AWS::EC2::Route', ['RouteTableId', key], [explicit, id]).filter((route) => isOf(kind, Property.of(route))),
  ];
}

/** Whether a route is for the addresses that a gateway is for. */
function isOf(kind: Via['kind'], route: Property): boolean {
  return (route.at('DestinationIpv6CidrBlock').given === 'no') === (kind !== 'egress-only-gateway');
}

/** A NAT gateway needs a way out itself, an internet gateway its attachment. */
function behind({ kind, id }: Via, subject: Subject): readonly ResolvedResource[] {
  const { model, resource } = subject;
  if (kind === 'internet-gateway') {
    return piecesWith(model, 'AWS::EC2::VPCGatewayAttachment', ['InternetGatewayId'], [id]);
  }
  const index = NetworkIndex.of(model.networks.of(resource));
  const placement = kind === 'nat' ? index.natGateways.get(id)?.placement : undefined;
  const subnet = placement && 'known' in placement && 'subnet' in placement.known ? index.subnets.get(placement.known.subnet) : undefined;
  const vpc = subnet && index.vpcOf(subnet);
  const gateways = vpc && 'known' in vpc.internetGateways ? vpc.internetGateways.known : [];
  return gateways.flatMap((gateway) => [
    ...fromSubnet(subnet!.id, { kind: 'internet-gateway', id: gateway }, subject), ...behind({ kind: 'internet-gateway', id: gateway }, subject),
  ]);
}
