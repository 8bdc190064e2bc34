import { spawn } from 'child_process';

export interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeoutMs: number;
}

export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were written. */
  readonly all: string;
}

const TAIL_LINES = 60;
const ARGUMENT_LENGTH = 200;

/** Runs a command without a terminal; one that fails, or takes too long, rejects with the tail of what it said. */
export async function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '', all: '' };
    const collect = (stream: 'stdout' | 'stderr') => (text: string) => {
      output[stream] += text;
      output.all += text;
    };
    child.stdout.setEncoding('utf8').on('data', collect('stdout'));
    child.stderr.setEncoding('utf8').on('data', collect('stderr'));

    const fail = (reason: string) => {
      clearTimeout(timer);
      reject(new Error(`${shortened(file, args)}: ${reason}\n${lastLines(output.all)}`));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`no end after ${options.timeoutMs / 1000} s`);
    }, options.timeoutMs);

    child.on('error', (error) => fail(error.message));
    child.on('close', (status, signal) => {
      if (status !== 0) {
        fail(`ended with ${signal ?? `status ${status}`}`);
        return;
      }
      clearTimeout(timer);
      resolve(output);
    });
  });
}

export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}

function shortened(file: string, args: readonly string[]): string {
  return [file, ...args].map((arg) => (arg.length > ARGUMENT_LENGTH ? `${arg.slice(0, ARGUMENT_LENGTH)}…` : arg)).join(' ');
}
