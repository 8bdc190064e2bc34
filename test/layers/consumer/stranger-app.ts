import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { RunResult } from './run';
import { node, npm, tryRun } from './run';

/** What somebody writes who has read only the first page of the README. */
const FIRST_APP = `
import * as cdk from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { ExecReadyService } from 'cdk-ecs-exec-ready';

const stack = new cdk.Stack(new cdk.App(), 'Stack');
const repository = new Repository(stack, 'Repository');
const operators = new Role(stack, 'Operators', { assumedBy: new AccountRootPrincipal() });
const api = new ExecReadyService(stack, 'Api', { container: { image: ContainerImage.fromEcrRepository(repository, 'v1') } });
api.grants.exec(operators);
`;

/** An image that a service of the default network cannot pull. */
const DOCKER_HUB_APP = `
import * as cdk from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ExecReadyService } from 'cdk-ecs-exec-ready';

const stack = new cdk.Stack(new cdk.App(), 'Stack');
new ExecReadyService(stack, 'Api', { container: { image: ContainerImage.fromRegistry('nginx:1.27') } });
`;

const SOURCES = { 'first.ts': FIRST_APP, 'docker-hub.ts': DOCKER_HUB_APP };

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022', module: 'node16', lib: ['es2022'], types: ['node'], strict: true, outDir: 'dist', rootDir: '.',
  },
  files: Object.keys(SOURCES),
};

/** Versions of what an app brings along. */
export interface AppVersions {
  readonly cdk: string;
  readonly constructs: string;
  readonly typescript: string;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
  readonly DependsOn?: string[];
}

/** What `app.synth()` left behind. */
export interface Synthesis {
  readonly said: string;
  readonly templateText: string;
  readonly resources: Resource[];
  readonly warnings: unknown[];
}

/** An app of somebody who knows only the published package. */
export class StrangerApp {
  /** Installs the package into a new app. */
  public static async create(folder: string, tarball: string, versions: AppVersions): Promise<StrangerApp> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true }));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    Object.entries(SOURCES).forEach(([file, text]) => writeFileSync(join(folder, file), text));
    await npm([
      'install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', tarball,
      `aws-cdk-lib@${versions.cdk}`, `constructs@${versions.constructs}`, `typescript@${versions.typescript}`, '@types/node@^20',
    ], { cwd: folder });
    return new StrangerApp(folder);
  }

  private constructor(private readonly folder: string) {}

  public versionOf(dependency: string): string {
    const text = readFileSync(join(this.folder, 'node_modules', dependency, 'package.json'), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  }

  /** Type-checks and compiles the app; what the compiler says, which is nothing when all is well. */
  public async compile({ withDeclarations }: { readonly withDeclarations: boolean }): Promise<string> {
    const args = ['node_modules/typescript/bin/tsc', '-p', '.', '--skipLibCheck', String(!withDeclarations)];
    const { stdout, stderr } = await tryRun(process.execPath, args, { cwd: this.folder });
    return stdout + stderr;
  }

  public async synthesise(outdir: string): Promise<Synthesis> {
    const { stdout, stderr } = await node(['dist/first.js'], { cwd: this.folder, env: { CDK_OUTDIR: join(this.folder, outdir) } });
    const read = (file: string) => readFileSync(join(this.folder, outdir, file), 'utf8');
    const templateText = read('Stack.template.json');
    const { Resources } = JSON.parse(templateText) as { Resources: Record<string, Resource> };
    return { said: stdout + stderr, templateText, resources: Object.values(Resources), warnings: this.warningsIn(outdir, read) };
  }

  /** Runs the app that asks for what cannot work. */
  public async runDockerHub(): Promise<RunResult> {
    return tryRun(process.execPath, ['dist/docker-hub.js'], { cwd: this.folder, env: { CDK_OUTDIR: join(this.folder, 'never') } });
  }

  /** Runs the command that comes with the package. */
  public async check(...args: string[]): Promise<RunResult> {
    return tryRun(join('node_modules', '.bin', 'exec-ready'), ['check', ...args], { cwd: this.folder });
  }

  public write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** The files that are loaded once the package is. */
  public async filesLoadedByRequire(): Promise<string[]> {
    const script = "require('cdk-ecs-exec-ready'); console.log(JSON.stringify(Object.keys(require.cache)))";
    const { stdout } = await node(['-e', script], { cwd: this.folder });
    const marker = join(this.folder, 'node_modules');
    return (JSON.parse(stdout) as string[]).map((file) => file.slice(file.indexOf(marker) + marker.length + 1).split('\\').join('/'));
  }

  /** Annotations stand in the metadata, findings of validators in the report. */
  private warningsIn(outdir: string, read: (file: string) => string): unknown[] {
    const files = readdirSync(join(this.folder, outdir));
    const metadata = files.filter((file) => file === 'manifest.json' || file.endsWith('.metadata.json')).map(read).join('\n');
    const annotations = metadata.match(/aws:cdk:(warning|error)/g) ?? [];
    const report = files.includes('validation-report.json')
      ? JSON.parse(read('validation-report.json')) as { pluginReports?: { violations?: unknown[] }[] }
      : {};
    return [...annotations, ...(report.pluginReports ?? []).flatMap(({ violations }) => violations ?? [])];
  }
}
