import { isIPv4, isIPv6 } from 'node:net';
import type { Text } from '../model/text';

export type Family = 4 | 6;

/** Addresses from the first to the last one. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

export interface Cidr extends Range {
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Longer texts are no CIDR in any spelling. */
const LONGEST = 64;

/** Reads a CIDR as AWS does, without the bits of the host; undefined when it is none, or has holes. */
export function parseCidr(text: Text): Cidr | undefined {
  const [, address, length] = text.length > LONGEST ? [] : /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(text) ?? [];
  if (address === undefined || !(isIPv4(address) || isIPv6(address))) {
    return undefined;
  }
  const family = isIPv4(address) ? 4 : 6;
  const prefix = Number(length);
  if (prefix > BITS[family]) {
    return undefined;
  }
  const size = 2n ** BigInt(BITS[family] - prefix);
  const value = family === 4 ? ofIPv4(address) : ofIPv6(address);
  const first = value - value % size;
  return { family, first, last: first + size - 1n, prefix };
}

/** Whether every address of one range is in the other. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. */
export function overlaps(one: Range, other: Range): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

function ofIPv4(address: string): bigint {
  return address.split('.').reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

function ofIPv6(address: string): bigint {
  const [head, tail] = address.split('::').map(groupsOf);
  const zeros = tail === undefined ? [] : Array<bigint>(8 - head.length - tail.length).fill(0n);
  return [...head, ...zeros, ...tail ?? []].reduce((value, group) => value * 65536n + group, 0n);
}

function groupsOf(part: string): bigint[] {
  return part === '' ? [] : part.split(':').flatMap((group) => {
    if (!group.includes('.')) {
      return [BigInt(`0x${group}`)];
    }
    const value = ofIPv4(group);
    return [value / 65536n, value % 65536n];
  });
}
