import { changed, isolated, subnet, table, vpc, without, withNat } from './_helpers/parts';
import { network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const private_ = (resources: Resources) => shown(network(resources).subnets.find((each) => shown(each.id) === '<Private>')!);
const custom = (value: unknown): Resources => ({ Custom: { Type: 'Custom::Thing', Properties: { Value: value } } });

describe('a subnet', () => {
  test('has what AWS gives it when nothing is said', () => {
    expect(private_({ ...vpc(), Private: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } } })).toEqual({
      id: '<Private>',
      vpc: { known: '<Vpc>' },
      cidrs: { known: ['10.0.0.0/24'] },
      availabilityZone: { unknown: 'AWS chooses the zone' },
      routeTable: { known: 'main' },
      networkAcl: { known: 'default' },
      mapPublicIp: { known: false },
    });
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['in the VPC of a parameter', { VpcId: PARAMETER }, { vpc: { known: '<Parameter stack/P>' }, networkAcl: { unknown: 'the VPC is not at hand' } }],
    ['in one of two VPCs', { VpcId: { 'Fn::If': ['Maybe', { Ref: 'Vpc' }, 'vpc-1'] } }, { vpc: MAYBE, networkAcl: { unknown: 'the VPC is not at hand' } }],
    ['in no VPC', { VpcId: undefined }, { vpc: { unknown: 'the subnet names no VPC' } }],
    ['with public addresses', { MapPublicIpOnLaunch: 'true' }, { mapPublicIp: { known: true } }],
    ['with a range of a parameter', { CidrBlock: PARAMETER }, { cidrs: { known: ['<Parameter stack/P>'] } }],
    ['with a range from a pool', { CidrBlock: undefined, Ipv4IpamPoolId: 'pool' }, { cidrs: { unknown: 'the range is taken from a pool' } }],
    ['with a range of a choice', { CidrBlock: { 'Fn::If': ['Maybe', '10.0.0.0/24', '10.0.1.0/24'] } }, { cidrs: MAYBE }],
    ['with IPv6', { Ipv6CidrBlock: 'fd00::/64' }, { cidrs: { known: ['10.0.0.0/24', 'fd00::/64'] } }],
    ['with IPv6 only', { CidrBlock: undefined, Ipv6Native: true, Ipv6CidrBlock: 'fd00::/64' }, { cidrs: { known: ['fd00::/64'] } }],
    ['with IPv6, perhaps', { Ipv6CidrBlock: { 'Fn::If': ['Maybe', 'fd00::/64', { Ref: 'AWS::NoValue' }] } }, { cidrs: { known: ['10.0.0.0/24', '<Private.Ipv6CidrBlock>'] } }],
    ['in a zone of the region', { AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } }, { availabilityZone: { known: '<zone 0 of any account/eu-west-1>' } }],
  ])('%s is seen as such', (_, properties, expected) => expect(private_(changed(isolated(), 'Private', properties))).toMatchObject(expected));

  test.each<[string, object, object, object]>([
    ['its own', { SubnetId: { Ref: 'Private' } }, {}, ['10.0.0.0/24', 'fd00::/64']],
    ['another one', { SubnetId: 'subnet-1' }, {}, ['10.0.0.0/24']],
    ['any', { SubnetId: PARAMETER }, {}, ['10.0.0.0/24', '<Private.Ipv6CidrBlock>']],
    ['its own, perhaps', { SubnetId: { Ref: 'Private' } }, { Condition: 'Maybe' }, ['10.0.0.0/24', '<Private.Ipv6CidrBlock>']],
  ])('has the IPv6 range of a block of %s', (_, properties, more, known) => {
    const Block = { Type: 'AWS::EC2::SubnetCidrBlock', Properties: { Ipv6CidrBlock: 'fd00::/64', ...properties }, ...more };
    expect(private_({ ...isolated(), Block }).cidrs).toEqual({ known });
  });
});

