import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const PACKAGE = mkdtempSync(join(tmpdir(), 'exec-ready-'));
const SERVICE = '{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"family"}}';

/** Tells at the end of a process which packages were loaded. */
const WITNESS = `process.once('exit', () => {
  const packages = Object.keys(require.cache).flatMap((path) => /node_modules.([^/\\\\]+)/.exec(path)?.[1] ?? []);
  require('node:fs').writeFileSync(${JSON.stringify(join(PACKAGE, 'loaded'))}, [...new Set(packages)].join(' '));
});`;

jest.setTimeout(60_000);

/** The package as it is installed, with no more than the command needs. */
beforeAll(() => {
  for (const path of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /^(?:cli|readiness.private|private)\W.+\.ts$/.test(name))) {
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    write(join('lib', path.replace(/ts$/, 'js')), transpileModule(readFileSync(join('src', path), 'utf8'), { compilerOptions }).outputText);
  }
  mkdirSync(join(PACKAGE, 'bin'));
  ['bin/exec-ready', 'package.json'].forEach((name) => copyFileSync(name, join(PACKAGE, name)));
  symlinkSync(resolve('node_modules'), join(PACKAGE, 'node_modules'));
  write('witness.js', WITNESS);
  write('a.json', `{"Resources":{"Api":${SERVICE}}}`);
  write('b.yaml', 'Resources:\n  Api:\n    Type: AWS::ECS::Service\n');
  write('c.json', `{"Resources":{${Array.from({ length: 500 }, (_, index) => `"Api${index}":${SERVICE}`).join()}}}`);
});

afterAll(() => rmSync(PACKAGE, { recursive: true }));

function write(name: string, content: string): void {
  const path = join(PACKAGE, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Runs the command in a process of its own, with a reader behind it. */
function run(args: string, reader = 'cat') {
  const command = `"$NODE" --require ./witness.js bin/exec-ready ${args} | ${reader}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: PACKAGE, encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, NODE: process.execPath },
  });
  return { status, stdout, stderr };
}

function loaded(): string[] {
  return readFileSync(join(PACKAGE, 'loaded'), 'utf8').split(' ').filter((name) => name !== '');
}

test('a template in JSON is checked without any package', () => {
  const { status, stdout, stderr } = run('check a.json');
  expect([status, stdout.split('\n')[0], stderr]).toEqual([0, 'OFF      Api (service, exec off) a.json:1', '']);
  expect(loaded()).toEqual([]);
});

test('a template in YAML is checked with a parser for it alone', () => {
  expect(run('check b.yaml --require-exec')).toMatchObject({ status: 1, stderr: 'exec-ready: exec is required but off: Api in b.yaml\n' });
  expect(loaded()).toEqual(['yaml']);
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('a reader that stops reading is no reason to complain', () => {
  expect(run('check c.json --format json', 'head -2')).toEqual({ status: 0, stdout: '{\n  "version": 1,\n', stderr: '' });
});

test('a large report is written to its end', () => {
  const { status, stdout } = run('check c.json --format json');
  expect([status, (JSON.parse(stdout) as { services: unknown[] }).services.length]).toEqual([0, 500]);
});
