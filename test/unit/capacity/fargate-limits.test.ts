import { Size } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ExecContainerOptions } from '../../../src';
import { ExecCapacity } from '../../../src';
import { ReadinessReport } from '../../../src/readiness/readiness-report';
import { newService, newStack, privateImage } from '../_helpers/apps';

const ARM64 = ecs.CpuArchitecture.ARM64;
const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };

function linux(scope: Construct, props: ecs.LinuxParametersProps = {}): { readonly linuxParameters: ecs.LinuxParameters } {
  return { linuxParameters: new ecs.LinuxParameters(scope, 'Linux', { initProcessEnabled: true, ...props }) };
}

function withCapability(scope: Construct, capability: ecs.Capability): { readonly linuxParameters: ecs.LinuxParameters } {
  const parameters = linux(scope);
  parameters.linuxParameters.addCapabilities(capability);
  return parameters;
}

function withDevice(scope: Construct): { readonly linuxParameters: ecs.LinuxParameters } {
  const parameters = linux(scope);
  parameters.linuxParameters.addDevices({ hostPath: '/dev/fuse' });
  return parameters;
}

/** What only instances have, by what the error calls it. */
const LIMITS: Readonly<Record<string, (scope: Construct) => Partial<ExecContainerOptions>>> = {
  'privileged': () => ({ privileged: true }),
  'disableNetworking': () => ({ disableNetworking: true }),
  'dnsServers': () => ({ dnsServers: ['10.0.0.2'] }),
  'dnsSearchDomains': () => ({ dnsSearchDomains: ['example.com'] }),
  'dockerSecurityOptions': () => ({ dockerSecurityOptions: ['no-new-privileges'] }),
  'extraHosts': () => ({ extraHosts: { db: '10.0.0.3' } }),
  'gpuCount': () => ({ gpuCount: 1 }),
  'linuxParameters with devices': withDevice,
  'linuxParameters with sharedMemorySize': (scope) => linux(scope, { sharedMemorySize: 64 }),
  'linuxParameters with maxSwap': (scope) => linux(scope, { maxSwap: Size.mebibytes(64) }),
  'linuxParameters with a capability other than SYS_PTRACE': (scope) => withCapability(scope, ecs.Capability.NET_ADMIN),
  'logging that is neither awslogs, splunk nor awsfirelens': () => ({ logging: ecs.LogDrivers.jsonFile() }),
};

describe('a container on Fargate', () => {
  test.each(Object.entries(LIMITS))('fails when it has %s', (name, options) => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: privateImage(stack), ...options(stack) } }))
      .toThrow(`Stack/Api: the container "app" has ${name}, which there is not on AWS Fargate; `);
  });

  test('fails when its memory limit is larger than the task', () => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: privateImage(stack), memoryLimitMiB: 513 } }))
      .toThrow('Stack/Api: the container "app" has memoryLimitMiB 513, and its task has 512; raise memoryLimitMiB of the task, or lower that of the container');
  });

  test('may have as much memory as the task', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), memoryLimitMiB: 512 } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Memory: '512', ContainerDefinitions: [{ Memory: 512 }] });
  });

  test('may have the capability that Fargate has', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), ...withCapability(stack, ecs.Capability.SYS_PTRACE) } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'] } } }],
    });
  });

  test('fails when others added it', () => {
    const stack = newStack();
    newService(stack).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), privileged: true });
    expect(() => Template.fromStack(stack)).toThrow('[Stack/Api] the container "Sidecar" has privileged, which there is not on AWS Fargate');
  });

  test('fails when a device is added to it later', () => {
    const stack = newStack();
    const parameters = linux(stack);
    newService(stack, { container: { image: privateImage(stack), ...parameters } });
    parameters.linuxParameters.addDevices({ hostPath: '/dev/fuse' });
    expect(() => Template.fromStack(stack)).toThrow('the container "app" has linuxParameters with devices');
  });

  test('fails in the checker as well, so that both know the same limits', () => {
    const stack = newStack();
    const service = newService(stack);
    const definition = service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
    definition.addPropertyOverride('ContainerDefinitions.0.Privileged', true);
    const [{ findings }] = ReadinessReport.ofStack(stack).services;
    expect(findings.map(({ rule }) => rule)).toEqual(['FargateParameters']);
  });

  test('may have all of it on instances', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.ec2(), container: { image: privateImage(stack), privileged: true, ...withDevice(stack) } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [{ Privileged: true, LinuxParameters: { Devices: [{ HostPath: '/dev/fuse' }] } }],
    });
  });
});

