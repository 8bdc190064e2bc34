import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { anyOf, type Answer } from '../model/answer';
import { choicesOf } from '../model/choices';
import { fargateDemand } from '../model/fargate-demand';
import type { Property } from '../model/property';
import { taskContainers } from '../model/task-containers';
import type { OperatingSystem } from '../model/task-definition';
import type { ResolvedSystem } from '../sources/resolved';

type Test = (property: Property, system: ResolvedSystem) => Answer;

/** Told by another rule when it is certain that there is Windows. */
const ELSEWHERE = 'told elsewhere';

/** Where something stands, and whether it is what there is not on Fargate. Windows has a test of its own where it differs. */
type Limit = readonly [keys: readonly string[], test: Test, onWindows?: Test | typeof ELSEWHERE];

const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];
const CAPABILITIES = ['SYS_PTRACE', 'CAP_SYS_PTRACE'];

const never: Test = () => 'no';
const given: Test = ({ given: there }) => there;
const filled: Test = ({ list: { items, more } }) => anyOf([...items.map((item) => item.given), more === undefined ? 'no' : 'unknown']);
const on: Test = (property, system) => agreed(property, system, (value) => value?.toLowerCase() === 'true');
const other = (...values: readonly string[]): Test =>
  (property, system) => agreed(property, system, (value) => value !== undefined && !values.includes(value));

/** Stands for the items of a list. */
const EACH = '*';

/**
 * What there is not on Fargate, in each container. Linux parameters on Windows are told of elsewhere.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html
 */
const OF_CONTAINERS: readonly Limit[] = [
  [['Privileged'], on],
  [['DisableNetworking'], on],
  [['Links'], filled],
  [['DnsServers'], filled],
  [['DnsSearchDomains'], filled],
  [['DockerSecurityOptions'], filled],
  [['ExtraHosts'], filled],
  [['LinuxParameters', 'Devices'], filled, ELSEWHERE],
  [['LinuxParameters', 'SharedMemorySize'], given, ELSEWHERE],
  [['LinuxParameters', 'MaxSwap'], given, ELSEWHERE],
  [['LinuxParameters', 'Swappiness'], given, ELSEWHERE],
  [['LinuxParameters', 'Capabilities', 'Add', EACH], other(...CAPABILITIES), ELSEWHERE],
  [['ResourceRequirements', EACH, 'Type'], (property, system) => agreed(property, system, (value) => value === 'GPU')],
  [['LogConfiguration', 'LogDriver'], other(...LOG_DRIVERS), other('awslogs')],
  [['EnvironmentFiles'], never, filled],
  [['SystemControls'], never, filled],
  [['Ulimits'], never, filled],
];

/** What there is not on Fargate, in the task. */
const OF_TASKS: readonly Limit[] = [
  [['PlacementConstraints'], filled],
  [['IpcMode'], given],
  [['PidMode'], other('task'), given],
  [['Volumes', EACH, 'DockerVolumeConfiguration'], given],
  [['Volumes', EACH, 'Host', 'SourcePath'], given],
  [['Volumes', EACH, 'EFSVolumeConfiguration'], never, given],
];

export const FargateParameters: Rule = {
  id: 'FargateParameters',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A task definition for Fargate has nothing in it that there is not on Fargate.',
  fix: { cdk: 'a FargateTaskDefinition without it', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
  *check(subject) {
    const { definition, demanded } = fargateDemand(subject) ?? {};
    if (!definition || demanded !== 'yes') {
      return;
    }
    const { model: { system }, os } = subject;
    const systems: readonly OperatingSystem[] = 'known' in os ? [os.known] : ['linux', 'windows'];
    const told = (limits: readonly Limit[], within: Property, what: string, sure: boolean) =>
      limits.flatMap((limit) => places(within, limit[0]).flatMap((at) => outcome(at, answersOf(at, limit, systems, system), what, sure)));
    yield* told(OF_TASKS, definition.at, 'the task definition', true);
    yield* windowsOnArm(definition.at);
    for (const { container, sure } of taskContainers(subject)) {
      yield* told(OF_CONTAINERS, container.at, container.label, sure);
    }
  },
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html */
function windowsOnArm(definition: Property): readonly Outcome[] {
  const [architecture, family] = ['CpuArchitecture', 'OperatingSystemFamily'].map((key) => definition.at('RuntimePlatform', key));
  const isArm = architecture.value === 'ARM64';
  const isWindows = family.alternatives.every(({ value }) => typeof value === 'string' && value.startsWith('WINDOWS'));
  return isArm && isWindows ? [violated(architecture, 'Windows runs on X86_64 only, and the task definition asks for ARM64', {
    fix: { cdk: 'CpuArchitecture.X86_64', cloudFormation: 'set CpuArchitecture to X86_64, or OperatingSystemFamily to LINUX' },
  })] : [];
}

/** The properties below, in all items of the lists on the way. */
function places(at: Property, keys: readonly string[]): readonly Property[] {
  const first = keys.indexOf(EACH);
  return first < 0 ? [at.at(...keys)] : at.at(...keys.slice(0, first)).list.items.flatMap((item) => places(item, keys.slice(first + 1)));
}

/** What there is not, for each operating system that it may be. */
type Answers = Readonly<Partial<Record<OperatingSystem, Answer>>>;

function answersOf(at: Property, [, test, onWindows = test]: Limit, systems: readonly OperatingSystem[], system: ResolvedSystem): Answers {
  const inWindows = onWindows !== ELSEWHERE ? onWindows : systems.length > 1 ? test : never;
  return at.value === undefined ? {} : Object.fromEntries(systems.map((each) => [each, (each === 'linux' ? test : inWindows)(at, system)]));
}

function outcome(at: Property, { linux, windows }: Answers, what: string, sure: boolean): readonly Outcome[] {
  const [answer = 'no', ...others] = [linux, windows].filter((each) => each !== undefined);
  const isOpen = others.some((each) => each !== answer);
  if (answer === 'no' && !isOpen) {
    return [];
  }
  const name = at.path.filter((key) => typeof key === 'string').slice(-2).join('.').replace(/^ContainerDefinitions\./, '');
  const value = typeof at.value === 'object' ? '' : ` ${at.shown}`;
  const place = isOpen || linux === undefined ? 'on Fargate with Windows' : 'on Fargate';
  if (isOpen) {
    return [unclear(at, `${what} has ${name}${value}, which there is not ${place}, and whether it runs there is not known`)];
  }
  return answer === 'yes' ? ifThere(sure, violated(at, `${what} has ${name}${value}, which there is not ${place}`), 'error')
    : [unclear(at, `whether ${what} has ${name}, which there is not ${place}, is not known${at.doubt === undefined ? '' : `: ${at.doubt}`}`)];
}

/** The answer for every value that a property may have. */
function agreed(property: Property, system: ResolvedSystem, test: (value: string | undefined) => boolean): Answer {
  const answers = choicesOf(property, system).map(({ literal }): Answer => 'unknown' in literal ? 'unknown' : test(literal.known) ? 'yes' : 'no');
  return answers.every((each) => each === answers[0]) ? answers[0] : 'unknown';
}
