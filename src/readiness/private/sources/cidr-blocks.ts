/** As many blocks as CloudFormation gives. */
const MAX_BLOCKS = 256;

/**
 * Cuts a block of addresses.
 *
 * @param hostBits the bits that remain to each part; without it, eight
 */
export function cidrBlocks(block: string, count: number, hostBits = '8'): string[] | undefined {
  const [address, length] = block.split('/');
  const v6 = address.includes(':');
  const first = v6 ? parseV6(address) : parseV4(address);
  const width = v6 ? 128 : 32;
  const free = width - Number(length);
  const bits = Number(hostBits);
  const numbers = [count, bits, free].every(Number.isInteger) && count >= 1 && count <= MAX_BLOCKS && free >= 0 && bits >= 1 && bits <= free;
  if (first === undefined || !numbers || BigInt(count) * 2n ** BigInt(bits) > 2n ** BigInt(free)) {
    return undefined;
  }
  const size = 2n ** BigInt(free);
  const start = first / size * size;
  return Array.from({ length: count }, (_, index) => {
    const part = start + BigInt(index) * 2n ** BigInt(bits);
    return `${v6 ? formatV6(part) : formatV4(part)}/${width - bits}`;
  });
}

function parseV4(address: string): bigint | undefined {
  const parts = address.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return valid ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function formatV4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => address / 2n ** shift % 256n).join('.');
}

function parseV6(address: string): bigint | undefined {
  const [head, tail, ...more] = address.split('::').map((half) => half === '' ? [] : half.split(':'));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (more.length > 0 || (tail ? missing < 1 : missing !== 0)) {
    return undefined;
  }
  const groups = [...head, ...tail ? Array<string>(missing).fill('0') : [], ...tail ?? []];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) : undefined;
}

/** The short form: the longest run of zeros, left out. */
function formatV6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (address / 2n ** BigInt(112 - 16 * index) % 65536n).toString(16));
  const runs = [...groups.join(':').matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].sort((one, other) => other[0].length - one[0].length);
  const text = groups.join(':');
  if (runs.length === 0) {
    return text;
  }
  const [run] = runs;
  return `${text.slice(0, run.index).replace(/:$/, '')}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`;
}
