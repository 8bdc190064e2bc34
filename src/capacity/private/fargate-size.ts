import { Token } from 'aws-cdk-lib';
import type { Headroom, SizeOptions } from './capacity-kind';
import type { TaskSize } from './fargate-sizes';
import { fargateSizes, smallestFargateSize } from './fargate-sizes';
import { withRoom } from './headroom';

/** The size that was asked for; what was left out is the least that goes with the rest. */
export function fargateSize(path: string, options: SizeOptions): Partial<TaskSize> {
  const { cpu, memoryLimitMiB } = options;
  if (Token.isUnresolved(cpu) || Token.isUnresolved(memoryLimitMiB)) {
    return { cpu, memoryLimitMiB };
  }
  const windows = isForWindows(options);
  const size = fargateSizes(windows)
    .find((each) => each.cpu === (cpu ?? each.cpu) && each.memoryLimitMiB === (memoryLimitMiB ?? each.memoryLimitMiB));
  if (!size) {
    throw new Error(`${path}: there are no tasks${platform(windows)} with ${shown(options)} on AWS Fargate; ${remedy(options, windows)}`);
  }
  return size;
}

/** The smallest size with room beside what was asked for. */
export function fargateSizeWithRoom(path: string, options: SizeOptions, headroom: Headroom): TaskSize {
  const windows = isForWindows(options);
  const [least, ...others] = fargateSizes(windows);
  const need = {
    cpu: withRoom(path, 'cpu', options.cpu ?? least.cpu, headroom.cpu),
    memoryLimitMiB: withRoom(path, 'memoryLimitMiB', options.memoryLimitMiB ?? least.memoryLimitMiB, headroom.memoryMiB),
  };
  const size = smallestFargateSize(need, windows);
  if (!size) {
    throw new Error(`${path}: with headroom, a task needs ${shown(need)}, and the largest${platform(windows)} on AWS Fargate has ${shown(others.at(-1)!)}; `
      + 'ask for less cpu, memoryLimitMiB or headroom, or choose ExecCapacity.ec2()');
  }
  return size;
}

export function isForWindows({ runtimePlatform }: SizeOptions): boolean {
  return runtimePlatform?.operatingSystemFamily?.isWindows() ?? false;
}

function platform(windows: boolean): string {
  return windows ? ' of Windows' : '';
}

function shown({ cpu, memoryLimitMiB }: Partial<TaskSize>): string {
  return [cpu === undefined ? [] : `cpu ${cpu}`, memoryLimitMiB === undefined ? [] : `memoryLimitMiB ${memoryLimitMiB}`].flat().join(' and ');
}

function remedy({ cpu, memoryLimitMiB }: SizeOptions, windows: boolean): string {
  const sizes = fargateSizes(windows);
  const nearest = smallestFargateSize({ cpu: cpu ?? 0, memoryLimitMiB: memoryLimitMiB ?? 0 }, windows) ?? sizes.at(-1)!;
  const cpus = [...new Set(sizes.map((size) => size.cpu))];
  const choice = cpu === undefined || !cpus.includes(cpu) ? `cpu may be ${listed(cpus)}`
    : `with cpu ${cpu}, memoryLimitMiB may be ${listed(sizes.filter((size) => size.cpu === cpu).map((size) => size.memoryLimitMiB))}`;
  return `${choice}; the nearest size is ${shown(nearest)}`;
}

function listed(values: readonly number[]): string {
  const [first, second, third] = values;
  const last = values.at(-1)!;
  return values.length > 3 && third - second === second - first ? `${first} to ${last} in steps of ${second - first}` : `${values.slice(0, -1).join(', ')} or ${last}`;
}
