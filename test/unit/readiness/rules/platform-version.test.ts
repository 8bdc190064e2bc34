import { says, judged } from './_judge';
import { publicInstances, ref } from './_ready';
import { batchJob, parameters, saysOf, saysOfReady, task, WINDOWS } from './_task';
import { PlatformVersion } from '../../../../src/readiness/private/rules/platform-version';

const PLACE = 'Service.PlatformVersion';
const version = (value: unknown, more: object = {}) => saysOf(PlatformVersion, { service: { PlatformVersion: value }, ...more });
const choice = (...AllowedValues: string[]) => ({ parameters: { V: { Type: 'String', AllowedValues } } });

describe('PlatformVersion', () => {
  test('is silent when nothing is said', () => {
    expect(saysOfReady(PlatformVersion)).toEqual([]);
  });

  test.each(['LATEST', '1.4.0', '1.4.1', '1.10.0', '2.0.0'])('is silent for %s on Linux', (each) => {
    expect(version(each)).toEqual([]);
  });

  test.each(['1.3.0', '1.0.0', '0.9.9'])('is broken by %s on Linux', (each) => {
    expect(version(each)).toEqual([`error ${PLACE}`]);
  });

  test('tells Linux from Windows', () => {
    expect(version('1.0.0', { task: WINDOWS })).toEqual([]);
    expect(version('0.9.0', { task: WINDOWS })).toEqual([`error ${PLACE}`]);
    expect(version('1.4.0', { task: WINDOWS })).toEqual([`error ${PLACE}`]);
    expect(version('1.4.1', { task: WINDOWS })).toEqual([`unknown ${PLACE}`]);
    expect(judged(task({ service: { PlatformVersion: '1.4.0' }, task: WINDOWS }), [PlatformVersion])[0].findings[0].cause)
      .toBe('platform version "1.4.0" is one of Linux, and the tasks run Windows, which has 1.0.0');
    const [{ findings: [linux] }] = judged(task({ service: { PlatformVersion: '1.3.0' } }), [PlatformVersion]);
    const [{ findings: [windows] }] = judged(task({ service: { PlatformVersion: '0.9.0' }, task: WINDOWS }), [PlatformVersion]);
    expect([linux.catalogue, windows.catalogue]).toEqual([['X-003'], ['X-004']]);
    expect(linux.cause).toBe('platform version "1.3.0" has no ECS Exec, which begins with 1.4.0 for Linux');
  });

  test('asks for a version that every operating system has when it is not known which', () => {
    const more = { task: { RuntimePlatform: { OperatingSystemFamily: ref('Os') } }, parameters: parameters('Os') };
    expect(version('LATEST', more)).toEqual([]);
    expect(version('1.0.0', more)).toEqual([`unknown ${PLACE}`]);
    expect(version('0.9.0', more)).toEqual([`error ${PLACE}`]);
  });

  test('does not know what a parameter decides, unless all that it may be is the same', () => {
    expect(version(ref('V'), { parameters: parameters('V') })).toEqual([`unknown ${PLACE}`]);
    expect(version(ref('V'), choice('1.2.0', '1.3.0'))).toEqual([`error ${PLACE}`]);
    expect(version(ref('V'), choice('1.3.0', '1.4.0'))).toEqual([`unknown ${PLACE}`]);
    expect(version(ref('V'), choice('LATEST', '1.4.0'))).toEqual([]);
  });

  test.each(['latest', '1.4', 'v1.4.0', ''])('does not know what AWS makes of %j', (each) => {
    expect(version(each)).toEqual([`unknown ${PLACE}`]);
  });

  test('concerns Fargate only', () => {
    expect(version('1.3.0', { make: publicInstances })).toEqual([]);
    expect(version('1.3.0', { service: { LaunchType: ref('Type'), PlatformVersion: '1.3.0' }, parameters: parameters('Type') })).toEqual([`unknown ${PLACE}`]);
  });

  test('leaves a task definition that is not at hand to others', () => {
    expect(saysOf(PlatformVersion, { service: { PlatformVersion: '1.3.0', TaskDefinition: 'other' } })).toEqual([]);
  });

  test('looks at jobs of AWS Batch', () => {
    const job = (value: string) => says(PlatformVersion, batchJob({ FargatePlatformConfiguration: { PlatformVersion: value } }, { PlatformCapabilities: ['FARGATE'] }));
    expect(job('1.3.0')).toEqual(['error Service.ContainerProperties.FargatePlatformConfiguration.PlatformVersion']);
    expect(job('LATEST')).toEqual([]);
  });
});
