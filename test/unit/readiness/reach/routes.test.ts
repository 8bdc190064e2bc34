import { gatewayEndpoint, isolated, known, route, table, UNKNOWN } from './_helpers/builders';
import { Random } from './_helpers/random';
import { parseCidr } from '../../../../src/readiness/private/reach/cidr';
import { winnersIn } from '../../../../src/readiness/private/reach/longest-prefix';
import type { Network, Route, RouteTable } from '../../../../src/readiness/private/reach/network';
import { NetworkIndex } from '../../../../src/readiness/private/reach/network-index';
import { mayDivert, nextHops } from '../../../../src/readiness/private/reach/routes';

function hops(own: RouteTable, service = 's3', more: Partial<Network> = {}, family: 4 | 6 = 4): string[] {
  const network = isolated({ routeTables: [own], ...more });
  return nextHops(NetworkIndex.of(network), own, service, family).map((hop) => 'id' in hop ? hop.id : hop.kind);
}

describe('the longest prefix', () => {
  test('wins where it wins address by address', () => {
    const random = new Random(9);
    for (let round = 0; round < 2000; round++) {
      const bounds = random.list(5, () => `10.0.0.${random.below(64)}/${25 + random.below(8)}`).map((cidr, value) => ({ cidr: parseCidr(cidr)!, value }));
      const [first, size] = [random.below(64), 1 + random.below(40)];
      const start = parseCidr('10.0.0.0/32')!.first + BigInt(first);
      const winners = new Set(Array.from({ length: size }, (_, index) => naive(bounds, start + BigInt(index))).flat());
      const found = winnersIn({ family: 4, first: start, last: start + BigInt(size) - 1n }, random.shuffled(bounds));
      expect(new Set(found.map(({ value }) => value))).toEqual(winners);
    }
  });
});

function naive(bounds: readonly { cidr: { first: bigint; last: bigint; prefix: number }; value: number }[], address: bigint): (number | undefined)[] {
  const matching = bounds.filter(({ cidr }) => cidr.first <= address && address <= cidr.last);
  const longest = Math.max(...matching.map(({ cidr }) => cidr.prefix));
  const winning = matching.filter(({ cidr }) => cidr.prefix === longest).map(({ value }) => value);
  return winning.length > 0 ? winning : [undefined];
}

