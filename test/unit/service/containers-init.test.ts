import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ReadinessReport } from '../../../src/readiness/readiness-report';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { warningIds, warningText } from '../_helpers/warnings';

const WINDOWS = { runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE } };

function parameters(scope: ReturnType<typeof newStack>, initProcessEnabled?: boolean): ecs.LinuxParameters {
  return new ecs.LinuxParameters(scope, 'Linux', { initProcessEnabled });
}

describe('an image that must be PID 1 itself', () => {
  test('gets no init process, without a warning', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), initProcess: false } });
    Template.fromStack(stack).hasResource('AWS::ECS::TaskDefinition', {
      Properties: { ContainerDefinitions: [Match.objectLike({ Name: 'app', LinuxParameters: Match.absent() })] },
      Metadata: { 'cdk-ecs-exec-ready:ownInitProcess': ['app'] },
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('leaves the other containers theirs', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), initProcess: false } }).addContainer('Worker', { image: privateImage(stack) });
    Template.fromStack(stack).hasResource('AWS::ECS::TaskDefinition', {
      Properties: {
        ContainerDefinitions: [
          Match.objectLike({ LinuxParameters: Match.absent() }),
          Match.objectLike({ LinuxParameters: { InitProcessEnabled: true } }),
        ],
      },
      Metadata: { 'cdk-ecs-exec-ready:ownInitProcess': ['app'] },
    });
  });

  test('keeps its other Linux parameters', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), initProcess: false, linuxParameters: parameters(stack, false) } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ LinuxParameters: { InitProcessEnabled: false } }] });
    expect(warningIds(stack)).toEqual([]);
  });

  test('does not keep the service from being ready', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), initProcess: false } });
    const [{ verdict, findings, unknowns }] = ReadinessReport.ofStack(stack).services;
    expect([verdict, unknowns, findings]).toEqual(['ready', [], []]);
  });
});

describe('the init process', () => {
  test('says in its warning how to leave it out on purpose', () => {
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), linuxParameters: parameters(stack, false) } });
    expect(warningText(stack, 'exec-ready:noInitProcess')).toContain('or set initProcess to false if the image brings an init process of its own');
  });

  test('may be had where nobody is to exec', () => {
    const stack = newStack();
    newService(stack).addContainer('Sidecar', { image: privateImage(stack), execTarget: false, initProcess: true });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.anyValue(), Match.objectLike({ Name: 'Sidecar', LinuxParameters: { InitProcessEnabled: true } })],
    });
  });

  test.each([true, false])('fails when initProcess is %s and the Linux parameters say the opposite', (initProcess) => {
    const stack = newStack();
    const linuxParameters = parameters(stack, !initProcess);
    expect(() => newService(stack, { container: { image: privateImage(stack), initProcess, linuxParameters } }))
      .toThrow(`Stack/Api: the container "app" has initProcess ${initProcess} and initProcessEnabled ${!initProcess} in its linuxParameters; leave one of them out`);
  });

  test('fails when it is asked for on Windows, and may be denied there', () => {
    const stack = newStack();
    expect(() => newService(stack, { ...WINDOWS, container: { image: privateImage(stack), initProcess: true } }))
      .toThrow('the container "app" has initProcess true, and Windows has no init process; leave it out');
    expect(() => newService(stack, { ...WINDOWS, container: { image: privateImage(stack), initProcess: false } }, 'Other')).not.toThrow();
  });
});

describe('a container of Windows', () => {
  test('fails when it has Linux parameters', () => {
    const stack = newStack();
    expect(() => newService(stack, { ...WINDOWS, container: { image: privateImage(stack), linuxParameters: parameters(stack) } }))
      .toThrow('Stack/Api: the container "app" has linuxParameters, which there are not on Windows; leave them out');
  });

  test('fails when others gave it Linux parameters', () => {
    const stack = newStack();
    newService(stack, WINDOWS).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), linuxParameters: parameters(stack) });
    expect(() => Template.fromStack(stack)).toThrow('the container "Sidecar" has linuxParameters, which there are not on Windows');
  });

  test.each(['windows/nanoserver:ltsc2022', 'dotnet-runtime:8.0-nanoserver-ltsc2022', 'team/NanoServer:v1', 'team/nano-server:v1'])('fails with the image %s', (name) => {
    const stack = newStack();
    const image = ecs.ContainerImage.fromRegistry(`111122223333.dkr.ecr.eu-west-1.amazonaws.com/${name.toLowerCase()}`);
    expect(() => newService(stack, { ...WINDOWS, container: { image } })).toThrow(`/${name.toLowerCase()}", and ECS Exec does not work in Nano Server; `
      + 'make the image from Windows Server Core, or set execTarget to false');
  });

  test('may be made from Nano Server where nobody is to exec, and from Server Core everywhere', () => {
    const stack = newStack();
    const image = (name: string) => ecs.ContainerImage.fromRegistry(`111122223333.dkr.ecr.eu-west-1.amazonaws.com/${name}`);
    const service = newService(stack, { ...WINDOWS, container: { image: image('servercore:ltsc2022') } });
    service.addContainer('Sidecar', { image: image('nanoserver:ltsc2022'), execTarget: false });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});
