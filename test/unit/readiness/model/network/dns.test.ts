import { vpc, withEndpoint } from './_helpers/parts';
import { network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const VPC = { Ref: 'Vpc' };
const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const dns = (resources: Resources) => shown(network({ ...vpc(), ...resources }).vpcs[0].dns);

describe('DHCP options', () => {
  const options = (servers: unknown, association: object = {}, more: object = {}): Resources => ({
    Options: { Type: 'AWS::EC2::DHCPOptions', Properties: { DomainName: 'x', DomainNameServers: servers } },
    Dhcp: { Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: VPC, DhcpOptionsId: { Ref: 'Options' }, ...association }, ...more },
  });

  test.each<[string, Resources, object]>([
    ['of Amazon', options(['AmazonProvidedDNS']), { known: 'amazon' }],
    ['by the address that Amazon has everywhere', options(['169.254.169.253']), { known: 'amazon' }],
    ['not written down', options(undefined), { known: 'amazon' }],
    ['of others', options(['10.0.0.53']), { known: 'custom' }],
    ['of Amazon and others', options(['AmazonProvidedDNS', '10.0.0.53']), { known: 'custom' }],
    ['of others and a parameter', options(['10.0.0.53', PARAMETER]), { known: 'custom' }],
    ['of a parameter', options([PARAMETER]), { unknown: 'the name servers are not known' }],
    ['of a list that is a parameter', options({ Ref: 'L' }), { unknown: 'the name servers are not known' }],
    ['in options by their attribute', options(['10.0.0.53'], { DhcpOptionsId: { 'Fn::GetAtt': ['Options', 'DhcpOptionsId'] } }), { known: 'custom' }],
    ['in options that are not at hand', options([], { DhcpOptionsId: 'dopt-1' }), { unknown: 'the DHCP options are not at hand' }],
    ['in no options', options([], { DhcpOptionsId: 'default' }), { unknown: 'the DHCP options are not at hand' }],
    ['in options for another VPC', options(['10.0.0.53'], { VpcId: 'vpc-1' }), { known: 'amazon' }],
    ['in options for any VPC', options(['10.0.0.53'], { VpcId: PARAMETER }), { unknown: 'it is not known what Dhcp belongs to' }],
    ['of Amazon in options for any VPC', options(['AmazonProvidedDNS'], { VpcId: PARAMETER }), { known: 'amazon' }],
    ['of others, perhaps', options(['10.0.0.53'], {}, { Condition: 'Maybe' }), MAYBE],
    ['of Amazon, perhaps', options(['AmazonProvidedDNS'], {}, { Condition: 'Maybe' }), { known: 'amazon' }],
  ])('with servers %s decide who answers', (_, resources, expected) => expect(dns(resources)).toEqual(expected));
});

