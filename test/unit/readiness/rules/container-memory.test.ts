import { says } from './_judge';
import { publicInstances, ref } from './_ready';
import { batchJob, CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { ContainerMemory } from '../../../../src/readiness/private/rules/container-memory';

const memory = (Memory: unknown) => saysOf(ContainerMemory, { make: publicInstances, container: { Memory }, parameters: parameters('Size') });

describe('ContainerMemory', () => {
  test('is silent without a limit', () => {
    expect(saysOfReady(ContainerMemory)).toEqual([]);
  });

  test('warns of a limit that Docker does not take', () => {
    expect([memory(5), memory('4')]).toEqual([[`warning ${CONTAINER}.Memory`], [`warning ${CONTAINER}.Memory`]]);
    expect([memory(6), memory(512), memory(ref('Size'))]).toEqual([[], [], []]);
  });

  test('looks at every container', () => {
    expect(saysOf(ContainerMemory, { others: [{ Name: 'second', Image: 'a', Essential: false, Memory: 4 }] })).toEqual(['warning Task.ContainerDefinitions.1.Memory']);
    expect(says(ContainerMemory, batchJob({ Memory: 4 }))).toEqual(['warning Service.ContainerProperties.Memory']);
  });
});
