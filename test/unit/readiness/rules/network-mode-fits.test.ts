import { publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { NetworkModeFits } from '../../../../src/readiness/private/rules/network-mode-fits';

const PLACE = 'Task.NetworkMode';
const mode = (NetworkMode: unknown, declared?: object) => saysOf(NetworkModeFits, { task: { NetworkMode }, parameters: declared });

describe('NetworkModeFits', () => {
  test('is silent about awsvpc on Fargate, and any mode on instances', () => {
    expect(saysOfReady(NetworkModeFits)).toEqual([]);
    expect(saysOf(NetworkModeFits, { make: publicInstances, task: { NetworkMode: undefined } })).toEqual([]);
  });

  test.each([['bridge'], ['host'], ['none'], [undefined]])('is broken by %s on Fargate', (NetworkMode) => {
    expect(mode(NetworkMode)).toEqual([`error ${PLACE}`]);
  });

  test('is broken by it when the task definition is to suit Fargate, too', () => {
    expect(saysOf(NetworkModeFits, { make: publicInstances, task: { RequiresCompatibilities: ['EC2', 'FARGATE'] } })).toEqual([`error ${PLACE}`]);
  });

  test('looks at everything that a parameter may be', () => {
    expect(mode(ref('Mode'), parameters('Mode'))).toEqual([`unknown ${PLACE}`]);
    expect(mode(ref('Mode'), { Mode: { Type: 'String', AllowedValues: ['bridge', 'host'] } })).toEqual([`error ${PLACE}`]);
    expect(mode(ref('Mode'), { Mode: { Type: 'String', AllowedValues: ['bridge', 'awsvpc'] } })).toEqual([`unknown ${PLACE}`]);
    expect(mode({ 'Fn::If': ['Windows', 'awsvpc', ref('AWS::NoValue')] })).toEqual([`unknown ${PLACE}`]);
  });

  test('is broken by awsvpc on external instances', () => {
    const external = (NetworkMode: string) => saysOf(NetworkModeFits, {
      make: publicInstances, task: { NetworkMode, RequiresCompatibilities: ['EXTERNAL'] }, service: { LaunchType: 'EXTERNAL', CapacityProviderStrategy: undefined },
    });
    expect(external('awsvpc')).toEqual([`error ${PLACE}`]);
    expect(external('bridge')).toEqual([]);
  });
});
