import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { PackedLibrary } from './packed-library';
import type { AppVersions, Synthesis } from './stranger-app';
import { StrangerApp } from './stranger-app';

const MEGABYTE = 1_000_000;
const OLDEST = '2.262.0';
const FLOOR: AppVersions = { cdk: OLDEST, constructs: '10.5.1', typescript: '~5.9.0' };
const NEWEST: AppVersions = { cdk: '^2', constructs: '^10', typescript: '~6.0.0' };

let folder: string;
let library: PackedLibrary;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumer-')));
  library = await PackedLibrary.into(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed library', () => {
  test('holds what is compiled, its documents and what it bundles, nothing else', () => {
    const belongs = /^(package\.json|\.jsii(\.gz)?|README\.md|LICENSE|bin\/exec-ready|docs\/readiness\.schema\.json|lib\/.+\.(js|d\.ts)|lib\/.+\/LICENSE-yaml)$/;
    const bundled = (library.manifest.bundledDependencies ?? []).map((name) => `node_modules/${name}/`);

    expect(library.files.filter((file) => !belongs.test(file) && !bundled.some((start) => file.startsWith(start)))).toEqual([]);
    expect(library.files).toEqual(expect.arrayContaining([
      'package.json', '.jsii', 'LICENSE', 'README.md', 'lib/index.js', 'lib/index.d.ts', 'bin/exec-ready', 'docs/readiness.schema.json',
    ]));
  });

  test('holds no compiled test', () => {
    expect(library.files.filter((file) => !file.startsWith('node_modules/') && /(^|\/)(test|__tests__)\/|\.(test|spec)\./.test(file))).toEqual([]);
  });

  test('is smaller than 1.5 MB', () => {
    expect(library.unpackedSize).toBeLessThan(1.5 * MEGABYTE);
  });

  test('asks for nothing but its peers', () => {
    const { dependencies = {}, bundledDependencies = [], optionalDependencies = {}, peerDependencies } = library.manifest;

    expect(Object.keys(dependencies).filter((name) => !bundledDependencies.includes(name))).toEqual([]);
    expect(optionalDependencies).toEqual({});
    expect(Object.keys(peerDependencies).sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test('brings what it bundles', () => {
    const { bundledDependencies = [] } = library.manifest;

    expect(bundledDependencies.filter((name) => !library.files.includes(`node_modules/${name}/package.json`))).toEqual([]);
  });

  test('runs nothing when it is installed', () => {
    expect(Object.keys(library.manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  });
});

describe.each([['the oldest CDK', FLOOR], ['the newest CDK 2', NEWEST]])('an app with %s', (name, versions) => {
  let app: StrangerApp;
  let said: string;
  let first: Synthesis;
  let second: Synthesis;
  let loaded: string[];

  beforeAll(async () => {
    app = await StrangerApp.create(join(folder, name.split(' ').join('-')), library.tarball, versions);
    // the declarations of all of CDK take a while: once is enough
    said = await app.compile({ withDeclarations: versions === FLOOR });
    [first, second] = await Promise.all([app.synthesise('first.out'), app.synthesise('second.out')]);
    loaded = await app.filesLoadedByRequire();
  });

  test('has that CDK', () => {
    expect(app.versionOf('aws-cdk-lib') === OLDEST).toBe(versions === FLOOR);
    expect(app.versionOf('aws-cdk-lib')).toMatch(/^2\./);
  });

  test('is accepted by a strict compiler', () => {
    expect(said).toBe('');
  });

  test('has one service, with ECS Exec on', () => {
    const services = first.resources.filter(({ Type }) => Type === 'AWS::ECS::Service');

    expect(services.map(({ Properties }) => Properties.EnableExecuteCommand)).toEqual([true]);
  });

  test('has exactly the endpoints that the service uses', () => {
    const endpoints = first.resources.filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint');
    const names = endpoints.map(({ Properties }) => JSON.stringify(Properties.ServiceName).match(/\.([a-z0-9]+(\.[a-z]+)?)"/)?.[1]);

    expect(names.sort()).toEqual(['ecr.api', 'ecr.dkr', 'kms', 'logs', 's3', 'ssmmessages']);
  });

  test('lets the operators exec', () => {
    const policies = JSON.stringify(first.resources.filter(({ Type }) => Type === 'AWS::IAM::Policy'));

    expect(policies).toContain('ecs:ExecuteCommand');
    expect(policies).not.toContain('ssm:StartSession');
  });

  test('is warned of nothing', () => {
    expect(first.warnings).toEqual([]);
    expect(first.said).toBe('');
  });

  test('gives the same template, byte for byte, when it is synthesised again', () => {
    expect(second.templateText).toBe(first.templateText);
  });

  test('is checked by the command that comes with it: the repository that it makes is empty, and nothing else is wrong', async () => {
    const { status, stdout } = await app.check('first.out', '--format', 'json');
    const { services } = JSON.parse(stdout) as { services: { verdict: string; findings: { rule: string }[]; unknowns: unknown[] }[] };

    expect(status).toBe(1);
    expect(services.map(({ verdict, findings, unknowns }) => [verdict, findings.map(({ rule }) => rule), unknowns])).toEqual([['broken', ['ImageInNewRepository'], []]]);
  });

  test('has a command that reads YAML, with nothing but the package', async () => {
    app.write('service.yaml', 'Resources:\n  Web:\n    Type: AWS::ECS::Service\n    Properties: { TaskDefinition: !Sub "${AWS::StackName}-web" }\n');
    const { status, stdout } = await app.check('service.yaml');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^OFF {6}Web \(service, exec off\) service\.yaml:2/);
  });

  test('can run every line of the README that checks', async () => {
    const template = (resources: object) => JSON.stringify({ Resources: resources });
    app.write('network.yaml', template({ Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } }));
    app.write('cluster.yaml', template({ Cluster: { Type: 'AWS::ECS::Cluster' } }));
    app.write('service.yaml', template({ Web: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: 'web' } } }));
    await app.synthesise('cdk.out');
    const lines = readFileSync('README.md', 'utf8').match(/^npx exec-ready check.*$/gm) ?? [];
    const verdicts = await Promise.all(lines.map(async (line) => (await app.check(...line.split(' ').slice(3))).status));

    // the assembly makes the empty repository of its image
    expect(lines.map((line, index) => [line, verdicts[index]])).toEqual([
      ['npx exec-ready check', 1],
      ['npx exec-ready check network.yaml cluster.yaml service.yaml --format json', 0],
    ]);
  });

  test('is told which container has which image that cannot be pulled, and what to do', async () => {
    const { status, stderr } = await app.runDockerHub();

    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Error: Stack\/Api: the container "app" has the image "nginx:1\.27", which cannot be pulled/);
    expect(stderr).toMatch(/ecs\.ContainerImage\.fromEcrRepository/);
    expect(stderr).toMatch(/ExecNetwork\.existing/);
  });

  test('loads no package but the peers', () => {
    const packages = new Set(loaded.map((file) => file.split('/')[0]));

    expect([...packages].sort()).toEqual(['aws-cdk-lib', 'cdk-ecs-exec-ready', 'constructs']);
  });

  test('loads no module of CDK that the code of the library does not require', () => {
    const modules = loaded.flatMap((file) => /^aws-cdk-lib\/(aws-[a-z0-9-]+)\//.exec(file)?.[1] ?? []);

    expect([...new Set(modules)].filter((module) => !modulesRequired().has(module))).toEqual([]);
  });

  test('loads no command', () => {
    expect(loaded.filter((file) => file.startsWith('cdk-ecs-exec-ready/lib/cli/'))).toEqual([]);
  });
});

function modulesRequired(): Set<string> {
  const sources = library.files.filter((file) => /^lib\/.*\.js$/.test(file)).map((file) => readFileSync(join(library.content, file), 'utf8'));
  return new Set(sources.flatMap((source) => [...source.matchAll(/require\("aws-cdk-lib\/(aws-[a-z0-9-]+)"\)/g)].map(([, module]) => module)));
}
