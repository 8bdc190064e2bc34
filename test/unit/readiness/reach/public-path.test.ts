import {
  acl, changed, entry, gatewayEndpoint, interfaceEndpoint, isolated, known, nat, route, source, subnet, table, tcp, UNKNOWN, vpc, withNat,
} from './_helpers/builders';
import { told } from './_helpers/told';
import { hole } from '../../../../src/readiness/private/model/text';
import { anyAttached, attached } from '../../../../src/readiness/private/reach/internet-gateways';
import type { Network, Source, Vpc } from '../../../../src/readiness/private/reach/network';
import { canReach } from '../../../../src/readiness/private/reach/reachability';

const PUBLIC: Partial<Source> = { subnets: known(['Public']), publicIp: known(true) };
const OPEN = [entry('allow', 100, 'out', '0.0.0.0/0'), entry('allow', 100, 'in', '0.0.0.0/0')];

function withAcl(id: string, ...entries: Parameters<typeof acl>[1][]): Network {
  return { ...changed(withNat(), 'subnets', id, { networkAcl: known({ explicit: 'Acl' }) }), networkAcls: [acl('Acl', ...entries)] };
}

function publicTable(...routes: Parameters<typeof table>[1][]): Network {
  return changed(withNat(), 'routeTables', 'PublicTable', { routes });
}

function privateTable(...routes: Parameters<typeof table>[1][]): Network {
  return changed(withNat(), 'routeTables', 'PrivateTable', { routes });
}

describe('the way through an internet gateway', () => {
  test('is open with a public address', () => {
    expect(canReach(source(PUBLIC), 'ssmmessages', withNat())).toMatchObject({ answer: 'yes', via: { kind: 'internet-gateway', id: 'Igw' } });
  });

  test.each<[string, string, Network, Partial<Source>]>([
    ['the task has no public address', 'no no-public-ip', withNat(), { publicIp: known(false) }],
    ['the task may have no public address', 'unknown no-public-ip', withNat(), { publicIp: UNKNOWN }],
    ['the task runs on EC2', 'no no-public-ip', withNat(), { compute: known('ec2-awsvpc') }],
    ['the task may run on EC2', 'unknown no-public-ip', withNat(), { compute: UNKNOWN }],
    ['the task has no public address wherever it runs', 'no no-public-ip', withNat(), { compute: UNKNOWN, publicIp: known(false) }],
    ['the subnet gives none', 'no no-public-ip', changed(withNat(), 'subnets', 'Public', { mapPublicIp: known(false) }), { compute: known('host'), publicIp: known('subnet') }],
    ['the subnet may give none', 'unknown no-public-ip', changed(withNat(), 'subnets', 'Public', { mapPublicIp: UNKNOWN }), { compute: known('host'), publicIp: known('subnet') }],
    ['the gateway is not attached', 'no igw-not-attached', changed(withNat(), 'vpcs', 'Vpc', { internetGateways: known([]) }), {}],
    ['another gateway is attached', 'no igw-not-attached', changed(withNat(), 'vpcs', 'Vpc', { internetGateways: known(['Other']) }), {}],
    ['the gateway of a parameter is attached', 'unknown igw-not-attached', changed(withNat(), 'vpcs', 'Vpc', { internetGateways: known([hole('unknown', 'Igw')]) }), {}],
    ['what is attached is not known', 'unknown igw-not-attached', changed(withNat(), 'vpcs', 'Vpc', { internetGateways: UNKNOWN }), {}],
    ['there is no route', 'no no-route', publicTable(), {}],
    ['the only route is for some addresses', 'unknown no-route', publicTable(route('52.0.0.0/8', 'internet-gateway', 'Igw')), {}],
    ['the only route is for IPv6', 'no no-route', publicTable(route('::/0', 'internet-gateway', 'Igw')), {}],
    ['the route is to somewhere', 'unknown route-unknown', publicTable({ destination: { cidr: '0.0.0.0/0' }, target: { kind: 'unknown', ...UNKNOWN } }), {}],
    ['the route is to a gateway of IPv6', 'unknown route-unknown', publicTable(route('0.0.0.0/0', 'egress-only-gateway', 'Eigw')), {}],
    ['the route table is not seen', 'unknown route-unknown', changed(withNat(), 'subnets', 'Public', { routeTable: known({ explicit: 'Elsewhere' }) }), {}],
    ['the route table is not known', 'unknown route-unknown', changed(withNat(), 'subnets', 'Public', { routeTable: UNKNOWN }), {}],
    ['the main table serves', 'no no-route', changed(withNat(), 'subnets', 'Public', { routeTable: known('main') }), {}],
    ['the task lets nothing out', 'no task-egress', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [] }), {}],
    ['the task lets the VPC out', 'no task-egress', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '10.0.0.0/16' })] }), {}],
    ['the task lets a public range out', 'unknown task-egress', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '52.94.0.0/16' })] }), {}],
    ['the task lets S3 out', 'no task-egress', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [tcp({ prefixList: 'pl-6da54004' })] }), {}],
    ['the network ACL keeps requests in', 'no nacl-task-out', withAcl('Public', entry('allow', 1, 'in', '0.0.0.0/0')), {}],
    ['the network ACL keeps answers out', 'no nacl-task-in', withAcl('Public', entry('allow', 1, 'out', '0.0.0.0/0', 443), entry('allow', 1, 'in', '0.0.0.0/0', 443, 443)), {}],
    ['the VPC resolves no names', 'no vpc-dns-off', changed(withNat(), 'vpcs', 'Vpc', { dnsSupport: known(false) }), {}],
    ['the VPC has name servers of its own', 'unknown custom-dns', changed(withNat(), 'vpcs', 'Vpc', { dns: known('custom') }), {}],
    ['the VPC may resolve no names', 'unknown vpc-dns-off', changed(withNat(), 'vpcs', 'Vpc', { dnsSupport: UNKNOWN }), {}],
    ['the VPC may have name servers of its own', 'unknown custom-dns', changed(withNat(), 'vpcs', 'Vpc', { dns: UNKNOWN }), {}],
    ['the VPC has name servers of its own and resolves no names', 'unknown custom-dns', changed(withNat(), 'vpcs', 'Vpc', { dns: known('custom'), dnsSupport: known(false) }), {}],
    ['the VPC is not seen as a whole', 'unknown imported-vpc-unknown', changed(withNat(), 'vpcs', 'Vpc', { seen: 'part' }), {}],
  ])('is not open when %s', (_, expected, network, from) => {
    expect(told(network, 'ssmmessages', { ...PUBLIC, ...from })).toBe(expected);
  });

  test.each<[string, Network, Partial<Source>]>([
    ['the subnet gives an address to the host', withNat(), { compute: known('host'), publicIp: known('subnet') }],
    ['the task lets everything out on 443', changed(withNat(), 'securityGroups', 'TaskGroup', { egress: [tcp({ cidr: '0.0.0.0/0' })] }), {}],
    ['the network ACL lets both ways pass', withAcl('Public', entry('allow', 1, 'out', '0.0.0.0/0', 443, 443), entry('allow', 1, 'in', '0.0.0.0/0', 1024)), {}],
    ['the VPC has no host names', changed(withNat(), 'vpcs', 'Vpc', { dnsHostnames: known(false) }), {}],
    ['a private range goes elsewhere', publicTable(route('0.0.0.0/0', 'internet-gateway', 'Igw'), route('10.0.0.0/8', 'transit-gateway', 'Tgw')), {}],
  ])('is open when %s', (_, network, from) => {
    expect(told(network, 'ssmmessages', { ...PUBLIC, ...from })).toBe('yes');
  });
});

