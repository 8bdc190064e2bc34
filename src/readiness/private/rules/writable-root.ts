import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { AGENT_FOLDERS } from '../../../private/exec-facts';
import { allOf, anyOf, type Answer } from '../model/answer';
import type { Container } from '../model/container';
import { execTargets, type ExecTarget } from '../model/exec-targets';
import { mountsAt, writing } from '../model/mounts';
import type { Subject } from '../model/subject';
import { taskContainers, type TaskContainer } from '../model/task-containers';

/** Where the agent writes its own log, and where the container agent of instances mounts a folder of the instance. */
const LOGS = AGENT_FOLDERS[2];
/** Where AWS puts the agent itself, on Fargate and in a way that is not documented. */
const PROGRAMS = AGENT_FOLDERS[0];
const ABOVE = '/var/log/amazon';

export const WritableRoot: Rule = {
  id: 'WritableRoot',
  catalogue: ['X-012'],
  hop: 'container',
  severity: 'error',
  requirement: `The agent of ECS Exec can write in the container: the root file system is writable and no read-only mount lies over its folders, or these are mounted so, on instances without a mount at ${LOGS} itself.`,
  fix: {
    cdk: `readonlyRootFilesystem: false, or addMountPoints() for /managed-agents, /var/lib/amazon/ssm and ${ABOVE}`,
    cloudFormation: `set ReadonlyRootFilesystem to false, or mount a writable volume at /managed-agents, /var/lib/amazon/ssm and ${ABOVE}`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const taken = bringsMount(subject);
    const containers = taskContainers(subject);
    const targets = execTargets(subject);
    const wanted = new Set(targets.filter((target) => target.wanted).map(({ container }) => container));
    for (const each of taken === 'no' ? [] : containers) {
      yield* secondMounts(each, taken, wanted);
    }
    for (const target of targets) {
      for (const outcome of outcomesOf(target, taken, containers, subject.os)) {
        yield* ifThere(target.sure, outcome, 'error');
      }
    }
  },
};

/**
 * Whether the container agent brings a writable mount at `LOGS` itself: that of Linux instances does. Of Managed Instances nobody has said so.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/agent/engine/execcmd/manager_init_task_linux.go
 */
function bringsMount(subject: Subject): Answer {
  const { os } = subject;
  const isWindows = 'known' in os && os.known === 'windows';
  return isWindows || subject.runsOn('fargate') === 'yes' ? 'no' : subject.runsOn('ec2', 'external') === 'yes' && 'known' in os ? 'yes' : 'unknown';
}

/** Docker refuses two mounts at one place, whether or not anybody opens a session there. */
function secondMounts({ container, sure }: TaskContainer, taken: Answer, wanted: ReadonlySet<Container>): readonly Outcome[] {
  const { label, essential: { flag } } = container;
  const mayFail = !wanted.has(container) && 'known' in flag && flag.known === false;
  return mountsAt(container, LOGS).flatMap(({ at, answer }) => answer === 'yes' && taken === 'yes'
    ? ifThere(sure, violated(at, `${label} has a mount at ${LOGS}, where the container agent of instances mounts a folder of its own, so the container does not start`, {
      severity: mayFail ? 'warning' : 'error',
      fix: { cdk: `containerPath: '${ABOVE}'`, cloudFormation: `set ContainerPath to ${ABOVE}, the folder above` },
    }), 'error')
    : [unclear(at, `whether ${label} has a mount at ${LOGS} beside one of the container agent, so that it does not start, is not known${at.doubt === undefined ? '' : `: ${at.doubt}`}`)]);
}

function outcomesOf(target: ExecTarget, taken: Answer, containers: readonly TaskContainer[], os: Subject['os']): readonly Outcome[] {
  const { container: { readonlyRoot, label }, wanted } = target;
  const readonly = readonlyRoot.flag;
  if ('known' in readonly) {
    return readonly.known === true ? inReadonlyRoot(target, taken, containers)
      : 'known' in os && os.known === 'windows' ? [] : inWritableRoot(target, taken, containers, 'known' in os);
  }
  const mounted = throughMounts(target, taken, containers) === 'yes';
  return mounted || !wanted ? [] : [unclear(readonlyRoot, `whether the root of ${label} is read-only is not known: ${readonly.unknown}`)];
}

function inReadonlyRoot(target: ExecTarget, taken: Answer, containers: readonly TaskContainer[]): readonly Outcome[] {
  const { container, wanted } = target;
  const { readonlyRoot, label } = container;
  const mounted = throughMounts(target, taken, containers);
  if (mounted === 'yes') {
    return taken !== 'no' && mountsAt(container, LOGS).length > 0 ? [] : [violated(readonlyRoot, `the root of ${label} is read-only; exec works through the mounts over the agent's folders, which AWS does not promise`, { severity: 'info' })];
  }
  return mounted === 'no' || !wanted
    ? [violated(readonlyRoot, `the root of ${label} is read-only, and the agent writes there`, { severity: wanted ? 'error' : 'info' })]
    : [unclear(container.at.at('MountPoints'), `whether writable mounts cover the agent's folders in ${label} is not known`)];
}

/** Whether mounts let the agent write where the root does not. One below a read-only mount can be made only where its folder is there already. */
function throughMounts({ container }: ExecTarget, taken: Answer, containers: readonly TaskContainer[]): Answer {
  const through = (folder: string) => writing(container, folder, 'no', containers).answer;
  const logs = () => taken !== 'no' && writing(container, LOGS, 'yes', containers).answer !== 'yes' && mountsAt(container, LOGS).length === 0 ? 'unknown' : anyOf([taken, through(LOGS)]);
  return allOf(AGENT_FOLDERS.map((folder) => folder === LOGS ? logs() : through(folder)));
}

/** What lies over the folders of the agent, of which the first that is certain is told. */
function inWritableRoot(target: ExecTarget, taken: Answer, containers: readonly TaskContainer[], isLinux: boolean): readonly Outcome[] {
  const { container, wanted } = target;
  const { label } = container;
  const doubts: Outcome[] = [];
  // a mount that is, or may be, where the container agent has its own is told of before
  const told = taken !== 'no' && mountsAt(container, LOGS).length > 0;
  for (const folder of AGENT_FOLDERS) {
    const { answer, by } = writing(container, folder, 'yes', containers);
    if (answer === 'yes' || by === undefined || folder === LOGS && told) {
      continue;
    }
    if (answer === 'no' && isLinux && (folder === LOGS ? taken === 'no' : folder !== PROGRAMS)) {
      return [violated(by, `a read-only mount lies over ${folder} in ${label}, and the agent writes there`, {
        severity: wanted ? 'error' : 'info',
        fix: { cdk: `readOnly: false, or addMountPoints() for ${folder}`, cloudFormation: `set ReadOnly of the mount to false, or mount a writable volume at ${folder}` },
      })];
    }
    doubts.push(unclear(by, `whether the agent can write in ${folder} in ${label}, in spite of this mount, is not known`));
  }
  return wanted && !told ? doubts.slice(0, 1) : [];
}
