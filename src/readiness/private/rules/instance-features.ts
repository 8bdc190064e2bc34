import { ifThere } from './if-there';
import { onHosts } from './on-hosts';
import type { Outcome, Rule } from './rule';
import { FIRELENS } from '../facts/logging-drivers';
import type { Answer } from '../model/answer';
import { unfitHosts, type Unfit } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { offersDriver, offersExecutionRoleLogs, offersGpus, offersInterfaces, offersPrivilege } from '../model/offered';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers, type TaskContainer } from '../model/task-containers';

/** What tasks need of the instances that not all offer. */
interface Need {
  readonly at: Property;
  /** For people, as in `the instances do not offer …`. */
  readonly what: string;
  readonly sure: boolean;
  readonly offered: (host: Host) => Answer;
}

export const InstanceFeatures: Rule = {
  id: 'InstanceFeatures',
  catalogue: ['X-089'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The agent of the instances offers what the tasks ask for: their log driver, interfaces of their own, GPUs, privileged containers.',
  fix: {
    cdk: 'add the setting to the user data of the Auto Scaling group',
    cloudFormation: 'set it in the user data: ECS_AVAILABLE_LOGGING_DRIVERS, ECS_ENABLE_TASK_ENI, ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE, ECS_DISABLE_PRIVILEGED',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html',
  *check(subject) {
    for (const need of [...interfaces(subject), ...taskContainers(subject).flatMap((each) => needsOf(subject, each))]) {
      yield* told(need, unfitHosts(subject, need.offered));
    }
  },
};

/** One finding, however many instances lack it. */
function told({ at, what, sure }: Need, unfit: readonly Unfit[]): readonly Outcome[] {
  const [first] = ['yes', 'unknown', 'no'].flatMap((answer) => unfit.find(({ fatal }) => fatal === answer) ?? []);
  if (first === undefined) {
    return [];
  }
  const group = first.host.resource.logicalId;
  const outcome = onHosts(first, at, `the instances of ${group} do not offer ${what}, so no such task is placed there`,
    `whether the instances of ${group} offer ${what} is not known`);
  return ifThere(sure, outcome, 'error');
}

function interfaces({ networkMode, parts }: Subject): Need[] {
  return 'known' in networkMode && networkMode.known === 'awsvpc'
    ? [{ at: parts.awsvpc, what: 'tasks interfaces of their own', sure: true, offered: offersInterfaces }] : [];
}

function needsOf(subject: Subject, { container, sure }: TaskContainer): Need[] {
  const { at, logDriver, label } = container;
  const driver = logDriver.literal;
  const privileged = at.at('Privileged');
  const gpus = at.at('ResourceRequirements').list.items.find((item) => item.at('Type').value === 'GPU');
  const needs: (Need | undefined)[] = [
    'known' in driver && driver.known !== undefined && driver.known !== FIRELENS
      ? { at: logDriver, sure, what: `the log driver ${driver.known} of ${label}`, offered: (host) => offersDriver(host, driver.known!) } : undefined,
    'known' in driver && driver.known === 'awslogs' && subject.executionRole?.given === 'yes'
      ? { at: logDriver, sure, what: `to write the log of ${label} with the execution role`, offered: offersExecutionRoleLogs } : undefined,
    'known' in privileged.flag && privileged.flag.known === true ? { at: privileged, sure, what: `privileged containers such as ${label}`, offered: offersPrivilege } : undefined,
    gpus && { at: gpus, sure, what: `GPUs for ${label}`, offered: offersGpus },
  ];
  return needs.filter((need) => need !== undefined);
}
