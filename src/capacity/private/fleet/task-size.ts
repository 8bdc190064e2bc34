import { SizeRoundingBehavior, Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Fleet } from './fleet';
import { ownedResource } from '../../../private/owned';
import { hostSize, type HostSize } from '../host-sizes';

/** What a task takes of an instance: CPU units and MiB. */
export interface TaskSize {
  readonly cpu: number;
  readonly memory: number;
}

const DIMENSIONS = ['cpu', 'memory'] as const;
/** The kernel keeps this much of the memory for its page tables alone; what it leaves is what an instance registers, at most. */
const KERNEL = 1 / 64;
/** The kernel, the agent and the other daemons leave about this much. */
const USUAL = 0.9;

/** What tasks reserve: as a whole where that is written, else the sum of their containers. Windows takes no notice of the whole. */
export function sizeOf(taskDefinition: ecs.TaskDefinition): TaskSize {
  const { cpu, memory } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const resolve = (value: unknown) => numberIn(Stack.of(taskDefinition).resolve(value));
  return {
    cpu: resolve(cpu) ?? sum(containersOf(taskDefinition).map((container) => numberIn(container.cpu))),
    memory: resolve(memory) ?? sum(containerMemory(taskDefinition)),
  };
}

/** The MiB that each container asks for; undefined where one asks for none. */
export function containerMemory(taskDefinition: ecs.TaskDefinition): (number | undefined)[] {
  return containersOf(taskDefinition).map(({ memory, memoryReservation }) => numberIn(memoryReservation ?? memory));
}

/** The L2 shows them to its subclasses only, and must not be made to resolve them before the last one is added. */
export function containersOf(taskDefinition: ecs.TaskDefinition): ecs.CfnTaskDefinition.ContainerDefinitionProperty[] {
  const { containers } = taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] };
  return containers.map((container) => container.renderContainerDefinition(taskDefinition));
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, each = 0) => total + each, 0);
}

/** Why no task can be placed on any instance of a fleet. */
export function tooLarge(fleet: Fleet, task: TaskSize): string | undefined {
  const sizes = sizesIn(fleet);
  const lacking = sizes && DIMENSIONS.find((dimension) => sizes.every(({ size }) => task[dimension] > most(size, fleet, 1 - KERNEL)[dimension]));
  return lacking && `the task needs ${amount(task, lacking)}, and the instances of ${JSON.stringify(fleet.node.path)} have less for tasks: `
    + `${sizes.map(({ type, size }) => `${type} ${amount(most(size, fleet, 1 - KERNEL), lacking)}`).join(', ')}; choose larger instanceTypes, or a smaller task`;
}

/** Why tasks may not be placed on some of the instances. Managed scaling starts none for tasks that are larger than the smallest. */
export function nearlyTooLarge(fleet: Fleet, task: TaskSize): string | undefined {
  const tight = sizesIn(fleet)?.find(({ size }) => DIMENSIONS.some((dimension) => task[dimension] > most(size, fleet, USUAL)[dimension]));
  return tight && `the task needs ${amount(task, 'cpu')} and ${amount(task, 'memory')}, and may not fit on ${tight.type}, of which the operating system and the agent `
    + `leave about ${amount(most(tight.size, fleet, USUAL), 'memory')}: no instance is started for a task that is larger than the smallest of the types; `
    + 'choose larger instanceTypes, or a smaller task';
}

/** The sizes of all types; undefined when one is not known. */
function sizesIn({ choice: { types } }: Fleet): { readonly type: string; readonly size: HostSize }[] | undefined {
  const sizes = types.map((type) => type.toString()).flatMap((type) => {
    const size = hostSize(type);
    return size ? [{ type, size }] : [];
  });
  return sizes.length < types.length ? undefined : sizes;
}

function most({ cpu, memory }: HostSize, { options: { agent } }: Fleet, share: number): TaskSize {
  const { reservedMemory: reserved } = agent ?? {};
  const kept = reserved && !reserved.isUnresolved() ? reserved.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }) : 0;
  return { cpu, memory: Math.floor(memory * share) - kept };
}

function amount(size: TaskSize, dimension: 'cpu' | 'memory'): string {
  return dimension === 'cpu' ? `${size.cpu} CPU units` : `${size.memory} MiB`;
}

function numberIn(value: unknown): number | undefined {
  const number = value === undefined || Token.isUnresolved(value) ? NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}
