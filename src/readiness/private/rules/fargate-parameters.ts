import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { anyOf, type Answer } from '../model/answer';
import { choicesOf } from '../model/choices';
import { fargateDemand } from '../model/fargate-demand';
import type { Property } from '../model/property';
import { taskContainers } from '../model/task-containers';
import type { ResolvedSystem } from '../sources/resolved';

type Test = (property: Property, system: ResolvedSystem) => Answer;

const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];
const CAPABILITIES = ['SYS_PTRACE', 'CAP_SYS_PTRACE'];

const given: Test = ({ given: there }) => there;
const filled: Test = ({ list: { items, more } }) => anyOf([...items.map((item) => item.given), more === undefined ? 'no' : 'unknown']);
const on: Test = (property, system) => agreed(property, system, (value) => value?.toLowerCase() === 'true');
const other = (...values: readonly string[]): Test =>
  (property, system) => agreed(property, system, (value) => value !== undefined && !values.includes(value));

/** Stands for the items of a list. */
const EACH = '*';

/** What there is not on Fargate, in each container. */
const OF_CONTAINERS: readonly (readonly [keys: readonly string[], test: Test])[] = [
  [['Privileged'], on],
  [['DisableNetworking'], on],
  [['Links'], filled],
  [['DnsServers'], filled],
  [['DnsSearchDomains'], filled],
  [['DockerSecurityOptions'], filled],
  [['ExtraHosts'], filled],
  [['LinuxParameters', 'Devices'], filled],
  [['LinuxParameters', 'SharedMemorySize'], given],
  [['LinuxParameters', 'MaxSwap'], given],
  [['LinuxParameters', 'Swappiness'], given],
  [['LinuxParameters', 'Capabilities', 'Add', EACH], other(...CAPABILITIES)],
  [['ResourceRequirements', EACH, 'Type'], (property, system) => agreed(property, system, (value) => value === 'GPU')],
  [['LogConfiguration', 'LogDriver'], other(...LOG_DRIVERS)],
];

/** What there is not on Fargate, in the task. */
const OF_TASKS: readonly (readonly [keys: readonly string[], test: Test])[] = [
  [['PlacementConstraints'], filled],
  [['IpcMode'], given],
  [['PidMode'], other('task')],
  [['Volumes', EACH, 'DockerVolumeConfiguration'], given],
  [['Volumes', EACH, 'Host', 'SourcePath'], given],
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
    const { system } = subject.model;
    yield* OF_TASKS.flatMap(([keys, test]) => places(definition.at, keys).flatMap((at) => outcome(at, test, system, 'the task definition', true)));
    yield* windowsOnArm(definition.at);
    for (const { container, sure } of taskContainers(subject)) {
      yield* OF_CONTAINERS.flatMap(([keys, test]) => places(container.at, keys).flatMap((at) => outcome(at, test, system, container.label, sure)));
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

function outcome(at: Property, test: Test, system: ResolvedSystem, what: string, sure: boolean): readonly Outcome[] {
  const answer = at.value === undefined ? 'no' : test(at, system);
  if (answer === 'no') {
    return [];
  }
  const name = at.path.filter((key) => typeof key === 'string').slice(-2).join('.').replace(/^ContainerDefinitions\./, '');
  const value = typeof at.value === 'object' ? '' : ` ${at.shown}`;
  return answer === 'yes' ? ifThere(sure, violated(at, `${what} has ${name}${value}, which there is not on Fargate`), 'error')
    : [unclear(at, `whether ${what} has ${name}, which there is not on Fargate, is not known${at.doubt === undefined ? '' : `: ${at.doubt}`}`)];
}

/** The answer for every value that a property may have. */
function agreed(property: Property, system: ResolvedSystem, test: (value: string | undefined) => boolean): Answer {
  const answers = choicesOf(property, system).map(({ literal }): Answer => 'unknown' in literal ? 'unknown' : test(literal.known) ? 'yes' : 'no');
  return answers.every((each) => each === answers[0]) ? answers[0] : 'unknown';
}
