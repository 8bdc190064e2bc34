import { linked } from './link';
import type { Property } from './property';
import type { Subject } from './subject';
import { taskContainers } from './task-containers';

/** What a task certainly takes of an instance. */
export interface TaskDemand {
  /** In units of which a vCPU has 1024. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: number;
  readonly at: { readonly cpu: Property; readonly memory: Property };
}

/** What a task reserves: as a whole where that is written, else the sum of its containers. Windows takes no notice of the whole. */
export function taskDemand(subject: Subject): TaskDemand | undefined {
  const definition = linked(subject.taskDefinition);
  const { os } = subject;
  if (!definition || 'unknown' in os) {
    return undefined;
  }
  const containers = taskContainers(subject).filter(({ sure }) => sure).map(({ container }) => container.at);
  const whole = (property: Property) => os.known === 'linux' ? numberOf(property) : undefined;
  const sum = (read: (container: Property) => number | undefined) => containers.reduce((total, container) => total + (read(container) ?? 0), 0);
  const { cpu, memory, containersAt } = definition;
  return {
    cpu: whole(cpu) ?? sum((container) => numberOf(container.at('Cpu'))),
    memory: whole(memory) ?? sum((container) => numberOf(container.at('MemoryReservation')) ?? numberOf(container.at('Memory'))),
    at: { cpu: whole(cpu) === undefined ? containersAt : cpu, memory: whole(memory) === undefined ? containersAt : memory },
  };
}

function numberOf({ number }: Property): number | undefined {
  return 'known' in number ? number.known : undefined;
}
