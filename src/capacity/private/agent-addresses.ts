/** Where instances get their metadata, and tasks the credentials of their role, from. */
export const INSTANCE_METADATA_ADDRESS = '169.254.169.254';
export const TASK_CREDENTIALS_ADDRESS = '169.254.170.2';

/** Whether an IPv4 range contains an address; undefined when it is no range. */
export function rangeContains(range: string, address: string): boolean | undefined {
  const [, network, bits] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(range) ?? [];
  const base = network === undefined ? undefined : numberOf(network);
  const size = Number(bits);
  if (base === undefined || size > 32) {
    return undefined;
  }
  const block = 2 ** (32 - size);
  return Math.floor(base / block) === Math.floor(numberOf(address)! / block);
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
