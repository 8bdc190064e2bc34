import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity } from '../../../src';
import { newService, newStack } from '../_helpers/apps';

describe('ExecCapacity.fargate', () => {
  test('is the default', () => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.fargate() });
    const given = Template.fromStack(stack).toJSON();
    const other = newStack();
    newService(other);
    expect(Template.fromStack(other).toJSON()).toEqual(given);
  });

  test('runs ARM64 when the user says so', () => {
    const stack = newStack();
    newService(stack, { cpu: 512, memoryLimitMiB: 1024, runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      RequiresCompatibilities: ['FARGATE'], Cpu: '512', Memory: '1024', RuntimePlatform: { CpuArchitecture: 'ARM64' },
    });
  });

  test.each([ecs.FargatePlatformVersion.VERSION1_4, ecs.FargatePlatformVersion.LATEST])('takes the platform version %s', (platformVersion) => {
    const stack = newStack();
    newService(stack, { platformVersion });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { PlatformVersion: platformVersion });
  });

  const { VERSION1_0, VERSION1_1, VERSION1_2, VERSION1_3 } = ecs.FargatePlatformVersion;

  test.each([VERSION1_3, VERSION1_2, VERSION1_1, VERSION1_0])('fails when the platform version is %s, which has no exec', (platformVersion) => {
    const stack = newStack();
    expect(() => newService(stack, { platformVersion }))
      .toThrow(`Stack/Api: platformVersion "${platformVersion}" has no ECS Exec; use ecs.FargatePlatformVersion.LATEST or 1.4.0 and later`);
  });

  test('takes a Windows platform version, which counts from 1.0.0', () => {
    const stack = newStack();
    newService(stack, {
      platformVersion: ecs.FargatePlatformVersion.VERSION1_0,
      cpu: 1024,
      memoryLimitMiB: 2048,
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE, cpuArchitecture: ecs.CpuArchitecture.X86_64 },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { PlatformVersion: '1.0.0' });
  });
});

describe('the options of a service', () => {
  test('that the user gives win over the defaults', () => {
    const stack = newStack();
    newService(stack, {
      propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION,
      minHealthyPercent: 50,
      circuitBreaker: { enable: true, rollback: false },
      desiredCount: 3,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      PropagateTags: 'TASK_DEFINITION',
      DesiredCount: 3,
      DeploymentConfiguration: { MinimumHealthyPercent: 50, DeploymentCircuitBreaker: { Enable: true, Rollback: false } },
    });
  });

  test('that are undefined leave the defaults alone', () => {
    const stack = newStack();
    newService(stack, { propagateTags: undefined, enableECSManagedTags: undefined, minHealthyPercent: undefined });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      PropagateTags: 'SERVICE', EnableECSManagedTags: true, DeploymentConfiguration: { MinimumHealthyPercent: 100 },
    });
  });

  test.each([
    ['deployments of CodeDeploy', { deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY } }],
    ['blue/green deployments', { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN }],
  ])('have no circuit breaker with %s, which have none', (_, options) => {
    const stack = newStack();
    newService(stack, options);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: { DeploymentCircuitBreaker: Match.absent() },
    });
  });

  test('keep the circuit breaker with the rolling deployments of ECS', () => {
    const stack = newStack();
    newService(stack, { deploymentController: { type: ecs.DeploymentControllerType.ECS }, deploymentStrategy: ecs.DeploymentStrategy.ROLLING });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } } });
  });

  test('fails when deployments are external, for then the network of the tasks is not that of the service', () => {
    const stack = newStack();
    expect(() => newService(stack, { deploymentController: { type: ecs.DeploymentControllerType.EXTERNAL } })).toThrow('deploymentController');
  });
});
