import type { Command } from './shell-commands';
import type { Text } from '../text';

/** Unknown text, such as lines that are there under a condition, with a word right behind it. */
const GLUED = /^\uE000u:[^\uE001]*\uE001(?=.)/s;
/** More commands in a row than anyone would write. */
const MAX_PIPES = 20;
const WRAPPERS = new Set(['sudo', 'env', 'nohup', 'exec', 'builtin', 'command', '-E', '-u', '-n', 'root']);

/** What a command prints. */
export function outputOf(command: Command, depth = 0): Text | undefined {
  const [name, ...rest] = unwrapped(command.words);
  switch (name) {
    case undefined:
    case ':':
    case 'true':
      return '';
    case 'echo':
      return echoed(rest);
    case 'printf':
      return printed(rest);
    case 'cat':
    case 'tee':
      return rest.every((word) => word === '-' || name === 'tee') ? inputOf(command, depth + 1) : undefined;
    default:
      return undefined;
  }
}

/** What a command reads. */
export function inputOf({ input, piped }: Command, depth = 0): Text | undefined {
  if (depth > MAX_PIPES) {
    return undefined;
  }
  const pieces = input !== undefined ? [input] : piped?.map((each) => each.output ? '' : outputOf(each, depth)) ?? [undefined];
  return pieces.includes(undefined) ? undefined : pieces.join('');
}

function echoed(words: readonly Text[]): Text {
  const start = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const text = words.slice(start < 0 ? words.length : start).join(' ');
  const escapes = words.slice(0, start < 0 ? 0 : start).some((word) => word.includes('e'));
  return `${escapes ? unescaped(text) : text}\n`;
}

function printed([format = '', ...values]: readonly Text[]): Text | undefined {
  if (!/%/.test(format)) {
    return unescaped(format);
  }
  return /^%s(?:\\n|\n)$/.test(format) ? values.map((value) => `${value}\n`).join('') : undefined;
}

function unescaped(text: Text): Text {
  return text.replaceAll('\\n', '\n').replaceAll('\\"', '"');
}

/** A command without what only changes who runs it, and without unknown text that its name begins with. */
export function unwrapped(words: readonly Text[]): readonly Text[] {
  const start = words.findIndex((word) => !WRAPPERS.has(word));
  const [first, ...rest] = WRAPPERS.has(words[0]) ? words.slice(start < 0 ? words.length : start) : words;
  return first === undefined ? [] : [first.replace(GLUED, ''), ...rest];
}
