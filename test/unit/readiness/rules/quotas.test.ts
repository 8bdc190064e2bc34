import { ref } from './_ready';
import { saysOf, saysOfReady } from './_task';
import { Quotas } from '../../../../src/readiness/private/rules/quotas';

const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const awsvpc = (configuration: object) => saysOf(Quotas, { service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], ...configuration } } } });

describe('Quotas', () => {
  test('is silent about the templates that are ready', () => {
    expect(saysOfReady(Quotas)).toEqual([]);
  });

  test.each([[10, []], [11, ['error Task.ContainerDefinitions']]])('takes ten containers: %i', (count, expected) => {
    expect(saysOf(Quotas, { others: times(count - 1, (index) => ({ Name: `c${index}`, Image: 'a' })) })).toEqual(expected);
  });

  test.each<[string, number]>([['Subnets', 16], ['SecurityGroups', 5]])('takes so many %s: %i', (key, most) => {
    expect(awsvpc({ [key]: times(most, (index) => `id-${index}`) })).toEqual([]);
    expect(awsvpc({ [key]: times(most + 1, (index) => `id-${index}`) })).toEqual([`error Service.NetworkConfiguration.AwsvpcConfiguration.${key}`]);
  });

  test.each<[string, number]>([['LoadBalancers', 5], ['Tags', 50]])('takes so many %s of a service: %i', (key, most) => {
    expect(saysOf(Quotas, { service: { [key]: times(most, () => ({})) } })).toEqual([]);
    expect(saysOf(Quotas, { service: { [key]: times(most + 1, () => ({})) } })).toEqual([`error Service.${key}`]);
  });

  test('takes fifty tags of a task definition', () => {
    expect(saysOf(Quotas, { task: { Tags: times(51, (index) => ({ Key: `k${index}`, Value: 'v' })) } })).toEqual(['error Task.Tags']);
  });

  test('takes twenty capacity providers', () => {
    const strategy = (count: number) => saysOf(Quotas, { service: { LaunchType: undefined, CapacityProviderStrategy: times(count, (index) => ({ CapacityProvider: `p${index}` })) } });
    expect(strategy(20)).toEqual([]);
    expect(strategy(21)).toEqual(['error Service.CapacityProviderStrategy']);
  });

  test('does not count what may not be there', () => {
    expect(awsvpc({ SecurityGroups: [...times(5, (index) => `sg-${index}`), { 'Fn::If': ['More', 'sg-6', ref('AWS::NoValue')] }] })).toEqual([]);
  });

  test('takes a task definition of 64 KiB', () => {
    const environment = (length: number) => saysOf(Quotas, { container: { Environment: [{ Name: 'A', Value: 'x'.repeat(length) }] } });
    expect(environment(60_000)).toEqual([]);
    expect(environment(66_000)).toEqual(['error Task']);
  });
});
