import { ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { LaunchTypeOrStrategy } from '../../../../src/readiness/private/rules/launch-type-or-strategy';

const spot = [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }];
const service = (properties: object, declared?: object) => saysOf(LaunchTypeOrStrategy, { service: properties, parameters: declared });

describe('LaunchTypeOrStrategy', () => {
  test('is silent about either', () => {
    expect(saysOfReady(LaunchTypeOrStrategy)).toEqual([]);
    expect(service({ LaunchType: undefined, CapacityProviderStrategy: spot })).toEqual([]);
    expect(service({ LaunchType: undefined })).toEqual([]);
    expect(service({ CapacityProviderStrategy: [] })).toEqual([]);
  });

  test('is broken by both', () => {
    expect(service({ CapacityProviderStrategy: spot })).toEqual(['error Service.CapacityProviderStrategy']);
  });

  test('is silent when a condition chooses between them', () => {
    const If = (yes: unknown, no: unknown) => ({ 'Fn::If': ['Spot', yes, no] });
    expect(service({ LaunchType: If(ref('AWS::NoValue'), 'FARGATE'), CapacityProviderStrategy: If(spot, ref('AWS::NoValue')) })).toEqual([]);
  });

  test('is broken by a launch type that does not exist', () => {
    expect(service({ LaunchType: 'FARGATE_SPOT' })).toEqual(['error Service.LaunchType']);
    expect(service({ LaunchType: ref('Type') }, { Type: { Type: 'String', AllowedValues: ['fargate', 'ec2'] } })).toEqual(['error Service.LaunchType']);
    expect(service({ LaunchType: ref('Type') }, { Type: { Type: 'String', AllowedValues: ['fargate', 'EC2'] } })).toEqual([]);
    expect(service({ LaunchType: ref('Type') }, parameters('Type'))).toEqual([]);
  });
});
