import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ExecContainerOptions } from '../../../src';
import { EcsHostImage, ExecCapacity, ReadinessReport } from '../../../src';
import { ENV, newApp, newService, newStack, privateImage } from '../_helpers/apps';
import { warningIds } from '../_helpers/warnings';
import { powershellReader, type Commands } from '../capacity/_powershell';

const { AWS_VPC, NAT } = ecs.NetworkMode;
const ROUTE = ['New-NetRoute', '-DestinationPrefix', '169.254.170.2/32'];

interface Container {
  readonly EntryPoint?: string[];
  readonly Command?: string[];
}

function serviceOn(stack: Stack, container: Partial<ExecContainerOptions>, networkMode = NAT) {
  const capacity = ExecCapacity.ec2({ image: EcsHostImage.windowsServer2022Core() });
  return newService(stack, { networkMode, capacity, container: { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512, ...container } });
}

function containersOf(stack: Stack): Container[] {
  const [definition] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition')) as { Properties: { ContainerDefinitions: Container[] } }[];
  return definition.Properties.ContainerDefinitions;
}

describe('a container on Windows behind the NAT of its instance', () => {
  let read: (script: string) => Commands;

  beforeAll(async () => {
    read = await powershellReader();
  });

  test('makes the route to the credentials of its role before it starts', () => {
    const stack = newStack();
    serviceOn(stack, { entryPoint: ['C:\\ServiceMonitor.exe'], command: ['w3svc', "it's"] });
    const [{ EntryPoint, Command }] = containersOf(stack);
    expect(EntryPoint).toEqual(['powershell.exe', '-NoLogo', '-NoProfile', '-Command']);
    expect(Command).toHaveLength(1);
    const commands = read(Command![0]);
    expect(commands.map((words) => words.slice(0, 3))).toContainEqual(ROUTE);
    expect(Command![0]).toMatch(/ \| Out-Null; & 'C:\\ServiceMonitor\.exe' 'w3svc' 'it''s'; exit \$LASTEXITCODE$/);
  });

  test('is left alone when nobody is to exec into it, and with an interface of its own', () => {
    const apart = newStack();
    serviceOn(apart, { command: ['app.exe'] }).addContainer('helper', { image: privateImage(apart), execTarget: false, cpu: 128, memoryLimitMiB: 128, command: ['helper.exe'] });
    expect(containersOf(apart)[1].Command).toEqual(['helper.exe']);
    const own = newStack();
    serviceOn(own, { command: ['app.exe'] }, AWS_VPC);
    expect(containersOf(own)[0]).toMatchObject({ Command: ['app.exe'] });
    expect(containersOf(own)[0].EntryPoint).toBeUndefined();
  });

  test('must be given its command, since that of the image is not known', () => {
    expect(() => serviceOn(newStack(), {})).toThrow('Stack/Api: the container "app" has neither entryPoint nor command, and with networkMode "nat" on Windows it must make a route');
  });

  test('cannot have the port on which credentials are handed out', () => {
    expect(() => serviceOn(newStack(), { command: ['app.exe'], portMappings: [{ containerPort: 8080, hostPort: 80 }] })).toThrow('the container "app" has hostPort 80, on which Windows instances hand out');
  });

  test('is warned about when others add it', () => {
    const stack = newStack();
    serviceOn(stack, { command: ['app.exe'] }).taskDefinition.addContainer('Other', { image: privateImage(stack), cpu: 128, memoryLimitMiB: 128 });
    Template.fromStack(stack);
    expect(warningIds(stack)).toEqual(['exec-ready:noCredentialRoute']);
  });

  test('is ready', () => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    serviceOn(stack, { command: ['app.exe'] });
    const { ready, findings } = ReadinessReport.ofStack(stack);
    expect(findings.map(({ rule, cause }) => `${rule}: ${cause}`)).toEqual([]);
    expect(ready).toBe(true);
  });
});
