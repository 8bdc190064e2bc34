import { main } from './main';
import { DISK } from '../readiness/private/index';

/** Runs the command in this process, which ends by itself once all output is written. */
export function run(): void {
  const { stdout, stderr } = process;
  [stdout, stderr].forEach((stream) => stream.on('error', passOverClosedPipe));
  process.exitCode = main(process.argv.slice(2), {
    stdout, stderr, files: DISK, cwd: process.cwd(), colour: stdout.isTTY && stdout.hasColors(),
  });
}

/** `exec-ready check | head` reads no further than it wants to. */
function passOverClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}
