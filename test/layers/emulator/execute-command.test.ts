import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { runCommand } from './command';
import { Emulator } from './emulator';
import { execReadyTemplate } from './exec-ready-template';
import { Stack } from './stack';

const REGION = 'us-east-1';

let emulator: Emulator;
let outputs: Record<string, string>;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'exec-ready-'));
  emulator = await Emulator.start();
  outputs = await new Stack(emulator, REGION).create(execReadyTemplate());
});

afterAll(async () => {
  await emulator?.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Task {
  readonly taskArn: string;
  readonly lastStatus: string;
  readonly enableExecuteCommand: boolean;
  readonly containers: Array<{ readonly name: string; readonly runtimeId: string; readonly managedAgents: unknown[] }>;
}

async function runTask(...args: string[]): Promise<Task> {
  const network = { awsvpcConfiguration: { subnets: [outputs.SubnetA], securityGroups: [outputs.TaskGroup] } };
  const { tasks } = await emulator.aws<{ tasks: Task[] }>(REGION, 'ecs', 'run-task', '--cluster', outputs.ClusterName,
    '--task-definition', 'api', '--launch-type', 'FARGATE', '--network-configuration', JSON.stringify(network), ...args);
  return tasks[0];
}

async function describeTask(task: string): Promise<Task> {
  const { tasks } = await emulator.aws<{ tasks: Task[] }>(REGION, 'ecs', 'describe-tasks', '--cluster', outputs.ClusterName, '--tasks', task);
  return tasks[0];
}

interface RecordedCall {
  readonly response: { readonly SessionId?: string; readonly sessionId?: string; readonly streamUrl?: string };
  readonly region: string;
  readonly operation: string;
  readonly target: { readonly Target: string };
}

/** Opens a session with the real `aws` command, and a recorder in the place of the session-manager-plugin. */
async function executeCommand(task: string, ...args: string[]): Promise<RecordedCall> {
  const record = join(directory, 'calls');
  rmSync(record, { force: true });
  const plugin = join(directory, 'session-manager-plugin');
  writeFileSync(plugin, `#!/bin/sh\n[ $# -eq 0 ] || printf '%s\\n' "$@" > '${record}'\n`);
  chmodSync(plugin, 0o755);

  const env = { ...emulator.env(REGION), PATH: [directory, process.env.PATH].join(delimiter) };
  const command = ['ecs', 'execute-command', '--cluster', outputs.ClusterName, '--task', task, '--command', '/bin/sh', '--interactive', ...args];
  await runCommand('aws', command, { env, timeoutMs: 60_000 });
  return readCall(record);
}

function readCall(record: string): RecordedCall {
  if (!existsSync(record)) {
    throw new Error('The aws command did not call the session-manager-plugin');
  }
  const [response, region, operation, , target] = readFileSync(record, 'utf8').split('\n');
  return { response: JSON.parse(response), region, operation, target: JSON.parse(target) };
}

describe('a task run with exec', () => {
  test('has the agent running in each of its containers, and stays running', async () => {
    const { taskArn } = await runTask('--enable-execute-command');
    await describeTask(taskArn);

    expect(await describeTask(taskArn)).toMatchObject({
      enableExecuteCommand: true,
      lastStatus: 'RUNNING',
      containers: [
        { name: 'app', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }] },
        { name: 'sidecar', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }] },
      ],
    });
  });

  test('opens a session on the container that was asked for', async () => {
    const { taskArn, containers } = await runTask('--enable-execute-command');
    const call = await executeCommand(taskArn, '--container', 'sidecar');
    const taskId = taskArn.split('/').at(-1);
    const sidecar = containers.find((container) => container.name === 'sidecar');

    expect(call).toMatchObject({ region: REGION, operation: 'StartSession' });
    expect(call.response).toMatchObject({
      sessionId: expect.stringMatching(/^ecs-execute-command-/),
      streamUrl: expect.stringMatching(/^ws:/),
      tokenValue: expect.any(String),
    });
    expect(call.target.Target).toBe(`ecs:${outputs.ClusterName}_${taskId}_${sidecar?.runtimeId}`);
  });

  test('opens no session when it is not said on which of its containers', async () => {
    const { taskArn } = await runTask('--enable-execute-command');

    await expect(executeCommand(taskArn)).rejects.toThrow(/InvalidParameterException.*more than one container/);
  });

  test('opens no session on a container that it does not have', async () => {
    const { taskArn } = await runTask('--enable-execute-command');

    await expect(executeCommand(taskArn, '--container', 'other')).rejects.toThrow(/InvalidParameterException/);
  });

  test('opens no session once it is stopped', async () => {
    const { taskArn } = await runTask('--enable-execute-command');
    await emulator.aws(REGION, 'ecs', 'stop-task', '--cluster', outputs.ClusterName, '--task', taskArn);

    await expect(executeCommand(taskArn, '--container', 'app')).rejects.toThrow(/InvalidParameterException.*not found/);
  });
});

describe('a task run without exec', () => {
  test('has no agent', async () => {
    const { taskArn } = await runTask();

    expect(await describeTask(taskArn)).toMatchObject({
      enableExecuteCommand: false,
      containers: [{ managedAgents: [] }, { managedAgents: [] }],
    });
  });

  test('opens no session', async () => {
    const { taskArn } = await runTask();

    await expect(executeCommand(taskArn, '--container', 'app'))
      .rejects.toThrow(/InvalidParameterException.*execute command was not enabled when the task was run/);
  });
});

test('a task that does not exist opens no session', async () => {
  await expect(executeCommand('0123456789abcdef0123456789abcdef', '--container', 'app'))
    .rejects.toThrow(/InvalidParameterException.*The task provided in the request was not found/);
});
