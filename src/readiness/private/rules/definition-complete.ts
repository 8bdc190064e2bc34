import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import { taskContainers } from '../model/task-containers';
import type { TaskDefinition } from '../model/task-definition';

export const DefinitionComplete: Rule = {
  id: 'DefinitionComplete',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The task definition has containers, each with a name and an image, and one of them is essential.',
  fix: { cdk: "addContainer('app', { image })", cloudFormation: 'set Name and Image of each container, and Essential to true for one' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',
  *check(subject) {
    const definition = linked(subject.taskDefinition);
    const containers = taskContainers(subject);
    if (!definition) {
      return;
    }
    if (containers.length === 0 && definition.moreContainers === undefined) {
      yield violated(definition.containersAt, 'there is no container in the task definition');
    }
    for (const { container, sure } of containers) {
      for (const at of requiredOf(container.at, definition)) {
        yield* ifThere(sure, violated(at, `${container.label} has no ${at.path.slice(container.at.path.length).join('.')}`), 'error');
      }
    }
    const spared = containers.map(({ container }) => container.essential.flag);
    if (spared.length > 0 && definition.moreContainers === undefined && spared.every((flag) => 'known' in flag && flag.known === false)) {
      yield violated(definition.containersAt, 'no container is essential, and a task needs one that is');
    }
  },
};

/** What a container certainly lacks. */
function requiredOf(container: Property, { kind }: TaskDefinition): readonly Property[] {
  const names = kind === 'ecs' || kind === 'daemon' ? ['Name', 'Image'] : ['Image'];
  const log = container.at('LogConfiguration');
  return [...names.map((name) => container.at(name)), ...log.given === 'yes' ? [log.at('LogDriver')] : []].filter(({ given }) => given === 'no');
}
