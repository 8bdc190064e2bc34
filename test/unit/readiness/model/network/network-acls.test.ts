import { changed, isolated, subnet, withEndpoint, withNat } from './_helpers/parts';
import { network, PARAMETER, shown, told, type Resources } from './_helpers/seen';

const MAYBE = { unknown: 'condition "Maybe" depends on <Parameter stack/Q>' };
const ACL: Resources = { Acl: { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: { Ref: 'Vpc' } } } };
const ENTRY = { RuleNumber: 100, Protocol: 6, PortRange: { From: 443, To: 443 }, CidrBlock: '0.0.0.0/0', RuleAction: 'allow' };
const READ = {
  number: { known: 100 }, direction: { known: 'in' }, protocol: { known: 'tcp' }, ports: { known: { from: 443, to: 443 } }, cidr: '0.0.0.0/0', action: { known: 'allow' },
};
const entry = (name: string, properties: object, more: object = {}): Resources => ({
  [name]: { Type: 'AWS::EC2::NetworkAclEntry', Properties: { NetworkAclId: { Ref: 'Acl' }, ...ENTRY, ...properties }, ...more },
});
const acl = (more: Resources) => shown(network({ ...isolated(), ...ACL, ...more }).networkAcls.find((each) => shown(each.id) === '<Acl>')!);

describe('an entry of a network ACL', () => {
  test.each<[object, object]>([
    [{}, {}],
    [{ Egress: true }, { direction: { known: 'out' } }],
    [{ Egress: 'false' }, {}],
    [{ Egress: PARAMETER }, { direction: { unknown: 'it depends on <Parameter stack/P>' } }],
    [{ RuleNumber: '7' }, { number: { known: 7 } }],
    [{ RuleNumber: PARAMETER }, { number: { unknown: 'it depends on <Parameter stack/P>' } }],
    [{ RuleNumber: undefined }, { number: { unknown: 'the entry has no number' } }],
    [{ Protocol: -1, PortRange: undefined }, { protocol: { known: 'all' }, ports: { known: { from: 0, to: 65535 } } }],
    [{ Protocol: 17 }, { protocol: { known: 'other' }, ports: { known: { from: 0, to: 65535 } } }],
    [{ Protocol: undefined }, { protocol: { unknown: 'the protocol is none that AWS documents' } }],
    [{ PortRange: undefined }, { ports: { unknown: 'an entry for TCP names no ports' } }],
    [{ PortRange: { From: 443, To: PARAMETER } }, { ports: { unknown: 'it depends on <Parameter stack/P>' } }],
    [{ CidrBlock: undefined, Ipv6CidrBlock: '::/0' }, { cidr: '::/0' }],
    [{ CidrBlock: PARAMETER }, { cidr: '<Parameter stack/P>' }],
    [{ CidrBlock: undefined }, { cidr: '<Entry.CidrBlock>' }],
    [{ Ipv6CidrBlock: '::/0' }, { cidr: '<Entry.CidrBlock>' }],
    [{ RuleAction: 'DENY' }, { action: { known: 'deny' } }],
    [{ RuleAction: PARAMETER }, { action: { unknown: 'the entry neither allows nor denies for certain' } }],
    [{ RuleAction: 'maybe' }, { action: { unknown: 'the entry neither allows nor denies for certain' } }],
  ])('%j is read', (properties, expected) => expect(acl(entry('Entry', properties))).toEqual({ id: '<Acl>', entries: [{ ...READ, ...expected }], complete: true }));

  test('that may not be there is about something else, perhaps', () => {
    expect(acl(entry('Entry', {}, { Condition: 'Maybe' })).entries).toEqual([{ ...READ, protocol: MAYBE }]);
    expect(acl(entry('Entry', { Protocol: 17 }, { Condition: 'Maybe' })).entries[0].protocol).toEqual({ known: 'other' });
    expect(acl(entry('Entry', {}, { Condition: 'Never' })).entries).toEqual([]);
  });
});

describe('a network ACL', () => {
  test.each<[string, Resources, boolean]>([
    ['is complete', {}, true],
    ['is complete when an entry is of another one', entry('Entry', { NetworkAclId: 'acl-1' }), true],
    ['is complete when an entry is of the default one', entry('Entry', { NetworkAclId: { 'Fn::GetAtt': ['Vpc', 'DefaultNetworkAcl'] } }), true],
    ['is not when an entry may be of any', entry('Entry', { NetworkAclId: PARAMETER }), false],
    ['is not when a custom resource gets it', { Custom: { Type: 'Custom::Thing', Properties: { Acl: { Ref: 'Acl' } } } }, false],
  ])('%s: %#', (_, more, complete) => expect(acl(more).complete).toBe(complete));

  test('of its VPC allows everything, and more entries change that', () => {
    const every = (direction: string, cidr: string, number: number, action: object) =>
      ({ number: { known: number }, direction: { known: direction }, protocol: { known: 'all' }, ports: { known: { from: 0, to: 65535 } }, cidr, action });
    const six = { unknown: 'the entry for IPv6 may not be there' };
    const DEFAULTS = ['in', 'out'].flatMap((direction) => [every(direction, '0.0.0.0/0', 100, { known: 'allow' }), every(direction, '::/0', 101, six)]);
    const own = (resources: Resources) => shown(network(resources).networkAcls[0]);
    expect(own(isolated())).toEqual({ id: '<Vpc.DefaultNetworkAcl>', entries: DEFAULTS, complete: true });
    const denying = entry('Entry', { NetworkAclId: { 'Fn::GetAtt': ['Vpc', 'DefaultNetworkAcl'] }, RuleNumber: 5, RuleAction: 'deny', Egress: true });
    expect(own({ ...isolated(), ...denying }).entries).toHaveLength(5);
    expect(told(network({ ...withNat(), ...denying }))).toBe('no nacl-nat-out nacl-task-out');
  });

  const associated = (name: string): Resources => ({
    ...ACL, Join: { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: { Ref: name }, NetworkAclId: { Ref: 'Acl' } } },
  });
  const elsewhere: Resources = {
    ...changed(withEndpoint(), 'Endpoint', { SubnetIds: [{ Ref: 'Other' }] }), ...subnet('Other', 'Table', { CidrBlock: '10.0.1.0/24' }), ...associated('Other'),
  };
  const [IN, OUT] = [entry('In', {}), entry('Out', { Egress: true, PortRange: { From: 1024, To: 65535 } })];

  test.each<[string, string, Resources]>([
    ['of the task without entries', 'no nacl-task-in nacl-task-out', { ...withNat(), ...associated('Private') }],
    ['of the endpoint without entries', 'no nacl-endpoint-in nacl-endpoint-out', elsewhere],
    ['of the endpoint with both ways', 'yes', { ...elsewhere, ...IN, ...OUT }],
    ['of the endpoint with one way', 'no nacl-endpoint-out', { ...elsewhere, ...IN }],
    ['of the endpoint with one way, perhaps', 'unknown nacl-endpoint-out', { ...elsewhere, ...IN, ...changed(OUT, 'Out', {}, { Condition: 'Maybe' }) }],
  ])('%s is asked what it lets through: %s', (_, expected, resources) => expect(told(network(resources))).toBe(expected));
});