describe('the route table of a subnet', () => {
  const anyRoute = (RouteTableId: unknown): Resources => ({ Any: { Type: 'AWS::EC2::Route', Properties: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' } } });
  const NONE = without(isolated(), 'PrivateAssociation');
  const second = (properties: object): Resources => ({ Second: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { RouteTableId: 'rtb-1', ...properties } } });

  test.each<[string, Resources, object]>([
    ['is the one associated', isolated(), { known: { explicit: '<Table>' } }],
    ['is an id that is written down', changed(isolated(), 'PrivateAssociation', { RouteTableId: 'rtb-1' }), { known: { explicit: 'rtb-1' } }],
    ['is a parameter', changed(isolated(), 'PrivateAssociation', { RouteTableId: PARAMETER }), { known: { explicit: '<Parameter stack/P>' } }],
    ['is unknown when it is one of two', changed(isolated(), 'PrivateAssociation', { RouteTableId: { 'Fn::If': ['Maybe', 'rtb-1', 'rtb-2'] } }), MAYBE],
    ['is unknown when none is named', changed(isolated(), 'PrivateAssociation', { RouteTableId: undefined }), { unknown: 'the association names nothing' }],
    ['is unknown when it may not be associated', changed(isolated(), 'PrivateAssociation', {}, { Condition: 'Maybe' }), MAYBE],
    ['is unknown when there are two', { ...isolated(), ...second({ SubnetId: { Ref: 'Private' } }) }, { unknown: 'the subnet has several associations' }],
    ['is the one associated when another may be of any subnet', { ...isolated(), ...second({ SubnetId: PARAMETER }) }, { known: { explicit: '<Table>' } }],
    ['is the main table when none is associated', NONE, { known: 'main' }],
    ['is the main table when one is associated with another subnet', { ...NONE, ...second({ SubnetId: 'subnet-1' }) }, { known: 'main' }],
    ['is the main table when a route is of another table', { ...NONE, ...anyRoute('rtb-1') }, { known: 'main' }],
    ['is unknown when the main table may have routes', { ...NONE, ...anyRoute(PARAMETER) }, { unknown: 'it is not known what Any belongs to' }],
    ['is unknown when one may be associated', { ...NONE, ...second({ SubnetId: PARAMETER }) }, { unknown: 'it is not known what Second belongs to' }],
    ['is unknown when a custom resource may associate one', { ...NONE, ...custom({ Ref: 'Private' }) }, { unknown: 'what Custom does with it is not known' }],
    ['is the one associated when a custom resource gets the subnet', { ...isolated(), ...custom({ Ref: 'Private' }) }, { known: { explicit: '<Table>' } }],
  ])('%s', (_, resources, expected) => expect(private_(resources).routeTable).toEqual(expected));

  test('is the main table, which leads nowhere', () => {
    expect(told(network(without(withNat(), 'PrivateAssociation')))).toBe('no no-route');
  });
});

describe('a subnet from outside', () => {
  const outside = (subnetId: unknown, more: Resources = {}): Resources => ({
    ...vpc(),
    ...table('Table'),
    ...more,
    Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: subnetId, RouteTableId: { Ref: 'Table' } } },
  });
  const [unknown] = [{ unknown: 'the subnet is not at hand' }];
  const only = (resources: Resources) => shown(network(resources).subnets);

  test('is known as far as its route table goes', () => {
    expect(only(outside(PARAMETER))).toEqual([{
      id: '<Parameter stack/P>',
      vpc: { known: '<Vpc>' },
      cidrs: unknown,
      availabilityZone: unknown,
      routeTable: { known: { explicit: '<Table>' } },
      networkAcl: unknown,
      mapPublicIp: unknown,
    }]);
  });

  test('may be written down, and have a network ACL', () => {
    const acl: Resources = { Acl: { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: 'subnet-1', NetworkAclId: 'acl-1' } } };
    expect(only(outside('subnet-1', acl))).toMatchObject([{ id: 'subnet-1', vpc: { known: '<Vpc>' }, networkAcl: { known: { explicit: 'acl-1' } } }]);
  });

  test('is in no known VPC when the table is not at hand', () => {
    const Association = { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: 'subnet-1', RouteTableId: 'rtb-1' } };
    expect(only({ Association })).toMatchObject([{ vpc: unknown, routeTable: { known: { explicit: 'rtb-1' } } }]);
    expect(only({ Association: { ...Association, Condition: 'Maybe' } })).toMatchObject([{ vpc: unknown, routeTable: MAYBE }]);
  });
});

describe('the network ACL of a subnet', () => {
  const acl = (properties: object = {}, more: object = {}): Resources => ({
    ...isolated(),
    Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } },
    AclAssociation: { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: 'Private' }, NetworkAclId: { Ref: 'Acl' }, ...properties }, ...more },
  });
  const entry = (aclId: unknown): Resources => ({ ...isolated(), Entry: { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: aclId } } });
  const DEFAULT = { 'Fn::GetAtt': ['Vpc', 'DefaultNetworkAcl'] };

  test.each<[string, Resources, object]>([
    ['is the one associated', acl(), { known: { explicit: '<Acl>' } }],
    ['is unknown when it may not be associated', acl({}, { Condition: 'Maybe' }), MAYBE],
    ['is unknown when one may be associated', acl({ SubnetId: PARAMETER }), { unknown: 'it is not known what AclAssociation belongs to' }],
    ['is the default one without', isolated(), { known: 'default' }],
    ['is the default one when it has entries', entry(DEFAULT), { known: { explicit: '<Vpc.DefaultNetworkAcl>' } }],
    ['is the default one when it may have entries', entry(PARAMETER), { known: { explicit: '<Vpc.DefaultNetworkAcl>' } }],
    ['is the default one when another one has entries', entry('acl-1'), { known: 'default' }],
    ['is the default one when a custom resource may change it', { ...isolated(), ...custom(DEFAULT) }, { known: { explicit: '<Vpc.DefaultNetworkAcl>' } }],
  ])('%s', (_, resources, expected) => expect(private_(resources).networkAcl).toEqual(expected));
});

test('subnets are found by all their ids', () => {
  const resources = { ...isolated(), ...subnet('Other', 'Table', { CidrBlock: '10.0.1.0/24' }) };
  resources.OtherAssociation.Properties!.SubnetId = { 'Fn::GetAtt': ['Other', 'SubnetId'] };
  expect(shown(network(resources).subnets.map(({ id, routeTable }) => [id, routeTable]))).toEqual([
    ['<Private>', { known: { explicit: '<Table>' } }], ['<Other>', { known: { explicit: '<Table>' } }],
  ]);
});
