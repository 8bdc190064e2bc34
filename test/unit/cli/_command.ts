import type { Io } from '../../../src/cli';
import { main } from '../../../src/cli';

export const TEMPLATE = { Resources: {} };

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command on files in memory, below `/app`. */
export function run(argv: readonly string[], contents: Record<string, unknown> = {}, more: Partial<Io> = {}): Outcome {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({ write: (text: string) => written[name] += text });
  const paths = Object.keys(contents).map((path) => ({ path, full: `/app/${path}` }));
  const files: Io['files'] = {
    read: (path) => {
      const found = paths.find(({ full }) => full === path);
      const content = found && contents[found.path];
      return content === undefined ? 'missing' : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    },
    list: (path) => {
      const below = paths.filter(({ full }) => full.startsWith(`${path}/`)).map(({ full }) => full.slice(path.length + 1).split('/')[0]);
      return below.length > 0 ? [...new Set(below)] : undefined;
    },
  };
  const status = main(argv, { stdout: output('stdout'), stderr: output('stderr'), files, cwd: '/app', colour: false, ...more });
  return { status, ...written };
}
