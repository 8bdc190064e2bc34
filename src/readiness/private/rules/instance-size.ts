import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import type { InstanceSize as Size } from '../facts/instance-sizes';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { instanceSizes } from '../model/instance-types';
import { taskDemand, type TaskDemand } from '../model/task-demand';

const UNITS = 1024;

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
    for (const dimension of ['cpu', 'memory'] as const) {
      for (const unfit of unfitHosts(subject, (each) => sizesOf(each).some((size) => fits(demand, size, dimension)) ? 'yes' : 'no')) {
        const need = dimension === 'cpu' ? `${demand.cpu} CPU units` : `${demand.memory} MiB of memory`;
        const most = Math.max(...sizesOf(unfit.host).map((size) => dimension === 'cpu' ? size.vcpus * UNITS : size.memory));
        const cause = `the task needs ${need}, and the instances of ${unfit.host.resource.logicalId} have ${most}`;
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

function fits({ cpu, memory }: TaskDemand, size: Size, dimension: 'cpu' | 'memory'): boolean {
  return dimension === 'cpu' ? cpu <= size.vcpus * UNITS : memory < size.memory;
}
