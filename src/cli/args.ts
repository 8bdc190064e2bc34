import { parseArgs } from 'node:util';

export const FORMATS = ['text', 'json'] as const;
export type Format = typeof FORMATS[number];

/** What may fail a run; what is broken always does. */
export const FAILURES = ['broken', 'unknown', 'warning'] as const;
export type Failure = typeof FAILURES[number];

export interface CheckCommand {
  readonly name: 'check';
  /** None stands for the assembly in the working directory. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: ReadonlySet<Failure>;
  /** Whether a service on which exec is off fails. */
  readonly requireExec: boolean;
}

export type Command =
  | CheckCommand
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'misuse'; /** What, the value, what to do. */ readonly problem: string };

export const USAGE = `Usage: exec-ready check [<cdk.out> | <template>...] [options]

Says of everything that starts ECS tasks in CloudFormation templates whether ECS Exec
will work on it, and if not, why and how to mend it. Give the templates of one
application together: they may refer to each other. Without a path, cdk.out is read.

Options:
  --format <text|json>         how to report; the default is text
  --fail-on <unknown|warning>  what fails beside what is broken; may be given twice
  --require-exec               what has exec switched off fails too
  --help                       show this
  --version                    show the version

Exit status: 0 nothing fails, 1 something does, 2 some input could not be used.
`;

/** Reads the arguments of the command. */
export function parseCommand(argv: readonly string[]): Command {
  const parsed = parse(argv);
  if (typeof parsed === 'string') {
    return misuse(parsed);
  }
  const { values, positionals: [name, ...paths] } = parsed;
  if (values.help || values.version) {
    return { name: values.help ? 'help' : 'version' };
  }
  if (name !== 'check') {
    return misuse(name === undefined ? 'no command given; use check' : `no command ${JSON.stringify(name)}; use check`);
  }
  const [format = 'text', failures = []] = [values.format, values['fail-on']];
  const stranger = failures.find((failure) => !isOneOf(FAILURES, failure));
  if (!isOneOf(FORMATS, format)) {
    return misuse(`--format is ${JSON.stringify(format)}; use ${FORMATS.join(' or ')}`);
  }
  if (stranger !== undefined) {
    return misuse(`--fail-on is ${JSON.stringify(stranger)}; use ${FAILURES.join(' or ')}`);
  }
  if (paths.includes('')) {
    return misuse('a path is ""; name a folder or a template');
  }
  return { name, paths, format, failOn: new Set(['broken', ...failures as Failure[]]), requireExec: values['require-exec'] ?? false };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'format': { type: 'string' },
        'fail-on': { type: 'string', multiple: true },
        'require-exec': { type: 'boolean' },
        'help': { type: 'boolean', short: 'h' },
        'version': { type: 'boolean' },
      },
    });
  } catch (error) {
    return (error as Error).message;
  }
}

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}

function misuse(problem: string): Command {
  return { name: 'misuse', problem };
}
