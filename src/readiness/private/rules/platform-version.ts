import { unclear, violated, type Outcome, type Rule } from './rule';
import { MINIMUM_PLATFORM_VERSION } from '../../../private/exec-facts';
import type { Answer } from '../model/answer';
import { choicesOf } from '../model/choices';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import type { OperatingSystem } from '../model/task-definition';

const MINIMUM: Readonly<Record<OperatingSystem, string>> = { linux: MINIMUM_PLATFORM_VERSION, windows: '1.0.0' };
/** Those of Linux that Windows does not have. */
const OF_LINUX = ['1.1.0', '1.2.0', '1.3.0', '1.4.0'];
const NUMBERED = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/;

export const PlatformVersion: Rule = {
  id: 'PlatformVersion',
  catalogue: ['X-003', 'X-004'],
  hop: 'service',
  severity: 'error',
  requirement: 'On Fargate, the platform version has ECS Exec: 1.4.0 or later for Linux, 1.0.0 for Windows.',
  fix: { cdk: 'platformVersion: ecs.FargatePlatformVersion.LATEST', cloudFormation: 'set PlatformVersion to LATEST, or leave it out' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    const onFargate = subject.runsOn('fargate');
    if (definition && onFargate !== 'no' && subject.parts.platformVersion.given !== 'no') {
      yield* outcomes(subject, onFargate, 'known' in definition.os ? [definition.os.known] : ['linux', 'windows']);
    }
  },
};

function* outcomes({ parts, model }: Subject, onFargate: Answer, systems: readonly OperatingSystem[]): Generator<Outcome> {
  const at = parts.platformVersion;
  const choices = choicesOf(at, model.system);
  const answers = new Set(choices.flatMap((choice) => systems.map((system) => hasExec(choice, system))));
  const shown = choices.map((choice) => choice.shown).join(' or ');
  if (answers.size === 1 && answers.has('no') && onFargate === 'yes') {
    const isOfLinux = systems.every((system) => system === 'windows') && choices.every(({ value }) => OF_LINUX.includes(String(value)));
    const needed = systems.map((system) => `${MINIMUM[system]} for ${system === 'linux' ? 'Linux' : 'Windows'}`).join(' and ');
    yield violated(at, isOfLinux ? `platform version ${shown} is one of Linux, and the tasks run Windows, which has ${MINIMUM.windows}` : `platform version ${shown} has no ECS Exec, which begins with ${needed}`, {
      catalogue: systems.map((system) => system === 'linux' ? 'X-003' : 'X-004'),
    });
  } else if (answers.has('no') || answers.has('unknown')) {
    yield unclear(at, onFargate === 'yes' ? `whether platform version ${shown} has ECS Exec is not known`
      : `whether the tasks run on Fargate, where platform version ${shown} may have no ECS Exec, is not known`);
  }
}

/** Whether a platform version has ECS Exec. Windows has no version after the first. */
function hasExec(version: Property, system: OperatingSystem): Answer {
  const { literal } = version;
  if ('unknown' in literal) {
    return 'unknown';
  }
  if (literal.known === undefined || literal.known === 'LATEST') {
    return 'yes';
  }
  if (system === 'windows' && OF_LINUX.includes(literal.known)) {
    return 'no';
  }
  const order = NUMBERED.test(literal.known) ? compared(literal.known, MINIMUM[system]) : undefined;
  return order === undefined || system === 'windows' && order > 0 ? 'unknown' : order < 0 ? 'no' : 'yes';
}

function compared(one: string, other: string): number {
  const [ones, others] = [one, other].map((version) => version.split('.').map(Number));
  return ones.map((number, index) => number - others[index]).find((difference) => difference !== 0) ?? 0;
}
