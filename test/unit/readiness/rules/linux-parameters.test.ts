import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { LinuxParameters } from '../../../../src/readiness/private/rules/linux-parameters';

const PLACE = `${CONTAINER}.LinuxParameters`;
const onInstances = (Parameters: unknown) => saysOf(LinuxParameters, {
  make: publicInstances, task: WINDOWS, container: { LinuxParameters: Parameters }, parameters: parameters('Init'),
});
const onFargate = (Parameters: unknown) => saysOf(LinuxParameters, { task: WINDOWS, container: { LinuxParameters: Parameters }, parameters: parameters('Init') });

describe('LinuxParameters', () => {
  test('is silent on Linux', () => {
    expect(saysOfReady(LinuxParameters)).toEqual([]);
  });

  test('does not know what becomes of an init process on instances with Windows', () => {
    expect(onInstances({ InitProcessEnabled: true })).toEqual([`unknown ${PLACE}.InitProcessEnabled`]);
  });

  test.each([
    ['there are none', undefined],
    ['there is no init process', { InitProcessEnabled: false }],
    ['a parameter decides', { InitProcessEnabled: ref('Init') }],
  ])('is silent on instances with Windows when %s', (_, Parameters) => {
    expect(onInstances(Parameters)).toEqual([]);
  });

  test.each([
    { InitProcessEnabled: true },
    { InitProcessEnabled: 'true' },
    { MaxSwap: 0 },
    { Capabilities: { Drop: ['ALL'] } },
    { Devices: [{ HostPath: '/dev/fuse' }] },
    { InitProcessEnabled: false, SharedMemorySize: 64 },
  ])('is broken by %j on Fargate with Windows', (Parameters) => {
    expect(onFargate(Parameters)).toEqual([`error ${PLACE}`]);
  });

  test.each([
    { InitProcessEnabled: false },
    { Devices: [] },
    { Capabilities: {} },
    { InitProcessEnabled: ref('Init') },
    { InitProcessEnabled: { 'Fn::If': ['Any', true, ref('AWS::NoValue')] } },
    ref('Init'),
  ])('does not know what becomes of %j on Fargate with Windows', (Parameters) => {
    expect(onFargate(Parameters)).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know whether Fargate runs Windows when a parameter decides', () => {
    const undecided = (make?: typeof publicInstances) => saysOf(LinuxParameters, { make, task: { RuntimePlatform: { OperatingSystemFamily: ref('Os') } }, parameters: parameters('Os') });
    expect([undecided(), undecided(publicInstances)]).toEqual([[`unknown ${PLACE}`], []]);
  });

  test('is silent on Fargate with Windows when there are none', () => {
    expect([onFargate(undefined), onFargate({})]).toEqual([[], []]);
  });
});
