import { main, type Output } from './main';
import { DISK } from '../readiness/private/index';

/** Runs the command in this process, which ends by itself once all output is written. */
export function run(): void {
  const stdout = process.stdout.on('error', passOverClosedPipe);
  process.exitCode = main(process.argv.slice(2), {
    stdout, stderr: new Stderr(), files: DISK, cwd: process.cwd(), colour: stdout.isTTY && stdout.hasColors(),
  });
}

/** Opened when there is something to say: that takes as long as a small template. */
class Stderr implements Output {
  private stream?: NodeJS.WriteStream;

  public write(text: string): void {
    this.stream ??= process.stderr.on('error', passOverClosedPipe);
    this.stream.write(text);
  }
}

/** `exec-ready check | head` reads no further than it wants to. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}
