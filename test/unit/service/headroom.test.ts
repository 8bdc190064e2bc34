import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecCapacity } from '../../../src';
import { ReadinessReport } from '../../../src/readiness/readiness-report';
import { ExecHeadroom } from '../../../src/service/exec-headroom';
import { newService, newStack, privateImage } from '../_helpers/apps';

const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
const STANDARD = ExecHeadroom.standard();

function definitionOf(props: Partial<ExecReadyServiceProps>): Record<string, any> {
  const stack = newStack();
  newService(stack, props);
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  return Properties;
}

function sizeOf(props: Partial<ExecReadyServiceProps>): unknown[] {
  const { Cpu, Memory } = definitionOf(props);
  return [Cpu, Memory];
}

describe('headroom', () => {
  test('is what the user asks for, in CPU units and MiB', () => {
    const { cpu, memoryMiB } = ExecHeadroom.of({ cpu: 10, memoryMiB: 20 });
    expect([cpu, memoryMiB]).toEqual([10, 20]);
    expect([STANDARD.cpu, STANDARD.memoryMiB]).toEqual([64, 128]);
    expect(ExecHeadroom.of({})).toMatchObject({ cpu: 0, memoryMiB: 0 });
  });

  test.each([{ cpu: -1 }, { cpu: 1.5 }, { memoryMiB: -128 }, { memoryMiB: NaN }])('fails when it is of %j', (options) => {
    const [[name, amount]] = Object.entries(options);
    expect(() => ExecHeadroom.of(options)).toThrow(`ExecHeadroom: ${name} ${amount} is not an integer of 0 or more; choose one that is`);
  });

  test('is nothing where nobody asks for it', () => {
    expect(sizeOf({})).toEqual(['256', '512']);
    expect(sizeOf({ headroom: undefined })).toEqual(['256', '512']);
  });
});

describe('headroom on Fargate', () => {
  test.each<[string, Partial<ExecReadyServiceProps>, string[]]>([
    ['the standard room', { headroom: STANDARD }, ['512', '1024']],
    ['the standard room in a large task', { cpu: 1024, memoryLimitMiB: 2048, headroom: STANDARD }, ['2048', '4096']],
    ['memory alone', { headroom: ExecHeadroom.of({ memoryMiB: 128 }) }, ['256', '1024']],
    ['memory beyond what goes with the CPU', { memoryLimitMiB: 2048, headroom: ExecHeadroom.of({ memoryMiB: 128 }) }, ['512', '3072']],
    ['CPU alone', { cpu: 512, memoryLimitMiB: 2048, headroom: ExecHeadroom.of({ cpu: 1 }) }, ['1024', '2048']],
    ['memory between two steps', { cpu: 8192, memoryLimitMiB: 16384, headroom: ExecHeadroom.of({ memoryMiB: 1 }) }, ['8192', '20480']],
    ['what a size has room for', { cpu: 300, memoryLimitMiB: 700, headroom: ExecHeadroom.of({ cpu: 212, memoryMiB: 324 }) }, ['512', '1024']],
    ['no room, which takes the next size', { cpu: 300, memoryLimitMiB: 700, headroom: ExecHeadroom.of({}) }, ['512', '1024']],
    ['Windows', { runtimePlatform: WINDOWS, headroom: STANDARD }, ['2048', '4096']],
    ['Fargate Spot', { capacity: ExecCapacity.fargateSpot(), headroom: STANDARD }, ['512', '1024']],
  ])('leads to the smallest size that is large enough: %s', (_, props, size) => {
    expect(sizeOf(props)).toEqual(size);
  });

  test.each<[string, Partial<ExecReadyServiceProps>, string]>([
    ['Linux', { cpu: 16384, memoryLimitMiB: 122880 },
      'Stack/Api: with headroom, a task needs cpu 16448 and memoryLimitMiB 123008, and the largest on AWS Fargate has cpu 16384 and memoryLimitMiB 122880; '
      + 'ask for less cpu, memoryLimitMiB or headroom'],
    ['Windows', { runtimePlatform: WINDOWS, cpu: 4096, memoryLimitMiB: 30720 }, 'the largest of Windows on AWS Fargate has cpu 4096 and memoryLimitMiB 30720'],
  ])('fails when no size of %s is large enough', (_, props, message) => {
    expect(() => newService(newStack(), { ...props, headroom: STANDARD })).toThrow(message);
  });

  test('fails when what it is added to is known at deployment only', () => {
    const stack = newStack();
    const memoryLimitMiB = new CfnParameter(stack, 'Memory', { type: 'Number' }).valueAsNumber;
    expect(() => newService(stack, { memoryLimitMiB, headroom: STANDARD }))
      .toThrow('Stack/Api: memoryLimitMiB is only known when the stack is deployed, so headroom cannot be added to it; give a number, or leave headroom out');
  });

  test('raises the limit of the container, within which the agent runs', () => {
    const stack = newStack();
    const container = { image: privateImage(stack), memoryLimitMiB: 512 };
    newService(stack, { container, headroom: STANDARD });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Memory: '1024', ContainerDefinitions: [{ Memory: 640 }] });
  });

  test('leaves a container alone that has no limit, that others added, or that nobody is to exec into', () => {
    const stack = newStack();
    const service = newService(stack, { headroom: STANDARD });
    service.addContainer('Sidecar', { image: privateImage(stack), memoryLimitMiB: 64 });
    newService(stack, { cluster: service.cluster, headroom: STANDARD, container: { image: privateImage(stack), memoryLimitMiB: 256, execTarget: false } }, 'Other');
    const definitions = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
    expect(definitions.map(({ Properties }) => Properties.ContainerDefinitions.map(({ Memory }: any) => Memory))).toEqual([[undefined, 64], [256]]);
  });

  test('leaves a service ready', () => {
    const stack = newStack();
    newService(stack, { headroom: STANDARD });
    const [{ verdict, findings, unknowns }] = ReadinessReport.ofStack(stack).services;
    expect([verdict, findings, unknowns]).toEqual(['ready', [], []]);
  });
});

describe('headroom on instances', () => {
  test('is added as it is, as any size will do', () => {
    expect(sizeOf({ capacity: ExecCapacity.ec2(), cpu: 300, memoryLimitMiB: 700, headroom: STANDARD })).toEqual(['364', '828']);
  });

  test('leaves the CPU units out where nobody chose them', () => {
    expect(sizeOf({ capacity: ExecCapacity.ec2(), memoryLimitMiB: 512, headroom: STANDARD })).toEqual([undefined, '640']);
  });
});
