import { ShellVariables } from './shell-variables';
import { shellWords, type Lexeme } from './shell-words';
import type { Text } from '../text';

/** A command of a shell script, as far as it can be told without running it. */
export interface Command {
  readonly words: readonly Text[];
  readonly output?: Redirection;
  /** What the script gives it to read. */
  readonly input?: Text;
  /** The commands whose output it reads. */
  readonly piped?: readonly Command[];
  /** Whether it may not be run. */
  readonly conditional: boolean;
  /** Whether it is run by the shell of the script itself, whatever becomes of the commands before it. */
  readonly sure: boolean;
}

/** Where output goes. */
export interface Redirection {
  readonly file: Text;
  readonly appends: boolean;
}

type Draft = { -readonly [Key in keyof Command]: Command[Key] } & { words: Text[] };

/** Commands in braces or parentheses. */
interface Group {
  readonly kind: string;
  /** The number of its first command. */
  readonly first: number;
  readonly conditional: boolean;
  readonly unsure: boolean;
}

const BRANCHES = new Set(['if', 'while', 'until', 'for', 'case', 'select']);
const ENDS = new Set(['fi', 'done', 'esac']);
const BEFORE_COMMANDS = new Set(['if', 'while', 'until', 'then', 'else', 'elif', 'do', '!', 'time']);
const DECLARATIONS = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
const TESTS = new Set(['[', '[[', 'test', 'grep', 'command', 'which', 'type', 'false']);
const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;
/** Deeper nested than anything that is meant to be read. */
const MAX_DEPTH = 50;

/**
 * The commands of a script, in order.
 *
 * @param owner tells unknown values of this script from those of others
 */
export function shellCommands(script: Text, owner: string): readonly Command[] {
  const variables = new ShellVariables(owner);
  const commands = new Commands(variables);
  for (const lexeme of shellWords(script, variables)) {
    commands.add(lexeme);
  }
  return commands.end();
}

class Commands {
  private readonly commands: Command[] = [];
  private readonly groups: Group[] = [];
  /** The numbers of commands whose output no other reads. */
  private readonly unread: number[] = [];
  private readonly reading: Draft[] = [];
  private draft: Draft = { words: [], conditional: false, sure: false };
  /** How many branches are open that may not be taken. */
  private branches = 0;
  /** Whether what follows on the line hangs on how a command went. */
  private doubtful = false;
  /** The same where it is run if all goes well. */
  private chained = false;
  /** How many groups are open that are run by a shell of their own, or hang on how a command went. */
  private unsure = 0;
  /** Whether anything stands before the next end of a command. */
  private begun = false;
  private expects?: 'output' | 'more output' | 'input' | 'nothing';
  private inFunction = false;
  /** The number of the first command whose output is read next. */
  private pipedFrom?: number;
  /** The number of the first command of the group that just ended. */
  private grouped?: number;

  constructor(private readonly variables: ShellVariables) {}

  public add(lexeme: Lexeme): void {
    this.begun ||= 'word' in lexeme;
    if ('input' in lexeme) {
      this.give(lexeme.input);
    } else if ('operator' in lexeme) {
      this.addOperator(lexeme.operator);
    } else if (this.expects !== undefined) {
      this.redirect(lexeme.word);
    } else if (this.draft.words.length === 0) {
      this.addFirst(lexeme.word);
    } else {
      this.addArgument(lexeme.word);
    }
  }

  /** Ends the command, and gives all of them. */
  public end(): readonly Command[] {
    const { draft } = this;
    if (draft.words.length > 0 || draft.output) {
      draft.conditional = this.branches > 0 || this.doubtful;
      draft.sure = !draft.conditional && !this.chained && this.unsure === 0 && this.pipedFrom === undefined;
      draft.piped = this.pipedFrom === undefined ? undefined : this.takeOutput(this.pipedFrom);
      this.unread.push(this.commands.push(draft) - 1);
      this.draft = { words: [], conditional: false, sure: false };
      this.pipedFrom = undefined;
      this.grouped = undefined;
    }
    return this.commands;
  }

  /** The commands whose output is still to be had; a pipe takes that of one in front of it. */
  private takeOutput(first: number): readonly Command[] {
    let start = this.unread.length;
    while (start > 0 && this.unread[start - 1] >= first) {
      start--;
    }
    return this.unread.splice(start).map((number) => this.commands[number]);
  }

