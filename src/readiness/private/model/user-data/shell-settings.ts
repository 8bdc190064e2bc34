import { UNCHECKED, type Settings } from './settings';
import { powerOf } from './shell-agent';
import { shellCommands, type Command } from './shell-commands';
import { deliveryOf } from './shell-deliveries';
import { inputOf, outputOf, unwrapped } from './shell-output';
import { onlyHole } from '../../sources/value';
import { piecesOf, readable, type Text } from '../text';

/** What a script may use besides its own text. */
export interface ShellSurroundings {
  /** Tells unknown values of this script from those of others. */
  readonly owner: string;
  /** Why the script may not be run. */
  readonly doubt?: string;
  /** How many scripts it is in. */
  readonly depth?: number;
  /** Does what `cfn-init` does for a resource. */
  cfnInit(logicalId: Text | undefined): void;
}

/** The file that the agent reads its settings from. */
export const AGENT_FILE = '/etc/ecs/ecs.config';

const READERS = new Set([
  'cat', 'touch', 'chmod', 'chown', 'chgrp', 'mkdir', 'ls', 'cd', 'grep', 'egrep', 'head', 'tail', 'stat', 'test', '[', '[[', 'echo', 'printf', 'logger', 'wc', 'for', 'tee',
]);
/** The shells whose scripts are read. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh']);
const RUNNERS = new Set([
  'source', '.', 'eval', 'python', 'python2', 'python3', 'perl', 'ruby', 'node', 'ansible-playbook', 'ansible-pull', 'chef-client', 'puppet',
]);
/** Scripts that no one writes anything of his own into. */
const OF_THE_SYSTEM = /^\/(?:etc\/|usr\/|opt\/aws\/|bin\/|sbin\/|root\/)|^~\/\.\w+$/;
/** What stands for a part of a template, which may have any length. */
const OF_TEMPLATE = /^[^:]*: .* > /s;
/** Where services and schedules are written, which may set variables of the agent or run scripts. */
const SERVICES = /^\/(?:etc|usr\/lib|lib|run)\/(?:systemd|cron|init|rc|profile)/;
/** Deeper nested than anything that is meant to be read. */
const MAX_SCRIPTS = 5;

/** Takes what a shell script sets for the agent. */
export function shellSettings(script: Text, settings: Settings, around: ShellSurroundings): void {
  let { doubt } = around;
  for (const command of shellCommands(script, around.owner)) {
    const [name, status] = command.words;
    if (name === 'exit' && command.sure) {
      return;
    }
    // whoever ends with another status than 0 gives up, as something went wrong
    doubt ??= name === 'exit' && status === '0' ? 'the user data may end before it is set' : undefined;
    run(command, settings, { ...around, doubt });
  }
}

function run(command: Command, settings: Settings, around: ShellSurroundings): void {
  const words = unwrapped(command.words);
  const [first = ''] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  const script = SHELLS.has(name) ? scriptOf(words, command.input) : undefined;
  const { depth = 0 } = around;
  const hidden = hiddenIn(command);
  if (hidden !== undefined) {
    settings.doubt(`the user data depends on ${hidden}`, false);
  }
  const doubt = around.doubt ?? (command.conditional ? 'it is set in a branch of the user data that may not be taken' : undefined);
  if (command.output && isAgentFile(command.output.file) && command.words[0] === 'exec') {
    settings.doubt('all that the user data prints from there on goes into the settings of the agent', true);
  } else if (command.output && isAgentFile(command.output.file)) {
    write(outputOf(command), command.output.appends, settings, doubt);
  } else if (name === 'tee' && words.some(isAgentFile)) {
    write(inputOf(command), words.includes('-a') || words.includes('--append'), settings, doubt);
  } else if (script !== undefined && depth < MAX_SCRIPTS) {
    shellSettings(script, settings, { ...around, doubt, depth: depth + 1 });
  } else if (name === 'cfn-init') {
    around.cfnInit(optionOf(words, '-r', '--resource'));
  } else if (name === 'docker' && words.some((word) => word.includes('amazon-ecs-agent'))) {
    startAgent(words, settings);
    settings.startAgent(doubt === undefined);
  } else if (name === 'rm' && words.some(isAgentFile) && doubt === undefined) {
    settings.clear();
  } else {
    control(name, words, command, settings);
    other(name, words, command, settings);
  }
}

