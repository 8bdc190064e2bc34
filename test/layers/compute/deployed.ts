import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Emulator } from '../emulator/emulator';

/** The account of everybody at moto. */
const ACCOUNT = '123456789012';
const EXAMPLE = join(__dirname, '../../../examples/compute');

interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
}

export interface Service {
  readonly serviceArn: string;
  readonly enableExecuteCommand: boolean;
  readonly launchType?: string;
  readonly schedulingStrategy: string;
  readonly capacityProviderStrategy: { readonly capacityProvider: string; readonly base?: number; readonly weight?: number }[];
}

export interface LaunchTemplateData {
  readonly ImageId: string;
  /** In Base64. */
  readonly UserData: string;
}

interface LaunchTemplateVersion {
  readonly LaunchTemplateId: string;
  readonly LaunchTemplateData: LaunchTemplateData;
}

interface Outputs {
  readonly StackName: string;
  readonly StackStatus: string;
  readonly Outputs?: { readonly OutputKey: string; readonly OutputValue: string }[];
}

/** The compute example, deployed to the emulator in one region by the real `cdk` command, and read back by the real `aws` command. */
export class Deployed {
  private readonly assembly = mkdtempSync(join(tmpdir(), 'compute-'));
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(public readonly emulator: Emulator, public readonly region: string) {}

  /** Bootstraps the region, and synthesises the example. */
  public async prepare(): Promise<void> {
    await this.emulator.cdk(this.region, tmpdir(), 'bootstrap', `aws://${ACCOUNT}/${this.region}`);
    await this.emulator.cdk(this.region, EXAMPLE, 'synth', '--quiet', '--output', this.assembly);
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

  public async services(stack: string): Promise<Service[]> {
    const arns = await this.ids(stack, 'AWS::ECS::Service');
    const cluster = arns[0].split('/').at(-2)!;
    return (await this.aws<{ services: Service[] }>('ecs', 'describe-services', '--cluster', cluster, '--services', ...arns)).services;
  }

  public async cluster(name: string): Promise<object | undefined> {
    const { clusterArns } = await this.aws<{ clusterArns: string[] }>('ecs', 'list-clusters');
    const { clusters } = await this.aws<{ clusters: { clusterName: string }[] }>('ecs', 'describe-clusters', '--clusters', ...clusterArns);
    return clusters.find(({ clusterName }) => clusterName === name);
  }

  public async capacityProvider(name: string): Promise<object | undefined> {
    const { capacityProviders } = await this.aws<{ capacityProviders: { name: string }[] }>('ecs', 'describe-capacity-providers');
    return capacityProviders.find((each) => each.name === name);
  }

  public async group(name: string): Promise<object | undefined> {
    const { AutoScalingGroups } = await this.aws<{ AutoScalingGroups: { AutoScalingGroupName: string }[] }>('autoscaling', 'describe-auto-scaling-groups');
    return AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
  }

  /** What new instances are launched with. */
  public async launchTemplate(id: string): Promise<LaunchTemplateData | undefined> {
    const { LaunchTemplateVersions } = await this.aws<{ LaunchTemplateVersions: LaunchTemplateVersion[] }>(
      'ec2', 'describe-launch-template-versions', '--versions', '$Latest');
    return LaunchTemplateVersions.find(({ LaunchTemplateId }) => LaunchTemplateId === id)?.LaunchTemplateData;
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
