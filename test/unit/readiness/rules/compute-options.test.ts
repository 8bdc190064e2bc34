import { publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
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
});
