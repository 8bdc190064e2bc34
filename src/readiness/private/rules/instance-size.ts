import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import type { InstanceSize as Size } from '../facts/instance-sizes';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { instanceSizes } from '../model/instance-types';
import { taskDemand, type TaskDemand } from '../model/task-demand';

const UNITS = 1024;
/** Linux keeps this much of the memory for its page tables alone: 64 bytes for each 4 KiB. */
const KERNEL = 1 / 64;

export const InstanceSize: Rule = {
  id: 'InstanceSize',
  catalogue: ['X-091'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A task fits on an instance: no more CPU than it has, and less memory, as the instance needs some itself.',
  fix: { cdk: 'a larger instanceType, or a smaller task', cloudFormation: 'choose a larger InstanceType, or lower Cpu and Memory of the task' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html',
  *check(subject) {
    const demand = taskDemand(subject);
    if (!demand) {
      return;
    }
    const isLinux = 'known' in subject.os && subject.os.known === 'linux';
    for (const dimension of ['cpu', 'memory'] as const) {
      const most = (host: Host) => Math.max(...sizesOf(host).map((size) => forTasks(size, isLinux)[dimension]));
      for (const unfit of unfitHosts(subject, (each) => demand[dimension] <= most(each) ? 'yes' : 'no')) {
        const need = dimension === 'cpu' ? `${demand.cpu} CPU units` : `${demand.memory} MiB of memory`;
        const cause = `the task needs ${need}, and the instances of ${unfit.host.resource.logicalId} have ${most(unfit.host)}`;
        yield onHosts(unfit, demand.at[dimension], cause, cause);
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
