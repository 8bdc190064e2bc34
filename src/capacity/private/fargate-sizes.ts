import { FARGATE_SIZES } from '../../private/exec-facts';

/** CPU units and MiB of a task. */
export interface TaskSize {
  readonly cpu: number;
  readonly memoryLimitMiB: number;
}

/** The sizes that tasks on Fargate may have, the smallest first. */
export function fargateSizes(windows: boolean): TaskSize[] {
  return FARGATE_SIZES.filter((size) => size.windows || !windows).flatMap(({ cpu, least, most, step }) =>
    Array.from({ length: (most - least) / step + 1 }, (_, index) => ({ cpu, memoryLimitMiB: least + index * step })));
}

/** The smallest size that has at least as much of both. */
export function smallestFargateSize(need: TaskSize, windows: boolean): TaskSize | undefined {
  return fargateSizes(windows).find(({ cpu, memoryLimitMiB }) => cpu >= need.cpu && memoryLimitMiB >= need.memoryLimitMiB);
}
