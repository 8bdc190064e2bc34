import { changed, says } from './_judge';
import { publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { CapacityStrategy } from '../../../../src/readiness/private/rules/capacity-strategy';

const PLACE = 'Service.CapacityProviderStrategy';
const strategy = (items: unknown, declared?: object) =>
  saysOf(CapacityStrategy, { make: publicInstances, service: { CapacityProviderStrategy: items }, parameters: declared });
const fargate = (more: object = {}) => ({ CapacityProvider: 'FARGATE', ...more });
const spot = (more: object = {}) => ({ CapacityProvider: 'FARGATE_SPOT', ...more });

describe('CapacityStrategy', () => {
  test('is silent about a strategy that AWS takes, and without one', () => {
    expect(saysOfReady(CapacityStrategy)).toEqual([]);
    expect(strategy([fargate({ Base: 1 }), spot({ Weight: 4 })])).toEqual([]);
    expect(strategy([fargate({ Base: 1, Weight: 1 }), spot({ Base: 0 })])).toEqual([]);
    expect(strategy([fargate()])).toEqual([]);
  });

  test('is broken by providers of Fargate beside an Auto Scaling group', () => {
    expect(strategy([fargate({ Weight: 1 }), { CapacityProvider: ref('Provider'), Weight: 1 }])).toEqual([`error ${PLACE}`]);
  });

  test('leaves it to others that a provider is not at hand', () => {
    expect(strategy([fargate({ Weight: 1 }), { CapacityProvider: 'shared' }])).toEqual([]);
    expect(strategy([{ CapacityProvider: ref('Name'), Weight: 1 }, { CapacityProvider: 'shared' }], parameters('Name'))).toEqual([]);
  });

  test('is broken without a weight', () => {
    expect(strategy([fargate(), spot({ Weight: 0 })])).toEqual([`error ${PLACE}`]);
    expect(strategy([fargate(), spot({ Weight: ref('Weight') })], parameters('Weight'))).toEqual([]);
  });

  test('is broken by two bases', () => {
    expect(strategy([fargate({ Base: 1, Weight: 1 }), spot({ Base: 1 })])).toEqual([`error ${PLACE}.1.Base`]);
  });

  test('looks at the default of the cluster when the service leaves it to that', () => {
    const template = changed(publicInstances, ({ Service, Providers }) => {
      delete Service.Properties.CapacityProviderStrategy;
      Providers.Properties.DefaultCapacityProviderStrategy = [{ CapacityProvider: ref('Provider') }];
    });
    expect(says(CapacityStrategy, template)).toEqual(['error Providers.DefaultCapacityProviderStrategy']);
    template.Resources.Service.Properties.LaunchType = 'EC2';
    expect(says(CapacityStrategy, template)).toEqual([]);
  });
});
