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
