import { violated, type Rule } from './rule';
import { execCommands, type ExecCommand } from '../model/exec-commands';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';

export const CommandNamesContainer: Rule = {
  id: 'CommandNamesContainer',
  catalogue: ['X-009', 'X-114'],
  hop: 'operator',
  severity: 'info',
  requirement: 'A command that is handed out for a task with several containers says which one it is for.',
  fix: { cloudFormation: 'add --container and the name of a container to the command in the output' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const reason = severalContainers(subject);
    for (const command of reason === undefined ? [] : execCommands(subject)) {
      if (!command.words.includes('--container')) {
        yield violated(placeOf(command, subject), `the command names no container, and ${reason}`);
      }
    }
  },
};

function severalContainers({ taskDefinition, parts }: Subject): string | undefined {
  const definition = linked(taskDefinition);
  const containers = definition ? sureContainers(definition).length : 0;
  const connect = parts.at.at('ServiceConnectConfiguration', 'Enabled').flag;
  return containers > 1 ? `the task has ${containers}`
    : parts.kind === 'service' && 'known' in connect && connect.known === true ? 'Service Connect adds one to the task' : undefined;
}

/** An output stands where a resource would. */
function placeOf({ stack, output }: ExecCommand, { resource }: Subject): Property {
  return new Property({ ...resource, stack, logicalId: output, path: ['Outputs', output] }, [], undefined);
}
