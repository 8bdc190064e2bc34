import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity, ExecHeadroom, ExecReadyCluster } from '../../../src';
import { ExternalInstances } from '../../../src/capacity/external-instances';
import { newService, newStack, privateImage } from '../_helpers/apps';

const KINDS: [string, () => ExecCapacity][] = [['Managed Instances', () => ExecCapacity.managedInstances()], ['external instances', () => ExecCapacity.external()]];

interface Task { readonly Cpu?: unknown; readonly Memory?: unknown }

function taskIn(template: Template): Task {
  const [{ Properties }] = Object.values(template.findResources('AWS::ECS::TaskDefinition')) as { Properties: Task }[];
  return Properties;
}

describe.each(KINDS)('the memory of a task on %s that nobody chose', (_, capacity) => {
  test('is what its containers ask for', () => {
    const stack = newStack();
    const service = newService(stack, { capacity: capacity(), container: { image: privateImage(stack), memoryLimitMiB: 1024 } });
    service.taskDefinition.addContainer('Sidecar', { image: privateImage(stack), memoryReservationMiB: 256 });
    expect(taskIn(Template.fromStack(stack)).Memory).toBe('1280');
  });

  test('has something for those that ask for nothing', () => {
    const stack = newStack();
    newService(stack, { capacity: capacity(), container: { image: privateImage(stack), memoryLimitMiB: 1024 } })
      .taskDefinition.addContainer('Sidecar', { image: privateImage(stack) });
    expect(taskIn(Template.fromStack(stack)).Memory).toBe('1536');
  });
});

test.each(KINDS)('CPU and memory of a task on %s may be known at deployment only', (_, capacity) => {
  const stack = newStack();
  const parameter = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  newService(stack, { capacity: capacity(), cpu: parameter('Cpu'), memoryLimitMiB: parameter('Memory') });
  expect(taskIn(Template.fromStack(stack))).toMatchObject({ Cpu: { Ref: 'Cpu' }, Memory: { Ref: 'Memory' } });
});

test('headroom is added to what the containers ask for', () => {
  const memoryWith = (headroom?: ExecHeadroom) => {
    const stack = newStack();
    newService(stack, { capacity: ExecCapacity.managedInstances(), headroom, container: { image: privateImage(stack), memoryLimitMiB: 1024 } });
    return Number(taskIn(Template.fromStack(stack)).Memory);
  };
  expect(memoryWith(ExecHeadroom.standard())).toBeGreaterThan(memoryWith());
  expect(memoryWith()).toBe(1024);
});

test('the proxy of external machines is that of the containers, wherever the machines were described', () => {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster');
  ExternalInstances.of(cluster, { agent: { proxy: { url: 'proxy.example.com:3128' } } });
  newService(stack, { cluster, capacity: ExecCapacity.external(), networkMode: ecs.NetworkMode.HOST });
  expect(JSON.stringify(taskIn(Template.fromStack(stack)))).toContain('{"Name":"HTTP_PROXY","Value":"http://proxy.example.com:3128"}');
});

test('a cluster has Managed Instances of one name once', () => {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster');
  newService(stack, { cluster, capacity: ExecCapacity.managedInstances() });
  expect(() => newService(stack, { cluster, capacity: ExecCapacity.managedInstances() }, 'Other'))
    .toThrow('has something with the name "ManagedInstances" already; give all services the same ExecCapacity.managedInstances(), or the capacity another name');
  expect(() => newService(stack, { cluster, capacity: ExecCapacity.managedInstances({ name: 'More' }) }, 'Third')).not.toThrow();
});
