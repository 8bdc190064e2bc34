import { spawn } from 'child_process';

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const TAIL = 4_000;

/** Runs a command to its end, whatever its status. */
export async function tryRun(file: string, args: readonly string[], { cwd, env }: RunOptions): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...strangerEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Runs a command that must succeed. */
export async function run(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const result = await tryRun(file, args, options);
  if (result.status !== 0) {
    throw new Error(`${[file, ...args].join(' ')} ended with ${result.status}:\n${(result.stdout + result.stderr).slice(-TAIL)}`);
  }
  return result;
}

export async function node(args: readonly string[], options: RunOptions): Promise<RunResult> {
  return run(process.execPath, args, options);
}

export async function npm(args: readonly string[], options: RunOptions): Promise<RunResult> {
  return run(NPM, args, options);
}

/** Where packages come from stays; what belongs to the project and the test that run this does not. */
function strangerEnv(): NodeJS.ProcessEnv {
  const isOurs = (name: string) => /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|CDK_|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|JEST_)/.test(name);
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name))), AWS_EC2_METADATA_DISABLED: 'true' };
}