/** What turns the instance off where something went wrong is not counted. */
function control(name: string, words: readonly Text[], { conditional }: Command, settings: Settings): void {
  const power = powerOf(name, words);
  if (power === 'starts the agent') {
    settings.startAgent(!conditional);
  } else if (power === 'stops the agent' || power !== undefined && !conditional) {
    settings.stopAgent(`the user data ${power}: ${readable(words.join(' '))}`, !conditional);
  }
}

/** What other commands may do to the settings. */
function other(name: string, words: readonly Text[], command: Command, settings: Settings): void {
  const { piped, input, output } = command;
  const touches = words.slice(1).some((word) => word.includes('ecs.config') || /^\/etc\/ecs\/?$/.test(word));
  if (onlyHole(words[0]) !== undefined) {
    settings.doubt(`what ${readable(words[0])} does to the settings of the agent is not known`, true);
  } else if (touches && !READERS.has(name)) {
    settings.doubt(`${readable(name)} changes the settings of the agent in a way that no template shows`, true);
  } else if (runsElsewhere(name, words, piped !== undefined || input !== undefined)) {
    settings.doubt(`the user data runs a script that is not at hand: ${readable(words.join(' '))}`, false);
  }
  const delivery = deliveryOf(name, words) ?? (output && SERVICES.test(output.file) && mentionsAgent(outputOf(command)) ? 'writes a service or a schedule' : undefined);
  if (delivery !== undefined) {
    settings.suspect(`the user data ${delivery}, which may name the cluster: ${readable(words.join(' '))}`);
  }
}

function mentionsAgent(content: Text | undefined): boolean {
  return content === undefined || /ecs/i.test(content);
}

function runsElsewhere(name: string, words: readonly Text[], reads: boolean): boolean {
  const [first = '', ...rest] = words;
  const file = rest.find((word) => !word.startsWith('-'));
  return SHELLS.has(name) ? reads && file === undefined || file !== undefined && !OF_THE_SYSTEM.test(file)
    : RUNNERS.has(name) ? file === undefined || !OF_THE_SYSTEM.test(file)
      : first.startsWith('./') || /\.(?:sh|py|rb|pl)$/.test(first) && !OF_THE_SYSTEM.test(first);
}

function write(content: Text | undefined, appends: boolean, settings: Settings, doubt: string | undefined): void {
  if (content === undefined) {
    settings.doubt('what the user data writes into the settings of the agent is computed on the instance', true);
  } else if (!appends && doubt !== undefined) {
    settings.doubt(doubt, true);
  } else {
    if (!appends) {
      settings.clear();
    }
    settings.lines(content, doubt);
  }
}

/** The script that a shell is given as a word or to read. */
function scriptOf(words: readonly Text[], input: Text | undefined): Text | undefined {
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  return flag >= 0 ? words[flag + 1] : words.slice(1).every((word) => word.startsWith('-')) ? input : undefined;
}

/** An agent that is started by hand gets its settings from the command line. */
function startAgent(words: readonly Text[], settings: Settings): void {
  settings.doubt('the user data starts the agent itself', false);
  words.forEach((word, index) => {
    const value = word === '-e' || word === '--env' ? words[index + 1] ?? '' : /^(?:-e|--env)=?(.+)$/s.exec(word)?.[1];
    if (value !== undefined && !word.startsWith('--env-file')) {
      settings.lines(value);
    }
  });
  if (words.slice(words.findIndex((word) => word.includes('amazon-ecs-agent'))).includes('-k')) {
    settings.set(UNCHECKED, 'true');
  }
}

function optionOf(words: readonly Text[], ...names: readonly string[]): Text | undefined {
  const index = words.findIndex((word) => names.includes(word));
  const joined = words.find((word) => names.some((name) => word.startsWith(`${name}=`)));
  return index < 0 ? joined?.slice(joined.indexOf('=') + 1) : words[index + 1];
}

function isAgentFile(word: Text): boolean {
  return word === AGENT_FILE || word === 'ecs.config' || word.startsWith(`${AGENT_FILE}\uE000`);
}

/** Unknown text that may hold other commands: at the beginning of one, behind the name of the file, or anywhere for a part of a template. */
function hiddenIn({ words, output }: Command): string | undefined {
  const files = [...words, output?.file ?? ''].filter((word) => word.startsWith(AGENT_FILE));
  const holes = [...files, ...words.slice(0, 1)].flatMap(piecesOf).concat(words.flatMap(piecesOf).filter((piece) => 'id' in piece && OF_TEMPLATE.test(piece.id)));
  const found = holes.find((piece) => 'hole' in piece && piece.hole === 'unknown' && !piece.id.includes(' in the user data of '));
  return found && 'id' in found ? found.id : undefined;
}
