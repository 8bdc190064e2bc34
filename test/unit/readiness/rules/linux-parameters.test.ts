import { ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { LinuxParameters } from '../../../../src/readiness/private/rules/linux-parameters';

describe('LinuxParameters', () => {
  test('is silent on Linux', () => {
    expect(saysOfReady(LinuxParameters)).toEqual([]);
  });

  test('does not know what becomes of an init process on Windows', () => {
    expect(saysOf(LinuxParameters, { task: WINDOWS })).toEqual([`unknown ${CONTAINER}.LinuxParameters.InitProcessEnabled`]);
  });

  test.each([
    ['there are none', undefined],
    ['there is no init process', { InitProcessEnabled: false }],
    ['a parameter decides', { InitProcessEnabled: ref('Init') }],
  ])('is silent on Windows when %s', (_, Parameters) => {
    expect(saysOf(LinuxParameters, { task: WINDOWS, container: { LinuxParameters: Parameters }, parameters: parameters('Init') })).toEqual([]);
  });
});
