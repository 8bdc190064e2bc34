import { Model } from '../../../../src/readiness/private/model/model';
import { hostDepartures, taskDepartures } from '../../../../src/readiness/private/model/task-network';
import { readable } from '../../../../src/readiness/private/model/text';
import { changed } from '../rules/_judge';
import { awsvpcInstances, awsvpcOf } from '../rules/_network';
import { ENVIRONMENT, publicFargate, publicInstances, ref, type Template } from '../rules/_ready';
import { input, system } from '../sources/_builders';

function departures(template: Template) {
  const subject = new Model(system(input(template, { name: 'stack', environment: ENVIRONMENT }))).subjects.find(({ id }) => id === 'Service')!;
  const shown = ({ departures: all, more }: ReturnType<typeof taskDepartures>) => [
    ...all.flatMap(({ interfaces, perhaps }) => interfaces.map((each) => `${readable(JSON.stringify(each)).replaceAll('"', '')}${perhaps === undefined ? '' : ` perhaps: ${perhaps}`}`)),
    ...more === undefined ? [] : [`more: ${more.reason}`],
  ];
  return { tasks: shown(taskDepartures(subject)), hosts: shown(hostDepartures(subject)) };
}

const OWN = 'subnets:{known:[<stack/SubnetA>,<stack/SubnetB>]},securityGroups:{known:[<stack/Group>]}';
const HOST = `{${OWN},publicIp:{known:true},families:{known:ipv4},compute:{known:host}}`;

describe('connections leave', () => {
  test('from the interface of the task on Fargate, and from nothing else', () => {
    expect(departures(publicFargate())).toEqual({ tasks: [`{${OWN},publicIp:{known:true},compute:{known:fargate},families:{known:ipv4}}`], hosts: [] });
  });

  test('from the interface of the task and from that of the instance on EC2', () => {
    expect(departures(awsvpcInstances())).toEqual({ tasks: [`{${OWN},publicIp:{known:false},compute:{known:ec2-awsvpc},families:{known:ipv4}}`], hosts: [HOST] });
  });

  test('from the instance alone in other network modes, and from nothing in mode none', () => {
    expect(['bridge', 'host', undefined].map((NetworkMode) => departures(changed(publicInstances, ({ Task }) => { Task.Properties.NetworkMode = NetworkMode; }))))
      .toEqual(Array(3).fill({ tasks: [HOST], hosts: [HOST] }));
    expect(departures(changed(publicInstances, ({ Task }) => { Task.Properties.NetworkMode = 'none'; }))).toEqual({ tasks: [], hosts: [HOST] });
  });

  test('from the instance of a daemon', () => {
    expect(departures(changed(publicInstances, (resources) => {
      resources.Provider.Properties = {
        ManagedInstancesProvider: {
          InfrastructureRoleArn: 'arn:aws:iam::111111111111:role/infrastructure',
          InstanceLaunchTemplate: { Ec2InstanceProfileArn: ref('Profile'), NetworkConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [ref('Group')] } },
        },
      };
      resources.Service = { Type: 'AWS::ECS::Daemon', Properties: { ClusterArn: ref('Cluster'), CapacityProviderArns: [ref('Provider')], DaemonTaskDefinitionArn: ref('Task') } };
      resources.Task.Type = 'AWS::ECS::DaemonTaskDefinition';
    })).tasks).toEqual(['{subnets:{known:[<stack/SubnetA>]},securityGroups:{known:[<stack/Group>]},publicIp:{known:subnet},families:{known:ipv4},compute:{known:host}}']);
  });

  test('from any of the interfaces that conditions choose from', () => {
    const either = (change: (config: Record<string, any>) => void) => departures(changed(publicFargate, (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [name, { 'Fn::Equals': [ref('Stage'), name] }]));
      change(awsvpcOf(resources));
    })).tasks;
    expect(either((config) => { config.AssignPublicIp = { 'Fn::If': ['A', 'ENABLED', 'DISABLED'] }; })).toHaveLength(2);
    expect(either((config) => {
      config.AssignPublicIp = { 'Fn::If': ['A', 'ENABLED', 'DISABLED'] };
      config.Subnets = { 'Fn::If': ['B', [ref('SubnetA')], [ref('SubnetB')]] };
      config.SecurityGroups = [ref('Group'), { 'Fn::If': ['C', 'sg-1', ref('AWS::NoValue')] }];
    })).toHaveLength(8);
    expect(either((config) => {
      config.AssignPublicIp = { 'Fn::If': ['A', 'ENABLED', 'DISABLED'] };
      config.Subnets = ['B', 'C', 'D', 'E'].map((name) => ({ 'Fn::If': [name, ref('SubnetA'), ref('SubnetB')] }));
    })).toEqual(['{subnets:{unknown:it depends on too many conditions},securityGroups:{unknown:it depends on too many conditions},publicIp:{known:true},compute:{known:fargate},families:{known:ipv4}}']);
  });

  test('perhaps from instances of which it is not known whether they join the cluster', () => {
    const { hosts } = departures(changed(publicInstances, ({ Service, Launch, Providers }) => {
      delete Service.Properties.CapacityProviderStrategy;
      Service.Properties.LaunchType = 'EC2';
      Providers.Properties.CapacityProviders = [];
      Launch.Properties.LaunchTemplateData.UserData = { 'Fn::Base64': '#!/bin/bash\ncurl https://example.com/setup | bash' };
    }));
    expect(hosts).toEqual([`${HOST} perhaps: whether the instances of Instances join the cluster is not known`, expect.stringMatching(/^more: whether the instances of Instances join the cluster is not known/)]);
  });

  test('from IPv6 addresses as far as the subnets have them', () => {
    const families = (A: object, B: object) => /families:(\{.*?\})/.exec(departures(changed(publicFargate, (resources, template) => {
      template.Parameters = { Range: { Type: 'String' }, Native: { Type: 'String' } };
      Object.assign(resources.SubnetA.Properties, A);
      Object.assign(resources.SubnetB.Properties, B);
    })).tasks[0])![1];
    const six = { Ipv6CidrBlock: '2001:db8::/64' };
    const native = { CidrBlock: undefined, Ipv6Native: true };
    expect([families({}, {}), families({ CidrBlock: ref('Range') }, {}), families(six, {}), families({ Ipv6CidrBlock: ref('Range') }, {})])
      .toEqual(['{known:ipv4}', '{known:ipv4}', '{known:dualstack}', '{known:dualstack}']);
    expect([families({ ...six, ...native }, { ...six, ...native }), families({ ...six, ...native }, six), families({ ...six, Ipv6Native: ref('Native') }, six)]).toEqual([
      '{known:ipv6}', '{unknown:not all subnets are known to have IPv4 addresses}', '{unknown:not all subnets are known to have IPv4 addresses}',
    ]);
  });
});
