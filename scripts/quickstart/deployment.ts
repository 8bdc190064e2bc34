import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Template } from './template';
import type { Emulator } from '../../test/layers/emulator/emulator';

const STACK = 'Quickstart';
const EXAMPLE = join(__dirname, '../../examples/quickstart');

interface DescribedStack {
  readonly Outputs: { readonly OutputKey: string; readonly OutputValue: string }[];
}

interface DescribedResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
}

/** The quickstart example, deployed to the emulator in one region by the real `cdk` command. */
export class Deployment {
  /** Bootstraps the region. */
  public static async prepare(emulator: Emulator, region: string): Promise<Deployment> {
    const deployment = new Deployment(emulator, region);
    await emulator.cdk(region, EXAMPLE, 'bootstrap', ...deployment.outputFolder);
    return deployment;
  }

  public template!: Template;
  private readonly folder = mkdtempSync(join(tmpdir(), 'quickstart-'));
  private answers = new Map<string, Promise<unknown>>();
  private outputs = new Map<string, string>();
  private resources = new Map<string, string>();

  private constructor(public readonly emulator: Emulator, public readonly region: string) {}

  /** Deploys the example, or updates it. */
  public async deploy(...args: string[]): Promise<void> {
    this.answers.clear();
    await this.emulator.cdk(this.region, EXAMPLE, 'deploy', STACK, '--require-approval', 'never', '--method=direct', ...this.outputFolder, ...args);
    this.template = JSON.parse(readFileSync(join(this.folder, `${STACK}.template.json`), 'utf8')) as Template;
    const { Stacks: [{ Outputs }] } = await this.aws<{ Stacks: DescribedStack[] }>('cloudformation', 'describe-stacks', '--stack-name', STACK);
    this.outputs = new Map(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    const { StackResources } = await this.aws<{ StackResources: DescribedResource[] }>('cloudformation', 'describe-stack-resources', '--stack-name', STACK);
    this.resources = new Map(StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]));
  }

  /** The value of the output whose name begins so. */
  public output(prefix: string): string {
    const [, value] = [...this.outputs].find(([key]) => key.startsWith(prefix)) ?? [];
    if (value === undefined) {
      throw new Error(`the stack has no output ${prefix}*: ${JSON.stringify([...this.outputs.keys()])}`);
    }
    return value;
  }

  /** The physical id of a resource. */
  public physicalId(logicalId: string): string {
    const id = this.resources.get(logicalId);
    if (id === undefined) {
      throw new Error(`the stack has no resource ${logicalId}`);
    }
    return id;
  }

  /** What the real `aws` command answers; each question is asked once per deployment. */
  public async aws<T>(...args: string[]): Promise<T> {
    const question = args.join(' ');
    const answer = this.answers.get(question) ?? this.emulator.aws(this.region, ...args);
    this.answers.set(question, answer);
    return await answer as T;
  }

  private get outputFolder(): string[] {
    return ['--output', this.folder];
  }
}
