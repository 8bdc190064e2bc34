import { ChildProcess, spawn, spawnSync } from 'child_process';
import { once } from 'events';
import { AddressInfo, createServer } from 'net';
import { devNull } from 'os';
import { setTimeout as delay } from 'timers/promises';
import { CommandOutput, lastLines, runCommand } from './command';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 5_000;
const AWS_TIMEOUT_MS = 60_000;
const CDK_TIMEOUT_MS = 900_000;
const LOG_LENGTH = 10_000;
const DROPPED = /^(No Moto CloudFormation support for \S+|\S+ of a template has no counterpart in \S+|\S+ is not updated: .+)$/;
const REMEDY = 'pip install -r test/layers/emulator/requirements.txt';

/** A local AWS for the real `aws` and `cdk` commands: moto with our patch. */
export class Emulator {
  /** What the emulator needs and this machine lacks, each with how to get it. */
  public static missing(): string[] {
    return [missingMoto(), missingAws()].filter((problem) => problem !== undefined);
  }

  /** Starts an emulator of its own on a free port; it ends with this process, however this process ends. */
  public static async start(): Promise<Emulator> {
    const missing = Emulator.missing();
    if (missing.length > 0) {
      throw new Error(`The emulator cannot start:\n${missing.join('\n')}`);
    }
    const port = await freePort();
    const emulator = new Emulator(port, spawnMoto(port));
    await emulator.untilItAnswers();
    return emulator;
  }

  /** Where it listens. By name: moto takes the first label of any other host for the name of a bucket. */
  public readonly endpoint: string;

  /** What templates had and this emulator does not know, in the words of its log. */
  public readonly dropped = new Set<string>();

  private log = '';
  private unfinishedLine = '';

  private constructor(private readonly port: number, private readonly moto: ChildProcess) {
    this.endpoint = `http://localhost:${port}`;
    moto.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log = (this.log + text).slice(-LOG_LENGTH);
      const lines = (this.unfinishedLine + text).split('\n');
      this.unfinishedLine = lines.pop()!;
      lines.filter((line) => DROPPED.test(line)).forEach((line) => this.dropped.add(line));
    });
  }

  /** Forgets every resource of every region. */
  public async reset(): Promise<void> {
    const response = await fetch(this.api('reset'), { method: 'POST' });
    if (!response.ok) {
      throw new Error(`The emulator cannot be reset: ${response.status} ${await response.text()}`);
    }
  }

  public async stop(): Promise<void> {
    if (this.ended) {
      return;
    }
    const end = once(this.moto, 'exit');
    this.moto.kill('SIGTERM');
    const timer = setTimeout(() => this.moto.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await end;
    clearTimeout(timer);
  }

  /** Environment in which a command sees the emulator and nothing of the user's AWS configuration. */
  public env(region: string): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|https?_proxy$)/i.test(name));
    return {
      ...Object.fromEntries(inherited),
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_CONFIG_FILE: devNull,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_PAGER: '',
      AWS_REGION: region,
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: 'true',
      NO_COLOR: '1',
    };
  }

  /** The parsed answer of the `aws` command, `undefined` where it answers nothing. */
  public async aws<T = unknown>(region: string, ...args: string[]): Promise<T> {
    const { stdout } = await this.run('aws', [...args, '--output', 'json'], { region, timeoutMs: AWS_TIMEOUT_MS });
    return (stdout.trim() === '' ? undefined : JSON.parse(stdout)) as T;
  }

  /** All that the project's own `cdk` command prints. */
  public async cdk(region: string, cwd: string, ...args: string[]): Promise<string> {
    const cli = require.resolve('aws-cdk/bin/cdk');
    const { all } = await this.run(process.execPath, [cli, '--no-notices', ...args], { region, cwd, timeoutMs: CDK_TIMEOUT_MS });
    return all;
  }

  private async run(file: string, args: string[], options: { region: string; cwd?: string; timeoutMs: number }): Promise<CommandOutput> {
    const { region, ...rest } = options;
    return runCommand(file, args, { ...rest, env: this.env(region) });
  }

  private async untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.answers())) {
      if (this.ended || Date.now() > deadline) {
        await this.stop();
        throw new Error(`The emulator did not answer on ${this.endpoint} within ${START_TIMEOUT_MS / 1000} s:\n${this.log}`);
      }
      await delay(100);
    }
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(this.api('data.json'))).ok;
    } catch {
      return false;
    }
  }

  private api(path: string): string {
    return `http://127.0.0.1:${this.port}/moto-api/${path}`;
  }

  private get ended(): boolean {
    return this.moto.exitCode !== null || this.moto.signalCode !== null;
  }
}

function missingMoto(): string | undefined {
  const check = 'from moto_patch.pinned_version import moto_version_problem; print(moto_version_problem() or "")';
  const python = spawnSync('python3', ['-c', check], { cwd: __dirname, encoding: 'utf8', env: process.env });
  if (python.error) {
    return `python3 does not run (${python.error.message}): install Python 3.10 or newer, then ${REMEDY}`;
  }
  return python.status === 0 ? python.stdout.trim() || undefined : `moto cannot be checked: ${lastLines(python.stderr)}`;
}

function missingAws(): string | undefined {
  const aws = spawnSync('aws', ['--version'], { encoding: 'utf8', env: process.env });
  return aws.status === 0 ? undefined : `the aws command does not run (${aws.error?.message ?? lastLines(aws.stderr)}): ${REMEDY}`;
}

function spawnMoto(port: number): ChildProcess {
  const moto = spawn('python3', ['moto_ecs.py', '-H', '127.0.0.1', '-p', `${port}`], {
    cwd: __dirname,
    env: { ...process.env, EMULATOR_EXITS_WITH_STDIN: '1' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  // an emulator that nobody stopped must not keep this process alive
  moto.unref();
  for (const stream of [moto.stdin, moto.stderr]) {
    (stream as unknown as { unref?(): void }).unref?.();
  }
  return moto;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
