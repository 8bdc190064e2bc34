import { addGroup, launchData, onInstances, onWindows, silent, tells, userDataOf } from './_instances';
import { says } from './_judge';
import { ref, sub } from './_ready';
import { InstancesJoinCluster } from '../../../../src/readiness/private/rules/instances-join-cluster';

const PLACE = 'Launch.LaunchTemplateData.UserData';
const withUserData = (text: string) => onInstances((resources) => userDataOf(resources, text));

describe('InstancesJoinCluster', () => {
  silent(InstancesJoinCluster);

  test.each([
    ['another cluster', '#!/bin/bash\necho ECS_CLUSTER=other >> /etc/ecs/ecs.config', 'the user data names the cluster other'],
    ['no cluster', '#!/bin/bash\nyum update -y', 'the user data names no cluster, so that they join the one called default'],
    ['the cluster in a comment', '#!/bin/bash\n# echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config', 'the user data names no cluster, so that they join the one called default'],
    ['the cluster in TOML, which this image does not read', '#cloud-config\n# [settings.ecs]\n# cluster = "${Cluster}"', 'the user data names no cluster, so that they join the one called default'],
  ])('is broken by user data that names %s', (_, text, because) => {
    expect(says(InstancesJoinCluster, withUserData(text))).toEqual([`error ${PLACE}`]);
    expect(tells(InstancesJoinCluster, withUserData(text))).toEqual([`the instances of Instances do not join the cluster: ${because}`]);
  });

  test('is broken without user data', () => {
    const template = onInstances((resources) => {
      delete launchData(resources).UserData;
    });
    expect(says(InstancesJoinCluster, template)).toEqual([`error ${PLACE}`]);
    template.Resources.Cluster.Properties.ClusterName = 'default';
    expect(says(InstancesJoinCluster, template)).toEqual([]);
  });

  test.each([
    ['the ARN', sub('#!/bin/bash\necho ECS_CLUSTER=${Cluster.Arn} >> /etc/ecs/ecs.config')],
    ['Bottlerocket', undefined],
  ])('is silent on %s', (what, script) => {
    expect(says(InstancesJoinCluster, onInstances((resources) => {
      if (what === 'Bottlerocket') {
        launchData(resources).ImageId = '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}';
        userDataOf(resources, '[settings.ecs]\ncluster = "${Cluster}"');
      } else {
        launchData(resources).UserData = { 'Fn::Base64': script };
      }
    }))).toEqual([]);
  });

  test.each([
    ['settings from elsewhere', '#!/bin/bash\naws s3 cp s3://bucket/ecs.config /etc/ecs/ecs.config'],
    ['a parameter', '#!/bin/bash\necho ECS_CLUSTER=${Name} >> /etc/ecs/ecs.config'],
    ['a script from elsewhere', '#!/bin/bash\ncurl https://example.com | sh'],
  ])('does not know with %s', (_, text) => {
    expect(says(InstancesJoinCluster, onInstances((resources, template) => {
      template.Parameters = { Name: { Type: 'String' } };
      resources.Cluster.Properties.ClusterName = 'web';
      userDataOf(resources, text);
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('does not know what an image of your own says', () => {
    expect(says(InstancesJoinCluster, onInstances((resources) => {
      launchData(resources).ImageId = 'ami-1';
      userDataOf(resources, '#!/bin/bash\nyum update -y');
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('compares names where the cluster is not at hand', () => {
    const template = (name: string) => onInstances((resources, all) => {
      all.Parameters = { Name: { Type: 'String' } };
      resources.Service.Properties.Cluster = ref('Name');
      userDataOf(resources, `#!/bin/bash\necho ECS_CLUSTER=${name} >> /etc/ecs/ecs.config`);
    });
    expect(says(InstancesJoinCluster, template('${Name}'))).toEqual([]);
    expect(says(InstancesJoinCluster, template('other'))).toEqual([`unknown ${PLACE}`]);
  });

  test('on Windows wants the agent to be started', () => {
    expect(says(InstancesJoinCluster, onWindows("Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole"))).toEqual([]);
    expect(says(InstancesJoinCluster, onWindows('[Environment]::SetEnvironmentVariable("ECS_CLUSTER", "${Cluster}", "Machine")'))).toEqual([`error ${PLACE}`]);
    expect(tells(InstancesJoinCluster, onWindows('Get-Date')))
      .toEqual(['the instances of Instances do not join the cluster: the user data does not call Initialize-ECSAgent, which starts the agent']);
  });

  test('does not know whether tasks can do without one of several providers', () => {
    const template = onInstances((resources) => {
      addGroup(resources, (data) => {
        data.UserData = { 'Fn::Base64': '#!/bin/bash' };
      });
      resources.Another = structuredClone(resources.Provider);
      resources.Another.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = ref('Others');
      resources.Service.Properties.CapacityProviderStrategy.push({ CapacityProvider: ref('Another'), Weight: 1 });
    });
    expect(says(InstancesJoinCluster, template)).toEqual(['unknown OtherLaunch.LaunchTemplateData.UserData']);
    expect(tells(InstancesJoinCluster, template)).toEqual(['the instances of Others do not join the cluster: the user data names no cluster, so that they join the one called default'
      + '; whether tasks can do without these instances is not known']);
    userDataOf(template.Resources, '#!/bin/bash');
    expect(says(InstancesJoinCluster, template)).toEqual([`error ${PLACE}`, 'error OtherLaunch.LaunchTemplateData.UserData']);
  });
});

describe('InstancesJoinCluster where the cluster may be named, or the agent stopped, in other ways', () => {
  const JOIN = 'echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config';
  const withLines = (...lines: string[]) => withUserData(['#!/bin/bash', ...lines].join('\n'));

  test.each<[string, string[]]>([
    ['is stopped', [JOIN, 'systemctl stop ecs']],
    ['runs on an instance that is turned off', [JOIN, 'shutdown -h now']],
    ['may be told the cluster too late', ['if [ -f /done ]; then exit 0; fi', JOIN]],
    ['may be told the cluster by an archive', ['curl -s http://x/etc.tgz | tar xz -C /etc']],
    ['may be told the cluster by a package', ['yum install -y our-ecs-config']],
    ['may be told the cluster by all that is printed', ['exec >> /etc/ecs/ecs.config', 'echo ECS_CLUSTER=${Cluster}']],
  ])('does not know of an agent that %s', (_, lines) => {
    expect(says(InstancesJoinCluster, withLines(...lines))).toEqual([`unknown ${PLACE}`]);
  });

  test('tells what stops it', () => {
    expect(tells(InstancesJoinCluster, withLines(JOIN, 'systemctl stop ecs')))
      .toEqual(['whether the instances of Instances join the cluster is not known: the user data stops the agent: systemctl stop ecs']);
    expect(says(InstancesJoinCluster, withLines(JOIN, 'systemctl stop ecs', 'systemctl start ecs'))).toEqual([]);
  });

  test('does not read what is no shell script', () => {
    expect(says(InstancesJoinCluster, withUserData('#!/usr/bin/python3\nopen("/etc/ecs/ecs.config", "w").write("ECS_CLUSTER=${Cluster}")'))).toEqual([`unknown ${PLACE}`]);
  });

  test.each<[string, string[]]>([['it ends before', ['exit 0', JOIN]], ['it only installs what many do', ['yum install -y jq']]])('is broken by user data when %s', (_, lines) => {
    expect(says(InstancesJoinCluster, withLines(...lines))).toEqual([`error ${PLACE}`]);
  });

  test.each<[string, unknown, unknown, string[]]>([
    ['a script that names a cluster', 'AWS-RunShellScript', ['echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config'], [`unknown ${PLACE}`]],
    ['a document of its own', ref('Document'), undefined, [`unknown ${PLACE}`]],
    ['a playbook', 'AWS-ApplyAnsiblePlaybooks', undefined, [`unknown ${PLACE}`]],
    ['another script', 'AWS-RunShellScript', ['yum update -y'], [`error ${PLACE}`]],
    ['an update of the agent of Systems Manager', 'AWS-UpdateSSMAgent', undefined, [`error ${PLACE}`]],
  ])('looks at an association with %s', (_, Name, commands, expected) => {
    const template = (text: string) => onInstances((resources) => {
      resources.Document = { Type: 'AWS::SSM::Document', Properties: { Content: {} } };
      resources.Association = { Type: 'AWS::SSM::Association', Properties: { Name, Targets: [{ Key: 'tag:x', Values: ['y'] }], ...commands === undefined ? {} : { Parameters: { commands } } } };
      userDataOf(resources, text);
    });
    expect(says(InstancesJoinCluster, template('#!/bin/bash\necho hi'))).toEqual(expected);
    expect(says(InstancesJoinCluster, template(`#!/bin/bash\n${JOIN}`))).toEqual([]);
    expect(says(InstancesJoinCluster, template('#!/bin/bash\necho ECS_CLUSTER=other >> /etc/ecs/ecs.config'))).toEqual([`error ${PLACE}`]);
  });
});
