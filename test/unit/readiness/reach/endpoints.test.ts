import {
  acl, changed, entry, gatewayEndpoint, group, interfaceEndpoint, isolated, known, nat, route, source, subnet, table, tcp, UNKNOWN, vpc, withEndpoint,
  withGateway, withNat,
} from './_helpers/builders';
import { remarked, told } from './_helpers/told';
import { hole } from '../../../../src/readiness/private/model/text';
import type { Network, Source } from '../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../src/readiness/private/reach/reachability';

const IN = acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 2, 'in', '0.0.0.0/0'));

/** The network with the task and the endpoint in subnets of their own, one of which has these entries in its ACL. */
function apart(which: 'PrivateA' | 'PrivateB', ...entries: Parameters<typeof acl>[1][]): Network {
  const base = changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateB']) });
  return { ...changed(base, 'subnets', which, { networkAcl: known({ explicit: 'Acl' }) }), networkAcls: [acl('Acl', ...entries)] };
}

const FROM_A: Partial<Source> = { subnets: known(['PrivateA']) };

describe('an interface endpoint', () => {
  test('is reached in its VPC', () => {
    expect(canReach(source(), 'ssmmessages', withEndpoint())).toMatchObject({
      answer: 'yes', via: { kind: 'interface-endpoint', id: 'Endpoint' }, because: [], remarks: [], decidedBy: [],
    });
  });

  test.each<[string, string, Network]>([
    ['its private DNS is off', 'no endpoint-private-dns-off', changed(withEndpoint(), 'endpoints', 'Endpoint', { privateDns: known(false) })],
    ['its private DNS is not known', 'unknown endpoint-private-dns-off', changed(withEndpoint(), 'endpoints', 'Endpoint', { privateDns: UNKNOWN })],
    ['the VPC resolves no names', 'no vpc-dns-off', changed(withEndpoint(), 'vpcs', 'Vpc', { dnsSupport: known(false) })],
    ['the VPC may resolve no names', 'unknown vpc-dns-off', changed(withEndpoint(), 'vpcs', 'Vpc', { dnsSupport: UNKNOWN })],
    ['the VPC has no host names', 'no vpc-dns-off', changed(withEndpoint(), 'vpcs', 'Vpc', { dnsHostnames: known(false) })],
    ['the VPC may have no host names', 'unknown vpc-dns-off', changed(withEndpoint(), 'vpcs', 'Vpc', { dnsHostnames: UNKNOWN })],
    ['the VPC has name servers of its own', 'unknown custom-dns', changed(withEndpoint(), 'vpcs', 'Vpc', { dns: known('custom') })],
    ['the VPC may have name servers of its own', 'unknown custom-dns', changed(withEndpoint(), 'vpcs', 'Vpc', { dns: UNKNOWN })],
    ['it is in another VPC', 'no endpoint-in-other-vpc', changed(withEndpoint(), 'endpoints', 'Endpoint', { vpc: known('Other') })],
    ['another stack has it in another VPC', 'no no-route', changed(withEndpoint(), 'endpoints', 'Endpoint', { vpc: known('Other'), stack: 'other' })],
    ['it may be in another VPC', 'unknown endpoint-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { vpc: UNKNOWN })],
    ['it is in the VPC of a parameter', 'unknown endpoint-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { vpc: known(hole('unknown', 'VpcId')) })],
    ['it is of another service', 'no no-route', changed(withEndpoint(), 'endpoints', 'Endpoint', { service: known('logs') })],
    ['it may be of another service', 'unknown endpoint-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { service: UNKNOWN })],
    ['it may be of another type', 'unknown endpoint-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { type: UNKNOWN })],
    ['there is none', 'no no-route', isolated()],
    ['its subnets are not known', 'unknown endpoint-subnets-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: UNKNOWN })],
    ['it names no subnet', 'unknown endpoint-subnets-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known([]) })],
    ['its subnet is not seen', 'unknown endpoint-subnets-unknown', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['Elsewhere']) })],
    ['its subnet has no IPv4 addresses', 'unknown ipv6-unknown', {
      ...changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['Six']) }),
      subnets: [...isolated().subnets, subnet('Six', 'fd00::/64')],
    }],
    ['its group lets nothing in', 'no endpoint-ingress', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [] })],
    ['its group lets another port in', 'no endpoint-ingress', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ group: 'TaskGroup' }, 80)] })],
    ['its group lets another group in', 'no endpoint-ingress', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ group: 'Other' })] })],
    ['its group lets another range in', 'no endpoint-ingress', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ cidr: '10.1.0.0/16' })] })],
    ['its group lets one of the subnets in', 'no endpoint-ingress', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ cidr: '10.0.0.0/24' })] })],
    ['its group is not seen', 'unknown endpoint-ingress', changed(withEndpoint(), 'endpoints', 'Endpoint', { securityGroups: known(['Elsewhere']) })],
    ['it has the default group', 'unknown endpoint-ingress', changed(withEndpoint(), 'endpoints', 'Endpoint', { securityGroups: known([]) })],
    ['the task lets nothing out', 'no task-egress', changed(withEndpoint(), 'securityGroups', 'TaskGroup', { egress: [] })],
    ['the task lets another range out', 'no task-egress', changed(withEndpoint(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '10.1.0.0/16' })] })],
    ['the task lets a parameter out', 'unknown task-egress', changed(withEndpoint(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: hole('unknown', 'Cidr') })] })],
    ['a route may stand before its subnet', 'unknown route-unknown',
      { ...withEndpoint(), routeTables: [table('PrivateTable', route('10.0.0.0/24', 'appliance', 'Firewall'))] }],
    ['the routes of the task are not known', 'unknown route-unknown', changed(apart('PrivateA', ...IN.entries), 'subnets', 'PrivateA', { routeTable: UNKNOWN })],
  ])('is not reached when %s', (_, expected, network) => {
    expect(told(network)).toBe(expected);
  });

  test.each<[string, Network]>([
    ['its group lets the VPC in', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ cidr: '10.0.0.0/16' })] })],
    ['one of its groups lets the task in', {
      ...changed(withEndpoint(), 'endpoints', 'Endpoint', { securityGroups: known(['Closed', 'EndpointGroup']) }),
      securityGroups: [...isolated().securityGroups, group('Closed', { egress: [] })],
    }],
    ['the task lets its group out', changed(withEndpoint(), 'securityGroups', 'TaskGroup', { egress: [tcp({ group: 'EndpointGroup' })] })],
    ['the task lets the VPC out', changed(withEndpoint(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '10.0.0.0/16' })] })],
    ['the task has its group too', changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ group: 'TaskGroup' })], complete: false })],
    ['the ranges of the VPC are not known', changed(withEndpoint(), 'vpcs', 'Vpc', { cidrs: UNKNOWN })],
    ['the ranges of the subnets are not known', changed(withEndpoint(), 'subnets', 'PrivateA', { cidrs: UNKNOWN })],
    ['it is in one subnet of two', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateA']) })],
    ['the main table serves', changed(withEndpoint(), 'subnets', 'PrivateA', { routeTable: known('main') })],
    ['its subnet has an IPv6 range of a parameter', changed(withEndpoint(), 'subnets', 'PrivateA', { cidrs: known(['10.0.0.0/24', hole('unknown', 'Six')]) })],
    ['there is another one of whatever service', { ...withEndpoint(), endpoints: [...withEndpoint().endpoints, interfaceEndpoint('Zzz', '', { service: UNKNOWN })] }],
    ['there is another one in another VPC', { ...withEndpoint(), endpoints: [...withEndpoint().endpoints, interfaceEndpoint('Aaa', 'ssmmessages', { vpc: known('Other') })] }],
  ])('is reached when %s', (_, network) => {
    expect(told(network)).toBe('yes');
  });

  const LETS_VPC_IN = changed(withEndpoint(), 'securityGroups', 'EndpointGroup', { ingress: [tcp({ cidr: '10.0.0.0/16' })] });
  const PARAMETER = hole('unknown', 'Cidr');

  test.each<[string, string, Network]>([
    ['a subnet with a range of a parameter', 'yes', changed(LETS_VPC_IN, 'subnets', 'PrivateA', { cidrs: known([PARAMETER]) })],
    ['a subnet with a range of a parameter, in a VPC with one', 'unknown endpoint-ingress',
      changed(changed(LETS_VPC_IN, 'subnets', 'PrivateA', { cidrs: UNKNOWN }), 'vpcs', 'Vpc', { cidrs: known(['10.0.0.0/16', PARAMETER]) })],
  ])('that lets the VPC in lets %s in: %s', (_, expected, network) => {
    expect(told(network)).toBe(expected);
  });

  test.each<[string, string, Network]>([
    ['lets requests out of the task only', 'no nacl-task-in', apart('PrivateA', entry('allow', 1, 'out', '10.0.1.0/24', 443))],
    ['lets answers into the task only', 'no nacl-task-out', apart('PrivateA', entry('allow', 1, 'in', '10.0.1.0/24', 1024))],
    ['lets the server side of the task pass', 'no nacl-task-in nacl-task-out', apart('PrivateA', entry('allow', 1, 'in', '10.0.0.0/16', 443, 443), entry('allow', 1, 'out', '10.0.0.0/16', 1024))],
    ['lets some answers into the task', 'unknown nacl-task-in', apart('PrivateA', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 1, 'in', '0.0.0.0/0', 32768))],
    ['denies the requests first', 'no nacl-task-out', apart('PrivateA', entry('deny', 1, 'out', '10.0.0.0/8', 443, 443), ...IN.entries.map((each) => ({ ...each, number: known(5) })))],
    ['lets requests into the endpoint only', 'no nacl-endpoint-out', apart('PrivateB', entry('allow', 1, 'in', '10.0.0.0/24', 443, 443))],
    ['lets answers out of the endpoint only', 'no nacl-endpoint-in', apart('PrivateB', entry('allow', 1, 'out', '10.0.0.0/24', 1024))],
    ['lets the client side of the task into the endpoint', 'no nacl-endpoint-in', apart('PrivateB', entry('allow', 1, 'in', '0.0.0.0/0', 1024), entry('allow', 1, 'out', '0.0.0.0/0'))],
    ['lets both sides pass', 'yes', apart('PrivateB', entry('allow', 1, 'in', '10.0.0.0/24', 443, 443), entry('allow', 1, 'out', '10.0.0.0/24', 1024))],
    ['lets all pass', 'yes', apart('PrivateA', ...IN.entries)],
    ['is not seen', 'unknown nacl-task-in nacl-task-out', { ...apart('PrivateA'), networkAcls: [] }],
    ['is not known', 'unknown nacl-endpoint-in nacl-endpoint-out', changed(apart('PrivateB'), 'subnets', 'PrivateB', { networkAcl: UNKNOWN })],
  ])('is judged by a network ACL that %s: %s', (_, expected, network) => {
    expect(told(network, 'ssmmessages', FROM_A)).toBe(expected);
  });

  test('meets no network ACL in the subnet of the task', () => {
    expect(told(apart('PrivateB'), 'ssmmessages', { subnets: known(['PrivateB']) })).toBe('yes');
  });

  test('meets perhaps a network ACL in what may be another subnet', () => {
    const id = hole('unknown', 'SubnetId');
    const base = changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known([id]) });
    const closed = { ...base, subnets: [...base.subnets, subnet(id, '10.0.0.0/24', { networkAcl: known({ explicit: 'Acl' }) })], networkAcls: [acl('Acl')] };
    expect(told(closed, 'ssmmessages', FROM_A)).toBe('unknown nacl-endpoint-in nacl-endpoint-out');
  });

  test('is not known when one of its interfaces is closed off', () => {
    const network = { ...changed(withEndpoint(), 'subnets', 'PrivateB', { networkAcl: known({ explicit: 'Acl' }) }), networkAcls: [acl('Acl')] };
    expect(told(network, 'ssmmessages', FROM_A)).toBe('unknown nacl-endpoint-in nacl-endpoint-out');
  });

  test('works with a narrower range of ephemeral ports that is known', () => {
    const network = apart('PrivateA', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 1, 'in', '0.0.0.0/0', 32768));
    expect(told(network, 'ssmmessages', { ...FROM_A, ephemeralPorts: { from: 32768, to: 60999 } })).toBe('yes');
  });

  test.each<[string, string, Network]>([
    ['not in the zone of the task', 'endpoint-zone-not-covered', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateB']) })],
    ['in the zone of the task', '', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateA']) })],
    ['in a zone that is not known', '', changed(changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateB']) }), 'subnets', 'PrivateB', { availabilityZone: UNKNOWN })],
    ['in a zone of a function', '', changed(changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['PrivateB']) }), 'subnets', 'PrivateB', { availabilityZone: known(hole('unknown', 'Zone')) })],
    ['in a subnet that is not seen', '', changed(withEndpoint(), 'endpoints', 'Endpoint', { subnets: known(['Elsewhere']) })],
  ])('that is %s is remarked upon: %s', (_, expected, network) => {
    expect(remarked(network, 'ssmmessages', FROM_A)).toBe(expected);
  });

  test('takes the name from a NAT gateway that would do', () => {
    const closed = withNat({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { securityGroups: known(['TaskGroup']) })] });
    expect(told(withNat())).toBe('yes');
    expect(told(closed)).toBe('no endpoint-ingress');
    expect(told(changed(closed, 'endpoints', 'Endpoint', { privateDns: known(false) }))).toBe('yes');
    expect(remarked(changed(closed, 'endpoints', 'Endpoint', { privateDns: known(false) }))).toBe('endpoint-private-dns-off');
    expect(told(changed(closed, 'endpoints', 'Endpoint', { privateDns: UNKNOWN }))).toBe('unknown endpoint-ingress endpoint-private-dns-off');
    expect(told(changed(closed, 'vpcs', 'Vpc', { dnsHostnames: known(false) }))).toBe('unknown vpc-dns-off');
  });

  test('that may have the name is told without what is wrong with the public path', () => {
    const network = withNat({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { privateDns: UNKNOWN })] });
    expect(told(network, 'ssmmessages', { subnets: known(['Public']) })).toBe('unknown endpoint-private-dns-off');
  });

  test('without private DNS is told beside what is wrong with the public path', () => {
    const endpoints = [interfaceEndpoint('Endpoint', 'ssmmessages', { privateDns: known(false) })];
    expect(told(withNat({ endpoints, natGateways: [nat('Nat', 'PrivateA')], routeTables: [table('PrivateTable', route('0.0.0.0/0', 'nat', 'Nat'))] })))
      .toBe('no endpoint-private-dns-off nat-without-route');
    expect(told(changed(withNat({ endpoints }), 'securityGroups', 'TaskGroup', { egress: [] }))).toBe('no task-egress');
  });

  test('that is one of two with the same name is judged with the other', () => {
    const endpoints = [interfaceEndpoint('One', 'ssmmessages'), interfaceEndpoint('Two', 'ssmmessages', { securityGroups: known(['TaskGroup']) })];
    expect(told(isolated({ endpoints }))).toBe('unknown endpoint-ingress');
  });
});

