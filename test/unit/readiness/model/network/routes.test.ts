import { changed, isolated, route, withNat } from './_helpers/parts';
import { LIST, network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const table = (resources: Resources) => shown(network(resources).routeTables[0]);
const targets = (target: Record<string, unknown>, more: Resources = {}) => table({ ...isolated(), ...more, ...route('Route', 'Table', target) }).routes.map((each) => each.target);
const destinations = (destination: Record<string, unknown>, more: Resources = {}) =>
  table({ ...isolated(), ...more, Route: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Table' }, NatGatewayId: 'nat-1', ...destination } } })
    .routes.map((each) => each.destination);

describe('the target of a route', () => {
  test.each<[Record<string, unknown>, object]>([
    [{ NatGatewayId: { Ref: 'Nat' } }, { kind: 'nat', id: '<Nat>' }],
    [{ NatGatewayId: PARAMETER }, { kind: 'nat', id: '<Parameter stack/P>' }],
    [{ GatewayId: { Ref: 'Igw' } }, { kind: 'internet-gateway', id: '<Igw>' }],
    [{ GatewayId: { 'Fn::GetAtt': ['Igw', 'InternetGatewayId'] } }, { kind: 'internet-gateway', id: '<Igw>' }],
    [{ GatewayId: 'igw-1' }, { kind: 'internet-gateway', id: 'igw-1' }],
    [{ GatewayId: { Ref: 'Vgw' } }, { kind: 'vpn-gateway', id: '<Vgw>' }],
    [{ GatewayId: 'vgw-1' }, { kind: 'vpn-gateway', id: 'vgw-1' }],
    [{ GatewayId: 'vpce-1' }, { kind: 'appliance', id: 'vpce-1' }],
    [{ GatewayId: 'local' }, { kind: 'local', id: 'local' }],
    [{ GatewayId: PARAMETER }, { kind: 'unknown', unknown: 'the gateway is not at hand' }],
    [{ GatewayId: { Ref: 'Vpc' } }, { kind: 'unknown', unknown: 'the gateway is not at hand' }],
    [{ TransitGatewayId: 'tgw-1' }, { kind: 'transit-gateway', id: 'tgw-1' }],
    [{ CoreNetworkArn: 'arn' }, { kind: 'transit-gateway', id: 'arn' }],
    [{ VpcPeeringConnectionId: { Ref: 'Peering' } }, { kind: 'peering', id: '<Peering>' }],
    [{ EgressOnlyInternetGatewayId: 'eigw-1' }, { kind: 'egress-only-gateway', id: 'eigw-1' }],
    [{ InstanceId: 'i-1' }, { kind: 'appliance', id: 'i-1' }],
    [{ NetworkInterfaceId: 'eni-1' }, { kind: 'appliance', id: 'eni-1' }],
    [{ VpcEndpointId: 'vpce-1' }, { kind: 'appliance', id: 'vpce-1' }],
    [{ LocalGatewayId: 'lgw-1' }, { kind: 'appliance', id: 'lgw-1' }],
    [{ CarrierGatewayId: 'cagw-1' }, { kind: 'appliance', id: 'cagw-1' }],
    [{}, { kind: 'unknown', unknown: 'the target of Route is not known' }],
    [{ NatGatewayId: 'nat-1', GatewayId: 'igw-1' }, { kind: 'unknown', unknown: 'the target of Route is not known' }],
    [{ NatGatewayId: { 'Fn::If': ['Maybe', 'nat-1', 'nat-2'] } }, { kind: 'unknown', ...MAYBE }],
    [{ NatGatewayId: { 'Fn::If': ['Maybe', 'nat-1', { Ref: 'AWS::NoValue' }] } }, { kind: 'unknown', ...MAYBE }],
    [{ natGatewayId: 'nat-1' }, { kind: 'unknown', unknown: 'it is spelled "natGatewayId", and what becomes of that is not documented' }],
  ])('%j is seen', (target, expected) => {
    const more = { ...withNat(), Vgw: { Type: 'AWS::EC2::VPNGateway' }, Peering: { Type: 'AWS::EC2::VPCPeeringConnection' } };
    expect(targets(target, more)).toEqual([expected]);
  });
});

describe('the destination of a route', () => {
  const list = (entries: unknown, more: object = {}): Resources => ({ List: { Type: 'AWS::EC2::PrefixList', Properties: { Entries: entries }, ...more } });
  const OF_LIST = { DestinationPrefixListId: { 'Fn::GetAtt': ['List', 'PrefixListId'] } };

  test.each<[Record<string, unknown>, Resources, object[]]>([
    [{ DestinationCidrBlock: '0.0.0.0/0' }, {}, [{ cidr: '0.0.0.0/0' }]],
    [{ DestinationIpv6CidrBlock: '::/0' }, {}, [{ cidr: '::/0' }]],
    [{ DestinationCidrBlock: PARAMETER }, {}, [{ cidr: '<Parameter stack/P>' }]],
    [{ DestinationCidrBlock: { 'Fn::If': ['Maybe', '0.0.0.0/0', '10.0.0.0/8'] } }, {}, [MAYBE]],
    [{ DestinationPrefixListId: 'pl-6da54004' }, {}, [{ prefixList: 'pl-6da54004' }]],
    [{ DestinationPrefixListId: PARAMETER }, {}, [{ prefixList: '<Parameter stack/P>' }]],
    [{}, {}, [{ unknown: 'the destination of Route is not known' }]],
    [{ DestinationCidrBlock: '0.0.0.0/0', DestinationIpv6CidrBlock: '::/0' }, {}, [{ unknown: 'the destination of Route is not known' }]],
    [OF_LIST, list([{ Cidr: '10.8.0.0/16' }, { Cidr: '10.9.0.0/16' }]), [{ cidr: '10.8.0.0/16' }, { cidr: '10.9.0.0/16' }]],
    [OF_LIST, list([]), []],
    [OF_LIST, list(undefined), [{ prefixList: '<List>' }]],
    [OF_LIST, list(LIST), [{ prefixList: '<List>' }]],
    [OF_LIST, list([{ Cidr: '10.8.0.0/16' }, { 'Fn::If': ['Maybe', { Cidr: '10.9.0.0/16' }, { Ref: 'AWS::NoValue' }] }]), [{ prefixList: '<List>' }]],
    [OF_LIST, list([], { Condition: 'Never' }), [{ prefixList: '<List>' }]],
  ])('%j beside %j is seen', (destination, more, expected) => expect(destinations(destination, more)).toEqual(expected));
});

describe('a route table', () => {
  const extra = (Type: string, properties: Record<string, unknown>): Resources => ({ ...isolated(), Extra: { Type, Properties: properties } });
  const custom = { Custom: { Type: 'Custom::Thing', Properties: { Table: { Ref: 'Table' } } } };

  test.each<[string, Resources, boolean]>([
    ['is complete', withNat(), true],
    ['is not when a custom resource gets it', { ...withNat(), ...custom }, false],
    ['is not when a route may be of any table', { ...withNat(), ...changed(route('More', 'Table', { GatewayId: 'igw-1' }), 'More', { RouteTableId: PARAMETER }) }, false],
    ['is when a route is of another table', { ...withNat(), ...changed(route('More', 'Table', { GatewayId: 'igw-1' }), 'More', { RouteTableId: 'rtb-1' }) }, true],
    ['is not when routes may be propagated', extra('AWS::EC2::VPNGatewayRoutePropagation', { RouteTableIds: LIST, VpnGatewayId: 'vgw-1' }), false],
  ])('%s: %#', (_, resources, complete) => expect(table(resources).complete).toBe(complete));

  test.each<[string, Record<string, unknown>, object[]]>([
    ['AWS::EC2::VPNGatewayRoutePropagation', { RouteTableIds: [{ Ref: 'Table' }], VpnGatewayId: 'vgw-1' }, [{ kind: 'vpn-gateway', id: 'vgw-1' }]],
    ['AWS::EC2::VPNGatewayRoutePropagation', { RouteTableIds: ['rtb-1'], VpnGatewayId: 'vgw-1' }, []],
    ['AWS::EC2::RouteServerPropagation', { RouteTableId: { Ref: 'Table' }, RouteServerId: 'rs-1' }, [{ kind: 'unknown', unknown: 'propagated routes are not known' }]],
  ])('has the routes of a %s', (Type, properties, expected) => {
    expect(table(extra(Type, properties)).routes).toEqual(expected.map((target) => ({ destination: { unknown: 'propagated routes are not known' }, target })));
  });

  test('has a route that may not be there as one that leads anywhere', () => {
    const maybe = changed(withNat(), 'Route', {}, { Condition: 'Maybe' });
    expect(table(maybe).routes).toEqual([{ destination: { cidr: '0.0.0.0/0' }, target: { kind: 'unknown', ...MAYBE } }]);
    expect(told(network(maybe))).toBe('unknown route-unknown');
    expect(told(network(changed(maybe, 'Table', {}, { Condition: 'Maybe' })))).toBe('yes');
    expect(told(network(changed(withNat(), 'Route', {}, { Condition: 'Never' })))).toBe('no no-route');
  });
});

describe('a NAT gateway', () => {
  const nat = (properties: Record<string, unknown>) => shown(network(changed(withNat(), 'Nat', properties)).natGateways);

  test.each<[Record<string, unknown>, object]>([
    [{}, { placement: { known: { subnet: '<Public>' } }, connectivity: { known: 'public' } }],
    [{ ConnectivityType: 'private' }, { connectivity: { known: 'private' } }],
    [{ ConnectivityType: PARAMETER }, { connectivity: { unknown: 'it depends on <Parameter stack/P>' } }],
    [{ ConnectivityType: 'odd' }, { connectivity: { unknown: 'there is no kind "odd"' } }],
    [{ SubnetId: undefined, VpcId: { Ref: 'Vpc' }, AvailabilityMode: 'regional' }, { placement: { known: { vpc: '<Vpc>' } } }],
    [{ SubnetId: undefined, VpcId: { 'Fn::If': ['Maybe', 'vpc-1', 'vpc-2'] } }, { placement: MAYBE }],
    [{ SubnetId: { 'Fn::If': ['Maybe', 'subnet-1', 'subnet-2'] } }, { placement: MAYBE }],
    [{ SubnetId: undefined }, { placement: { unknown: 'the gateway names neither a subnet nor a VPC' } }],
  ])('with %j is seen as such', (properties, expected) => expect(nat(properties)).toMatchObject([{ id: '<Nat>', ...expected }]));

  test('of a region needs no subnet', () => {
    expect(told(network(changed(withNat(), 'Nat', { SubnetId: undefined, VpcId: { Ref: 'Vpc' }, AvailabilityMode: 'regional' })))).toBe('yes');
  });
});
