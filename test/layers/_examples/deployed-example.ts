import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Emulator } from '../emulator/emulator';

/** The account of everybody at moto. */
export const ACCOUNT = '123456789012';

export interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
}

interface Outputs {
  readonly StackName: string;
  readonly StackStatus: string;
  readonly Outputs?: { readonly OutputKey: string; readonly OutputValue: string }[];
}

/** An example, deployed to the emulator in one region by the real `cdk` command, and read back by the real `aws` command. */
export class DeployedExample {
  private readonly assembly: string;
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(public readonly emulator: Emulator, public readonly region: string, private readonly example: string) {
    this.assembly = mkdtempSync(join(tmpdir(), `${example}-`));
  }

  /** Bootstraps the region, and synthesises the example. */
  public async prepare(context: Record<string, string> = {}): Promise<void> {
    const given = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
    await this.emulator.cdk(this.region, tmpdir(), 'bootstrap', `aws://${ACCOUNT}/${this.region}`);
    await this.emulator.cdk(this.region, join(__dirname, '../../../examples', this.example), 'synth', '--quiet', '--output', this.assembly, ...given);
  }

  /** All that the command says. */
  public async deploy(): Promise<string> {
    return this.cdk('deploy', '--all', '--concurrency', '2', '--require-approval', 'never', '--method=direct');
  }

  public async destroy(): Promise<void> {
    await this.cdk('destroy', '--all', '--force');
  }

  /** An answer that does not change between two deployments is asked for once. */
  public async aws<T>(...args: string[]): Promise<T> {
    const question = args.join(' ');
    const answer = this.answers.get(question) ?? this.emulator.aws(this.region, ...args);
    this.answers.set(question, answer);
    return await answer as T;
  }

  public async resources(stack: string): Promise<Resource[]> {
    return (await this.aws<{ StackResources: Resource[] }>('cloudformation', 'describe-stack-resources', '--stack-name', stack)).StackResources;
  }

  /** The physical ids of the resources of a type, in the order of their logical ids. */
  public async ids(stack: string, type: string): Promise<string[]> {
    const found = (await this.resources(stack)).filter(({ ResourceType }) => ResourceType === type);
    return found.sort((a, b) => a.LogicalResourceId.localeCompare(b.LogicalResourceId)).map(({ PhysicalResourceId }) => PhysicalResourceId);
  }

  /** The physical id of the resource of a type whose logical id begins so. */
  public async id(stack: string, type: string, prefix = ''): Promise<string> {
    const resources = await this.resources(stack);
    const found = resources.find(({ LogicalResourceId, ResourceType }) => ResourceType === type && LogicalResourceId.startsWith(prefix));
    if (!found) {
      throw new Error(`${stack} has no ${type} ${prefix}*: ${resources.map(({ LogicalResourceId }) => LogicalResourceId).join(', ')}`);
    }
    return found.PhysicalResourceId;
  }

  /** The value of the output of a stack whose name begins so. */
  public async output(stack: string, prefix: string): Promise<string> {
    const { Stacks } = await this.aws<{ Stacks: Outputs[] }>('cloudformation', 'describe-stacks');
    const outputs = Stacks.find(({ StackName }) => StackName === stack)?.Outputs ?? [];
    const output = outputs.find(({ OutputKey }) => OutputKey.startsWith(prefix));
    if (!output) {
      throw new Error(`${stack} has no output ${prefix}*: ${outputs.map(({ OutputKey }) => OutputKey).join(', ')}`);
    }
    return output.OutputValue;
  }

  private async cdk(...args: string[]): Promise<string> {
    return this.emulator.cdk(this.region, tmpdir(), ...args, '--app', this.assembly);
  }
}
