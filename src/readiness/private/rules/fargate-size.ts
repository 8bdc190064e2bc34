import { unclear, violated, type Outcome, type Rule } from './rule';
import { cpuUnits, FARGATE_CPUS, FARGATE_MEMORIES, isFargateCpu, isFargateSize, mebibytes } from '../facts/fargate-sizes';
import { anyOf, type Answer } from '../model/answer';
import { choicesOf, isOpen } from '../model/choices';
import { fargateDemand } from '../model/fargate-demand';
import type { Property } from '../model/property';
import type { TaskDefinition } from '../model/task-definition';
import type { ResolvedSystem } from '../sources/resolved';

/** More values than these are not tried. */
const MAX_CHOICES = 64;

export const FargateSize: Rule = {
  id: 'FargateSize',
  catalogue: ['X-096'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A task on Fargate has one of the sizes that Fargate has.',
  fix: { cdk: 'cpu: 512, memoryLimitMiB: 1024', cloudFormation: 'set Cpu and Memory of the task definition to a pair that Fargate has, such as 512 and 1024' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html',
  *check(subject) {
    const { definition, demanded } = fargateDemand(subject) ?? {};
    if (!definition || demanded !== 'yes') {
      return;
    }
    const absent = [definition.cpu, definition.memory].filter(({ given }) => given === 'no');
    yield* absent.map((at) => violated(at, `the task has no ${at.path.at(-1)}, and Fargate needs one`));
    yield* absent.length > 0 ? [] : sizeOf(definition, subject.model.system);
  },
};

function* sizeOf(definition: TaskDefinition, system: ResolvedSystem): Generator<Outcome> {
  const { cpu, memory, os } = definition;
  const systems = 'known' in os ? [os.known === 'windows'] : [false, true];
  if ([cpu, memory].some((each) => choicesOf(each, system).length > MAX_CHOICES)) {
    yield unclear(cpu, 'the task may have too many sizes to tell whether Fargate has them');
    return;
  }
  const cpus = amountsOf(cpu, cpuUnits, FARGATE_CPUS, system);
  const memories = amountsOf(memory, mebibytes, FARGATE_MEMORIES, system);
  const cpuFits = inAll(cpus.flatMap((units) => systems.map((windows) =>
    anyOf(units.map((each) => answer(each, (known) => isFargateCpu(known, windows)))))));
  const fits = inAll(cpus.flatMap((units) => memories.flatMap((mib) => systems.map((windows) =>
    anyOf(units.flatMap((each) => mib.map((other) => answer(each, (known) => answer(other, (amount) => isFargateSize(known, amount, windows))))))))));
  const windows = 'known' in os && os.known === 'windows' ? ' for Windows' : '';
  if (cpuFits === 'no') {
    yield violated(cpu, `Fargate has no tasks${windows} with ${cpu.shown} of CPU`);
  } else if (fits === 'no') {
    yield violated(memory, `Fargate has no tasks${windows} with ${cpu.shown} of CPU and ${memory.shown} of memory`);
  } else if (fits === 'unknown') {
    const [at, reason] = doubtful(definition, cpus.flat(), memories.flat());
    yield unclear(at, `whether Fargate has tasks of the size is not known: ${reason}`);
  }
}

/** What keeps the size from being known. */
function doubtful(definition: TaskDefinition, ...amounts: readonly (readonly (number | undefined)[])[]): readonly [at: Property, reason: string] {
  const { at, os, cpu, memory } = definition;
  const [place] = [cpu, memory].filter((each, index) => each.doubt !== undefined || amounts[index].includes(undefined));
  return place ? [place, place.doubt ?? `${place.shown} is not an amount as AWS documents it`]
    : [at.at('RuntimePlatform', 'OperatingSystemFamily'), 'unknown' in os ? os.unknown : 'it is one of several'];
}

type Read = (text: string) => number | undefined;

/** For each alternative what it may come to. Whoever deploys a template passes parameters that fit, if there are any: one that does is enough. */
function amountsOf(property: Property, read: Read, all: readonly number[], system: ResolvedSystem): readonly (readonly ReturnType<Read>[])[] {
  return property.alternatives.map((each) => isOpen(each, system) ? all : choicesOf(each, system).map((choice) => quantity(choice, read)));
}

/** An amount; none when it is not known, or not written as AWS documents it. */
function quantity({ literal }: Property, read: Read): number | undefined {
  return 'known' in literal && literal.known !== undefined ? read(literal.known) : undefined;
}

function answer(amount: number | undefined, test: (amount: number) => boolean | Answer): Answer {
  const result = amount === undefined ? 'unknown' : test(amount);
  return typeof result === 'string' ? result : result ? 'yes' : 'no';
}

/** The answer that all agree on. */
function inAll(answers: readonly Answer[]): Answer {
  return answers.every((each) => each === answers[0]) ? answers[0] : 'unknown';
}
