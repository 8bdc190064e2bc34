import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ownedResource } from '../../private/owned';
import { isWindows } from '../../private/windows';

/** What a container or a volume has that there is not on Fargate, and what to do instead. */
type Limit<T> = readonly [name: string, has: (definition: T) => unknown, remedy: string];

type Container = ecs.CfnTaskDefinition.ContainerDefinitionProperty;
type LinuxParameters = ecs.CfnTaskDefinition.LinuxParametersProperty;

const LEAVE_OUT = 'leave it out, or choose ExecCapacity.ec2()';
const CAPABILITIES = ['SYS_PTRACE'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const CONTAINERS: readonly Limit<Container>[] = [
  ['privileged', ({ privileged }) => privileged, LEAVE_OUT],
  ['disableNetworking', ({ disableNetworking }) => disableNetworking, LEAVE_OUT],
  ['dnsServers', ({ dnsServers }) => dnsServers, 'leave it out and set the DHCP options of the VPC instead'],
  ['dnsSearchDomains', ({ dnsSearchDomains }) => dnsSearchDomains, 'leave it out and set the DHCP options of the VPC instead'],
  ['dockerSecurityOptions', ({ dockerSecurityOptions }) => dockerSecurityOptions, LEAVE_OUT],
  ['extraHosts', ({ extraHosts }) => extraHosts, 'leave it out and use a private hosted zone instead'],
  ['gpuCount', ({ resourceRequirements }) => (resourceRequirements as ecs.CfnTaskDefinition.ResourceRequirementProperty[] | undefined)?.some(({ type }) => type === 'GPU'),
    'leave it out, or choose ExecCapacity.ec2() with instances that have GPUs'],
  ['linuxParameters with devices', ({ linuxParameters }) => linux(linuxParameters).devices, LEAVE_OUT],
  ['linuxParameters with sharedMemorySize', ({ linuxParameters }) => linux(linuxParameters).sharedMemorySize, LEAVE_OUT],
  ['linuxParameters with maxSwap', ({ linuxParameters }) => linux(linuxParameters).maxSwap !== undefined, LEAVE_OUT],
  ['linuxParameters with a capability other than SYS_PTRACE', ({ linuxParameters }) => {
    const { add = [] } = (linux(linuxParameters).capabilities ?? {}) as ecs.CfnTaskDefinition.KernelCapabilitiesProperty;
    return add.some((capability) => !CAPABILITIES.includes(capability));
  }, 'leave the others out, or choose ExecCapacity.ec2()'],
  ['logging that is neither awslogs, splunk nor awsfirelens', (container) => !['awslogs', 'splunk', 'awsfirelens'].includes(driverOf(container)), 'choose one of these drivers'],
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html */
const WINDOWS_CONTAINERS: readonly Limit<Container>[] = [
  ['logging that is not awslogs, on Windows', (container) => driverOf(container) !== 'awslogs', 'use ecs.LogDrivers.awsLogs'],
  ['environmentFiles, on Windows', ({ environmentFiles }) => environmentFiles, 'use environment or secrets'],
  ['ulimits, on Windows', ({ ulimits }) => ulimits, 'leave it out'],
];

const VOLUMES: readonly Limit<ecs.CfnTaskDefinition.VolumeProperty>[] = [
  ['dockerVolumeConfiguration', ({ dockerVolumeConfiguration }) => dockerVolumeConfiguration, 'use a volume of the task, of Amazon EFS or of Amazon EBS'],
  ['host.sourcePath', ({ host }) => (host as ecs.CfnTaskDefinition.HostVolumePropertiesProperty | undefined)?.sourcePath, 'leave it out, so that the volume is one of the task'],
];

const WINDOWS_VOLUMES: readonly Limit<ecs.CfnTaskDefinition.VolumeProperty>[] = [
  ['efsVolumeConfiguration, on Windows', ({ efsVolumeConfiguration }) => efsVolumeConfiguration, 'use a volume of the task'],
];

/** What keeps a container from starting on Fargate, where the task definition is for Fargate. */
export function containerLimits(taskDefinition: ecs.TaskDefinition, rendered: Container): string[] {
  if (!taskDefinition.isFargateCompatible) {
    return [];
  }
  // what may only be resolved at synthesis has no limits here
  const { image, environment, secrets, ...limited } = rendered;
  const definition = Stack.of(taskDefinition).resolve(limited) as Container;
  return [
    ...tooMuchMemory(taskDefinition, definition),
    ...exceeded([...CONTAINERS, ...isWindows(taskDefinition) ? WINDOWS_CONTAINERS : []], definition),
  ];
}

/** What is wrong with the volumes of a task on Fargate, whoever added them. */
export function volumeLimits(taskDefinition: ecs.TaskDefinition): string[] {
  const { volumes } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const all = (taskDefinition.stack.resolve(volumes) ?? []) as ecs.CfnTaskDefinition.VolumeProperty[];
  return all.flatMap((volume) => exceeded([...VOLUMES, ...isWindows(taskDefinition) ? WINDOWS_VOLUMES : []], volume)
    .map((problem) => `the volume ${JSON.stringify(volume.name)} ${problem}`));
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_memory */
function tooMuchMemory(taskDefinition: ecs.TaskDefinition, { memory }: Container): string[] {
  const { memory: written } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const most = Number(Stack.of(taskDefinition).resolve(written));
  return typeof memory === 'number' && memory > most
    ? [`has memoryLimitMiB ${memory}, and its task has ${most}; raise memoryLimitMiB of the task, or lower that of the container`] : [];
}

function exceeded<T>(limits: readonly Limit<T>[], definition: T): string[] {
  return limits.filter(([, has]) => isThere(has(definition))).map(([name, , remedy]) => `has ${name}, which there is not on AWS Fargate; ${remedy}`);
}

function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function linux(parameters: Container['linuxParameters']): LinuxParameters {
  return (parameters ?? {}) as LinuxParameters;
}

/** Without logging of its own, a container is given awslogs. */
function driverOf({ logConfiguration }: Container): string {
  return (logConfiguration as ecs.CfnTaskDefinition.LogConfigurationProperty | undefined)?.logDriver ?? 'awslogs';
}
