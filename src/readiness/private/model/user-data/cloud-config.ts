import type { Settings } from './settings';
import { AGENT_FILE, shellSettings, type ShellSurroundings } from './shell-settings';
import { member, type Tree } from '../../sources/tree';
import { yamlParser } from '../../yaml-parser';
import type { Text } from '../text';

/** The marks of holes do not come through a parser of text from outside, so they are lent two other characters. */
const MARKS = [['\uE000', '\uE002'], ['\uE001', '\uE003']] as const;

/**
 * Takes what a document for cloud-init sets for the agent.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 */
export function cloudConfigSettings(document: Text, settings: Settings, around: ShellSurroundings): void {
  const reading = yamlParser().readYaml(MARKS.reduce((text, [mark, lent]) => text.replaceAll(mark, lent), document));
  if (!reading.ok) {
    settings.doubt(`the user data cannot be read: ${reading.message}`, true);
    return;
  }
  runAll(member(reading.tree, 'bootcmd'), settings, around);
  for (const file of listOf(member(reading.tree, 'write_files'))) {
    takeFile(file, settings);
  }
  runAll(member(reading.tree, 'runcmd'), settings, around);
}

function runAll(commands: Tree | undefined, settings: Settings, around: ShellSurroundings): void {
  const scripts = listOf(commands).map((command) => Array.isArray(command) ? command.map(quoted).join(' ') : textOf(command) ?? '');
  shellSettings(scripts.join('\n'), settings, around);
}

function takeFile(file: Tree, settings: Settings): void {
  if (textOf(member(file, 'path')) !== AGENT_FILE) {
    return;
  }
  const content = textOf(member(file, 'content'));
  if (textOf(member(file, 'append')) !== 'true') {
    settings.clear();
  }
  if (content === undefined || member(file, 'encoding') !== undefined) {
    settings.doubt('the settings of the agent are encoded in the user data', true);
  } else {
    settings.lines(content);
  }
}

function listOf(tree: Tree | undefined): readonly Tree[] {
  return Array.isArray(tree) ? tree : [];
}

function textOf(tree: Tree | undefined): Text | undefined {
  return typeof tree === 'string' || typeof tree === 'number' || typeof tree === 'boolean'
    ? MARKS.reduce((text, [mark, lent]) => text.replaceAll(lent, mark), String(tree)) : undefined;
}

function quoted(word: Tree): Text {
  return `'${(textOf(word) ?? '').replaceAll('\'', '\'\\\'\'')}'`;
}
