import { changed, group, isolated, withEndpoint, withNat } from './_helpers/parts';
import { id, LIST, network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const TCP = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const RULE = { protocol: { known: 'tcp' }, ports: { known: { from: 443, to: 443 } } };
const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const doubt = (reason: string) => ({ protocol: { unknown: reason }, ports: { unknown: reason }, peer: { unknown: reason } });
const DEFAULT = doubt('whether the rule that allows everything is left is not known');
const ANY = { IpProtocol: '-1', CidrIp: '0.0.0.0/0' };
const EVERYTHING = { protocol: { known: 'all' }, ports: { known: { from: 0, to: 65535 } }, peer: { cidr: '0.0.0.0/0' } };

const seen = (properties: Record<string, unknown>, more: Resources = {}, outer: object = {}) =>
  shown(network({ ...changed(group('Task'), 'Task', properties, outer), ...more }).securityGroups.find((each) => each.id === id('Task'))!);
const alone = (way: 'Ingress' | 'Egress', properties: object, more: object = {}): Resources => ({
  Rule: { Type: `AWS::EC2::SecurityGroup${way}`, Properties: { GroupId: { 'Fn::GetAtt': ['Task', 'GroupId'] }, ...TCP, CidrIp: '10.0.0.0/8', ...properties }, ...more },
});

describe('a rule of a security group', () => {
  test.each<[object, object]>([
    [{ ...TCP, CidrIp: '10.0.0.0/8' }, { ...RULE, peer: { cidr: '10.0.0.0/8' } }],
    [{ ...TCP, CidrIpv6: '::/0' }, { ...RULE, peer: { cidr: '::/0' } }],
    [{ ...TCP, CidrIp: PARAMETER }, { ...RULE, peer: { cidr: '<Parameter stack/P>' } }],
    [{ ...TCP, CidrIp: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } }, { ...RULE, peer: { cidr: '10.0.0.0/16' } }],
    [{ ...TCP, SourceSecurityGroupId: { Ref: 'Door' } }, { ...RULE, peer: { group: '<Door>' } }],
    [{ ...TCP, SourceSecurityGroupId: { 'Fn::GetAtt': ['Door', 'GroupId'] } }, { ...RULE, peer: { group: '<Door>' } }],
    [{ ...TCP, SourceSecurityGroupName: { Ref: 'Door' } }, { ...RULE, peer: { group: '<Door>' } }],
    [{ ...TCP, SourceSecurityGroupName: 'door' }, { ...RULE, peer: { unknown: 'the group is called by its name' } }],
    [{ ...TCP, SourcePrefixListId: 'pl-1' }, { ...RULE, peer: { prefixList: 'pl-1' } }],
    [TCP, { ...RULE, peer: { unknown: 'the other side of a rule is not known' } }],
    [{ ...TCP, CidrIp: '10.0.0.0/8', CidrIpv6: '::/0' }, { ...RULE, peer: { unknown: 'the other side of a rule is not known' } }],
    [{ ...TCP, CidrIp: { 'Fn::If': ['Maybe', '10.0.0.0/8', '10.0.0.0/9'] } }, { ...RULE, peer: MAYBE }],
    [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }, EVERYTHING],
    [{ IpProtocol: -1, FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }, EVERYTHING],
    [{ IpProtocol: 6, FromPort: '0', ToPort: '65535', CidrIp: '0.0.0.0/0' }, { ...EVERYTHING, protocol: { known: 'tcp' } }],
    [{ IpProtocol: 'UDP', FromPort: 53, ToPort: 53, CidrIp: '0.0.0.0/0' }, { ...EVERYTHING, protocol: { known: 'other' } }],
    [{ IpProtocol: '58', CidrIp: '0.0.0.0/0' }, { ...EVERYTHING, protocol: { known: 'other' } }],
    [{ IpProtocol: 'all', CidrIp: '0.0.0.0/0', FromPort: 1, ToPort: 2 },
      { protocol: { unknown: 'the protocol is none that AWS documents' }, ports: { known: { from: 1, to: 2 } }, peer: { cidr: '0.0.0.0/0' } }],
    [{ ...TCP, IpProtocol: PARAMETER, CidrIp: '0.0.0.0/0' }, { protocol: { unknown: 'it depends on <Parameter stack/P>' }, ports: RULE.ports, peer: { cidr: '0.0.0.0/0' } }],
    [{ IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }, { ...RULE, ports: { unknown: 'a rule for TCP names no ports' }, peer: { cidr: '0.0.0.0/0' } }],
    [{ IpProtocol: 'tcp', FromPort: -1, ToPort: -1, CidrIp: '0.0.0.0/0' }, { ...RULE, ports: { unknown: 'a rule for TCP names no ports' }, peer: { cidr: '0.0.0.0/0' } }],
    [{ ...TCP, FromPort: PARAMETER, CidrIp: '0.0.0.0/0' }, { ...RULE, ports: { unknown: 'it depends on <Parameter stack/P>' }, peer: { cidr: '0.0.0.0/0' } }],
    [{ ...TCP, ToPort: 'x', CidrIp: '0.0.0.0/0' }, { ...RULE, ports: { unknown: '"x" is not a number' }, peer: { cidr: '0.0.0.0/0' } }],
  ])('%j is read', (rule, expected) => expect(seen({ SecurityGroupIngress: [rule] }, isolated_()).ingress).toEqual([expected]));

  const isolated_ = () => { const { Task: _, ...rest } = isolated(); return rest; };

  test('names each range of a prefix list that is written down', () => {
    const List = { Type: 'AWS::EC2::PrefixList', Properties: { Entries: [{ Cidr: '10.8.0.0/16' }, { Cidr: '10.9.0.0/16' }] } };
    const rules = (way: string, key: string) => ({ [way]: [{ ...TCP, [key]: { Ref: 'List' } }] });
    const expected = ['10.8.0.0/16', '10.9.0.0/16'].map((cidr) => ({ ...RULE, peer: { cidr } }));
    expect(seen(rules('SecurityGroupIngress', 'SourcePrefixListId'), { List }).ingress).toEqual(expected);
    expect(seen(rules('SecurityGroupEgress', 'DestinationPrefixListId'), { List }).egress).toEqual(expected);
  });

  test('may be one of two, or none', () => {
    const perhaps = { ...RULE, protocol: MAYBE };
    expect(seen({ SecurityGroupIngress: [{ 'Fn::If': ['Maybe', { ...TCP, CidrIp: '10.0.0.0/8' }, { Ref: 'AWS::NoValue' }] }] }).ingress)
      .toEqual([{ ...perhaps, peer: { cidr: '10.0.0.0/8' } }]);
    expect(seen({ SecurityGroupIngress: [{ 'Fn::If': ['Maybe', { ...TCP, CidrIp: '10.0.0.0/8' }, { IpProtocol: 'udp', CidrIp: '10.0.0.0/9' }] }] }).ingress)
      .toEqual([{ ...RULE, peer: { cidr: '10.0.0.0/8' } }, { ...EVERYTHING, protocol: { known: 'other' }, peer: { cidr: '10.0.0.0/9' } }].map((rule) => rule));
  });
});

