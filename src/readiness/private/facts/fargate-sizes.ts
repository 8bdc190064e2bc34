/** A size of tasks on Fargate: CPU units, and the memory in MiB that may go with them. */
interface FargateSize {
  readonly cpu: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly windows: boolean;
}

const GIB = 1024;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const SIZES: readonly FargateSize[] = [
  { cpu: 256, least: GIB, most: 2 * GIB, step: GIB, windows: false },
  { cpu: 256, least: 512, most: 512, step: 1, windows: false },
  { cpu: 512, least: GIB, most: 4 * GIB, step: GIB, windows: false },
  { cpu: 1024, least: 2 * GIB, most: 8 * GIB, step: GIB, windows: true },
  { cpu: 2048, least: 4 * GIB, most: 16 * GIB, step: GIB, windows: true },
  { cpu: 4096, least: 8 * GIB, most: 30 * GIB, step: GIB, windows: true },
  { cpu: 8192, least: 16 * GIB, most: 60 * GIB, step: 4 * GIB, windows: false },
  { cpu: 16_384, least: 32 * GIB, most: 120 * GIB, step: 8 * GIB, windows: false },
];

export const FARGATE_CPUS: readonly number[] = [...new Set(SIZES.map(({ cpu }) => cpu))];

/** All amounts of memory that tasks may have, whatever their CPU. */
export const FARGATE_MEMORIES: readonly number[] = [...new Set(SIZES.flatMap(({ least, most, step }) =>
  Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step)))];

/** Whether Fargate has tasks with that much CPU. */
export function isFargateCpu(cpu: number, windows: boolean): boolean {
  return SIZES.some((size) => size.cpu === cpu && (size.windows || !windows));
}

/** Whether Fargate has tasks of a size. */
export function isFargateSize(cpu: number, memory: number, windows: boolean): boolean {
  return isFargateCpu(cpu, windows) && SIZES.some(({ least, most, step, ...size }) =>
    size.cpu === cpu && least <= memory && memory <= most && (memory - least) % step === 0);
}

/** The CPU units that a text stands for, such as `512` or `.5 vCPU`. */
export function cpuUnits(text: string): number | undefined {
  return amount(text, /^(\d{1,9}|\d{0,9}\.\d{1,9})\s*vcpu$/i);
}

/** The MiB that a text stands for, such as `1024` or `1GB`. */
export function mebibytes(text: string): number | undefined {
  return amount(text, /^(\d{1,9}|\d{0,9}\.\d{1,9})\s*gb$/i);
}

/** A number as it is, or one with a unit, which is 1024 times as much. */
function amount(text: string, withUnit: RegExp): number | undefined {
  const plain = text.trim();
  const unit = withUnit.exec(plain);
  return /^\d{1,9}$/.test(plain) ? Number(plain) : unit ? Number(unit[1]) * 1024 : undefined;
}
