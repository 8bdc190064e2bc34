import {
  acl, changed, entry, gatewayEndpoint, group, interfaceEndpoint, known, nat, route, source, subnet, table, tcp, UNKNOWN, vpc, withEndpoint, withNat,
} from './_helpers/builders';
import { told } from './_helpers/told';
import { hole } from '../../../../src/readiness/private/model/text';
import { mayBeAnother, same } from '../../../../src/readiness/private/reach/identity';
import type { Network } from '../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../src/readiness/private/reach/reachability';
import { distinct, type Cause } from '../../../../src/readiness/private/reach/verdict';

describe('ids', () => {
  const parameter = hole('unknown', 'GroupId');
  const made = hole('generated', 'Group.GroupId');

  test.each([
    ['Group', 'Group', 'yes'],
    ['Group', 'Other', 'no'],
    [parameter, parameter, 'yes'],
    [parameter, 'Group', 'unknown'],
    ['Group', parameter, 'unknown'],
    [made, made, 'yes'],
    [made, 'Group', 'no'],
    [made, parameter, 'unknown'],
  ])('%j and %j are the same: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });

  test('that AWS makes up are no other', () => {
    expect([made, parameter, ''].map(mayBeAnother)).toEqual([false, true, false]);
  });
});

describe('causes', () => {
  test('are told once, in an order of their own', () => {
    const [one, two]: Cause[] = [{ obstacle: 'no-route', answer: 'no', ids: ['A'] }, { obstacle: 'no-route', answer: 'no', ids: ['B'] }];
    expect(distinct([two, one, { ...one }])).toEqual([one, two]);
  });
});

describe('a network that makes no sense', () => {
  test.each<[string, string, Network]>([
    ['NAT gateways in a circle', 'unknown', withNat({
      natGateways: [nat('Nat', 'Public'), nat('Other', 'PrivateA')],
      routeTables: [table('PrivateTable', route('0.0.0.0/0', 'nat', 'Nat')), table('PublicTable', route('0.0.0.0/0', 'nat', 'Other'))],
    })],
    ['ids that lead nowhere', 'unknown', { ...withNat(), natGateways: [], routeTables: [], vpcs: [], securityGroups: [] }],
    ['everything twice', 'unknown', Object.fromEntries(Object.entries(withNat()).map(([key, value]) => [key, Array.isArray(value) ? [...value, ...value] : value])) as unknown as Network],
    ['CIDRs that are none', 'yes', changed(withNat(), 'subnets', 'PrivateA', { cidrs: known(['10.0.0.0/99', '', '/', '::/']) })],
    ['a VPC without ranges', 'yes', changed(withEndpoint(), 'vpcs', 'Vpc', { cidrs: known([]) })],
    ['names of an object', 'yes', withNat({ region: '__proto__', securityGroups: [group('__proto__'), group('constructor')] })],
    ['very long names', 'unknown', withNat({ vpcs: [vpc('V'.repeat(1e6))] })],
    ['ports that are none', 'unknown', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '0.0.0.0/0' }, NaN), tcp({ cidr: '0.0.0.0/0' }, 9, 1)] })],
    ['numbers that are none', 'no', {
      ...changed(withNat(), 'subnets', 'PrivateA', { networkAcl: known({ explicit: 'Acl' }) }),
      networkAcls: [acl('Acl', entry('allow', NaN, 'out', '0.0.0.0/0'), entry('allow', -Infinity, 'in', '0.0.0.0/0', NaN, Infinity))],
    }],
    ['holes that are cut off', 'unknown', withNat({ vpcs: [vpc(hole('unknown', 'Vpc').slice(0, -1))] })],
  ])('with %s is answered with %s', (_, expected, network) => {
    expect(canReach(source({ securityGroups: known(['TaskGroup', '__proto__']) }), 'ssmmessages', network).answer).toBe(expected);
  });
});

describe('a large network', () => {
  test('of ten thousand services in one VPC is answered service by service', () => {
    const groups = Array.from({ length: 10000 }, (_, index) => group(`Task${index}`, { egress: [tcp({ group: 'EndpointGroup' })] }));
    const network = {
      ...withEndpoint({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages'), gatewayEndpoint('Gateway', 's3', 'PrivateTable')] }),
      securityGroups: [group('EndpointGroup', { ingress: groups.slice(1).map(({ id }) => tcp({ group: id })) }), ...groups],
    };
    const answers = groups.map(({ id }) => canReach(source({ securityGroups: known([id]) }), 'ssmmessages', network).answer);
    expect(answers.filter((answer) => answer === 'yes')).toHaveLength(9999);
    expect(answers[0]).toBe('no');
  });

  test('of ten thousand routes, rules and entries is answered', () => {
    const cidrs = Array.from({ length: 10000 }, (_, index) => `52.${Math.floor(index / 256)}.${index % 256}.0/24`);
    const network = {
      ...changed(withNat(), 'subnets', 'PrivateB', { networkAcl: known({ explicit: 'Acl' }) }),
      routeTables: [table('PrivateTable', route('0.0.0.0/0', 'nat', 'Nat'), ...cidrs.map((cidr) => route(cidr, 'nat', 'Nat'))), withNat().routeTables[1]],
      securityGroups: [group('TaskGroup', { egress: [...cidrs, '0.0.0.0/0'].map((cidr) => tcp({ cidr })) })],
      networkAcls: [acl('Acl', entry('allow', 1, 'in', '0.0.0.0/0'), ...cidrs.map((cidr, index) => entry('allow', index, 'out', cidr)))],
    };
    expect(told(network, 'ssmmessages', { subnets: known(['PrivateA']) })).toBe('yes');
    expect(told(network)).toBe('unknown nacl-task-out');
  });

  test('of a thousand subnets is answered for all of them', () => {
    const subnets = Array.from({ length: 1000 }, (_, index) => subnet(`Subnet${index}`, `10.0.${Math.floor(index / 16)}.${index % 16 * 16}/28`));
    const ids = known(subnets.map(({ id }) => id));
    const network = withEndpoint({ subnets, endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { subnets: known(['Subnet0', 'Subnet1']) })] });
    expect(canReach(source({ subnets: ids }), 'ssmmessages', network)).toMatchObject({ answer: 'yes', decidedBy: [] });
  });

  test('is answered the same when asked again', () => {
    const network = withEndpoint();
    const first = canReach(source({ securityGroups: UNKNOWN }), 'ssmmessages', network);
    expect(canReach(source({ securityGroups: UNKNOWN }), 'ssmmessages', network)).toEqual(first);
    expect(first.answer).toBe('unknown');
  });
});
