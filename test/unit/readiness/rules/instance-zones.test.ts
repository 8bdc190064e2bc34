import { addGroup, byLaunchType, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { InstanceZones } from '../../../../src/readiness/private/rules/instance-zones';

const PLACE = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';

function between(instances: unknown[], tasks: unknown[], change: (resources: Template['Resources']) => void = () => undefined): Template {
  return onInstances((resources, template) => {
    template.Parameters = { Other: { Type: 'AWS::EC2::Subnet::Id' } };
    resources.Task.Properties.NetworkMode = 'awsvpc';
    resources.Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: tasks, SecurityGroups: [ref('Group')] } };
    resources.Instances.Properties.VPCZoneIdentifier = instances;
    resources.SubnetC = structuredClone(resources.SubnetA);
    change(resources);
  });
}

describe('InstanceZones', () => {
  silent(InstanceZones);

  test('is silent in a zone that both have', () => {
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('SubnetA'), ref('SubnetB')]))).toEqual([]);
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('SubnetC')]))).toEqual([]);
  });

  test('is broken when they have none', () => {
    const template = between([ref('SubnetA')], [ref('SubnetB')]);
    expect(says(InstanceZones, template)).toEqual([`error ${PLACE}`]);
    expect(tells(InstanceZones, template)).toEqual(['the instances of Instances run in none of the zones of these subnets, so no task is placed there']);
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('SubnetB')], ({ SubnetA, SubnetB }) => {
      SubnetA.Properties.AvailabilityZone = 'eu-west-1a';
      SubnetB.Properties.AvailabilityZone = 'eu-west-1b';
    }))).toEqual([`error ${PLACE}`]);
  });

  test('is broken in different networks', () => {
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('SubnetC')], ({ SubnetA, SubnetC }) => {
      SubnetA.Properties.VpcId = 'vpc-1';
      SubnetC.Properties.VpcId = 'vpc-2';
    }))).toEqual([`error ${PLACE}`]);
  });

  test('is silent on subnets that are not at hand', () => {
    expect(says(InstanceZones, between([ref('Other')], [ref('SubnetB')]))).toEqual([]);
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('Other')]))).toEqual([]);
  });

  test('is silent behind a bridge', () => {
    expect(says(InstanceZones, between([ref('SubnetA')], [ref('SubnetB')], ({ Task }) => {
      Task.Properties.NetworkMode = 'bridge';
    }))).toEqual([]);
  });

  test('only warns of instances beside others', () => {
    expect(says(InstanceZones, byLaunchType((resources) => {
      addGroup(resources);
      resources.Task.Properties.NetworkMode = 'awsvpc';
      resources.Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: [ref('SubnetB')], SecurityGroups: [ref('Group')] } };
      resources.Instances.Properties.VPCZoneIdentifier = [ref('SubnetA')];
    }))).toEqual([`warning ${PLACE}`]);
  });
});
