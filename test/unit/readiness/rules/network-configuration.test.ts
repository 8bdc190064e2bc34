import { changed, says } from './_judge';
import { publicFargate, publicInstances, ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { NetworkConfiguration } from '../../../../src/readiness/private/rules/network-configuration';

const PLACE = 'Service.NetworkConfiguration.AwsvpcConfiguration';
const config = (AwsvpcConfiguration: unknown) => ({ NetworkConfiguration: { AwsvpcConfiguration } });
const onFargate = (service: object, declared?: object) => saysOf(NetworkConfiguration, { service, parameters: declared });

describe('NetworkConfiguration', () => {
  test('is silent when there is one for awsvpc, and none for bridge', () => {
    expect(saysOfReady(NetworkConfiguration)).toEqual([]);
    expect(onFargate(config({ Subnets: ref('Subnets') }), { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } })).toEqual([]);
  });

  test('is broken when awsvpc has none', () => {
    expect(onFargate({ NetworkConfiguration: undefined })).toEqual([`error ${PLACE}`]);
    expect(saysOf(NetworkConfiguration, { make: publicInstances, task: { NetworkMode: 'awsvpc' } })).toEqual([`error ${PLACE}`]);
  });

  test('is broken without subnets', () => {
    expect(onFargate(config({ SecurityGroups: [ref('Group')] }))).toEqual([`error ${PLACE}.Subnets`]);
    expect(onFargate(config({ Subnets: [] }))).toEqual([`error ${PLACE}.Subnets`]);
  });

  test.each(['bridge', 'host', 'none', undefined])('is broken when the mode %s has one', (NetworkMode) => {
    expect(saysOf(NetworkConfiguration, { make: publicInstances, task: { NetworkMode }, service: config({ Subnets: [ref('SubnetA')] }) })).toEqual([`error ${PLACE}`]);
  });

  test('does not know what a condition decides, or what is misspelt', () => {
    expect(onFargate({ NetworkConfiguration: { 'Fn::If': ['Vpc', { AwsvpcConfiguration: { Subnets: ['subnet-1'] } }, ref('AWS::NoValue')] } }))
      .toEqual([`unknown ${PLACE}`]);
    expect(onFargate({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-1'] } } })).toEqual([`unknown ${PLACE}`]);
  });

  test('leaves it to others when the mode is not known', () => {
    expect(saysOf(NetworkConfiguration, {
      make: publicInstances, task: { NetworkMode: ref('Mode') }, service: config({ Subnets: [ref('SubnetA')] }), parameters: parameters('Mode'),
    })).toEqual([]);
  });

  test('asks a task that a rule runs for the same', () => {
    const rule = (EcsParameters: object) => says(NetworkConfiguration, changed(publicFargate, ({ Service }) => {
      Service.Type = 'AWS::Events::Rule';
      Service.Properties = { Targets: [{ Id: 'a', Arn: ref('Cluster'), EcsParameters: { TaskDefinitionArn: ref('Task'), LaunchType: 'FARGATE', ...EcsParameters } }] };
    }));
    expect(rule({})).toEqual(['error Service.Targets.0.EcsParameters.NetworkConfiguration.AwsVpcConfiguration']);
    expect(rule({ NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-1'] } } })).toEqual([]);
  });
});
