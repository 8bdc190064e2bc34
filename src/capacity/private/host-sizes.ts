/** What an instance has for tasks. */
export interface HostSize {
  /** In units of which a vCPU has 1024. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
  /** How many network interfaces it takes, its own among them; undefined where that is not known. */
  readonly interfaces?: number;
}

/** As of August 2026: vCPUs, memory in GiB, network interfaces. */
const BURSTABLE: Readonly<Record<string, Readonly<Record<string, readonly [number, number, number]>>>> = {
  t2: {
    'nano': [1, 0.5, 2], 'micro': [1, 1, 2], 'small': [1, 2, 3], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 3], '2xlarge': [8, 32, 3],
  },
  t3: {
    'nano': [2, 0.5, 2], 'micro': [2, 1, 2], 'small': [2, 2, 3], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 4], '2xlarge': [8, 32, 4],
  },
  t3a: {
    'nano': [2, 0.5, 2], 'micro': [2, 1, 2], 'small': [2, 2, 2], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 4], '2xlarge': [8, 32, 4],
  },
  t4g: {
    'nano': [2, 0.5, 2], 'micro': [2, 1, 2], 'small': [2, 2, 3], 'medium': [2, 4, 3], 'large': [2, 8, 3], 'xlarge': [4, 16, 4], '2xlarge': [8, 32, 4],
  },
};

/** Compute, general purpose and memory optimized types of these generations are regular; those with a high frequency have other sizes. */
const REGULAR = /^([cmr])([5-8])(?!zn|azn)([a-z]*)(?:-flex)?$/;
/** GiB for each vCPU. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
/** Network optimized compute types of the fifth generation have more. */
const MEMORY_OF_C5N = 2.625;
const MEMORY_OF_LARGE_C5N = 8 / 3;
/** By the number of vCPUs. Newer types, and the largest with much network, have others. */
const INTERFACES: Readonly<Record<number, number>> = { 1: 2, 2: 3, 4: 4, 8: 4, 16: 8, 32: 8, 36: 8, 48: 8, 64: 15, 72: 15, 96: 15, 192: 15 };
const REGULAR_INTERFACES = /^(?:[cmr][5-7]|[cmr]8gd?$)/;

/**
 * The size of an instance type; nothing for types that are not known.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function hostSize(type: string): HostSize | undefined {
  const [family, size] = type.split('.');
  const [vcpus, memory, interfaces] = (Object.hasOwn(BURSTABLE, family) ? BURSTABLE[family][size] : regular(family, size)) ?? [];
  return vcpus === undefined ? undefined : { cpu: vcpus * 1024, memory: memory! * 1024, interfaces };
}

function regular(family: string, size: string): readonly [number, number, number | undefined] | undefined {
  const [, series, generation, letters] = REGULAR.exec(family) ?? [];
  const [, name, times = ''] = /^(medium|large|(\d*)xlarge)$/.exec(size) ?? [];
  if (series === undefined || name === undefined) {
    return undefined;
  }
  const vcpus = name === 'medium' ? 1 : name === 'large' ? 2 : 4 * Number(times || 1);
  const memory = `${series}${generation}${letters}` === 'c5n' ? vcpus < 36 ? MEMORY_OF_C5N : MEMORY_OF_LARGE_C5N : MEMORY[series];
  return [vcpus, vcpus * memory, REGULAR_INTERFACES.test(family) ? INTERFACES[vcpus] : undefined];
}
