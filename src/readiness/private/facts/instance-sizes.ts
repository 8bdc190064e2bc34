/** The most that an instance type has. */
export interface InstanceSize {
  readonly vcpus: number;
  /** In MiB. */
  readonly memory: number;
  /** How many network interfaces it takes, where that is known and tasks do not share them. */
  readonly interfaces?: number;
}

const GIB = 1024;

/** Types without a rule to their sizes: vCPUs, memory in GiB, network interfaces. */
const BURSTABLE: Readonly<Record<string, readonly [number, number, number]>> = {
  't2.nano': [1, 0.5, 2],
  't2.micro': [1, 1, 2],
  't2.small': [1, 2, 3],
  't2.medium': [2, 4, 3],
  't2.large': [2, 8, 3],
  't2.xlarge': [4, 16, 3],
  't2.2xlarge': [8, 32, 3],
  't3.nano': [2, 0.5, 2],
  't3.micro': [2, 1, 2],
  't3.small': [2, 2, 3],
  't3.medium': [2, 4, 3],
  't3.large': [2, 8, 3],
  't3.xlarge': [4, 16, 4],
  't3.2xlarge': [8, 32, 4],
  't3a.nano': [2, 0.5, 2],
  't3a.micro': [2, 1, 2],
  't3a.small': [2, 2, 2],
  't3a.medium': [2, 4, 3],
  't3a.large': [2, 8, 3],
  't3a.xlarge': [4, 16, 4],
  't3a.2xlarge': [8, 32, 4],
  't4g.nano': [2, 0.5, 2],
  't4g.micro': [2, 1, 2],
  't4g.small': [2, 2, 3],
  't4g.medium': [2, 4, 3],
  't4g.large': [2, 8, 3],
  't4g.xlarge': [4, 16, 4],
  't4g.2xlarge': [8, 32, 4],
};

const REGULAR = /^([cmr])[5-8]([a-z]*)(?:-flex)?\.(medium|large|(\d*)xlarge)$/;
/** GiB for each vCPU. */
const MEMORY: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
/** Compute types with much network have more. */
const MEMORY_OF_C5N = 2.625;

/**
 * The size of an instance type; nothing for types that are not known.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function sizeOf(type: string): InstanceSize | undefined {
  if (Object.hasOwn(BURSTABLE, type)) {
    const [vcpus, memory, interfaces] = BURSTABLE[type];
    return { vcpus, memory: memory * GIB, interfaces };
  }
  const [, family, options, size, count] = REGULAR.exec(type) ?? [];
  if (size === undefined) {
    return undefined;
  }
  const vcpus = size === 'medium' ? 1 : size === 'large' ? 2 : 4 * Number(count || 1);
  const memory = family === 'c' && options === 'n' ? MEMORY_OF_C5N : MEMORY[family];
  return { vcpus, memory: vcpus * memory * GIB };
}
