import { acl, changed, entry, interfaceEndpoint, isolated, known, nat, route, source, subnet, table, tcp, UNKNOWN, vpc } from './_helpers/builders';
import { told } from './_helpers/told';
import type { Network, Source } from '../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../src/readiness/private/reach/reachability';

const SIX: Partial<Source> = { subnets: known(['Six']), families: known('ipv6') };
const BOTH: Partial<Source> = { ...SIX, families: known('dualstack') };

/** One subnet of both families, with these routes. */
function dual(routes: Parameters<typeof table>[1][], more: Partial<Network> = {}): Network {
  return isolated({
    vpcs: [vpc('Vpc', { cidrs: known(['10.0.0.0/16', '2001:db8::/56']), internetGateways: known(['Igw']) })],
    subnets: [subnet('Six', '10.0.0.0/24', { cidrs: known(['10.0.0.0/24', '2001:db8::/64']), routeTable: known({ explicit: 'Table' }) })],
    routeTables: [table('Table', ...routes)],
    dualStackServices: known(['ssmmessages']),
    ...more,
  });
}

const EIGW = route('::/0', 'egress-only-gateway', 'Eigw');

describe('IPv6', () => {
  test.each<[string, string, Network]>([
    ['through an egress-only gateway', 'yes', dual([EIGW])],
    ['through an internet gateway, without a public IPv4 address', 'yes', dual([route('::/0', 'internet-gateway', 'Igw')])],
    ['through an internet gateway that is not attached', 'no igw-not-attached', dual([route('::/0', 'internet-gateway', 'Other')])],
    ['without a route', 'no no-route', dual([route('0.0.0.0/0', 'nat', 'Nat')])],
    ['to a service that may have no addresses of the family', 'unknown ipv6-unknown', dual([EIGW], { dualStackServices: UNKNOWN })],
    ['to a service that is not known to have any', 'unknown ipv6-unknown', dual([EIGW], { dualStackServices: known([]) })],
    ['through a NAT gateway', 'unknown ipv6-unknown', dual([route('::/0', 'nat', 'Nat')], { natGateways: [nat('Nat', 'Six')] })],
    ['through translation alone', 'unknown ipv6-unknown no-route', dual([route('64:ff9b::/96', 'nat', 'Nat')], { natGateways: [nat('Nat', 'Six')] })],
    ['out of a group for IPv4', 'no task-egress', changed(dual([EIGW]), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '0.0.0.0/0' })] })],
    ['out of a group for IPv6', 'yes', changed(dual([EIGW]), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '::/0' })] })],
    ['through a network ACL for IPv4', 'no nacl-task-in nacl-task-out', {
      ...changed(dual([EIGW]), 'subnets', 'Six', { networkAcl: known({ explicit: 'Acl' }) }),
      networkAcls: [acl('Acl', entry('allow', 1, 'in', '0.0.0.0/0'), entry('allow', 1, 'out', '0.0.0.0/0'))],
    }],
    ['to an endpoint', 'unknown ipv6-unknown', dual([EIGW], { endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { subnets: known(['Six']) })] })],
    ['to an endpoint that lets nothing in', 'no endpoint-ingress',
      dual([EIGW], { endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { subnets: known(['Six']), securityGroups: known(['TaskGroup']) })] })],
  ])('alone, %s: %s', (_, expected, network) => {
    expect(told(network, 'ssmmessages', SIX)).toBe(expected);
  });

  test.each<[string, string, Network]>([
    ['is not needed where IPv4 does', 'yes', dual([route('0.0.0.0/0', 'internet-gateway', 'Igw')], { dualStackServices: UNKNOWN })],
    ['does where IPv4 does not', 'yes', dual([EIGW])],
    ['may do where IPv4 does not', 'unknown ipv6-unknown', dual([EIGW], { dualStackServices: UNKNOWN })],
    ['does not where IPv4 does not', 'no no-route', dual([])],
    ['does not help what is not known of IPv4', 'unknown transit-gateway-unknown', dual([route('0.0.0.0/0', 'transit-gateway', 'Tgw')])],
  ])('beside IPv4 %s: %s', (_, expected, network) => {
    expect(told(network, 'ssmmessages', { ...BOTH, publicIp: known(true) })).toBe(expected);
  });

  test('beside IPv4 leaves what is wrong with that as a remark', () => {
    expect(canReach(source(BOTH), 'ssmmessages', dual([EIGW])).remarks.map(({ obstacle }) => obstacle)).toEqual(['no-route']);
  });

  test.each<[string, string, Network]>([
    ['both do', 'yes', dual([EIGW, route('0.0.0.0/0', 'internet-gateway', 'Igw')])],
    ['none does', 'no no-route', dual([])],
    ['one does', 'unknown ipv6-unknown no-route', dual([EIGW])],
  ])('that may be is counted when %s: %s', (_, expected, network) => {
    expect(told(network, 'ssmmessages', { ...SIX, publicIp: known(true), families: UNKNOWN })).toBe(expected);
  });
});
