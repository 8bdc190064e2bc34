import { Tokenization } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { containerMemory } from './fleet/task-size';

/** The memory of tasks where nobody chose, in MiB. */
const DEFAULT_MEMORY = 512;
/** What the tasks of a workload are to have in addition, in MiB. */
const ROOM = new WeakMap<Construct, number>();

/** Has tasks whose memory follows from their containers get some more. */
export function addRoom(scope: Construct, memoryMiB: number): void {
  ROOM.set(scope, memoryMiB);
}

/** What the containers ask for; those that ask for nothing share some in addition. */
export function memoryOf(taskDefinition: ecs.TaskDefinition, scope: Construct): string {
  const sizes = containerMemory(taskDefinition);
  const shared = sizes.length === 0 || sizes.includes(undefined) ? DEFAULT_MEMORY : 0;
  return `${sizes.reduce<number>((sum, size = 0) => sum + size, shared + (ROOM.get(scope) ?? 0))}`;
}

/** An amount as templates have it, also one that is only known when the stack is deployed. */
export function written(amount: number | undefined): string | undefined {
  return amount === undefined ? undefined : Tokenization.stringifyNumber(amount);
}