  private addFirst(word: Text): void {
    const [, name, value] = ASSIGNMENT.exec(word) ?? [];
    if (BRANCHES.has(word)) {
      this.branches++;
    } else if (ENDS.has(word)) {
      this.branches = Math.max(0, this.branches - 1);
    }
    if (name !== undefined) {
      this.variables.set(name, value, this.branches === 0 && !this.doubtful);
    } else if (word === '{') {
      this.open(word);
    } else if (word === '}') {
      this.close();
    } else if (!BEFORE_COMMANDS.has(word)) {
      this.draft.words.push(word);
    }
  }

  private addArgument(word: Text): void {
    const { words } = this.draft;
    const [, name, value] = ASSIGNMENT.exec(word) ?? [];
    if (words[0] === 'function' && word === '{') {
      this.inFunction = true;
      this.draft.words = [];
      this.open(word);
      return;
    }
    if (name !== undefined && DECLARATIONS.has(words[0])) {
      this.variables.set(name, value, this.branches === 0 && !this.doubtful);
    } else if (words[0] === 'read' || words[0] === 'for' && words.length === 1) {
      this.variables.set(word, '', false);
    }
    words.push(word);
  }

  private addOperator(operator: string): void {
    const [first] = this.draft.words;
    if (/[<>]/.test(operator)) {
      this.expect(operator);
    } else if (operator === '(') {
      this.openParenthesis();
    } else if (operator === ')') {
      this.closeParenthesis();
    } else if (operator === '|' || operator === '|&') {
      this.end();
      this.pipedFrom = this.grouped ?? Math.max(0, this.commands.length - 1);
    } else {
      this.end();
      this.doubtful = operator === '||' || (operator === '&&' ? this.doubtful || TESTS.has(first) : this.doubtful && !this.begun);
      this.chained = operator === '&&' || operator === '||' || this.chained && !this.begun;
      this.begun = false;
    }
  }

  private expect(operator: string): void {
    const kind = operator.replace(/^\d/, '');
    if (/^<<-?$/.test(kind)) {
      this.reading.push(this.draft);
    } else {
      this.expects = kind === '<<<' ? 'input' : /^[02-9]/.test(operator) || !/^&?>/.test(kind) || kind === '>&' ? 'nothing' : kind.includes('>>') ? 'more output' : 'output';
    }
  }

  private redirect(word: Text): void {
    const { expects } = this;
    this.expects = undefined;
    if (expects === 'input') {
      this.draft.input = `${word}\n`;
    } else if (expects !== 'nothing') {
      const output = { file: word, appends: expects === 'more output' };
      if (this.grouped !== undefined && this.draft.words.length === 0) {
        this.redirectGroup(this.grouped, output);
      } else {
        this.draft.output = output;
      }
    }
  }

  private redirectGroup(first: number, { file, appends }: Redirection): void {
    let appending = appends;
    for (let number = first; number < this.commands.length; number++) {
      if (!this.commands[number].output) {
        this.commands[number] = { ...this.commands[number], output: { file, appends: appending } };
        appending = true;
      }
    }
  }

  private give(input: Text): void {
    const reader = this.reading.shift();
    if (reader) {
      reader.input = input;
    }
  }

  private open(kind: string): void {
    const conditional = this.inFunction || this.doubtful;
    this.inFunction = false;
    const unsure = kind === '(' || this.chained;
    this.branches += conditional ? 1 : 0;
    this.unsure += unsure ? 1 : 0;
    this.groups.push({ kind, first: this.commands.length, conditional, unsure });
  }

  private close(): void {
    const group = this.groups.pop();
    this.end();
    if (group) {
      this.branches -= group.conditional ? 1 : 0;
      this.unsure -= group.unsure ? 1 : 0;
      this.grouped = this.groups.length < MAX_DEPTH ? group.first : undefined;
    }
  }

  /** Opens a group, or what goes with the name of a function or with a redirection. */
  private openParenthesis(): void {
    this.inFunction = this.expects === undefined && this.draft.words.length === 1;
    this.expects = undefined;
    if (!this.inFunction) {
      this.end();
      this.open('(');
    }
  }

  /** Closes a group, the parentheses of a function, or a pattern. */
  private closeParenthesis(): void {
    if (this.groups.at(-1)?.kind === '(' && !this.inFunction) {
      this.close();
    } else {
      this.draft.words = [];
    }
  }
}
