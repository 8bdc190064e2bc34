import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ServiceOptions, TaskDefinitionOptions } from './capacity-kind';
import { ownedResource } from '../../private/owned';

const { BRIDGE, HOST, NONE } = ecs.NetworkMode;

/**
 * Refuses what there is not for tasks outside of AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export function refuseTaskOptions(path: string, options: TaskDefinitionOptions): void {
  const { networkMode = BRIDGE, daemon, placementStrategies } = options;
  if (![BRIDGE, HOST, NONE].includes(networkMode)) {
    throw new Error(`${path}: networkMode ${JSON.stringify(networkMode)} is not offered on external instances, which have no network interfaces of AWS; `
      + 'use ecs.NetworkMode.BRIDGE or HOST, or choose other capacity');
  }
  if (networkMode === NONE) {
    throw new Error(`${path}: networkMode "none" leaves the tasks without a network, so that no session can be opened in them; use ecs.NetworkMode.BRIDGE or HOST`);
  }
  if (daemon && placementStrategies && placementStrategies.length > 0) {
    throw new Error(`${path}: placementStrategies are given for a daemon, which runs on every instance; leave one of the two out`);
  }
  refuse(path, options, TASK_LIMITS);
}

export function refuseServiceOptions(path: string, options: ServiceOptions): void {
  const { availabilityZoneRebalancing, ...rest } = options;
  const isRebalanced = availabilityZoneRebalancing === ecs.AvailabilityZoneRebalancing.ENABLED;
  refuse(path, { ...rest, ...isRebalanced ? { availabilityZoneRebalancing } : {} }, SERVICE_LIMITS);
  if (options.cluster.defaultCloudMapNamespace) {
    throw new Error(`${path}: the cluster ${JSON.stringify(options.cluster.node.path)} has a namespace of AWS Cloud Map, and services on external instances cannot be in one; `
      + 'choose a cluster without defaultCloudMapNamespace, or other capacity');
  }
}

/** What is wrong with a task definition that users may have added to. */
export function externalLimits(taskDefinition: ecs.TaskDefinition): string[] {
  const { volumes } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const rendered = Stack.of(taskDefinition).resolve(volumes) as readonly ecs.CfnTaskDefinition.VolumeProperty[] | undefined;
  return (rendered ?? []).filter(({ efsVolumeConfiguration: efs, fSxWindowsFileServerVolumeConfiguration: fsx }) => efs ?? fsx).map(({ name }) =>
    `the volume ${JSON.stringify(name)} is on a file system of AWS, which external instances cannot mount; use a volume of the host, or choose other capacity`);
}

type Limits<T> = Partial<Record<keyof T, string>>;

const TASK_LIMITS: Limits<TaskDefinitionOptions> = {
  ephemeralStorageGiB: 'the disk of the machine is all there is',
  proxyConfiguration: 'it belongs to network interfaces of AWS',
  runtimePlatform: 'the machines decide it, and tasks with Windows need a network mode that the L2 does not offer',
};

const SERVICE_LIMITS: Limits<ServiceOptions> = {
  availabilityZoneRebalancing: 'the machines are in no Availability Zone',
  cloudMapOptions: 'the addresses of tasks are not in AWS Cloud Map',
  healthCheckGracePeriod: 'there are no load balancers',
  platformVersion: 'it is a version of AWS Fargate',
  securityGroups: 'the machines are in no VPC',
  serviceConnectConfiguration: 'there is no Service Connect',
  volumeConfigurations: 'volumes of Amazon EBS are for instances of AWS',
};

function refuse<T extends object>(path: string, options: T, limits: Limits<T>): void {
  const name = (Object.keys(limits) as (keyof T & string)[]).find((option) => options[option] !== undefined);
  if (name !== undefined) {
    throw new Error(`${path}: ${name} is not offered on external instances, as ${limits[name]}; leave it out, or choose other capacity`);
  }
}
