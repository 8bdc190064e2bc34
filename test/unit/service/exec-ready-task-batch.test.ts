import { Template } from 'aws-cdk-lib/assertions';
import * as batch from 'aws-cdk-lib/aws-batch';
import { newTask } from './_tasks';
import type { ExecContainerOptions, ExecReadyTaskProps } from '../../../src';
import { ExecCapacity } from '../../../src';
import type { BatchTaskOptions } from '../../../src/service/task-target-options';
import { newStack, privateImage } from '../_helpers/apps';

function jobOf(container: Partial<ExecContainerOptions> = {}, props: Partial<ExecReadyTaskProps> = {}, options?: BatchTaskOptions): any {
  const stack = newStack();
  const task = newTask(stack, { ...props, container: { image: privateImage(stack), ...container } });
  new batch.EcsJobDefinition(stack, 'Job', { container: task.toBatchContainer('JobContainer', options) });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Batch::JobDefinition'));
  return Properties.ContainerProperties;
}

test('a job has no init process beside that of its image', () => {
  expect(jobOf({ initProcess: false }).LinuxParameters).toBeUndefined();
});

test('a job whose container has an entry point needs a command', () => {
  expect(() => jobOf({ entryPoint: ['/run'], command: ['all'] })).toThrow(
    'Stack/Report: the container "app" has an entryPoint, and a container of AWS Batch has that of its image alone; pass the command of the job, or put the entry point into the image');
  expect(jobOf({ entryPoint: ['/run'] }, {}, { command: ['/run', 'all'] }).Command).toEqual(['/run', 'all']);
});

test.each([[256, '1'], [1024, '1'], [1536, '2']])('a job on instances has whole vCPUs: %d units are %s', (cpu, Value) => {
  const capacity = ExecCapacity.ec2({ minCapacity: 1 });
  expect(jobOf({}, { capacity, cpu, memoryLimitMiB: 512 }).ResourceRequirements).toContainEqual({ Type: 'VCPU', Value });
});

test('a job on Fargate has parts of a vCPU', () => {
  expect(jobOf({}, { cpu: 256, memoryLimitMiB: 512 }).ResourceRequirements).toContainEqual({ Type: 'VCPU', Value: '0.25' });
});
