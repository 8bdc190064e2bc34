import type { Settings } from './settings';
import { AGENT_FILE, shellSettings, type ShellSurroundings } from './shell-settings';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';

const INIT = 'AWS::CloudFormation::Init';

/**
 * Takes what `cfn-init` sets for the agent, as the metadata of a resource has it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html
 */
export function cfnInitSettings(resource: ResolvedResource, settings: Settings, around: ShellSurroundings): void {
  const init = new Property(resource, [INIT], resource.metadata).at(INIT);
  const { entries, more } = init.entries;
  if (more !== undefined) {
    settings.doubt(more, true);
  }
  for (const [name, config] of entries) {
    if (name !== 'configSets') {
      takeFiles(config.at('files'), settings);
      takeCommands(config.at('commands'), settings, around);
      takeServices(config.at('services'), settings);
    }
  }
}

function takeFiles(files: Property, settings: Settings): void {
  const file = files.at(AGENT_FILE);
  const content = file.at('content').text;
  if (file.value === undefined) {
    return;
  }
  settings.clear();
  if ('known' in content && content.known !== undefined) {
    settings.lines(content.known);
  } else {
    settings.doubt('unknown' in content ? content.unknown : 'cfn-init takes the settings of the agent from elsewhere', true);
  }
}

/** Commands are run in the order of their names. */
function takeCommands(commands: Property, settings: Settings, around: ShellSurroundings): void {
  const { entries, more } = commands.entries;
  if (more !== undefined) {
    settings.doubt(more, true);
  }
  for (const [, each] of [...entries].sort(([one], [other]) => one < other ? -1 : 1)) {
    const command = each.at('command');
    const texts = command.texts;
    const doubt = each.at('test').given === 'no' ? undefined : 'it is set by a command of cfn-init that may not be run';
    if ('known' in texts) {
      shellSettings(texts.known.join(' '), settings, { ...around, doubt });
    } else {
      settings.doubt(`what cfn-init runs is not known: ${texts.unknown}`, true);
    }
  }
}

/** A service of cfn-init that is to run is started last. */
function takeServices(services: Property, settings: Settings): void {
  for (const [, each] of services.entries.entries) {
    const { flag } = each.at('ecs', 'ensureRunning');
    if ('known' in flag && flag.known === true) {
      settings.startAgent(true);
    }
  }
}
