import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { TaskNetworking } from '../../../../src/readiness/private/rules/task-networking';

const MODE = 'Task.NetworkMode';
const mode = (NetworkMode: unknown, more: object = {}) => saysOf(TaskNetworking, { task: { NetworkMode }, ...more });
const onInstances = { make: publicInstances };

describe('TaskNetworking', () => {
  test('is silent in every mode with a network', () => {
    expect(saysOfReady(TaskNetworking)).toEqual([]);
    expect(['awsvpc', 'bridge', 'host', undefined].map((each) => mode(each, onInstances))).toEqual([[], [], [], []]);
  });

  test('is broken without any network', () => {
    expect(mode('none', onInstances)).toEqual([`error ${MODE}`]);
    expect(mode('none', { service: { LaunchType: ref('Type') }, task: { NetworkMode: 'none', RequiresCompatibilities: undefined }, parameters: parameters('Type') })).toEqual([`error ${MODE}`]);
  });

  test('leaves modes that Fargate does not have to others', () => {
    expect([mode('bridge'), mode('none'), mode(undefined)]).toEqual([[], [], []]);
    expect(mode('none', { ...onInstances, task: { NetworkMode: 'none', RequiresCompatibilities: ['EC2', 'FARGATE'] } })).toEqual([]);
  });

  test('leaves unsaid what a parameter decides', () => {
    expect(mode(ref('Mode'), { ...onInstances, parameters: parameters('Mode') })).toEqual([]);
  });

  test('looks at each container, whatever the mode', () => {
    const disabled = (DisableNetworking: unknown, task: object = {}) => saysOf(TaskNetworking, { ...onInstances, container: { DisableNetworking }, task, parameters: parameters('Off', 'Mode') });
    expect(disabled(true)).toEqual([`error ${CONTAINER}.DisableNetworking`]);
    expect(disabled('true', { NetworkMode: undefined })).toEqual([`error ${CONTAINER}.DisableNetworking`]);
    for (const NetworkMode of ['awsvpc', 'host', 'bridge', ref('Mode')]) {
      expect(disabled(true, { NetworkMode })).toEqual([`error ${CONTAINER}.DisableNetworking`]);
    }
    expect(disabled(true, { NetworkMode: 'none' })).toEqual([`error ${MODE}`]);
    expect(disabled(true, { NetworkMode: undefined, ...WINDOWS })).toEqual([`error ${CONTAINER}.DisableNetworking`]);
    expect([disabled(false), disabled(undefined)]).toEqual([[], []]);
    expect(disabled(ref('Off'))).toEqual([`unknown ${CONTAINER}.DisableNetworking`]);
  });

  test('only mentions a companion without a network', () => {
    expect(saysOf(TaskNetworking, { ...onInstances, others: [{ Name: 'helper', Image: 'a', Essential: false, DisableNetworking: true }] }))
      .toEqual(['info Task.ContainerDefinitions.1.DisableNetworking']);
  });
});
