import { launchData, userDataOf } from '../../rules/_instances';
import { changed } from '../../rules/_judge';
import { explained, isolatedInstances, told, type Resources } from '../../rules/_network';
import { publicInstances, ref } from '../../rules/_ready';

const JOIN = 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config';
const INIT = '/opt/aws/bin/cfn-init -v --stack ${AWS::StackName} --resource Launch --region ${AWS::Region}';

/** Instances that take their settings from the metadata of their launch template. */
function initialise(resources: Resources, lines: readonly string[] = [INIT]): void {
  resources.Launch.Metadata = { 'AWS::CloudFormation::Init': { config: { commands: { join: { command: { 'Fn::Sub': JOIN } } } } } };
  userDataOf(resources, ['#!/bin/bash', ...lines].join('\n'));
}

function endpointOf(resources: Resources): void {
  resources.CloudFormation = structuredClone(resources.Ecs);
  resources.CloudFormation.Properties.ServiceName = { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.cloudformation' };
  resources.Instances.DependsOn = [resources.Instances.DependsOn ?? [], 'CloudFormation'].flat();
  resources.Service.DependsOn = [resources.Service.DependsOn ?? [], 'CloudFormation'].flat();
}

describe('instances whose cluster is told by cfn-init', () => {
  test('must reach CloudFormation', () => {
    expect(explained(isolatedInstances((resources) => initialise(resources)))).toEqual([[
      'WayOut error Launch.LaunchTemplateData.UserData',
      'no route leads to the internet from SubnetA and SubnetB: the instances cannot reach cloudformation (cfn-init, which tells the agent its cluster)',
    ]]);
  });

  test('reach it through an endpoint, or the internet', () => {
    expect(told(isolatedInstances((resources) => {
      initialise(resources);
      endpointOf(resources);
    }))).toEqual([]);
    expect(told(changed(publicInstances, (resources) => initialise(resources)))).toEqual([]);
  });

  test('need not when the user data tells the cluster, or cfn-init does something else', () => {
    expect(told(isolatedInstances((resources) => initialise(resources, [INIT, JOIN])))).toEqual([]);
    expect(told(isolatedInstances((resources) => {
      initialise(resources, [JOIN, INIT]);
      resources.Launch.Metadata = { 'AWS::CloudFormation::Init': { config: { commands: { x: { command: 'yum update -y' } } } } };
    }))).toEqual([]);
  });

  test('may not matter where other instances do without it', () => {
    const lines = told(isolatedInstances((resources) => {
      resources.OtherLaunch = structuredClone(resources.Launch);
      resources.Others = structuredClone(resources.Instances);
      resources.Others.Properties.LaunchTemplate = { LaunchTemplateId: ref('OtherLaunch'), Version: '1' };
      resources.Another = structuredClone(resources.Provider);
      resources.Another.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = ref('Others');
      resources.Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: ref('Another'), Weight: 1 });
      initialise(resources);
      expect(launchData(resources).UserData).toBeDefined();
    }));
    expect(lines.some((line) => line.includes(' error '))).toBe(false);
    expect(lines.some((line) => line.includes(' unknown '))).toBe(true);
  });
});
