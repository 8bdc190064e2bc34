import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { allOf, type Answer } from '../model/answer';
import type { Container } from '../model/container';
import { execTargets, type ExecTarget } from '../model/exec-targets';
import type { Property } from '../model/property';

/** Where the agent in a container writes. */
const AGENT_FOLDERS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

export const WritableRoot: Rule = {
  id: 'WritableRoot',
  catalogue: ['X-012'],
  hop: 'container',
  severity: 'error',
  requirement: 'The agent of ECS Exec can write in the container: the root file system is writable, or its three folders are mounted so.',
  fix: {
    cdk: 'readonlyRootFilesystem: false, or addMountPoints() for /managed-agents, /var/lib/amazon/ssm and /var/log/amazon/ssm',
    cloudFormation: 'set ReadonlyRootFilesystem to false, or mount a writable volume at /managed-agents, /var/lib/amazon/ssm and /var/log/amazon/ssm',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    for (const target of execTargets(subject)) {
      for (const outcome of outcomesOf(target)) {
        yield* ifThere(target.sure, outcome, 'error');
      }
    }
  },
};

function outcomesOf({ container, wanted }: ExecTarget): Outcome[] {
  const { readonlyRoot, label } = container;
  const readonly = readonlyRoot.flag;
  const mounted = allOf(AGENT_FOLDERS.map((folder) => covers(container, folder)));
  if ('unknown' in readonly) {
    return mounted === 'yes' || !wanted ? [] : [unclear(readonlyRoot, `whether the root of ${label} is read-only is not known: ${readonly.unknown}`)];
  }
  if (readonly.known !== true) {
    return [];
  }
  if (mounted === 'yes') {
    return [violated(readonlyRoot, `the root of ${label} is read-only; exec works through the mounts over the agent's folders, which AWS does not promise`, { severity: 'info' })];
  }
  return mounted === 'no' || !wanted
    ? [violated(readonlyRoot, `the root of ${label} is read-only, and the agent writes there`, { severity: wanted ? 'error' : 'info' })]
    : [unclear(container.at.at('MountPoints'), `whether writable mounts cover the agent's folders in ${label} is not known`)];
}

/** Whether a writable mount is at a folder or above it. */
function covers(container: Container, folder: string): Answer {
  const { items, more } = container.at.at('MountPoints').list;
  const answers = items.map((mount) => mountCovers(mount, folder));
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') || more !== undefined ? 'unknown' : 'no';
}

function mountCovers(mount: Property, folder: string): Answer {
  const path = mount.at('ContainerPath').literal;
  const readonly = mount.at('ReadOnly').flag;
  if ('unknown' in path || 'unknown' in readonly || mount.given === 'unknown') {
    return 'unknown';
  }
  const parent = (path.known ?? '').split('/').filter((part) => part !== '').join('/');
  return readonly.known !== true && parent !== '' && `${folder}/`.startsWith(`/${parent}/`) ? 'yes' : 'no';
}