describe('a volume on Fargate', () => {
  test.each<[string, Partial<ecs.Volume>]>([
    ['host.sourcePath', { host: { sourcePath: '/srv' } }],
    ['dockerVolumeConfiguration', { dockerVolumeConfiguration: { driver: 'local', scope: ecs.Scope.TASK } }],
  ])('fails when it has %s', (name, volume) => {
    const stack = newStack();
    newService(stack).taskDefinition.addVolume({ name: 'data', ...volume });
    expect(() => Template.fromStack(stack)).toThrow(`[Stack/Api] the volume "data" has ${name}, which there is not on AWS Fargate; `);
  });

  test('may be of the task or of Amazon EFS', () => {
    const stack = newStack();
    newService(stack, { volumes: [{ name: 'scratch' }, { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }] });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Volumes: [{ Name: 'scratch' }, { Name: 'files' }] });
  });

  test('fails when it is of Amazon EFS on Windows', () => {
    const stack = newStack();
    newService(stack, { runtimePlatform: WINDOWS, volumes: [{ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }] });
    expect(() => Template.fromStack(stack)).toThrow('the volume "files" has efsVolumeConfiguration, on Windows, which there is not on AWS Fargate; use a volume of the task');
  });
});

describe('Windows on Fargate', () => {
  test('fails on ARM64', () => {
    expect(() => newService(newStack(), { runtimePlatform: { ...WINDOWS, cpuArchitecture: ARM64 } }))
      .toThrow('Stack/Api: cpuArchitecture "ARM64" has no Windows; choose ecs.CpuArchitecture.X86_64');
  });

  test.each([
    ['alone', ExecCapacity.fargateSpot()],
    ['in a mix', ExecCapacity.mix({ capacity: ExecCapacity.fargate(), base: 1 }, { capacity: ExecCapacity.fargateSpot() })],
  ])('fails on Fargate Spot %s', (_, capacity) => {
    expect(() => newService(newStack(), { capacity, runtimePlatform: WINDOWS }))
      .toThrow('Stack/Api: the capacity provider "FARGATE_SPOT" has no Windows; choose ExecCapacity.fargate()');
  });

  test.each([ecs.FargatePlatformVersion.VERSION1_4, ecs.FargatePlatformVersion.VERSION1_3])('fails with the platform version %s of Linux', (platformVersion) => {
    expect(() => newService(newStack(), { platformVersion, runtimePlatform: WINDOWS }))
      .toThrow(`Stack/Api: platformVersion "${platformVersion}" is one of Linux, and Windows has 1.0.0 only; use ecs.FargatePlatformVersion.LATEST`);
  });

  test('leaves Spot to Linux, on ARM64 too', () => {
    const stack = newStack();
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX, cpuArchitecture: ARM64 };
    newService(stack, { capacity: ExecCapacity.fargateSpot(), runtimePlatform });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] });
  });

  test.each<[string, (scope: Construct) => Partial<ExecContainerOptions>]>([
    ['logging that is not awslogs, on Windows', () => ({ logging: ecs.LogDrivers.firelens({}) })],
    ['environmentFiles, on Windows', (scope) => ({ environmentFiles: [ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(scope, 'Bucket', 'files'), 'app.env')] })],
    ['ulimits, on Windows', () => ({ ulimits: [{ name: ecs.UlimitName.NOFILE, softLimit: 1024, hardLimit: 1024 }] })],
  ])('fails when a container has %s', (name, options) => {
    const stack = newStack();
    expect(() => newService(stack, { runtimePlatform: WINDOWS, container: { image: privateImage(stack), ...options(stack) } }))
      .toThrow(`the container "app" has ${name}, which there is not on AWS Fargate; `);
  });

  test('is ready, of the least size, without errors', () => {
    const stack = newStack();
    newService(stack, { runtimePlatform: WINDOWS });
    const [{ verdict, findings, unknowns }] = ReadinessReport.ofStack(stack).services;
    expect([verdict, findings, unknowns]).toEqual(['ready', [], []]);
    expect(Annotations.fromStack(stack).findError('*', '*')).toEqual([]);
  });
});
