import { Token } from 'aws-cdk-lib';
import type { CapacityContext, Headroom, SizeOptions } from './capacity-kind';

/** An amount of CPU or memory with room in addition. */
export function withRoom(path: string, name: string, amount: number, room: number): number {
  if (Token.isUnresolved(amount)) {
    throw new Error(`${path}: ${name} is only known when the stack is deployed, so headroom cannot be added to it; give a number, or leave headroom out`);
  }
  return amount + room;
}

/** The memory of tasks where nobody chose. */
const DEFAULT_MEMORY = 512;

/** The size where any will do. Without CPU units of its own, a task shares those of its instance. */
export function enlarged({ scope }: CapacityContext, { cpu, memoryLimitMiB = DEFAULT_MEMORY }: SizeOptions, headroom: Headroom): SizeOptions {
  const { path } = scope.node;
  return {
    cpu: cpu === undefined ? undefined : withRoom(path, 'cpu', cpu, headroom.cpu),
    memoryLimitMiB: withRoom(path, 'memoryLimitMiB', memoryLimitMiB, headroom.memoryMiB),
  };
}
