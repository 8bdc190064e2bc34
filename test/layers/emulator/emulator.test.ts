import { spawn } from 'child_process';
import { once } from 'events';
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { runCommand } from './command';
import { Emulator } from './emulator';

const REGION = 'us-east-1';

describe('an emulator that runs', () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await Emulator.start();
  });

  afterAll(async () => emulator?.stop());

  test('lacks nothing', () => {
    expect(Emulator.missing()).toEqual([]);
  });

  test('is reached by name, which moto needs for the address of a template', () => {
    expect(emulator.endpoint).toMatch(/^http:\/\/localhost:\d+$/);
  });

  test('shows a command nothing of the AWS configuration of the user', () => {
    process.env.AWS_PROFILE = 'production';
    process.env.AWS_SESSION_TOKEN = 'secret';
    const env = emulator.env('cn-north-1');
    delete process.env.AWS_PROFILE;
    delete process.env.AWS_SESSION_TOKEN;

    expect(env).not.toHaveProperty('AWS_PROFILE');
    expect(env).not.toHaveProperty('AWS_SESSION_TOKEN');
    expect(env).toMatchObject({
      AWS_DEFAULT_REGION: 'cn-north-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_REGION: 'cn-north-1',
      PATH: process.env.PATH,
    });
  });

  test('keeps regions apart, and forgets them on reset', async () => {
    const clusters = async (region: string) => emulator.aws<{ clusterArns: string[] }>(region, 'ecs', 'list-clusters');
    await emulator.aws(REGION, 'ecs', 'create-cluster', '--cluster-name', 'one');

    expect((await clusters(REGION)).clusterArns).toHaveLength(1);
    expect((await clusters('eu-west-1')).clusterArns).toHaveLength(0);
    await emulator.reset();
    expect((await clusters(REGION)).clusterArns).toHaveLength(0);
  });

  test('remembers what it drops of a template', async () => {
    const template = { Resources: { Cluster: { Type: 'AWS::ECS::Cluster', Properties: { Colour: 'red' } }, Shield: { Type: 'AWS::Shield::Protection' } } };
    await emulator.aws(REGION, 'cloudformation', 'create-stack', '--stack-name', 'dropped', '--template-body', JSON.stringify(template));

    expect([...emulator.dropped].sort()).toEqual([
      'Colour of a template has no counterpart in CreateClusterRequest',
      'No Moto CloudFormation support for AWS::Shield::Protection',
    ]);
  });

  test('reports what the aws command says when it fails', async () => {
    await expect(emulator.aws(REGION, 'ecs', 'list-services', '--cluster', 'none')).rejects.toThrow(/ClusterNotFoundException/);
  });

  test('reports what the cdk command says when it fails', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'exec-ready-'));
    try {
      await expect(emulator.cdk(REGION, empty, 'synth')).rejects.toThrow(/--app is required/);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});

describe('an emulator that cannot run', () => {
  const path = process.env.PATH;

  afterEach(() => {
    process.env.PATH = path;
  });

  test('says what is missing and how to get it', async () => {
    process.env.PATH = tmpdir();
    const missing = Emulator.missing();

    expect(missing).toEqual([expect.stringMatching(/^python3 does not run/), expect.stringMatching(/^the aws command does not run/)]);
    expect(missing.join('\n')).toContain('pip install -r test/layers/emulator/requirements.txt');
    await expect(Emulator.start()).rejects.toThrow(/The emulator cannot start:\npython3 does not run/);
  });

  test('refuses another version of moto', async () => {
    const faked = 'import moto, runpy; moto.__version__ = "4.0.0"; runpy.run_path("moto_ecs.py", run_name="__main__")';

    await expect(runCommand('python3', ['-c', faked], { cwd: __dirname, env: process.env, timeoutMs: 30_000 })).rejects.toThrow(
      /ended with status 1\nfound moto 4\.0\.0, \d+\.\d+\.\d+ is needed: pip install -r test\/layers\/emulator\/requirements\.txt/,
    );
  });
});

test('an emulator ends with the process that started it', async () => {
  const moto = spawn('python3', ['moto_ecs.py', '-p', '0'], {
    cwd: __dirname,
    env: { ...process.env, EMULATOR_EXITS_WITH_STDIN: '1' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const end = once(moto, 'exit');
  // what the system does with the pipe of a process that is gone
  moto.stdin.destroy();

  expect(await end).toEqual([0, null]);
});

test('a command that takes too long is ended', async () => {
  const forever = ['-e', 'setInterval(() => {}, 1000)'];

  await expect(runCommand(process.execPath, forever, { env: process.env, timeoutMs: 500 })).rejects.toThrow(/no end after 0\.5 s/);
});