describe('a route table', () => {
  const toNat = route('0.0.0.0/0', 'nat', 'Nat');
  const byList = (prefixList: string): Route => ({ destination: { prefixList }, target: { kind: 'peering', id: 'Peering' } });

  test.each<[string, string[], RouteTable]>([
    ['nowhere without routes', ['none'], table('Table')],
    ['by its default route', ['Nat'], table('Table', toNat)],
    ['by the default route of the family', ['none'], table('Table', route('::/0', 'egress-only-gateway', 'Eigw'))],
    ['not by routes to private ranges', ['Nat'], table('Table', toNat, route('10.0.0.0/8', 'transit-gateway', 'Tgw'))],
    ['by either of two default routes', ['Igw', 'Nat'], table('Table', toNat, route('0.0.0.0/0', 'internet-gateway', 'Igw'))],
    ['by a narrower route for some addresses', ['Nat', 'Tgw'], table('Table', toNat, route('52.0.0.0/8', 'transit-gateway', 'Tgw'))],
    ['by two halves', ['Nat', 'Tgw'], table('Table', route('0.0.0.0/1', 'nat', 'Nat'), route('128.0.0.0/1', 'transit-gateway', 'Tgw'))],
    ['by halves alone where they stand before a default route', ['Tgw'],
      table('Table', toNat, route('0.0.0.0/1', 'transit-gateway', 'Tgw'), route('128.0.0.0/1', 'transit-gateway', 'Tgw'))],
    ['not by a local route', ['none'], table('Table', route('0.0.0.0/0', 'local', 'local'))],
    ['perhaps by a route to somewhere', ['Nat', 'none'], table('Table', { ...toNat, destination: UNKNOWN })],
    ['perhaps by a prefix list of whatever', ['Nat', 'Peering'], table('Table', toNat, byList('pl-0123456789abcdef0'))],
    ['by the prefix list of the service before a default route', ['Peering'], table('Table', toNat, byList('pl-6da54004'))],
    ['not by the prefix list of another service', ['Nat'], table('Table', toNat, byList('pl-6fa54006'))],
    ['perhaps by routes that are not seen', ['Nat', 'unknown'], { ...table('Table', toNat), complete: false }],
    ['to somewhere', ['unknown'], table('Table', { ...toNat, target: { kind: 'unknown', ...UNKNOWN } })],
  ])('leads %s', (_, expected, own) => {
    expect(hops(own).sort()).toEqual(expected);
  });

  test('leads through a gateway endpoint of the service before its default route', () => {
    const endpoints = [gatewayEndpoint('Gateway', 's3', 'Table'), gatewayEndpoint('Tables', 'dynamodb', 'Table'), gatewayEndpoint('Elsewhere', 's3', 'Other')];
    expect(hops(table('Table', toNat), 's3', { endpoints })).toEqual(['Gateway']);
    expect(hops(table('Table', toNat), 'ssmmessages', { endpoints })).toEqual(['Nat']);
  });

  test('leads perhaps around a gateway endpoint by a narrower route', () => {
    expect(hops(table('Table', route('52.218.0.0/24', 'nat', 'Nat')), 's3', { endpoints: [gatewayEndpoint('Gateway', 's3', 'Table')] })).toEqual(['Gateway', 'Nat']);
  });

  test.each([{ service: UNKNOWN }, { type: UNKNOWN }, { routeTables: UNKNOWN }])('leads perhaps through an endpoint of which %j is not known', (more) => {
    expect(hops(table('Table', toNat), 's3', { endpoints: [{ ...gatewayEndpoint('Gateway', 's3', 'Table'), ...more }] })).toEqual(['Gateway', 'Nat']);
  });

  test('leads perhaps through a gateway endpoint over IPv6', () => {
    const own = table('Table', route('::/0', 'egress-only-gateway', 'Eigw'), byList('pl-6da54004'));
    expect(hops(own, 's3', { endpoints: [gatewayEndpoint('Gateway', 's3', 'Table')] }, 6)).toEqual(['Eigw', 'Gateway', 'Peering']);
  });
});

describe('traffic inside of a VPC', () => {
  const range = (cidr: string) => [parseCidr(cidr)!];

  test.each<[string, boolean, RouteTable]>([
    ['goes straight without routes', false, table('Table')],
    ['goes straight beside a default route', false, table('Table', route('0.0.0.0/0', 'nat', 'Nat'))],
    ['goes straight beside a wider route', false, table('Table', route('10.0.0.0/8', 'appliance', 'Firewall'))],
    ['goes straight beside a route for another subnet', false, table('Table', route('10.0.9.0/24', 'appliance', 'Firewall'))],
    ['goes straight beside a narrower route to a gateway that cannot have one', false, table('Table', route('10.0.1.0/24', 'transit-gateway', 'Tgw'))],
    ['may be diverted by a narrower route', true, table('Table', route('10.0.1.0/24', 'appliance', 'Firewall'))],
    ['may be diverted by a route to somewhere', true, table('Table', { destination: UNKNOWN, target: { kind: 'nat', id: 'Nat' } })],
    ['may be diverted by routes that are not seen', true, { ...table('Table'), complete: false }],
  ])('%s', (_, expected, own) => {
    expect(mayDivert(own, range('10.0.0.0/16'), range('10.0.1.0/24'))).toBe(expected);
  });

  test('of which nothing is known may be diverted by anything but a default route', () => {
    expect(mayDivert(table('Table', route('10.0.0.0/8', 'nat', 'Nat')), range('0.0.0.0/0'), range('0.0.0.0/0'))).toBe(true);
    expect(mayDivert(table('Table', route('0.0.0.0/0', 'nat', 'Nat')), range('0.0.0.0/0'), range('0.0.0.0/0'))).toBe(false);
  });

  test('of a table is told once per service', () => {
    const own = table('Table');
    const index = NetworkIndex.of(isolated({ routeTables: [own], endpoints: [{ ...gatewayEndpoint('Gateway', 's3'), routeTables: known(['Table']) }] }));
    expect(nextHops(index, own, 's3', 4)).toBe(nextHops(index, own, 's3', 4));
  });
});