describe('what a security group lets out', () => {
  test.each<[string, Record<string, unknown>, Resources, object | undefined]>([
    ['is everything when nothing is said', {}, {}, undefined],
    ['is what is said', { SecurityGroupEgress: [ANY] }, {}, [EVERYTHING]],
    ['is what is said in an object', { SecurityGroupEgress: ANY }, {}, [EVERYTHING]],
    ['is everything for an empty list', { SecurityGroupEgress: [] }, {}, undefined],
    ['is everything for a list of nothing', { SecurityGroupEgress: [{ Ref: 'AWS::NoValue' }] }, {}, undefined],
    ['is not known for a list that is a parameter', { SecurityGroupEgress: LIST }, {}, [doubt('parameter L has no value'), DEFAULT]],
    ['is not known when the only rule may not be there', { SecurityGroupEgress: [{ 'Fn::If': ['Maybe', ANY, { Ref: 'AWS::NoValue' }] }] }, {},
      [{ ...EVERYTHING, protocol: MAYBE }, DEFAULT]],
    ['is, at the least, what a rule says that stands alone', {}, alone('Egress', {}), [{ ...RULE, peer: { cidr: '10.0.0.0/8' } }, DEFAULT]],
    ['is, at the least, what a rule may say that stands alone', {}, alone('Egress', {}, { Condition: 'Maybe' }),
      [{ ...RULE, protocol: MAYBE, peer: { cidr: '10.0.0.0/8' } }, DEFAULT]],
    ['is not known when a rule may be of any group', {}, alone('Egress', { GroupId: PARAMETER }), [doubt('it is not known what Rule belongs to'), DEFAULT]],
    ['is everything when a rule is of another group', {}, alone('Egress', { GroupId: 'sg-1' }), undefined],
    ['is everything when a rule is not created', {}, alone('Egress', {}, { Condition: 'Never' }), undefined],
    ['is both', { SecurityGroupEgress: [ANY] }, alone('Egress', {}), [EVERYTHING, { ...RULE, peer: { cidr: '10.0.0.0/8' } }]],
    ['is not known when a custom resource gets the group', {}, { Custom: { Type: 'Custom::Thing', Properties: { Id: { Ref: 'Task' } } } }, [DEFAULT]],
  ])('%s', (_, properties, more, expected) => expect(seen(properties, more).egress).toEqual(expected));
});