describe('an internet gateway', () => {
  test.each<[string, string, Partial<Vpc>]>([
    ['is attached', 'yes yes', { internetGateways: known(['Igw']) }],
    ['is not attached', 'no no', {}],
    ['is not the one that is attached', 'no yes', { internetGateways: known(['Other']) }],
    ['may be attached out of sight', 'unknown unknown', { seen: 'part' }],
    ['may be attached', 'unknown unknown', { internetGateways: UNKNOWN }],
  ])('%s: %s', (_, expected, more) => {
    expect(`${attached(vpc('Vpc', more), 'Igw')} ${anyAttached(vpc('Vpc', more))}`).toBe(expected);
  });
});

describe('the way through a NAT gateway', () => {
  test('is open when its subnet has a way on', () => {
    expect(canReach(source(), 'ssmmessages', withNat())).toMatchObject({ answer: 'yes', via: { kind: 'nat', id: 'Nat' } });
  });

  test.each<[string, string, Network]>([
    ['its subnet has no route on', 'no nat-without-route', publicTable()],
    ['it is in the subnet that it serves', 'no nat-without-route', { ...withNat(), natGateways: [nat('Nat', 'PrivateA')] }],
    ['its subnet goes through another one', 'unknown nat-without-route', publicTable(route('0.0.0.0/0', 'nat', 'Other'))],
    ['its subnet goes through a transit gateway', 'unknown nat-without-route', publicTable(route('0.0.0.0/0', 'transit-gateway', 'Tgw'))],
    ['its subnet goes to a gateway that is not attached', 'no igw-not-attached', changed(withNat(), 'vpcs', 'Vpc', { internetGateways: known([]) })],
    ['its subnet is not seen', 'unknown nat-without-route', { ...withNat(), natGateways: [nat('Nat', 'Elsewhere')] }],
    ['its subnet has a table that is not seen', 'unknown nat-without-route', changed(withNat(), 'subnets', 'Public', { routeTable: UNKNOWN })],
    ['its place is not known', 'unknown nat-without-route', changed(withNat(), 'natGateways', 'Nat', { placement: UNKNOWN })],
    ['it is private', 'unknown private-nat-unknown', changed(withNat(), 'natGateways', 'Nat', { connectivity: known('private') })],
    ['it may be private', 'unknown private-nat-unknown', changed(withNat(), 'natGateways', 'Nat', { connectivity: UNKNOWN })],
    ['it is not seen', 'unknown route-unknown', { ...withNat(), natGateways: [] }],
    ['it is one of two of a name', 'unknown route-unknown', { ...withNat(), natGateways: [nat('Nat', 'Public'), nat('Nat', 'Public')] }],
    ['it is regional in a VPC without internet gateway', 'no nat-without-route',
      changed(changed(withNat(), 'natGateways', 'Nat', { placement: known({ vpc: 'Vpc' }) }), 'vpcs', 'Vpc', { internetGateways: known([]) })],
    ['it is regional in a VPC that is not seen', 'unknown nat-without-route', changed(withNat(), 'natGateways', 'Nat', { placement: known({ vpc: 'Other' }) })],
    ['its network ACL keeps requests out', 'no nacl-nat-in', withAcl('Public', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 2, 'in', '0.0.0.0/0', 1024))],
    ['its network ACL keeps answers out', 'no nacl-nat-in', withAcl('Public', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 2, 'in', '0.0.0.0/0', 443, 443))],
    ['its network ACL keeps requests in', 'no nacl-nat-out', withAcl('Public', entry('allow', 1, 'in', '0.0.0.0/0'), entry('allow', 2, 'out', '0.0.0.0/0', 1024))],
    ['its network ACL keeps answers in', 'no nacl-nat-out', withAcl('Public', entry('allow', 1, 'in', '0.0.0.0/0'), entry('allow', 2, 'out', '0.0.0.0/0', 443, 443))],
  ])('is not open when %s', (_, expected, network) => {
    expect(told(network)).toBe(expected);
  });

  test.each<[string, Network]>([
    ['it is regional', { ...changed(withNat(), 'natGateways', 'Nat', { placement: known({ vpc: 'Vpc' }) }), routeTables: [withNat().routeTables[0]] }],
    ['its network ACL is open', withAcl('Public', ...OPEN)],
    ['its network ACL lets just the four kinds of packets pass', withAcl('Public',
      entry('allow', 1, 'in', '10.0.0.0/23', 443, 443), entry('allow', 2, 'out', '10.0.0.0/23', 1024),
      entry('allow', 3, 'out', '0.0.0.0/0', 443, 443), entry('allow', 4, 'in', '0.0.0.0/0', 1024))],
  ])('is open when %s', (_, network) => {
    expect(told(network)).toBe('yes');
  });

  test('in its own subnet meets the network ACL on the outer side only', () => {
    const network = { ...withAcl('PrivateA', entry('allow', 1, 'out', '0.0.0.0/0'), entry('allow', 2, 'in', '0.0.0.0/0', 1024)), natGateways: [nat('Nat', 'PrivateA')] };
    expect(told(network, 'ssmmessages', { subnets: known(['PrivateA']) })).toBe('no nat-without-route');
  });

  test('through what may be its own subnet is not known', () => {
    const id = hole('unknown', 'SubnetId');
    const network = {
      ...withNat({ natGateways: [nat('Nat', id)], networkAcls: [acl('Acl')] }),
      subnets: [...withNat().subnets, subnet(id, '10.0.5.0/24', { routeTable: known({ explicit: 'PublicTable' }), networkAcl: known({ explicit: 'Acl' }) })],
    };
    expect(told(network)).toBe('no nacl-nat-in nacl-nat-out');
  });

  test('is not known for S3 when a gateway endpoint of its own subnet serves', () => {
    expect(told(withNat({ endpoints: [gatewayEndpoint('Gateway', 's3', 'PublicTable')] }), 's3')).toBe('unknown nat-without-route');
    expect(told(withNat({ endpoints: [gatewayEndpoint('Gateway', 's3', 'PublicTable', 'PrivateTable')] }), 's3')).toBe('yes');
  });
});

