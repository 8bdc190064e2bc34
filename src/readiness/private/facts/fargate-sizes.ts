import { FARGATE_SIZES as SIZES } from '../../../private/exec-facts';

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