describe('a private hosted zone', () => {
  const zone = (name: unknown, more: object = {}): Resources => ({
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: name, VPCs: [{ VPCId: VPC, VPCRegion: { Ref: 'AWS::Region' } }], ...more } },
  });
  const OPEN = { unknown: 'a private zone or resolver rule may be for names of AWS' };

  test.each<[unknown, object]>([
    ['example.com', { known: 'amazon' }],
    ['notamazonaws.com', { known: 'amazon' }],
    ['amazonaws.com.example.com', { known: 'amazon' }],
    ['ssmmessages.eu-west-1.amazonaws.com', { known: 'custom' }],
    ['SSMMESSAGES.eu-west-1.AMAZONAWS.com.', { known: 'custom' }],
    ['amazonaws.com', { known: 'custom' }],
    ['com', { known: 'custom' }],
    ['.', { known: 'custom' }],
    ['ecr.cn-north-1.amazonaws.com.cn', { known: 'custom' }],
    ['logs.us-iso-east-1.c2s.ic.gov', { known: 'custom' }],
    ['ssmmessages.eu-west-1.api.aws', { known: 'custom' }],
    [{ 'Fn::Sub': 'ssmmessages.${AWS::Region}.amazonaws.com' }, { known: 'custom' }],
    [{ 'Fn::Sub': '${P}.example.com' }, { known: 'amazon' }],
    [{ 'Fn::Sub': '${P}.internal' }, { known: 'amazon' }],
    [{ 'Fn::Sub': '${P}.com' }, OPEN],
    [{ 'Fn::Sub': '${P}amazonaws.com' }, OPEN],
    [{ 'Fn::Sub': 'internal.${P}' }, OPEN],
    [PARAMETER, OPEN],
    [undefined, OPEN],
  ])('for %j leaves or changes the names of AWS', (name, expected) => expect(dns(zone(name))).toEqual(expected));

  test.each<[string, Resources, object]>([
    ['another VPC', zone('amazonaws.com', { VPCs: [{ VPCId: 'vpc-1' }] }), { known: 'amazon' }],
    ['no VPC', zone('amazonaws.com', { VPCs: undefined }), { known: 'amazon' }],
    ['any VPC', zone('amazonaws.com', { VPCs: [{ VPCId: PARAMETER }] }), { unknown: 'it is not known what Zone belongs to' }],
    ['VPCs of a parameter', zone('amazonaws.com', { VPCs: { 'Fn::If': ['Maybe', [], [{ VPCId: VPC }]] } }), { unknown: 'it is not known what Zone belongs to' }],
    ['any VPC, of other names', zone('example.com', { VPCs: [{ VPCId: PARAMETER }] }), { known: 'amazon' }],
  ])('of %s is told apart', (_, resources, expected) => expect(dns(resources)).toEqual(expected));

  test('of Cloud Map is one too', () => {
    const namespace = (Name: string) => ({ Space: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name, Vpc: VPC } } });
    expect([dns(namespace('app.local')), dns(namespace('amazonaws.com'))]).toEqual([{ known: 'amazon' }, { known: 'custom' }]);
  });

  test('keeps an endpoint from being proven', () => {
    expect(told(network(withEndpoint()))).toBe('yes');
    expect(told(network({ ...withEndpoint(), ...zone('amazonaws.com') }))).toBe('unknown custom-dns');
  });
});

describe('a resolver rule', () => {
  const rule = (properties: object, association: object = {}): Resources => ({
    Rule: { Type: 'AWS::Route53Resolver::ResolverRule', Properties: { RuleType: 'FORWARD', DomainName: 'amazonaws.com', ...properties } },
    Association: { Type: 'AWS::Route53Resolver::ResolverRuleAssociation', Properties: { VPCId: VPC, ResolverRuleId: { 'Fn::GetAtt': ['Rule', 'ResolverRuleId'] }, ...association } },
  });

  test.each<[string, Resources, object]>([
    ['for names of AWS', rule({}), { known: 'custom' }],
    ['for all names', rule({ DomainName: '.' }), { known: 'custom' }],
    ['for other names', rule({ DomainName: 'corp.example.com' }), { known: 'amazon' }],
    ['that leaves names to Amazon', rule({ RuleType: 'SYSTEM' }), { known: 'amazon' }],
    ['by its Ref', rule({}, { ResolverRuleId: { Ref: 'Rule' } }), { known: 'custom' }],
    ['by another attribute', rule({}, { ResolverRuleId: { 'Fn::GetAtt': ['Rule', 'Name'] } }), { unknown: 'the resolver rule is not at hand' }],
    ['that is not at hand', rule({}, { ResolverRuleId: 'rslvr-rr-1' }), { unknown: 'the resolver rule is not at hand' }],
    ['of another VPC', rule({}, { VPCId: 'vpc-1' }), { known: 'amazon' }],
  ])('%s leaves or changes the names of AWS', (_, resources, expected) => expect(dns(resources)).toEqual(expected));
});

test.each<[string, string, object]>([
  ['AWS::Route53Resolver::FirewallRuleGroupAssociation', 'VpcId', { unknown: 'a DNS firewall may hold back names' }],
  ['AWS::Route53Profiles::ProfileAssociation', 'ResourceId', { unknown: 'a Route 53 profile may bring private zones and rules' }],
])('a %s leaves it open', (Type, key, expected) => {
  expect(dns({ Thing: { Type, Properties: { [key]: VPC } } })).toEqual(expected);
  expect(dns({ Thing: { Type, Properties: { [key]: 'vpc-1' } } })).toEqual({ known: 'amazon' });
});

test('what is certainly changed comes before what may be', () => {
  const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'amazonaws.com', VPCs: [{ VPCId: VPC }] } };
  expect(dns({ Dhcp: { Type: 'AWS::EC2::VPCDHCPOptionsAssociation', Properties: { VpcId: VPC, DhcpOptionsId: 'dopt-1' } }, Zone: zone })).toEqual({ known: 'custom' });
});
