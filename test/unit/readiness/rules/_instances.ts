import { changed, judged, says } from './_judge';
import { isolatedFargate, publicFargate, publicInstances, ref, sub, type Template } from './_ready';
import type { Rule } from '../../../../src/readiness/private/rules/rule';

type Resources = Template['Resources'];

/** The service on instances, changed. */
export function onInstances(change: (resources: Resources, template: Template) => void = () => undefined): Template {
  return changed(publicInstances, change);
}

/** The same with a launch type in place of a capacity provider. */
export function byLaunchType(change: (resources: Resources, template: Template) => void = () => undefined): Template {
  return onInstances((resources, template) => {
    delete resources.Provider;
    delete resources.Providers;
    delete resources.Service.Properties.CapacityProviderStrategy;
    resources.Service.Properties.LaunchType = 'EC2';
    resources.Service.DependsOn = ['Default'];
    change(resources, template);
  });
}

/** The same on Windows. */
export function onWindows(userData: string, change: (resources: Resources) => void = () => undefined): Template {
  return onInstances((resources) => {
    launchData(resources).ImageId = '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id}}';
    userDataOf(resources, `<powershell>\n${userData}\n</powershell>`);
    resources.Task.Properties.RuntimePlatform = { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' };
    resources.Task.Properties.NetworkMode = 'default';
    change(resources);
  });
}

/** The same on Managed Instances. */
export function onManagedInstances(change: (resources: Resources) => void = () => undefined): Template {
  return onInstances((resources) => {
    const network = { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] };
    delete resources.Launch;
    delete resources.Instances;
    resources.Provider.Properties = {
      ManagedInstancesProvider: {
        InfrastructureRoleArn: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/other'),
        InstanceLaunchTemplate: { Ec2InstanceProfileArn: { 'Fn::GetAtt': ['Profile', 'Arn'] }, NetworkConfiguration: network },
      },
    };
    resources.Task.Properties.NetworkMode = 'awsvpc';
    resources.Task.Properties.RequiresCompatibilities = ['MANAGED_INSTANCES'];
    resources.Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: network };
    change(resources);
  });
}

export function launchData({ Launch }: Resources): Record<string, any> {
  return Launch.Properties.LaunchTemplateData;
}

/** Replaces the user data; `${…}` in it is substituted. */
export function userDataOf(resources: Resources, text: string): void {
  launchData(resources).UserData = { 'Fn::Base64': sub(text) };
}

/** Lines at the end of a script. */
export function addLines(resources: Resources, ...lines: string[]): void {
  userDataOf(resources, ['#!/bin/bash', 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config', ...lines].join('\n'));
}

/** Settings at the end of a script. */
export function addSettings(resources: Resources, ...settings: string[]): void {
  addLines(resources, ...settings.map((setting) => `echo '${setting}' >> /etc/ecs/ecs.config`));
}

/** A second group beside the first, launched by what `launch` makes of a copy of its launch template. */
export function addGroup(resources: Resources, launch: (data: Record<string, any>) => void = () => undefined): void {
  resources.OtherLaunch = structuredClone(resources.Launch);
  launch(resources.OtherLaunch.Properties.LaunchTemplateData);
  resources.Others = structuredClone(resources.Instances);
  resources.Others.Properties.LaunchTemplate = { LaunchTemplateId: ref('OtherLaunch'), Version: '1' };
}

/** The causes and doubts of one rule. */
export function tells(rule: Rule, template: Template, id = 'Service'): readonly string[] {
  const result = judged(template, [rule]).find((each) => each.id === id)!;
  return [...result.findings.map(({ cause }) => cause), ...result.unknowns.map(({ reason }) => reason)];
}

/** What a rule must not find anything in. */
export function silent(rule: Rule): void {
  test.each<[string, () => Template]>([
    ['Fargate in public', publicFargate], ['Fargate in isolation', isolatedFargate], ['instances', publicInstances], ['instances by launch type', byLaunchType],
    ['Managed Instances', onManagedInstances],
  ])('is silent on %s', (_, make) => {
    expect(says(rule, make())).toEqual([]);
  });
}
