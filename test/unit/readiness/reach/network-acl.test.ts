import { acl, entry, isolated, known, subnet, UNKNOWN } from './_helpers/builders';
import { Random } from './_helpers/random';
import { parseCidr } from '../../../../src/readiness/private/reach/cidr';
import type { NetworkAcl, NetworkAclEntry } from '../../../../src/readiness/private/reach/network';
import { aclAllows } from '../../../../src/readiness/private/reach/network-acl';
import { NetworkIndex } from '../../../../src/readiness/private/reach/network-index';

const SOMEWHERE = '10.9.0.0/28';
const PORTS = { from: 440, to: 450 };

function answer(network: NetworkAcl, cidr = SOMEWHERE, ports = PORTS) {
  const index = NetworkIndex.of(isolated({ networkAcls: [network] }));
  const other = { key: cidr, ranges: cidr === '' ? [] : [parseCidr(cidr)!] };
  return aclAllows(index, subnet('Own', '10.0.0.0/24', { networkAcl: known({ explicit: network.id }) }), 'out', other, ports);
}

describe('a network ACL', () => {
  test('allows what a packet by packet reading allows', () => {
    const random = new Random(5);
    for (let round = 0; round < 1500; round++) {
      const entries = random.list(5, () => randomEntry(random)).map((each, number) => ({ ...each, number: known(number * 10) }));
      const outcomes = new Set(everyPacket().map((packet) => naive(entries, packet)));
      expect(answer(acl('Acl', ...random.shuffled(entries)))).toBe(outcomes.size > 1 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no');
    }
  });

  test('with something unknown in it says nothing that one of its readings denies', () => {
    const random = new Random(6);
    for (let round = 0; round < 1500; round++) {
      const entries = random.list(4, () => randomEntry(random)).map((each, number) => ({ ...each, number: known(number * 10) }));
      const field = random.one(['number', 'direction', 'protocol', 'ports', 'action', 'cidr'] as const);
      const hidden = entries.map((each) => random.chance(50) ? { ...each, [field]: field === 'cidr' ? '' : UNKNOWN } : each);
      const known_ = answer(acl('Acl', ...entries));
      expect([known_, 'unknown']).toContain(answer(acl('Acl', ...hidden)));
    }
  });

  test.each<[string, NetworkAcl, string]>([
    ['denies when it is empty', acl('Acl'), 'no'],
    ['allows by its first match', acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0'), entry('deny', 2, 'out', '0.0.0.0/0')), 'yes'],
    ['denies by its first match', acl('Acl', entry('allow', 2, 'out', '0.0.0.0/0'), entry('deny', 1, 'out', '0.0.0.0/0')), 'no'],
    ['denies what is allowed the other way only', acl('Acl', entry('allow', 1, 'in', '0.0.0.0/0')), 'no'],
    ['denies what is allowed in the other family only', acl('Acl', entry('allow', 1, 'out', '::/0')), 'no'],
    ['is not known when some of the ports are open', acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0', 443, 443)), 'unknown'],
    ['is not known when some of the addresses are', acl('Acl', entry('allow', 1, 'out', '10.9.0.0/29')), 'unknown'],
    ['allows what two entries cover', acl('Acl', entry('allow', 1, 'out', '10.9.0.0/29'), entry('allow', 2, 'out', '10.9.0.8/29')), 'yes'],
    ['is not known when not all of it is seen', { ...acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0')), complete: false }, 'unknown'],
    ['is not known when two entries of one number differ', acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0'), entry('deny', 1, 'out', '0.0.0.0/0')), 'unknown'],
    ['allows any protocol on any port', acl('Acl', { ...entry('allow', 1, 'out', '0.0.0.0/0', 1, 1), protocol: known('all') }), 'yes'],
    ['denies when another protocol is allowed', acl('Acl', { ...entry('allow', 1, 'out', '0.0.0.0/0'), protocol: known('other') }), 'no'],
    ['is not known with more entries than AWS has', acl('Acl', ...Array.from({ length: 5000 }, (_, number) => entry('deny', number, 'out', '10.9.0.1/32'))), 'unknown'],
  ])('%s', (_, network, expected) => {
    expect(answer(network)).toBe(expected);
  });

  test('is not known for an interface without an address', () => {
    expect(answer(acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0')), '')).toBe('unknown');
  });

  test('is not known for ports that are none', () => {
    expect(answer(acl('Acl', entry('allow', 1, 'out', '0.0.0.0/0')), SOMEWHERE, { from: NaN, to: 3 })).toBe('unknown');
  });
});

interface Packet {
  readonly address: number;
  readonly port: number;
}

function everyPacket(): Packet[] {
  const ports = Array.from({ length: PORTS.to - PORTS.from + 1 }, (_, index) => PORTS.from + index);
  return Array.from({ length: 16 }, (_, address) => ports.map((port) => ({ address, port }))).flat();
}

/** The last byte of the range and its size are all that differs between the ranges here. */
function naive(entries: readonly NetworkAclEntry[], { address, port }: Packet): boolean {
  for (const { direction, protocol, ports, cidr, action } of entries as readonly any[]) {
    const [first, size] = [Number(cidr.split(/[./]/)[3]), 2 ** (32 - Number(cidr.split('/')[1]))];
    const about = protocol.known === 'all' || protocol.known === 'tcp' && ports.known.from <= port && port <= ports.known.to;
    if (direction.known === 'out' && about && Math.floor(address / size) === Math.floor(first / size)) {
      return action.known === 'allow';
    }
  }
  return false;
}

function randomEntry(random: Random): NetworkAclEntry {
  const from = random.one([0, 443, 445]);
  return {
    ...entry(random.one(['allow', 'deny']), 1, random.chance(80) ? 'out' : 'in', `10.9.0.${random.below(16)}/${random.one([24, 28, 29, 30, 32])}`),
    protocol: known(random.one(['all', 'tcp', 'tcp', 'tcp', 'other'])),
    ports: known({ from, to: random.one([from, 448, 65535]) }),
  };
}
