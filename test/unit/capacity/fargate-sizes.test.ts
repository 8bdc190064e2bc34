import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { fargateSizes } from '../../../src/capacity/private/fargate-sizes';
import { newService, newStack } from '../_helpers/apps';

const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };

/** Typed by hand from https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html, in GiB. */
const DOCUMENTED: readonly [cpu: number, gibibytes: readonly number[], windows: boolean][] = [
  [256, [0.5, 1, 2], false],
  [512, [1, 2, 3, 4], false],
  [1024, [2, 3, 4, 5, 6, 7, 8], true],
  [2048, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], true],
  [4096, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30], true],
  [8192, [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60], false],
  [16384, [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120], false],
];

const all = (windows: boolean) => DOCUMENTED.filter(([, , forWindows]) => forWindows || !windows)
  .flatMap(([cpu, memories]) => memories.map((memory) => ({ cpu, memoryLimitMiB: memory * 1024 })));

function sizeOf(props: Parameters<typeof newService>[1]): unknown[] {
  const stack = newStack();
  newService(stack, props);
  const [{ Properties: { Cpu, Memory } }] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  return [Cpu, Memory];
}

describe('the sizes of tasks', () => {
  test.each([false, true])('are those that AWS documents, the smallest first (Windows: %s)', (windows) => {
    expect(fargateSizes(windows)).toEqual(all(windows));
  });

  test.each<[string, Parameters<typeof newService>[1], string[]]>([
    ['nothing', {}, ['256', '512']],
    ['512 CPU units', { cpu: 512 }, ['512', '1024']],
    ['4 GiB', { memoryLimitMiB: 4096 }, ['512', '4096']],
    ['512 MiB', { memoryLimitMiB: 512 }, ['256', '512']],
    ['both', { cpu: 16384, memoryLimitMiB: 122880 }, ['16384', '122880']],
    ['Windows', { runtimePlatform: WINDOWS }, ['1024', '2048']],
    ['16 GiB of Windows', { runtimePlatform: WINDOWS, memoryLimitMiB: 16384 }, ['2048', '16384']],
  ])('have the least that goes with it when a service asks for %s', (_, props, size) => {
    expect(sizeOf(props)).toEqual(size);
  });

  test('are left alone when they are known at deployment only', () => {
    const stack = newStack();
    const memoryLimitMiB = new CfnParameter(stack, 'Memory', { type: 'Number' }).valueAsNumber;
    newService(stack, { cpu: 1024, memoryLimitMiB });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: { Ref: 'Memory' } });
  });

  test.each<[string, Parameters<typeof newService>[1], string]>([
    ['has that much CPU', { cpu: 300 },
      'Stack/Api: there are no tasks with cpu 300 on AWS Fargate; cpu may be 256, 512, 1024, 2048, 4096, 8192 or 16384; '
      + 'the nearest size is cpu 512 and memoryLimitMiB 1024'],
    ['has that little memory', { cpu: 512, memoryLimitMiB: 512 },
      'Stack/Api: there are no tasks with cpu 512 and memoryLimitMiB 512 on AWS Fargate; with cpu 512, memoryLimitMiB may be 1024 to 4096 in steps of 1024; '
      + 'the nearest size is cpu 512 and memoryLimitMiB 1024'],
    ['has an amount between two', { cpu: 256, memoryLimitMiB: 700 },
      'with cpu 256, memoryLimitMiB may be 512, 1024 or 2048; the nearest size is cpu 256 and memoryLimitMiB 1024'],
    ['has that much memory for its CPU', { cpu: 256, memoryLimitMiB: 4096 }, 'the nearest size is cpu 512 and memoryLimitMiB 4096'],
    ['is as large', { cpu: 16384, memoryLimitMiB: 200000 }, 'the nearest size is cpu 16384 and memoryLimitMiB 122880'],
    ['has no CPU', { cpu: 0 }, 'there are no tasks with cpu 0 on AWS Fargate'],
    ['has less than a whole vCPU on Windows', { cpu: 512, memoryLimitMiB: 1024, runtimePlatform: WINDOWS },
      'there are no tasks of Windows with cpu 512 and memoryLimitMiB 1024 on AWS Fargate; cpu may be 1024, 2048 or 4096; '
      + 'the nearest size is cpu 1024 and memoryLimitMiB 2048'],
    ['has 8 vCPU on Windows', { cpu: 8192, runtimePlatform: WINDOWS }, 'cpu may be 1024, 2048 or 4096; the nearest size is cpu 4096 and memoryLimitMiB 30720'],
    ['has 1 GiB with 1 vCPU on Windows', { cpu: 1024, memoryLimitMiB: 1024, runtimePlatform: WINDOWS }, 'memoryLimitMiB may be 2048 to 8192 in steps of 1024'],
  ])('fail when none %s', (_, props, message) => {
    expect(() => newService(newStack(), props)).toThrow(message);
  });
});

describe('the ephemeral storage', () => {
  test.each([21, 200])('may be of %s GiB', (ephemeralStorageGiB) => {
    const stack = newStack();
    newService(stack, { ephemeralStorageGiB });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { EphemeralStorage: { SizeInGiB: ephemeralStorageGiB } });
  });

  test.each([0, 20, 201, 21.5])('fails when it is of %s GiB', (ephemeralStorageGiB) => {
    expect(() => newService(newStack(), { ephemeralStorageGiB }))
      .toThrow(`Stack/Api: ephemeralStorageGiB ${ephemeralStorageGiB} is not an integer from 21 to 200; choose one that is, or leave it out`);
  });
});
