import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Fleet } from './fleet';
import { containersOf } from './task-size';
import type { TaskDefinitionOptions } from '../capacity-kind';
import { hardwareOf } from '../host-types';

const { AWS_VPC, BRIDGE, HOST, NAT } = ecs.NetworkMode;
const ARCHITECTURES = { [ec2.InstanceArchitecture.ARM_64]: 'ARM64', [ec2.InstanceArchitecture.X86_64]: 'X86_64' };

/** The platform of tasks, which is that of the instances. Throws when somebody asked for another, or the instances differ. */
export function platformOf(
  scope: Construct, fleets: readonly Fleet[], asked: ecs.RuntimePlatform = {},
): ecs.CfnTaskDefinition.RuntimePlatformProperty {
  const { path } = scope.node;
  const systems = distinct(fleets.map(({ choice }) => choice.image.operatingSystem._operatingSystemFamily));
  const architectures = fleets.map(({ choice }) => hardwareOf(choice.types[0])?.architecture).map((each) => each && ARCHITECTURES[each]);
  const known = distinct(architectures.filter((each) => each !== undefined));
  if (systems.length > 1) {
    throw new Error(`${path}: the instances have the operating systems ${systems.join(' and ')}, and a task is made for one; mix instances with one of them, or make a service for each`);
  }
  const [operatingSystemFamily] = systems;
  const wanted = asked.cpuArchitecture?._cpuArchitecture;
  refuseOther(path, 'operatingSystemFamily', asked.operatingSystemFamily?._operatingSystemFamily, systems);
  if (!architectures.includes(undefined)) {
    refuseOther(path, 'cpuArchitecture', wanted, known);
  }
  // without one, tasks run on both
  return { operatingSystemFamily, cpuArchitecture: wanted ?? (known.length === 1 && !architectures.includes(undefined) ? known[0] : undefined) };
}

function refuseOther(path: string, name: string, asked: string | undefined, offered: readonly string[]): void {
  if (asked !== undefined && !offered.includes(asked)) {
    throw new Error(`${path}: ${name} of runtimePlatform is ${JSON.stringify(asked)}, and the instances are ${offered.join(' and ')}; leave it out, or choose other instances`);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html */
export function checkTask(scope: Construct, options: TaskDefinitionOptions, isWindows: boolean): void {
  const { path } = scope.node;
  const { networkMode = AWS_VPC, ephemeralStorageGiB } = options;
  if (ephemeralStorageGiB !== undefined) {
    throw new Error(`${path}: ephemeralStorageGiB cannot be chosen on Amazon EC2; volumeSize of ExecCapacity.ec2 is the space that tasks share`);
  }
  const [modes, names] = isWindows ? [[AWS_VPC, NAT], 'AWS_VPC or NAT'] : [[AWS_VPC, BRIDGE, HOST], 'AWS_VPC, BRIDGE or HOST'];
  if (!modes.includes(networkMode)) {
    throw new Error(`${path}: networkMode ${JSON.stringify(networkMode)} has no way for ECS Exec on ${isWindows ? 'Windows' : 'Linux'}; choose ecs.NetworkMode.${names}`);
  }
  if (isWindows) {
    refuseOnWindows(path, options);
  }
}

function refuseOnWindows(path: string, { cpu, memoryLimitMiB, ipcMode, pidMode, proxyConfiguration }: TaskDefinitionOptions): void {
  const [given] = Object.entries({ cpu, memoryLimitMiB, ipcMode, pidMode, proxyConfiguration }).filter(([, value]) => value !== undefined);
  if (given) {
    const remedy = ['cpu', 'memoryLimitMiB'].includes(given[0]) ? `give each container its own ${given[0]}` : 'leave it out';
    throw new Error(`${path}: ${given[0]} of the task is ignored or refused on Windows on Amazon EC2; ${remedy}`);
  }
}

/** What containers ask for that the instances do not have, or that Windows needs. */
export function containerProblems(taskDefinition: ecs.TaskDefinition, fleets: readonly Fleet[]): string[] {
  const containers = containersOf(taskDefinition);
  const plain = fleets.find(({ choice: { image, hardware } }) => image.isKnown && hardware.accelerator !== 'gpu');
  const bounded = fleets.some(({ choice: { image }, options: { agent } }) => image.agent === 'windows' && !agent?.enableCpuUnboundedWindowsWorkaround);
  return [
    ...containers.filter(wantsGpu).filter(() => plain).map(({ name }) => `the container ${JSON.stringify(name)} asks for a GPU, and the instances of `
      + `${JSON.stringify(plain!.node.path)} have none: ${plain!.choice.types.join(', ')}; choose instanceTypes with one, such as g5.xlarge`),
    ...containers.filter(({ cpu }) => bounded && !cpu)
      .map(({ name }) => `the container ${JSON.stringify(name)} has no cpu, for which Windows gives it one percent of a CPU; give it cpu`),
  ];
}

function wantsGpu({ resourceRequirements }: ecs.CfnTaskDefinition.ContainerDefinitionProperty): boolean {
  return Array.isArray(resourceRequirements) && (resourceRequirements as ecs.CfnTaskDefinition.ResourceRequirementProperty[]).some(({ type }) => type === 'GPU');
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