describe('the way beyond the VPC', () => {
  test.each<[string, string]>([
    ['transit-gateway', 'unknown transit-gateway-unknown'],
    ['peering', 'unknown peering-unknown'],
    ['vpn-gateway', 'unknown vpn-unknown'],
    ['appliance', 'unknown appliance-unknown'],
  ])('through a %s is not known', (kind, expected) => {
    const network = privateTable(route('0.0.0.0/0', kind as 'peering', 'Target'));
    expect(told(network)).toBe(expected);
    expect(told(changed(network, 'securityGroups', 'TaskGroup', { egress: [] }))).toBe('no task-egress');
  });

  test('is not known where the routes differ', () => {
    expect(told(privateTable(route('0.0.0.0/0', 'nat', 'Nat'), route('52.0.0.0/8', 'transit-gateway', 'Tgw')))).toBe('unknown transit-gateway-unknown');
  });

  test('does not matter to an endpoint', () => {
    const network = { ...privateTable(route('0.0.0.0/0', 'transit-gateway', 'Tgw')), endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages')] };
    expect(told(network)).toBe('yes');
  });
});

describe('what is not seen', () => {
  const part = (network: Network) => changed(network, 'vpcs', 'Vpc', { seen: 'part' });
  const closed = (network: Network) => changed(network, 'securityGroups', 'TaskGroup', { egress: [] });

  test.each<[string, string, Network, Partial<Source>?]>([
    ['may be an endpoint', 'unknown imported-vpc-unknown no-route', part(isolated())],
    ['may take the name from a way that is open', 'unknown imported-vpc-unknown', part(withNat())],
    ['may be a gateway that is attached', 'unknown igw-not-attached imported-vpc-unknown', part(changed(withNat(), 'vpcs', 'Vpc', { internetGateways: known([]) })), PUBLIC],
    ['may be the routes of the main table', 'unknown imported-vpc-unknown route-unknown', part(isolated({ subnets: [subnet('PrivateA', '10.0.0.0/24')] })), { subnets: known(['PrivateA']) }],
    ['may be the VPC', 'unknown imported-vpc-unknown', isolated({ vpcs: [] })],
    ['may be the VPC of a subnet', 'unknown imported-vpc-unknown', changed(changed(isolated(), 'subnets', 'PrivateA', { vpc: UNKNOWN }), 'subnets', 'PrivateB', { vpc: UNKNOWN })],
    ['may be the subnet', 'unknown subnet-unknown', isolated(), { subnets: known(['Elsewhere']) }],
    ['may be all subnets', 'unknown subnet-unknown', isolated(), { subnets: UNKNOWN }],
    ['may be the default subnets', 'unknown subnet-unknown', isolated(), { subnets: known([]) }],
  ])('%s: %s', (_, expected, network, from = {}) => {
    expect(told(network, 'ssmmessages', from)).toBe(expected);
    expect(told(closed(network), 'ssmmessages', from)).toMatch(/^no (no-route |igw-not-attached )?task-egress$/);
  });

  test('does not matter to an endpoint that has the name', () => {
    expect(told(part(isolated({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages')] })))).toBe('yes');
  });

  test('is explained by the reason that was given', () => {
    expect(canReach(source({ subnets: { unknown: 'the parameter Subnets' } }), 'ssmmessages', isolated()).because)
      .toEqual([{ obstacle: 'subnet-unknown', answer: 'unknown', ids: [], reason: 'the parameter Subnets' }]);
  });
});

describe('several subnets', () => {
  const half = changed(withNat({ networkAcls: [acl('Acl')] }), 'subnets', 'PrivateB', { networkAcl: known({ explicit: 'Acl' }) });

  test('must all do', () => {
    const reach = canReach(source(), 'ssmmessages', half);
    expect(reach).toMatchObject({ answer: 'no', decidedBy: ['PrivateB'] });
    expect(reach.subnets.map(({ subnet: id, answer }) => [id, answer])).toEqual([['PrivateA', 'yes'], ['PrivateB', 'no']]);
    expect(reach.via).toBeUndefined();
  });

  test('are broken by one, whatever the others are', () => {
    expect(canReach(source({ subnets: known(['PrivateB', 'Elsewhere']) }), 'ssmmessages', half)).toMatchObject({ answer: 'no', decidedBy: ['PrivateB'] });
  });

  test('are not known by one', () => {
    expect(canReach(source({ subnets: known(['PrivateA', 'Elsewhere', 'PrivateA']) }), 'ssmmessages', half)).toMatchObject({ answer: 'unknown', decidedBy: ['Elsewhere'] });
  });
});

describe('two VPCs', () => {
  test('do not lend each other their endpoints, gateways and public addresses', () => {
    const base = withNat({ endpoints: [interfaceEndpoint('Endpoint', 'ssmmessages', { vpc: known('Other') })] });
    expect(told({ ...base, vpcs: [...base.vpcs, vpc('Other')] })).toBe('yes');
    expect(told({ ...base, vpcs: [...base.vpcs, vpc('Other')] }, 'ssmmessages', { ...PUBLIC, publicIp: known(false) })).toBe('no no-public-ip');
  });
});
