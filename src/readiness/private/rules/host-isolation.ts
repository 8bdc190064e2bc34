import { ifThere } from './if-there';
import { violated, type Outcome, type Rule } from './rule';
import { isHostFolder } from '../facts/host-folders';
import type { Container } from '../model/container';
import { sureContainers } from '../model/exec-targets';
import { fargateDemand } from '../model/fargate-demand';
import { linked } from '../model/link';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import type { TaskDefinition } from '../model/task-definition';

export const HostIsolation: Rule = {
  id: 'HostIsolation',
  catalogue: ['X-119'],
  hop: 'container',
  severity: 'warning',
  requirement: 'Whoever opens a session stays in the container: it has no hold on the host.',
  fix: {
    cdk: 'leave privileged and pidMode out, and mount no folder of the host that holds sockets of the container runtime',
    cloudFormation: 'remove Privileged and PidMode, and mount no folder of the host that holds sockets of the container runtime',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    // what there is not on Fargate is told elsewhere
    if (definition && fargateDemand(subject)?.demanded !== 'yes') {
      yield* privileged(subject);
      if (definition.at.at('PidMode').value === 'host') {
        yield violated(definition.at.at('PidMode'), 'the task shares the processes of the host, so sessions reach them');
      }
      yield* sockets(definition);
    }
  },
};

function* privileged(subject: Subject): Generator<Outcome> {
  for (const { container: { at, label }, sure } of taskContainers(subject)) {
    const flag = at.at('Privileged').flag;
    if ('known' in flag && flag.known === true) {
      yield* ifThere(sure, violated(at.at('Privileged'), `${label} is privileged, so whoever opens a session in it has the host`), 'warning');
    }
  }
}

/** Folders of the host, with the containers that mount them. */
function* sockets(definition: TaskDefinition): Generator<Outcome> {
  for (const volume of definition.at.at('Volumes').list.items) {
    const path = volume.at('Host', 'SourcePath');
    const folder = path.literal;
    const users = 'known' in folder && folder.known !== undefined && isHostFolder(folder.known)
      ? sureContainers(definition).filter((container) => mounts(container, volume.at('Name').value)) : [];
    if (users.length > 0) {
      yield violated(path, `sessions in ${users.map(({ label }) => label).join(' and ')} reach the container runtime of the host through ${path.shown}`);
    }
  }
}

function mounts({ at }: Container, volume: unknown): boolean {
  return typeof volume === 'string' && at.at('MountPoints').list.items.some((mount) => mount.at('SourceVolume').value === volume);
}
