import { parseCommand, USAGE, type CheckCommand } from './args';
import { check, filesIn, loadSources, packageVersion, renderJson, renderText, visible } from '../readiness/private/index';
import type { InputError, Result } from '../readiness/private/result';
import type { Files } from '../readiness/private/sources/files';

export interface Output {
  write(text: string): unknown;
}

/** All that the command can reach. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: Files;
  /** What paths start from. */
  readonly cwd: string;
  /** Whether text is coloured. */
  readonly colour: boolean;
}

const FINE = 0;
const FAILED = 1;
const UNUSABLE = 2;

const ASSEMBLY = 'cdk.out';

/** Runs the command and gives its exit status. */
export function main(argv: readonly string[], io: Io): number {
  const command = parseCommand(argv);
  switch (command.name) {
    case 'help':
      io.stdout.write(USAGE);
      return FINE;
    case 'version':
      io.stdout.write(`${packageVersion()}\n`);
      return FINE;
    case 'misuse':
      return refuse(io, command.problem);
    case 'check':
      return runCheck(command, io);
  }
}

function runCheck(command: CheckCommand, io: Io): number {
  const files = filesIn(io.cwd, io.files);
  if (command.paths.length === 0 && !files.list(ASSEMBLY)) {
    return refuse(io, `no path given, and no ${ASSEMBLY} in ${JSON.stringify(io.cwd)}; name a folder or templates, or run cdk synth first`);
  }
  const paths = command.paths.length === 0 ? [ASSEMBLY] : [...new Set(command.paths)];
  const sources = loadSources(paths, files);
  const result = check(sources);
  report(result, command, io);
  sources.skipped.forEach((skipped) => tell(io, `skipped ${placed(skipped)}`));
  if (result.services.length === 0 && sources.inputs.length > 0) {
    tell(io, `nothing that starts ECS tasks in ${paths.join(', ')}${result.unseen.length > 0 ? ', as far as it is seen' : ''}`);
  }
  const missing = command.requireExec ? result.services.filter(({ exec }) => exec === 'off') : [];
  missing.forEach(({ id, stack }) => tell(io, `exec is required but off: ${id} in ${stack}`));
  return result.errors.length > 0 ? UNUSABLE : missing.length > 0 || fails(result, command) ? FAILED : FINE;
}

function report(result: Result, { format }: CheckCommand, io: Io): void {
  if (format === 'json') {
    io.stdout.write(renderJson(result));
    return;
  }
  if (result.services.length > 0 || result.unseen.length > 0) {
    io.stdout.write(renderText(result, { colour: io.colour }));
  }
  result.errors.forEach((error) => tell(io, placed(error)));
}

function fails({ summary, unseen }: Result, { failOn }: CheckCommand): boolean {
  return summary.broken > 0
    || failOn.has('unknown') && summary.unknown + unseen.length > 0
    || failOn.has('warning') && summary.findings.warning > 0;
}

function refuse(io: Io, problem: string): number {
  tell(io, problem);
  tell(io, 'exec-ready --help shows how it is used');
  return UNUSABLE;
}

function tell(io: Io, message: string): void {
  io.stderr.write(`exec-ready: ${visible(message)}\n`);
}

function placed({ file, line, column, message }: InputError): string {
  return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}`;
}