describe('what a security group lets in', () => {
  const STORED: Resources = { Stored: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::If': ['Maybe', 'sg-1', 'sg-2'] } } } };
  const peer = { cidr: '10.0.0.0/8' };
  const NAMED = { GroupId: undefined, GroupName: 'task' };

  test.each<[string, Record<string, unknown>, Resources, object[]]>([
    ['is nothing', {}, {}, []],
    ['is what rules say that stand alone', {}, alone('Ingress', {}), [{ ...RULE, peer }]],
    ['is what rules may say that stand alone', {}, alone('Ingress', {}, { Condition: 'Maybe' }), [{ ...RULE, protocol: MAYBE, peer }]],
    ['is known when a rule for something else may stand alone', {}, alone('Ingress', { IpProtocol: 'udp' }, { Condition: 'Maybe' }), [{ ...EVERYTHING, protocol: { known: 'other' }, peer }]],
    ['is not known when a rule may be of any group', {}, alone('Ingress', { GroupId: PARAMETER }), [doubt('it is not known what Rule belongs to')]],
    ['is not known when a rule is of one of two groups', {}, alone('Ingress', { GroupId: { 'Fn::If': ['Maybe', 'sg-1', { Ref: 'Task' }] } }), [doubt('it is not known what Rule belongs to')]],
    ['is not known when a rule is of the group that something else names',
      {}, { ...alone('Ingress', { GroupId: { 'Fn::GetAtt': ['Stored', 'Value'] } }), ...STORED }, [doubt('it is not known what Rule belongs to')]],
    ['is not known when a rule is of what a custom resource is called',
      {}, { ...alone('Ingress', { GroupId: { Ref: 'Custom' } }), Custom: { Type: 'AWS::CloudFormation::CustomResource' } }, [doubt('it is not known what Rule belongs to')]],
    ['is nothing when a rule is of something that is no group',
      {}, { ...alone('Ingress', { GroupId: { Ref: 'Peering' } }), Peering: { Type: 'AWS::EC2::VPCPeeringConnection' } }, []],
    ['is nothing when a rule is of the default group', {}, alone('Ingress', { GroupId: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } }), []],
    ['is what a rule may say that calls the group by name', { VpcId: undefined, GroupName: 'task' }, alone('Ingress', NAMED), [{ ...RULE, protocol: { unknown: 'the group is called by its name' }, peer }]],
    ['is what a rule says that calls the group by Ref', { VpcId: undefined }, alone('Ingress', { GroupId: undefined, GroupName: { Ref: 'Task' } }), [{ ...RULE, peer }]],
    ['is nothing when a rule calls by name in a VPC', { GroupName: 'task' }, alone('Ingress', NAMED), []],
    ['is not known when a rule calls any group by name', { VpcId: undefined }, alone('Ingress', { GroupId: undefined, GroupName: PARAMETER }), [doubt('it is not known what Rule belongs to')]],
  ])('%s', (_, properties, more, expected) => expect(seen(properties, { Vpc: { Type: 'AWS::EC2::VPC' }, ...more }).ingress).toEqual(expected));
});

