import { publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady, WINDOWS } from './_task';
import { ComputeOptions } from '../../../../src/readiness/private/rules/compute-options';

const onFargate = (service: object, declared?: object) => saysOf(ComputeOptions, { service, parameters: declared });
const onInstances = (service: object) => saysOf(ComputeOptions, { make: publicInstances, service });

describe('ComputeOptions', () => {
  test('is silent when nothing is asked of the scheduler', () => {
    expect(saysOfReady(ComputeOptions)).toEqual([]);
    expect(onFargate({ SchedulingStrategy: 'REPLICA', PlatformVersion: 'LATEST', PlacementStrategies: [] })).toEqual([]);
    expect(onFargate({ SchedulingStrategy: ref('Strategy') }, parameters('Strategy'))).toEqual([]);
  });

  test('is broken by rules for placement on Fargate', () => {
    expect(onFargate({ PlacementConstraints: [{ Type: 'distinctInstance' }] })).toEqual(['error Service.PlacementConstraints']);
    expect(onFargate({ PlacementStrategies: [{ Type: 'spread', Field: 'host' }] })).toEqual(['error Service.PlacementStrategies']);
    expect(onInstances({ PlacementStrategies: [{ Type: 'spread', Field: 'host' }] })).toEqual([]);
  });

  test('is broken by daemons on Fargate', () => {
    expect(onFargate({ SchedulingStrategy: 'DAEMON' })).toEqual(['error Service.SchedulingStrategy']);
    expect(onInstances({ SchedulingStrategy: 'DAEMON' })).toEqual([]);
  });

  test('is broken by a platform version elsewhere', () => {
    expect(onInstances({ LaunchType: 'EC2', CapacityProviderStrategy: undefined, PlatformVersion: 'LATEST' })).toEqual(['error Service.PlatformVersion']);
    expect(onInstances({ PlatformVersion: 'LATEST' })).toEqual([]);
  });

  test('is broken by Fargate Spot for Windows', () => {
    const [FARGATE, SPOT] = ['FARGATE', 'FARGATE_SPOT'].map((CapacityProvider) => ({ CapacityProvider, Weight: 1 }));
    const on = (CapacityProviderStrategy: unknown, task: object = WINDOWS) =>
      saysOf(ComputeOptions, { service: { LaunchType: undefined, CapacityProviderStrategy }, task, parameters: parameters('P') });
    const provider = (index: number) => `Service.CapacityProviderStrategy.${index}.CapacityProvider`;
    expect(on([SPOT])).toEqual([`error ${provider(0)}`]);
    expect(on([{ CapacityProvider: 'FARGATE_SPOT' }])).toEqual([`error ${provider(0)}`]);
    expect(on([FARGATE, SPOT])).toEqual([`error ${provider(1)}`]);
    expect(on([FARGATE, { ...SPOT, Weight: 0, Base: 1 }])).toEqual([`error ${provider(1)}`]);
    expect(on([FARGATE, { ...SPOT, Weight: 0 }])).toEqual([`unknown ${provider(1)}`]);
    expect(on([FARGATE, { ...SPOT, Weight: ref('P') }])).toEqual([`unknown ${provider(1)}`]);
    expect(on([SPOT], { RuntimePlatform: { OperatingSystemFamily: ref('P') } })).toEqual([`unknown ${provider(0)}`]);
    expect([on([FARGATE]), on([FARGATE, SPOT], {})]).toEqual([[], []]);
  });

  describe('on a public address for tasks with a network interface of their own', () => {
    const AT = 'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp';
    const asked = (AssignPublicIp: unknown, service: object = {}, NetworkMode: unknown = 'awsvpc', declared: object = parameters('P', 'L')) => saysOf(ComputeOptions, {
      make: publicInstances, task: { NetworkMode }, parameters: declared, service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA')], AssignPublicIp } }, ...service },
    });
    const byType = (LaunchType: unknown) => ({ LaunchType, CapacityProviderStrategy: undefined });

    test('is broken on instances, by launch type and by capacity provider', () => {
      expect([asked('ENABLED'), asked('ENABLED', byType('EC2')), asked('ENABLED', byType(undefined))]).toEqual([[`error ${AT}`], [`error ${AT}`], [`error ${AT}`]]);
      expect(asked(ref('P'), {}, 'awsvpc', { P: { Type: 'String', AllowedValues: ['ENABLED'] } })).toEqual([`error ${AT}`]);
    });

    test('is silent where none is asked for, on Fargate and on managed instances, and about other network modes', () => {
      expect([asked('DISABLED'), asked(undefined), asked('ENABLED', byType('FARGATE')), asked('ENABLED', byType('MANAGED_INSTANCES')), asked('ENABLED', {}, 'host')])
        .toEqual([[], [], [], [], []]);
      expect(asked(ref('P'), {}, 'awsvpc', { P: { Type: 'String', Default: 'DISABLED' } })).toEqual([]);
    });

    test('does not know what is hidden', () => {
      expect([asked(ref('P')), asked('ENABLED', byType(ref('L'))), asked('DISABLED', byType(ref('L')))]).toEqual([[`unknown ${AT}`], [`unknown ${AT}`], []]);
    });
  });
});
