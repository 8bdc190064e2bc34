import { Token } from 'aws-cdk-lib';
import type { CapacityContext, Headroom, SizeOptions } from './capacity-kind';
import { addRoom } from './task-memory';

/** An amount of CPU or memory with room in addition. */
export function withRoom(path: string, name: string, amount: number, room: number): number {
  if (Token.isUnresolved(amount)) {
    throw new Error(`${path}: ${name} is only known when the stack is deployed, so headroom cannot be added to it; give a number, or leave headroom out`);
  }
  return amount + room;
}

/** The size where any will do. Without CPU units of its own, a task shares those of its instance; memory that nobody chose follows from the containers. */
export function enlarged({ scope }: CapacityContext, { cpu, memoryLimitMiB }: SizeOptions, headroom: Headroom): SizeOptions {
  const { path } = scope.node;
  addRoom(scope, headroom.memoryMiB);
  return {
    cpu: cpu === undefined ? undefined : withRoom(path, 'cpu', cpu, headroom.cpu),
    memoryLimitMiB: memoryLimitMiB === undefined ? undefined : withRoom(path, 'memoryLimitMiB', memoryLimitMiB, headroom.memoryMiB),
  };
}
