import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { ContainerSizes } from '../../../../src/readiness/private/rules/container-sizes';

const other = (properties: object) => ({ Name: 'other', Image: 'public.ecr.aws/a/b:1', ...properties });
const containers = (first: object, second: object, more: object = {}) =>
  saysOf(ContainerSizes, { container: first, others: [other(second)], ...more });
const onInstances = (task: object, container: object = {}, declared?: object) =>
  saysOf(ContainerSizes, { make: publicInstances, task, container, parameters: declared });

describe('ContainerSizes', () => {
  test('is silent when the containers fit', () => {
    expect(saysOfReady(ContainerSizes)).toEqual([]);
    expect(containers({ Cpu: 128, Memory: 256 }, { Cpu: 128, MemoryReservation: 256, Memory: 512 })).toEqual([]);
  });

  test('is broken by more CPU than the task has', () => {
    expect(containers({ Cpu: 200 }, { Cpu: '100' })).toEqual(['error Task.Cpu']);
    expect(containers({ Cpu: 200 }, { Cpu: ref('Cpu') }, { parameters: parameters('Cpu') })).toEqual([]);
    expect(containers({ Cpu: 200 }, { Cpu: 100 }, { task: { Cpu: ref('Cpu') }, parameters: { Cpu: { Type: 'String', AllowedValues: ['256', '512'] } } })).toEqual([]);
  });

  test('is broken by a container with more memory than the task', () => {
    expect(saysOf(ContainerSizes, { container: { Memory: 513 } })).toEqual([`error ${CONTAINER}.Memory`]);
    expect(saysOf(ContainerSizes, { container: { Memory: 2048 }, task: { Memory: '2 GB' } })).toEqual([]);
  });

  test('is broken when the containers reserve more memory than the task has', () => {
    expect(containers({ MemoryReservation: 300 }, { MemoryReservation: 300 })).toEqual(['error Task.Memory']);
  });

  test('does not know whether AWS adds up the limits', () => {
    expect(containers({ Memory: 300 }, { Memory: 300 })).toEqual(['unknown Task.Memory']);
    expect(containers({ Memory: 300, MemoryReservation: 200 }, { Memory: 300 })).toEqual([]);
  });

  test('is broken by a reservation above the limit', () => {
    expect(saysOf(ContainerSizes, { container: { Memory: 128, MemoryReservation: 256 } })).toEqual([`error ${CONTAINER}.MemoryReservation`]);
    expect(saysOf(ContainerSizes, { container: { Memory: 256, MemoryReservation: 256 } })).toEqual([]);
  });

  test('is broken on instances when there is no memory at all', () => {
    expect(onInstances({ Memory: undefined })).toEqual([`error ${CONTAINER}`]);
    expect(onInstances({ Memory: undefined }, { MemoryReservation: 64 })).toEqual([]);
    expect(onInstances({ Memory: ref('Memory') }, {}, parameters('Memory'))).toEqual([]);
    expect(saysOf(ContainerSizes, { task: { Memory: undefined } })).toEqual([]);
  });

  test('is broken on instances by CPU that no task may have', () => {
    expect(onInstances({ Cpu: '64' })).toEqual(['error Task.Cpu']);
    expect(onInstances({ Cpu: '193 vCPU' })).toEqual(['error Task.Cpu']);
    expect(onInstances({ Cpu: '128' })).toEqual([]);
    expect(onInstances({ Cpu: undefined })).toEqual([]);
    expect(onInstances({ Cpu: ref('Cpu') }, {}, { Cpu: { Type: 'String', AllowedValues: ['64', '128'] } })).toEqual([]);
  });

  test('knows that the size of a task is ignored for Windows on instances', () => {
    expect(onInstances({ ...WINDOWS }, { Cpu: 512, Memory: 1024 })).toEqual([]);
    expect(saysOf(ContainerSizes, { task: { ...WINDOWS, Cpu: '1024', Memory: '2048' }, container: { Memory: 4096 } })).toEqual([`error ${CONTAINER}.Memory`]);
  });
});
