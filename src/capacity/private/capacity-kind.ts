import type { CfnResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ExecNetworkConfig } from '../../network/exec-network';
import type { Requirements } from '../../network/private/endpoint-consumer';
import type { AppIndex } from '../../private/app-index';

/** What capacity is asked for: the workload that it is to run. */
export interface CapacityContext {
  readonly scope: Construct;
  readonly cluster: ecs.ICluster;
  /** The cluster, when this app makes it and can associate capacity with it. */
  readonly ownCluster?: ecs.Cluster;
  readonly network: ExecNetworkConfig;
}

/** What a workload says of its tasks and of where they are placed. */
export type TaskDefinitionOptions = ecs.FargateTaskDefinitionProps & Pick<ecs.Ec2TaskDefinitionProps, 'networkMode' | 'ipcMode'>
  & Pick<ecs.Ec2ServiceProps, 'daemon' | 'placementConstraints' | 'placementStrategies'>;

/** CPU units and MiB that somebody asked for; each kind knows what it takes where nobody did. */
export type SizeOptions = Pick<TaskDefinitionOptions, 'cpu' | 'memoryLimitMiB' | 'runtimePlatform'>;

export type ServiceOptions = Omit<ecs.FargateServiceProps & ecs.Ec2ServiceProps, 'vpcSubnets' | 'assignPublicIp' | 'capacityProviderStrategies'>;

/** What tasks have beside what the application needs: CPU units and MiB. */
export interface Headroom {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** A kind of capacity that ECS has: providers of two kinds cannot share a service. */
export interface CapacityKind {
  readonly name: string;

  /** The size of tasks with room beside what was asked for; where the kind has no sizes of its own, the sums. */
  enlarge?(context: CapacityContext, options: SizeOptions, headroom: Headroom): SizeOptions;

  createTaskDefinition(
    context: CapacityContext, id: string, options: TaskDefinitionOptions, strategies?: ecs.CapacityProviderStrategy[],
  ): ecs.TaskDefinition;

  createService(
    context: CapacityContext, id: string, options: ServiceOptions, strategies: ecs.CapacityProviderStrategy[] | undefined, hosts: Hosts[],
  ): ecs.BaseService;
}

/** Instances that tasks run on. Their agent pulls the images, writes the logs and reads the secrets of the tasks. */
export interface Hosts {
  readonly connections: ec2.Connections;

  /** The network of the instances. */
  readonly network: ExecNetworkConfig;

  /** Leads the instances to what their agent calls, and returns what must exist before a task can start on them. */
  serve(requirements: Requirements, app: AppIndex): CfnResource[];
}

/** A part of the capacity that a workload runs on. */
export interface CapacityPart {
  readonly kind: CapacityKind;
  /** The name of its capacity provider; undefined where there are none. */
  readonly provider?: string;
  /** Whether the launch type of the kind says the same as the provider alone. */
  readonly isLaunchType?: boolean;
  readonly hosts?: Hosts;
  /** What containers on it have in their environment, unless they say otherwise. */
  readonly environment?: { readonly [name: string]: string };
  readonly base?: number;
  readonly weight?: number;
  /** Has the cluster know the provider. */
  readonly associate?: () => void;
}
