import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import type { InstanceSize as Size } from '../facts/instance-sizes';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { instanceSizes } from '../model/instance-types';
import { taskDemand, type TaskDemand } from '../model/task-demand';
import { isKnown } from '../model/text';
import type { Known } from '../reach/network';

const UNITS = 1024;
/** Linux keeps this much of the memory for its page tables alone: 64 bytes for each 4 KiB. */
const KERNEL = 1 / 64;
/** The agent takes no notice of more than that. */
const MAX_RESERVED = 65_535;

export const InstanceSize: Rule = {
  id: 'InstanceSize',
  catalogue: ['X-091'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A task fits on an instance: no more CPU than it has, and less memory, as the instance needs some itself and the agent may keep some back.',
  fix: { cdk: 'a larger instanceType, or a smaller task', cloudFormation: 'choose a larger InstanceType, or lower Cpu and Memory of the task' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html',
  *check(subject) {
    const demand = taskDemand(subject);
    if (!demand) {
      return;
    }
    const isLinux = 'known' in subject.os && subject.os.known === 'linux';
    for (const dimension of ['cpu', 'memory'] as const) {
      const kept = (host: Host): Known<number> => dimension === 'cpu' ? { known: 0 } : keptBack(host);
      const most = (host: Host) => {
        const back = kept(host);
        return Math.max(...sizesOf(host).map((size) => forTasks(size, isLinux)[dimension] - ('known' in back ? back.known : 0)));
      };
      for (const unfit of unfitHosts(subject, (each) => demand[dimension] > most(each) ? 'no' : 'known' in kept(each) ? 'yes' : 'unknown')) {
        const { logicalId } = unfit.host.resource;
        const back = kept(unfit.host);
        const need = dimension === 'cpu' ? `${demand.cpu} CPU units` : `${demand.memory} MiB of memory`;
        const has = `have ${most(unfit.host)}${'known' in back && back.known > 0 ? ` beside the ${back.known} that their agent keeps back` : ''}`;
        yield onHosts(unfit, demand.at[dimension], `the task needs ${need}, and the instances of ${logicalId} ${has}`,
          `whether the instances of ${logicalId} have ${need} is not known: ${'unknown' in back ? back.unknown : ''}`);
      }
    }
  },
};

/** As large as can be when that is not known. */
function sizesOf(host: Host): readonly Size[] {
  const sizes = instanceSizes(host);
  return 'known' in sizes ? sizes.known : [{ vcpus: Infinity, memory: Infinity }];
}

/** What is there for tasks at most: how much else the instance needs of its memory is not known, but some it does. */
function forTasks({ vcpus, memory }: Size, isLinux: boolean): Pick<TaskDemand, 'cpu' | 'memory'> {
  return { cpu: vcpus * UNITS, memory: isLinux ? Math.floor(memory * (1 - KERNEL)) : memory - 1 };
}

/**
 * The MiB that the agent gives to no task. What may be set out of sight is left out.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
function keptBack({ agent }: Host): Known<number> {
  const setting = agent.get('ECS_RESERVED_MEMORY');
  const { known = '' } = 'known' in setting ? setting : {};
  return isKnown(known) ? { known: /^\d+$/.test(known) && Number(known) <= MAX_RESERVED ? Number(known) : 0 } : { unknown: 'how much the agent keeps back depends on a value that is not at hand' };
}
