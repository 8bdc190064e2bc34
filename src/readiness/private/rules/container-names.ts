import { violated, type Rule } from './rule';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';
import { readable, type Text } from '../model/text';

export const ContainerNames: Rule = {
  id: 'ContainerNames',
  catalogue: ['X-009'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The containers of a task have different names, by which commands find them.',
  fix: { cdk: 'a containerName for each container', cloudFormation: 'give each container a Name of its own' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
  *check({ taskDefinition }) {
    const definition = linked(taskDefinition);
    const taken = new Set<Text>();
    for (const { name, at } of definition ? sureContainers(definition) : []) {
      if ('known' in name && name.known !== undefined) {
        if (taken.has(name.known)) {
          yield violated(at.at('Name'), `another container of the task is called ${JSON.stringify(readable(name.known))}, too`);
        }
        taken.add(name.known);
      }
    }
  },
};
