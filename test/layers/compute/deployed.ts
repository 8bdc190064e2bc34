import { DeployedExample } from '../_examples/deployed-example';
import type { Emulator } from '../emulator/emulator';

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

/** The compute example, deployed and read back. */
export class Deployed extends DeployedExample {
  constructor(emulator: Emulator, region: string) {
    super(emulator, region, 'compute');
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
}
