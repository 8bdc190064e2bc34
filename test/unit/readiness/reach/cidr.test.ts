import { Random } from './_helpers/random';
import { hole } from '../../../../src/readiness/private/model/text';
import { contains, overlaps, parseCidr } from '../../../../src/readiness/private/reach/cidr';

describe('a CIDR', () => {
  test.each([
    ['10.0.0.0/16', 4, 0x0a000000n, 0x0a00ffffn],
    ['10.0.3.7/16', 4, 0x0a000000n, 0x0a00ffffn],
    ['255.255.255.255/32', 4, 0xffffffffn, 0xffffffffn],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn],
    ['::/0', 6, 0n, 2n ** 128n - 1n],
    ['::1/128', 6, 1n, 1n],
    ['1::/16', 6, 2n ** 112n, 2n ** 113n - 1n],
    ['2001:db8::8:0:0:1/128', 6, 0x20010db8000000000008000000000001n, 0x20010db8000000000008000000000001n],
    ['1:2:3:4:5:6:7:8/128', 6, 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
    ['64:ff9b::10.0.0.1/128', 6, 0x0064ff9b00000000000000000a000001n, 0x0064ff9b00000000000000000a000001n],
    ['FF00::/8', 6, 2n ** 128n - 2n ** 120n, 2n ** 128n - 1n],
  ])('%s is read with its first and last address', (text, family, first, last) => {
    expect(parseCidr(text)).toMatchObject({ family, first, last });
  });

  test.each([
    '', '/', '10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0/8', '10.0.0.256/8', '010.0.0.0/8', '10.0.0.0/-1', '10.0.0.0/8.0', '::/129', 'fe80::1%eth0/64',
    ':::/0', '1:2:3:4:5:6:7:8:9/64', '10.0.0.0/16 ', 'example/8', hole('unknown', 'VpcCidr'), `10.0.0.${hole('unknown', 'Octet')}/32`, '1'.repeat(1e6),
  ])('%j is none', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  test('contains and overlaps what it does address by address', () => {
    const random = new Random(1);
    for (let round = 0; round < 400; round++) {
      const [one, other] = [randomCidr(random), randomCidr(random)];
      const [addresses, others] = [addressesOf(one), addressesOf(other)];
      expect(contains(parseCidr(one)!, parseCidr(other)!)).toBe([...others].every((address) => addresses.has(address)));
      expect(overlaps(parseCidr(one)!, parseCidr(other)!)).toBe([...others].some((address) => addresses.has(address)));
    }
  });

  test('contains itself, and what it contains contains', () => {
    const random = new Random(2);
    for (let round = 0; round < 2000; round++) {
      const [a, b, c] = [0, 0, 0].map(() => parseCidr(randomCidr(random))!);
      expect(contains(a, a)).toBe(true);
      expect(contains(a, b) && contains(b, c) ? contains(a, c) : true).toBe(true);
      expect(overlaps(a, b)).toBe(overlaps(b, a));
    }
  });

  test('has nothing in common with one of the other family', () => {
    expect(overlaps(parseCidr('0.0.0.0/0')!, parseCidr('::/0')!)).toBe(false);
    expect(contains(parseCidr('::/0')!, parseCidr('0.0.0.0/0')!)).toBe(false);
  });
});

/** One of 64 addresses, with its host bits. */
function randomCidr(random: Random): string {
  return `10.0.${random.below(2)}.${random.below(32)}/${25 + random.below(8)}`;
}

function addressesOf(cidr: string): Set<string> {
  const [address, prefix] = cidr.split('/');
  const bits = address.split('.').map((byte) => Number(byte).toString(2).padStart(8, '0')).join('').slice(0, Number(prefix));
  return new Set(Array.from({ length: 2 ** (32 - Number(prefix)) }, (_, host) => bits + host.toString(2).padStart(32, '0').slice(Number(prefix))));
}
