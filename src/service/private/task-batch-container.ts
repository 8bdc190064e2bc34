import { Size, Stack } from 'aws-cdk-lib';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import { isWindows } from '../../private/windows';
import type { BatchTaskOptions } from '../task-target-options';

/** What a job of AWS Batch has of a task: Batch takes no task definitions. */
export interface BatchSource {
  readonly container: ecs.ContainerDefinition;
  readonly image: ecs.ContainerImage;
  readonly isPublic: boolean;
  /** Whether processes that sessions leave behind are reaped by an init process that the image does not bring. */
  readonly initProcess: boolean;
}

/** The container of jobs of AWS Batch, with the image, the roles and the log of a task. */
export function batchContainer(scope: Construct, id: string, source: BatchSource, options: BatchTaskOptions): batch.IEcsContainerDefinition {
  const { taskDefinition } = source.container;
  checkJob(scope, source.container, options);
  const props = propsOf(scope, id, source, options);
  return taskDefinition.isFargateCompatible
    ? new batch.EcsFargateContainerDefinition(scope, id, { ...props, ...platformOf(taskDefinition), assignPublicIp: source.isPublic })
    : new batch.EcsEc2ContainerDefinition(scope, id, props);
}

function checkJob(scope: Construct, container: ecs.ContainerDefinition, { command }: BatchTaskOptions): void {
  const { taskDefinition, containerName, logDriverConfig } = container;
  if (taskDefinition.isExternalCompatible) {
    throw new Error(`${scope.node.path}: the task is for external instances, on which AWS Batch runs no jobs; give the task ExecCapacity.fargate() or ExecCapacity.ec2()`);
  }
  if (logDriverConfig?.logDriver === 'awsfirelens') {
    throw new Error(`${scope.node.path}: the container ${JSON.stringify(containerName)} logs through FireLens, and a container of AWS Batch by itself has no log router; `
      + 'give it ecs.LogDrivers.awsLogs, or leave logging out');
  }
  if (container.renderContainerDefinition(taskDefinition).entryPoint && !command) {
    throw new Error(`${scope.node.path}: the container ${JSON.stringify(containerName)} has an entryPoint, and a container of AWS Batch has that of its image alone; `
      + 'pass the command of the job, or put the entry point into the image');
  }
  warn(scope, 'unseenComputeEnvironment', 'AWS Batch runs its jobs in a compute environment with a cluster of its own, so it cannot be seen whether sessions find a way from there, '
    + 'and they have no session key and no session log; give the compute environment the subnets and security groups of the task, and operators access to its cluster');
}

function propsOf(
  scope: Construct, id: string, { container, image, initProcess }: BatchSource, options: BatchTaskOptions,
): batch.EcsContainerDefinitionProps {
  const { taskDefinition, logDriverConfig } = container;
  const definition = container.renderContainerDefinition(taskDefinition);
  return {
    image,
    ...sizeOf(scope, taskDefinition, definition, options),
    command: options.command ?? definition.command,
    environment: options.environment ?? environmentOf(definition),
    secrets: options.secrets ?? secretsOf(definition),
    jobRole: taskDefinition.taskRole,
    executionRole: taskDefinition.executionRole,
    logging: logDriverConfig && { bind: () => logDriverConfig },
    linuxParameters: initProcess && !isWindows(taskDefinition)
      ? new batch.LinuxParameters(scope, `${id}Linux`, { initProcessEnabled: true }) : undefined,
    enableExecuteCommand: true,
  };
}

/** On instances a task may have no size beside that of its containers. */
function sizeOf(
  scope: Construct, taskDefinition: ecs.TaskDefinition, container: Definition, options: BatchTaskOptions,
): Pick<batch.EcsContainerDefinitionProps, 'cpu' | 'memory'> {
  const own = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const { cpu, memory } = Stack.of(scope).resolve({ cpu: own.cpu, memory: own.memory }) as Pick<ecs.CfnTaskDefinition, 'cpu' | 'memory'>;
  const mebibytes = memory ?? container.memory ?? container.memoryReservation;
  if (!options.memory && mebibytes === undefined) {
    throw new Error(`${scope.node.path}: neither the task nor its container ${JSON.stringify(container.name)} has a size in memory, and a job of AWS Batch needs one; pass memory`);
  }
  const cpus = cpu === undefined ? 1 : Number(cpu) / UNITS_OF_A_CPU;
  return {
    // on instances AWS Batch counts whole ones
    cpu: options.cpu ?? (taskDefinition.isFargateCompatible ? cpus : Math.ceil(cpus)),
    memory: options.memory ?? Size.mebibytes(Number(mebibytes)),
  };
}

const UNITS_OF_A_CPU = 1024;

type Definition = ecs.CfnTaskDefinition.ContainerDefinitionProperty;

function environmentOf({ environment }: Definition): Record<string, string> | undefined {
  const variables = environment as ecs.CfnTaskDefinition.KeyValuePairProperty[] | undefined;
  return variables && Object.fromEntries(variables.map(({ name, value }) => [name!, value!]));
}

/** The execution role may read them already. */
function secretsOf({ secrets }: Definition): Record<string, batch.Secret> | undefined {
  const values = secrets as ecs.CfnTaskDefinition.SecretProperty[] | undefined;
  return values && Object.fromEntries(values.map(({ name, valueFrom }) => [name, {
    arn: valueFrom, grantRead: (grantee: iam.IGrantable) => iam.Grant.drop(grantee, 'granted to the execution role of the task'),
  }]));
}

function platformOf(
  taskDefinition: ecs.TaskDefinition,
): Pick<batch.EcsFargateContainerDefinitionProps, 'fargateCpuArchitecture' | 'fargateOperatingSystemFamily'> {
  const { runtimePlatform } = ownedResource(taskDefinition) as ecs.CfnTaskDefinition;
  const platform = Stack.of(taskDefinition).resolve(runtimePlatform ?? {}) as ecs.CfnTaskDefinition.RuntimePlatformProperty;
  const { cpuArchitecture, operatingSystemFamily } = platform;
  return {
    fargateCpuArchitecture: cpuArchitecture === undefined ? undefined : ecs.CpuArchitecture.of(cpuArchitecture),
    fargateOperatingSystemFamily: operatingSystemFamily === undefined ? undefined : ecs.OperatingSystemFamily.of(operatingSystemFamily),
  };
}
