import { changed } from './_judge';
import { explained, natFargate, told, without, type Resources } from './_network';
import { isolatedFargate, ref } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const isolated = (change: (resources: Resources) => void) => told(changed(isolatedFargate, change));

describe('ChannelEndpoint', () => {
  test('is silent with the endpoint, or with another way out', () => {
    expect([told(isolatedFargate()), told(natFargate())]).toEqual([[], []]);
    expect(told(changed(natFargate, (resources) => {
      resources.Ecs = { ...isolatedFargate().Resources.Ssmmessages, Properties: { ...isolatedFargate().Resources.Ssmmessages.Properties, ServiceName: 'com.amazonaws.eu-west-1.ecs', SecurityGroupIds: [ref('Group')] } };
    }))).toEqual([]);
  });

  test('is broken without', () => {
    expect(explained(changed(isolatedFargate, (resources) => without(resources, 'Ssmmessages')))).toEqual([[
      `ChannelEndpoint error ${SUBNETS}`, 'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the tasks cannot reach ssmmessages (sessions)',
    ]]);
  });

  test('is broken with one of another service, or of another region', () => {
    expect(isolated(({ Ssmmessages }) => { Ssmmessages.Properties.ServiceName = 'com.amazonaws.eu-west-1.ssm'; })).toEqual([`ChannelEndpoint error ${SUBNETS}`]);
    expect(isolated(({ Ssmmessages }) => { Ssmmessages.Properties.ServiceName = 'com.amazonaws.us-east-1.ssmmessages'; })).toEqual([`ChannelEndpoint error ${SUBNETS}`]);
  });

  test('does not know one that depends on a condition', () => {
    expect(told(changed(isolatedFargate, ({ Ssmmessages, Service }, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      Ssmmessages.Condition = 'IsProd';
      Service.DependsOn = (Service.DependsOn as string[]).filter((each) => each !== 'Ssmmessages');
    }))).toEqual(['EndpointNames unknown Ssmmessages.PrivateDnsEnabled']);
  });
});
