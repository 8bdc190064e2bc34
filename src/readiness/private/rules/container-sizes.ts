import { unclear, violated, type Outcome, type Rule } from './rule';
import { cpuUnits, mebibytes } from '../facts/fargate-sizes';
import { choicesOf } from '../model/choices';
import { sureContainers } from '../model/exec-targets';
import { fargateDemand } from '../model/fargate-demand';
import type { Property } from '../model/property';
import type { TaskDefinition } from '../model/task-definition';
import type { ResolvedSystem } from '../sources/resolved';

/** The CPU units that a task may have outside Fargate. */
const LEAST_CPU = 128;
const MOST_CPU = 196_608;

export const ContainerSizes: Rule = {
  id: 'ContainerSizes',
  catalogue: ['X-096'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The containers have no more CPU and memory than the task and, where the task has none, each has memory of its own.',
  fix: { cdk: 'memoryLimitMiB of the container', cloudFormation: 'set Cpu, Memory and MemoryReservation of the containers so that they fit in the task' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
  *check(subject) {
    const { definition, demanded } = fargateDemand(subject) ?? {};
    const { os } = subject;
    if (!definition) {
      return;
    }
    yield* limits(definition);
    // the size of the task is ignored for Windows on instances
    if (demanded === 'yes' || 'known' in os && os.known === 'linux') {
      yield* sums(definition, subject.model.system);
    }
    yield* demanded === 'no' ? onInstances(definition, subject.model.system) : [];
  },
};

/** A container may not reserve more memory than it may use. */
function limits(definition: TaskDefinition): readonly Outcome[] {
  return sureContainers(definition).filter(({ at }) => least(at.at('MemoryReservation')) > most(at.at('Memory')))
    .map(({ at, label }) => violated(at.at('MemoryReservation'), `${label} reserves more memory than its limit allows`));
}

function* sums(definition: TaskDefinition, system: ResolvedSystem): Generator<Outcome> {
  const containers = sureContainers(definition);
  const taskCpu = largest(definition.cpu, cpuUnits, system);
  const taskMemory = largest(definition.memory, mebibytes, system);
  const sum = (amount: (at: Property) => number) => containers.reduce((total, { at }) => total + amount(at), 0);
  const cpu = sum((at) => least(at.at('Cpu')));
  const reserved = sum((at) => least(at.at('MemoryReservation')));
  const all = sum((at) => least(at.at('MemoryReservation').given === 'no' ? at.at('Memory') : at.at('MemoryReservation')));
  const tooLarge = containers.filter(({ at }) => least(at.at('Memory')) > taskMemory);
  yield* cpu > taskCpu ? [violated(definition.cpu, `the containers have ${cpu} CPU units in all, and the task has ${taskCpu}`)] : [];
  yield* tooLarge.map(({ at, label }) => violated(at.at('Memory'), `${label} has more memory than the task, which has ${taskMemory} MiB`));
  if (reserved > taskMemory) {
    yield violated(definition.memory, `the containers reserve ${reserved} MiB of memory in all, and the task has ${taskMemory}`);
  } else if (all > taskMemory && tooLarge.length === 0) {
    yield unclear(definition.memory, `the containers have ${all} MiB of memory in all and the task has ${taskMemory}; AWS documents that the sum must be lower, but not that it checks the limits`);
  }
}

/** What AWS refuses of a task that is not for Fargate. */
function* onInstances(definition: TaskDefinition, system: ResolvedSystem): Generator<Outcome> {
  const { cpu, memory } = definition;
  const units = choicesOf(cpu, system).map(({ literal }) => 'known' in literal && literal.known !== undefined ? cpuUnits(literal.known) : undefined);
  if (units.every((each) => each !== undefined && (each < LEAST_CPU || each > MOST_CPU))) {
    yield violated(cpu, `a task has between ${LEAST_CPU} and ${MOST_CPU} CPU units, and not ${cpu.shown}`);
  }
  for (const { at, label } of memory.given === 'no' ? sureContainers(definition) : []) {
    if (at.at('Memory').given === 'no' && at.at('MemoryReservation').given === 'no') {
      yield violated(at, `neither ${label} nor the task has memory`);
    }
  }
}

/** What is certainly there. */
function least({ number }: Property): number {
  return 'known' in number ? number.known ?? 0 : 0;
}

/** What is there at most. */
function most({ number }: Property): number {
  return 'known' in number ? number.known ?? Infinity : Infinity;
}

/** The largest amount that the task may have. */
function largest(property: Property, read: (text: string) => number | undefined, system: ResolvedSystem): number {
  const amounts = choicesOf(property, system).map(({ literal }) => 'known' in literal && literal.known !== undefined ? read(literal.known) : undefined);
  return amounts.reduce<number>((one, other) => Math.max(one, other ?? Infinity), 0);
}
