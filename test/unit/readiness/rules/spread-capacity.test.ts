import { changed, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { SpreadCapacity } from '../../../../src/readiness/private/rules/spread-capacity';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const strategy = (...CapacityProviderStrategy: object[]) => saysOf(SpreadCapacity, { service: { LaunchType: undefined, CapacityProviderStrategy } });
const inSubnets = (Subnets: unknown, declared?: object) =>
  saysOf(SpreadCapacity, { service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets } } }, parameters: declared });

describe('SpreadCapacity', () => {
  test('is silent about several zones and capacity that stays', () => {
    expect(saysOfReady(SpreadCapacity)).toEqual([]);
    expect(strategy({ CapacityProvider: 'FARGATE', Base: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 })).toEqual([]);
  });

  test('warns of spot capacity alone', () => {
    expect(strategy({ CapacityProvider: 'FARGATE_SPOT', Weight: 1 })).toEqual(['warning Service.CapacityProviderStrategy']);
  });

  test('warns of a single zone', () => {
    expect(inSubnets([ref('SubnetA')])).toEqual([`warning ${SUBNETS}`]);
    expect(inSubnets([ref('SubnetA'), ref('SubnetA')])).toEqual([`warning ${SUBNETS}`]);
    expect(says(SpreadCapacity, changed(publicFargate, ({ SubnetB, SubnetA }) => {
      SubnetB.Properties.AvailabilityZone = SubnetA.Properties.AvailabilityZone;
    }))).toEqual([`warning ${SUBNETS}`]);
  });

  test('leaves zones alone that it does not know', () => {
    expect(inSubnets(['subnet-1', 'subnet-2'])).toEqual([]);
    expect(inSubnets([ref('SubnetA'), ref('Other')], parameters('Other'))).toEqual([]);
    expect(inSubnets(ref('Subnets'), { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } })).toEqual([]);
    expect(inSubnets([])).toEqual([]);
  });

  test('leaves a task alone that is run by itself', () => {
    expect(says(SpreadCapacity, changed(publicFargate, ({ Service }) => {
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = {
        Targets: [{
          Id: 'a',
          Arn: ref('Cluster'),
          EcsParameters: {
            TaskDefinitionArn: ref('Task'), CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
          },
        }],
      };
    }))).toEqual([]);
  });
});
