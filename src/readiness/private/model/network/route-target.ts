import type { View } from './view';
import type { RouteTarget, TargetKind } from '../../reach/network';
import type { Property } from '../property';
import { isKnown, type Text } from '../text';

/** Where routes lead, by the property that says so. What is done with packets there is unknown for the rarer ones: they are appliances. */
const TARGETS: Readonly<Record<string, TargetKind | 'any-gateway'>> = {
  GatewayId: 'any-gateway',
  NatGatewayId: 'nat',
  TransitGatewayId: 'transit-gateway',
  CoreNetworkArn: 'transit-gateway',
  VpcPeeringConnectionId: 'peering',
  EgressOnlyInternetGatewayId: 'egress-only-gateway',
  InstanceId: 'appliance',
  NetworkInterfaceId: 'appliance',
  VpcEndpointId: 'appliance',
  CarrierGatewayId: 'appliance',
  LocalGatewayId: 'appliance',
  OdbNetworkArn: 'appliance',
};

/** Gateways by their type, and by the beginning of their ids. */
const GATEWAYS: readonly (readonly [type: string, prefix: string, kind: TargetKind])[] = [
  ['AWS::EC2::InternetGateway', 'igw-', 'internet-gateway'],
  ['AWS::EC2::VPNGateway', 'vgw-', 'vpn-gateway'],
  ['AWS::EC2::VPCEndpoint', 'vpce-', 'appliance'],
  ['AWS::EC2::EgressOnlyInternetGateway', 'eigw-', 'egress-only-gateway'],
];

/** Where a route leads. */
export function targetOf(view: View, route: Property): RouteTarget {
  const keys = Object.keys(TARGETS).filter((key) => route.at(key).given !== 'no');
  const { text } = route.at(keys[0] ?? 'GatewayId');
  if (keys.length !== 1 || 'unknown' in text || text.known === undefined) {
    return { kind: 'unknown', unknown: 'unknown' in text ? text.unknown : `the target of ${route.resource.logicalId} is not known` };
  }
  const kind = TARGETS[keys[0]];
  return kind === 'any-gateway' ? gateway(view, text.known) : { kind, id: text.known };
}

function gateway(view: View, id: Text): RouteTarget {
  if (id === 'local') {
    return { kind: 'local', id };
  }
  const made = view.made({ known: id }, GATEWAYS.map(([type]) => type));
  const [, , kind] = GATEWAYS.find(([type, prefix]) => made ? type === made.resource.type : isKnown(id) && id.startsWith(prefix)) ?? [];
  return kind ? { kind, id } : { kind: 'unknown', unknown: 'the gateway is not at hand' };
}