describe('a gateway endpoint', () => {
  test('is reached by the routes of its tables', () => {
    expect(canReach(source(), 's3', withGateway())).toMatchObject({ answer: 'yes', via: { kind: 'gateway-endpoint', id: 'Gateway' } });
  });

  test.each<[string, string, Network]>([
    ['the table of the task is not one of its tables', 'no gateway-not-associated', changed(withGateway(), 'endpoints', 'Gateway', { routeTables: known(['Other']) })],
    ['one of its tables may be that of the task', 'unknown no-route', changed(withGateway(), 'endpoints', 'Gateway', { routeTables: known([hole('unknown', 'Table')]) })],
    ['its tables are not known', 'unknown no-route', changed(withGateway(), 'endpoints', 'Gateway', { routeTables: UNKNOWN })],
    ['the task has the main table', 'no gateway-not-associated',
      changed(changed(withGateway(), 'subnets', 'PrivateA', { routeTable: known('main') }), 'subnets', 'PrivateB', { routeTable: known('main') })],
    ['it is of another service', 'no no-route', changed(withGateway(), 'endpoints', 'Gateway', { service: known('dynamodb') })],
    ['it may be of another service', 'unknown endpoint-unknown no-route', changed(withGateway(), 'endpoints', 'Gateway', { service: UNKNOWN })],
    ['the task lets the VPC out only', 'no task-egress', changed(withGateway(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '10.0.0.0/16' })] })],
    ['the task lets some public range out', 'unknown task-egress', changed(withGateway(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '52.218.0.0/17' })] })],
    ['the task lets another prefix list out', 'no task-egress', changed(withGateway(), 'securityGroups', 'TaskGroup', { egress: [tcp({ prefixList: 'pl-6fa54006' })] })],
    ['the VPC resolves no names', 'no vpc-dns-off', changed(withGateway(), 'vpcs', 'Vpc', { dnsSupport: known(false) })],
    ['a network ACL keeps requests in', 'no nacl-task-out', {
      ...changed(changed(withGateway(), 'subnets', 'PrivateA', { networkAcl: known({ explicit: 'Acl' }) }), 'subnets', 'PrivateB', { networkAcl: known({ explicit: 'Acl' }) }),
      networkAcls: [acl('Acl', entry('allow', 1, 'in', '0.0.0.0/0'), entry('allow', 1, 'out', '10.0.0.0/8'))],
    }],
  ])('is not reached when %s', (_, expected, network) => {
    expect(told(network, 's3')).toBe(expected);
  });

  test.each<[string, Network]>([
    ['the task lets its prefix list out', changed(withGateway(), 'securityGroups', 'TaskGroup', { egress: [tcp({ prefixList: 'com.amazonaws.eu-west-1.s3' })] })],
    ['the VPC has no host names', changed(withGateway(), 'vpcs', 'Vpc', { dnsHostnames: known(false) })],
    ['a network ACL keeps private ranges in', {
      ...changed(withGateway(), 'subnets', 'PrivateA', { networkAcl: known({ explicit: 'Acl' }) }),
      networkAcls: [acl('Acl', entry('deny', 1, 'out', '10.0.0.0/8'), ...IN.entries.map((each) => ({ ...each, number: known(9) })))],
    }],
    ['its route is written out', isolated({
      endpoints: [gatewayEndpoint('Gateway', 's3')],
      routeTables: [table('PrivateTable', { destination: { prefixList: 'pl-6da54004' }, target: { kind: 'gateway-endpoint', id: 'Gateway' } })],
    })],
  ])('is reached when %s', (_, network) => {
    expect(told(network, 's3')).toBe('yes');
  });

  test('that a route names is not known when it is not seen', () => {
    const routeTables = [table('PrivateTable', { destination: { prefixList: 'pl-6da54004' }, target: { kind: 'gateway-endpoint' as const, id: 'Elsewhere' } })];
    expect(told(isolated({ routeTables }), 's3')).toBe('unknown endpoint-unknown');
  });

  test('is remarked upon when a NAT gateway does instead', () => {
    const network = withNat({ endpoints: [gatewayEndpoint('Gateway', 's3', 'OtherTable')] });
    expect(told(network, 's3')).toBe('yes');
    expect(remarked(network, 's3', { subnets: known(['PrivateA']) })).toBe('gateway-not-associated');
  });

  test('gives way to an interface endpoint with the name', () => {
    const endpoints = [gatewayEndpoint('Gateway', 's3', 'PrivateTable'), interfaceEndpoint('Interface', 's3')];
    expect(canReach(source(), 's3', isolated({ endpoints })).via).toEqual({ kind: 'interface-endpoint', id: 'Interface' });
    expect(told(changed(isolated({ endpoints }), 'securityGroups', 'EndpointGroup', { ingress: [] }), 's3')).toBe('no endpoint-ingress');
  });

  test('in a VPC of which only a part is seen is not all there may be', () => {
    expect(told(withGateway({ vpcs: [vpc('Vpc', { seen: 'part' })] }), 's3')).toBe('unknown imported-vpc-unknown');
  });
});
