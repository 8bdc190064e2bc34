import { withRoom } from '../../capacity/private/headroom';
import type { ExecContainerOptions } from '../exec-container-options';
import type { ExecHeadroom } from '../exec-headroom';

/** The agent runs within the memory of the container, so a limit on that must have room too. */
export function withHeadroom(path: string, options: ExecContainerOptions, headroom?: ExecHeadroom): ExecContainerOptions {
  const { memoryLimitMiB } = options;
  return headroom && memoryLimitMiB !== undefined && options.execTarget !== false
    ? { ...options, memoryLimitMiB: withRoom(path, 'memoryLimitMiB of the container', memoryLimitMiB, headroom.memoryMiB) } : options;
}
