import { unclear, type Rule } from './rule';
import type { Compute } from '../model/compute';
import { linked } from '../model/link';

/** What a task definition is registered for when it is to run on this. Everything that is registered at all may run on EC2. */
const NAMES: Partial<Readonly<Record<Compute, string>>> = { 'fargate': 'FARGATE', 'external': 'EXTERNAL', 'managed-instances': 'MANAGED_INSTANCES' };

export const Compatibilities: Rule = {
  id: 'Compatibilities',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A task definition that says what it is for says that it is for what its tasks run on.',
  fix: { cdk: 'compatibility: ecs.Compatibility.EC2_AND_FARGATE', cloudFormation: 'add the launch type to RequiresCompatibilities' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
  *check({ taskDefinition, compute }) {
    const definition = linked(taskDefinition);
    const names = definition?.kind === 'ecs' ? definition.compatibilities : { known: [] };
    for (const kind of 'known' in compute ? compute.known : []) {
      const name = NAMES[kind];
      if (definition && name !== undefined && 'known' in names && names.known.length > 0 && !names.known.includes(name)) {
        // ECS looks at the parameters themselves, too
        yield unclear(definition.at.at('RequiresCompatibilities'),
          `the tasks run on ${name}, and the task definition is for ${names.known.join(', ')}: whether AWS lets it run there depends on all its parameters`);
      }
    }
  },
};