describe('a security group', () => {
  test('is complete unless something else gets it', () => {
    expect(seen({}).complete).toBe(true);
    expect(seen({}, { Custom: { Type: 'Custom::Thing', Properties: { Id: { 'Fn::GetAtt': ['Task', 'GroupId'] } } } }).complete).toBe(false);
  });

  test('may be the default group of a VPC', () => {
    const own = (more: Resources = {}) => shown(network({ Vpc: { Type: 'AWS::EC2::VPC' }, ...more }).securityGroups[0]);
    const members = { ...EVERYTHING, peer: { group: '<Vpc.DefaultSecurityGroup>' } };
    const GroupId = { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] };
    expect(own()).toEqual({ id: '<Vpc.DefaultSecurityGroup>', ingress: [members], complete: true });
    expect(own(alone('Ingress', { GroupId })).ingress).toEqual([members, { ...RULE, peer: { cidr: '10.0.0.0/8' } }]);
    expect(own(alone('Egress', { GroupId })).egress).toEqual([{ ...RULE, peer: { cidr: '10.0.0.0/8' } }, DEFAULT]);
  });

  test.each<[string, string, Resources]>([
    ['lets 443 out to the group of an endpoint', 'yes', changed(withEndpoint(), 'Task', { SecurityGroupEgress: [{ ...TCP, DestinationSecurityGroupId: { Ref: 'Door' } }] })],
    ['lets 80 out to the group of an endpoint', 'no task-egress', changed(withEndpoint(), 'Task', { SecurityGroupEgress: [{ ...TCP, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: { Ref: 'Door' } }] })],
    ['lets nothing out as the CDK does it', 'no task-egress', changed(withNat(), 'Task', { SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }] })],
    ['of an endpoint lets nobody in', 'no endpoint-ingress', changed(withEndpoint(), 'Door', { SecurityGroupIngress: undefined })],
    ['of an endpoint lets the VPC in', 'yes', changed(withEndpoint(), 'Door', { SecurityGroupIngress: [{ ...TCP, CidrIp: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] } }] })],
    ['of an endpoint is the default one', 'no endpoint-ingress', withEndpoint({ SecurityGroupIds: undefined })],
    ['of an endpoint is the default one, and a custom resource gets it', 'unknown endpoint-ingress', {
      ...withEndpoint({ SecurityGroupIds: undefined }),
      Custom: { Type: 'Custom::Thing', Properties: { Id: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } } },
    }],
    ['of an endpoint is the default one, and a rule may be of any group', 'unknown endpoint-ingress', {
      ...withEndpoint({ SecurityGroupIds: undefined }),
      ...alone('Ingress', { GroupId: PARAMETER }),
    }],
    ['of an endpoint is the default one, and a rule lets the VPC in', 'yes', {
      ...withEndpoint({ SecurityGroupIds: undefined }),
      ...alone('Ingress', { GroupId: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } }),
    }],
  ])('that %s is asked what it lets through: %s', (_, expected, resources) => expect(told(network(resources))).toBe(expected));
});
