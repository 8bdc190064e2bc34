import { NetworkGraph } from './_graph';
import { VARIANTS } from './_variants';
import { newApp, RECOMMENDED_FLAGS } from '../_helpers/apps';

function graphOf(variant: string, context = {}): NetworkGraph {
  const app = newApp(context);
  VARIANTS[variant](app);
  return new NetworkGraph(app);
}

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('with %s', (_, context) => {
  test.each(Object.keys(VARIANTS))('a service in %s is created after all that its tasks pass', (variant) => {
    const graph = graphOf(variant, context);
    expect(graph.services).not.toEqual([]);
    expect(Object.fromEntries(graph.services.map((service) => [service, graph.late(service)]))).toEqual(
      Object.fromEntries(graph.services.map((service) => [service, []])),
    );
    expect(graph.cyclic()).toEqual([]);
  });
});

describe('the way of the tasks', () => {
  test.each([
    ['a new isolated VPC', { Route: 0, NatGateway: 0, VPCGatewayAttachment: 0, VPCEndpoint: 6, SecurityGroup: 1, SecurityGroupIngress: 1, SubnetRouteTableAssociation: 2 }],
    ['a new VPC with NAT', { Route: 4, NatGateway: 2, VPCGatewayAttachment: 1, VPCEndpoint: 0, SubnetRouteTableAssociation: 4, RouteTable: 4 }],
    ['a new VPC with NAT and IPv6', { EgressOnlyInternetGateway: 1, NatGateway: 2, Route: 8 }],
    ['a new VPC with a NAT instance', { Instance: 2, Route: 4, VPCGatewayAttachment: 1 }],
    ['private subnets behind a NAT instance of the app', { Instance: 1, Route: 3, VPCGatewayAttachment: 1 }],
    ['a new public VPC with IPv6', { Route: 4, VPCGatewayAttachment: 1 }],
    ['subnets behind a transit gateway', { Route: 2, TransitGatewayAttachment: 1 }],
    ['a network without an L2', { Route: 1, SubnetRouteTableAssociation: 2, VPCGatewayAttachment: 1 }],
    ['isolated subnets and a closed security group', { SecurityGroupIngress: 1, SecurityGroupEgress: 2 }],
    ['two stacks on the VPC of a third', { VPCEndpoint: 6, SecurityGroupIngress: 1 }],
  ])('is found whole in %s', (variant, expected) => {
    const graph = graphOf(variant);
    const types = graph.typesOnTheWay(graph.services[0]);
    expect(Object.fromEntries(Object.keys(expected).map((type) => [type, types[`AWS::EC2::${type}`] ?? 0]))).toEqual(expected);
  });
});
