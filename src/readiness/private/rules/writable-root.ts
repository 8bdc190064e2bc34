import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { AGENT_FOLDERS } from '../../../private/exec-facts';
import { allOf, anyOf, type Answer } from '../model/answer';
import type { Container } from '../model/container';
import { execTargets, type ExecTarget } from '../model/exec-targets';
import { covers, mountsAt } from '../model/mounts';
import type { Subject } from '../model/subject';
import { taskContainers, type TaskContainer } from '../model/task-containers';

/** Where the agent writes its own log, and where the container agent of instances mounts a folder of the instance. */
const LOGS = AGENT_FOLDERS[2];
const ABOVE = '/var/log/amazon';

export const WritableRoot: Rule = {
  id: 'WritableRoot',
  catalogue: ['X-012'],
  hop: 'container',
  severity: 'error',
  requirement: `The agent of ECS Exec can write in the container: the root file system is writable, or its folders are mounted so, on instances without a mount at ${LOGS} itself.`,
  fix: {
    cdk: `readonlyRootFilesystem: false, or addMountPoints() for /managed-agents, /var/lib/amazon/ssm and ${ABOVE}`,
    cloudFormation: `set ReadonlyRootFilesystem to false, or mount a writable volume at /managed-agents, /var/lib/amazon/ssm and ${ABOVE}`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const taken = bringsMount(subject);
    const targets = execTargets(subject);
    const wanted = new Set(targets.filter((target) => target.wanted).map(({ container }) => container));
    for (const each of taken === 'no' ? [] : taskContainers(subject)) {
      yield* secondMounts(each, taken, wanted);
    }
    for (const target of targets) {
      for (const outcome of outcomesOf(target, taken)) {
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

function outcomesOf({ container, wanted }: ExecTarget, taken: Answer): Outcome[] {
  const { readonlyRoot, label } = container;
  const readonly = readonlyRoot.flag;
  const mounted = allOf(AGENT_FOLDERS.map((folder) => folder === LOGS ? anyOf([taken, covers(container, folder)]) : covers(container, folder)));
  if ('unknown' in readonly) {
    return mounted === 'yes' || !wanted ? [] : [unclear(readonlyRoot, `whether the root of ${label} is read-only is not known: ${readonly.unknown}`)];
  }
  if (readonly.known !== true) {
    return [];
  }
  if (mounted === 'yes') {
    return taken !== 'no' && mountsAt(container, LOGS).length > 0 ? [] : [violated(readonlyRoot, `the root of ${label} is read-only; exec works through the mounts over the agent's folders, which AWS does not promise`, { severity: 'info' })];
  }
  return mounted === 'no' || !wanted
    ? [violated(readonlyRoot, `the root of ${label} is read-only, and the agent writes there`, { severity: wanted ? 'error' : 'info' })]
    : [unclear(container.at.at('MountPoints'), `whether writable mounts cover the agent's folders in ${label} is not known`)];
}
