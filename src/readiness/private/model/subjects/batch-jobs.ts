import type { Finder } from './index';
import type { Known } from '../../reach/network';
import type { Compute } from '../compute';
import { Property } from '../property';
import type { SubjectParts } from '../subject';
import { TaskDefinition } from '../task-definition';
import { Unknown } from '../unknown';

/** The jobs of AWS Batch that run as tasks. */
export const batchJobs: Readonly<Record<string, Finder>> = {
  'AWS::Batch::JobDefinition': (root) => {
    const nodes = root.at('NodeProperties', 'NodeRangeProperties').list.items;
    return [root, ...nodes].flatMap(definitions).map((definition, number) => job(root, definition, number));
  },
};

/** What stands in for task definitions in a job, or in one of its nodes. */
function definitions(holder: Property): TaskDefinition[] {
  const tasks = holder.at('EcsProperties', 'TaskProperties').list.items.map((task) => new TaskDefinition(task, 'batch-task'));
  const containers = ['ContainerProperties', 'Container'].map((key) => holder.at(key)).filter((each) => each.given === 'yes');
  return [...tasks, ...containers.map((container) => new TaskDefinition(container, 'batch-container'))];
}

function job(root: Property, ownDefinition: TaskDefinition, number: number): SubjectParts {
  const { at } = ownDefinition;
  const elsewhere = (what: string, key: string) => new Property(root.resource, [...at.path, key], new Unknown(`the compute environment decides on the ${what}`));
  return {
    resource: root.resource,
    kind: 'batch',
    number,
    at,
    exec: at.at('EnableExecuteCommand'),
    ownDefinition,
    taskDefinition: at,
    cluster: elsewhere('cluster', 'Cluster'),
    launchType: at.at('LaunchType'),
    strategy: at.at('CapacityProviderStrategy'),
    compute: computeOf(root),
    platformVersion: at.at('FargatePlatformConfiguration', 'PlatformVersion'),
    awsvpc: elsewhere('network', 'NetworkConfiguration'),
  };
}

function computeOf(root: Property): Known<readonly Compute[]> {
  const capabilities = root.at('PlatformCapabilities').texts;
  return 'unknown' in capabilities ? capabilities : { known: [capabilities.known.includes('FARGATE') ? 'fargate' : 'ec2'] };
}
