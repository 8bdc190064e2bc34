import { publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { FargateSize } from '../../../../src/readiness/private/rules/fargate-size';

const sized = (Cpu: unknown, Memory: unknown, declared?: object, more: object = {}) =>
  saysOf(FargateSize, { task: { Cpu, Memory, ...more }, parameters: declared });
const allowed = (...AllowedValues: unknown[]) => ({ Type: 'String', AllowedValues });

describe('FargateSize', () => {
  test('is silent about the templates that are ready', () => {
    expect(saysOfReady(FargateSize)).toEqual([]);
  });

  test.each([
    [256, 512], ['256', '2048'], [512, 1024], ['512', '4096'], [1024, 2048], ['1024', '8192'], ['2048', '16384'], ['4096', '30720'],
    ['8192', '61440'], ['16384', '32768'], ['16384', '122880'],
    ['.25 vCPU', '0.5GB'], ['.5 vCPU', '1 GB'], ['0.5vCPU', '1GB'], ['1 vcpu', '3 gb'], ['16 vCPU', '120 GB'],
  ])('is silent about %j with %j', (cpu, memory) => {
    expect(sized(cpu, memory)).toEqual([]);
  });

  test.each([
    [512, 512], ['256', '4096'], ['1024', '1024'], ['1024', '9216'], ['512', '1500'], ['4096', '31744'], ['8192', '18432'], ['16384', '36864'], ['.25 vCPU', '3GB'],
  ])('is broken by %j with %j', (cpu, memory) => {
    expect(sized(cpu, memory)).toEqual(['error Task.Memory']);
  });

  test.each([[128, 512], ['300', '512'], ['32768', '65536'], ['3 vCPU', '8GB']])('is broken by %j of CPU', (cpu, memory) => {
    expect(sized(cpu, memory)).toEqual(['error Task.Cpu']);
  });

  test('is broken when one is absent', () => {
    expect(sized(undefined, '512')).toEqual(['error Task.Cpu']);
    expect(sized('256', undefined)).toEqual(['error Task.Memory']);
    expect(sized(undefined, undefined)).toEqual(['error Task.Cpu', 'error Task.Memory']);
  });

  test('does not know amounts that AWS does not document', () => {
    expect(sized('256', '512MB')).toEqual(['unknown Task.Memory']);
    expect(sized('quarter', '512')).toEqual(['unknown Task.Cpu']);
  });

  test('has fewer sizes for Windows', () => {
    expect(sized('512', '1024', undefined, WINDOWS)).toEqual(['error Task.Cpu']);
    expect(sized('8192', '16384', undefined, WINDOWS)).toEqual(['error Task.Cpu']);
    expect(sized('1024', '2048', undefined, WINDOWS)).toEqual([]);
    const either = { RuntimePlatform: { OperatingSystemFamily: ref('System') } };
    expect(sized('512', '1024', parameters('System'), either)).toEqual(['unknown Task.RuntimePlatform.OperatingSystemFamily']);
    expect(sized('1024', '2048', parameters('System'), either)).toEqual([]);
  });

  test('takes it that a parameter is passed a value that fits, if there is one', () => {
    expect(sized('512', ref('Memory'), parameters('Memory'))).toEqual([]);
    expect(sized(ref('Cpu'), ref('Memory'), parameters('Cpu', 'Memory'))).toEqual([]);
    expect(sized(ref('Cpu'), '512', parameters('Cpu'))).toEqual([]);
    expect(sized(ref('Cpu'), '513', parameters('Cpu'))).toEqual(['error Task.Memory']);
    expect(sized('300', ref('Memory'), parameters('Memory'))).toEqual(['error Task.Cpu']);
    expect(sized(ref('Cpu'), '512', parameters('Cpu'), WINDOWS)).toEqual(['error Task.Memory']);
    expect(sized(ref('Cpu'), '512', { Cpu: allowed(256, 512) })).toEqual([]);
    expect(sized({ 'Fn::Sub': '${Cpu}0' }, '512', parameters('Cpu'))).toEqual(['unknown Task.Cpu']);
  });

  test('tries everything that a parameter may be', () => {
    expect(sized(ref('Cpu'), '1024', { Cpu: allowed(256, 512) })).toEqual([]);
    expect(sized(ref('Cpu'), '512', { Cpu: allowed(512, 1024) })).toEqual(['error Task.Memory']);
    expect(sized(ref('Cpu'), '513', { Cpu: allowed(256, 512) })).toEqual(['error Task.Memory']);
    expect(sized(ref('Cpu'), '512', { Cpu: { Type: 'Number', Default: 512 } })).toEqual(['error Task.Memory']);
    expect(sized(ref('Cpu'), '512', { Cpu: allowed(...Array.from({ length: 65 }, (_, index) => index)) })).toEqual(['unknown Task.Cpu']);
  });

  test('looks at a task on instances only when it is to suit Fargate, too', () => {
    const onInstances = (RequiresCompatibilities: string[]) =>
      saysOf(FargateSize, { make: publicInstances, task: { Cpu: '300', RequiresCompatibilities } });
    expect(onInstances(['EC2'])).toEqual([]);
    expect(onInstances(['EC2', 'FARGATE'])).toEqual(['error Task.Cpu']);
  });
});
