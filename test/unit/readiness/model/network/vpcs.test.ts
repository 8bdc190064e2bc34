import { changed, internet, isolated, vpc, withNat } from './_helpers/parts';
import { network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const VPC = { Ref: 'Vpc' };
const first = (resources: Resources) => shown(network(resources).vpcs[0]);

describe('a VPC', () => {
  test('has what AWS gives it when nothing is said', () => {
    expect(first({ Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } })).toEqual({
      id: '<Vpc>',
      stack: 'stack',
      seen: 'whole',
      cidrs: { known: ['10.0.0.0/16'] },
      dnsSupport: { known: true },
      dnsHostnames: { known: false },
      dns: { known: 'amazon' },
      internetGateways: { known: [] },
    });
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['without DNS', { EnableDnsSupport: 'false', EnableDnsHostnames: false }, { dnsSupport: { known: false }, dnsHostnames: { known: false } }],
    ['with the DNS of a parameter', { EnableDnsSupport: PARAMETER }, { dnsSupport: { unknown: 'it depends on <Parameter stack/P>' }, dnsHostnames: { known: true } }],
    ['with a range of a parameter', { CidrBlock: PARAMETER }, { cidrs: { known: ['<Parameter stack/P>'] } }],
    ['with a range of a pool', { CidrBlock: undefined, Ipv4IpamPoolId: 'pool' }, { cidrs: { unknown: 'the range is taken from a pool' } }],
  ])('%s is seen as such', (_, properties, expected) => {
    expect(first(vpc(properties))).toMatchObject(expected);
  });

  test.each<[string, Record<string, unknown>, object]>([
    ['another one', { CidrBlock: '10.1.0.0/16' }, { known: ['10.0.0.0/16', '10.1.0.0/16'] }],
    ['one of IPv6', { Ipv6CidrBlock: 'fd00::/56', Ipv6IpamPoolId: 'pool' }, { known: ['10.0.0.0/16', 'fd00::/56'] }],
    ['one of IPv6 from AWS', { AmazonProvidedIpv6CidrBlock: true }, { known: ['10.0.0.0/16', '2000::/3'] }],
    ['one from a pool', { Ipv4IpamPoolId: 'pool' }, { unknown: 'the range of Block is not written down' }],
    ['one of a choice', { CidrBlock: { 'Fn::If': ['Maybe', '10.1.0.0/16', '10.2.0.0/16'] } }, { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' }],
    ['one of any VPC', { CidrBlock: '10.1.0.0/16', VpcId: PARAMETER }, { unknown: 'it is not known what Block belongs to' }],
    ['one of another VPC', { CidrBlock: '10.1.0.0/16', VpcId: 'vpc-1' }, { known: ['10.0.0.0/16'] }],
  ])('has its range and %s', (_, properties, expected) => {
    expect(first({ ...vpc(), Block: { Type: 'AWS::EC2::VPCCidrBlock', Properties: { VpcId: VPC, ...properties } } }).cidrs).toEqual(expected);
  });
});

describe('the internet gateways of a VPC', () => {
  const attached = { ...vpc(), ...internet() };
  const edge = (properties: object) => ({ ...attached, Edge: { Type: 'AWS::EC2::GatewayRouteTableAssociation', Properties: { RouteTableId: 'rtb-1', ...properties } } });
  const options = (mode: unknown) => ({ ...attached, Options: { Type: 'AWS::EC2::VPCBlockPublicAccessOptions', Properties: { InternetGatewayBlockMode: mode } } });

  test.each<[string, Resources, object]>([
    ['are those attached', attached, { known: ['<Igw>'] }],
    ['are ids that are written down, too', changed(attached, 'Attachment', { InternetGatewayId: 'igw-1' }), { known: ['igw-1'] }],
    ['are no VPN gateways', changed(attached, 'Attachment', { InternetGatewayId: undefined, VpnGatewayId: 'vgw-1' }), { known: [] }],
    ['are not those of another VPC', changed(attached, 'Attachment', { VpcId: 'vpc-1' }), { known: [] }],
    ['are unknown when one may be of any VPC', changed(attached, 'Attachment', { VpcId: PARAMETER }), { unknown: 'it is not known what Attachment belongs to' }],
    ['are unknown when one may not be attached', changed(attached, 'Attachment', {}, { Condition: 'Maybe' }), { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' }],
    ['are known when one is attached under the condition of the VPC',
      changed(changed(attached, 'Attachment', {}, { Condition: 'Maybe' }), 'Vpc', {}, { Condition: 'Maybe' }), { known: ['<Igw>'] }],
    ['are unknown when it may be for a VPN', changed(attached, 'Attachment', { InternetGatewayId: { 'Fn::If': ['Maybe', 'igw-1', { Ref: 'AWS::NoValue' }] } }),
      { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' }],
    ['are unknown with routes of their own', edge({ GatewayId: { Ref: 'Igw' } }), { unknown: 'the internet gateway has a route table of its own' }],
    ['are unknown when they may have routes of their own', edge({ GatewayId: PARAMETER }), { unknown: 'it is not known what Edge belongs to' }],
    ['are known when another one has routes of its own', edge({ GatewayId: 'vgw-1' }), { known: ['<Igw>'] }],
    ['are unknown when public access is blocked', options('block-bidirectional'), { unknown: 'Options may block internet gateways' }],
    ['are unknown when public access may be blocked', options(PARAMETER), { unknown: 'Options may block internet gateways' }],
    ['are known when public access is not blocked', options('off'), { known: ['<Igw>'] }],
  ])('%s', (_, resources, expected) => expect(first(resources).internetGateways).toStrictEqual(expected));
});

describe('a VPC that something else may change', () => {
  const custom = (properties: object, Type = 'Custom::Thing'): Resources => ({ ...withNat(), Custom: { Type, Properties: { ServiceToken: 'arn', ...properties } } });
  const ofVpc = { Some: [{ Thing: { 'Fn::Sub': 'id=${Vpc}' } }] };

  test.each<[string, Resources, 'whole' | 'part', object]>([
    ['a custom resource that gets nothing', custom({}), 'whole', {}],
    ['a custom resource that gets its id', custom(ofVpc), 'part', {}],
    ['a custom resource that may get its id', custom({ Some: { 'Fn::If': ['Maybe', VPC, 'x'] } }), 'part', {}],
    ['a custom resource that gets its id in hiding', custom({ Some: { 'Fn::ToJsonString': { a: VPC, b: { 'Fn::Transform': 'x' } } } }), 'part', {}],
    ['a custom resource that gets its id encoded', custom({ Some: { 'Fn::Base64': { 'Fn::Sub': '${Vpc}' } } }), 'part', {}],
    ['a custom resource that gets something of it', custom({ Some: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } }), 'part', {}],
    ['the resource of the CDK for its default group', custom({ DefaultSecurityGroupId: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } }, 'Custom::VpcRestrictDefaultSG'), 'whole', {}],
    ['a custom resource of the other kind', custom(ofVpc, 'AWS::CloudFormation::CustomResource'), 'part', {}],
    ['a resource of a private type', custom(ofVpc, 'Mine::Net::Endpoint'), 'part', {}],
    ['a nested stack that is not at hand', custom({ Parameters: ofVpc }, 'AWS::CloudFormation::Stack'), 'part', {}],
    ['a stack set', custom(ofVpc, 'AWS::CloudFormation::StackSet'), 'part', {}],
    ['a Lambda function', custom(ofVpc, 'AWS::Lambda::Function'), 'whole', {}],
    ['a custom resource that is not created', { ...custom({}), Custom: { Type: 'Custom::Thing', Properties: ofVpc, Condition: 'Never' } }, 'whole', {}],
    ['a macro', withNat(), 'part', { Transform: ['Macro'] }],
    ['a macro for resources', { ...withNat(), 'Fn::Transform': { Name: 'Macro' } } as unknown as Resources, 'part', {}],
    ['a transform of AWS', withNat(), 'whole', { Transform: 'AWS::Serverless-2016-10-31' }],
  ])('because of %s is seen as a whole or in part', (_, resources, expected, sections) => {
    const seen = network(resources, sections);
    expect(seen.vpcs[0].seen).toBe(expected);
    expect(told(seen).split(' ')[0]).toBe(expected === 'whole' ? 'yes' : 'unknown');
  });

  test('because of a macro is seen in part even when nothing else names it', () => {
    expect(network(vpc(), { Transform: ['Macro'] }).vpcs[0].seen).toBe('part');
  });

  test('keeps its default group out of sight when that is changed', () => {
    const groups = (resources: Resources) => network(resources).securityGroups.map((each) => shown(each.id));
    const restricted = custom({ DefaultSecurityGroupId: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } }, 'Custom::VpcRestrictDefaultSG');
    expect(groups(isolated())).toEqual(['<Task>', '<Door>', '<Vpc.DefaultSecurityGroup>']);
    expect(groups(restricted)).toEqual(['<Task>', '<Door>']);
    expect(groups(custom(ofVpc))).toEqual(['<Task>', '<Door>']);
  });
});
