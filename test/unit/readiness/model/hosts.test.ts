import { hostsOf, type Hosts } from '../../../../src/readiness/private/model/hosts';
import { linked } from '../../../../src/readiness/private/model/link';
import { Model } from '../../../../src/readiness/private/model/model';
import { readable } from '../../../../src/readiness/private/model/text';
import { addGroup, byLaunchType, launchData, onInstances, onManagedInstances, onWindows, userDataOf } from '../rules/_instances';
import { ENVIRONMENT, publicFargate, ref, sub, type Template } from '../rules/_ready';
import { input, system } from '../sources/_builders';

function hostsIn(template: Template | readonly Template[], id = 'Service'): Hosts {
  const all = Array.isArray(template) ? template as readonly Template[] : [template as Template];
  const inputs = all.map((each, index) => input(each, { name: `stack${index}`, environment: ENVIRONMENT }));
  return hostsOf(new Model(system(...inputs)).subjects.find((subject) => subject.id === id)!);
}

const names = ({ hosts }: Hosts) => hosts.map(({ resource }) => resource.logicalId);
const one = (template: Template) => hostsIn(template).hosts[0];
const texts = (known: { readonly known: readonly string[] } | { readonly unknown: string }) => 'known' in known ? known.known.map((text) => readable(text).replace(/[<>]/g, '')) : known.unknown;
const DATA = { UserData: { 'Fn::Base64': sub('#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config') }, ImageId: 'ami-1', IamInstanceProfile: ref('Profile') };

describe('hostsOf', () => {
  test('finds none on Fargate', () => {
    expect(hostsIn(publicFargate())).toEqual({ hosts: [], groups: [], maybe: [] });
  });

  test.each<[string, object]>([
    ['by its name', { Ref: 'Instances' }],
    ['by its ARN', { 'Fn::GetAtt': ['Instances', 'AutoScalingGroupARN'] }],
  ])('finds the group of a capacity provider %s', (_, AutoScalingGroupArn) => {
    const hosts = hostsIn(onInstances(({ Provider }) => {
      Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = AutoScalingGroupArn;
    }));
    expect(names(hosts)).toEqual(['Instances']);
    expect(hosts.more).toBeUndefined();
  });

  test('does not make up a group that is not at hand', () => {
    expect(hostsIn(onInstances(({ Provider }) => {
      Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = 'other';
    }))).toMatchObject({ hosts: [], more: 'the Auto Scaling group of Provider is not at hand: other' });
  });

  test('finds the instances of Managed Instances', () => {
    const [host] = hostsIn(onManagedInstances()).hosts;
    expect(host).toMatchObject({ managed: true, publicIp: { known: 'subnet' }, os: { known: 'linux' }, userData: { known: undefined } });
    expect(texts(host.subnets)).toEqual(['stack0/SubnetA', 'stack0/SubnetB']);
    expect(texts(host.securityGroups)).toEqual(['stack0/Group']);
    expect(linked(host.role)?.resource.logicalId).toBe('InstanceRole');
    expect(names(hostsIn(onManagedInstances(({ Service }) => {
      delete Service.Properties.CapacityProviderStrategy;
      Service.Properties.LaunchType = 'MANAGED_INSTANCES';
    })))).toEqual(['Provider']);
  });

  describe('for a launch type', () => {
    test('finds the groups and instances whose user data names the cluster', () => {
      expect(names(hostsIn(byLaunchType((resources) => {
        resources.Single = { Type: 'AWS::EC2::Instance', Properties: DATA };
        addGroup(resources, (data) => {
          data.UserData = { 'Fn::Base64': '#!/bin/bash\necho ECS_CLUSTER=other >> /etc/ecs/ecs.config' };
        });
      })))).toEqual(['Instances', 'Single']);
    });

    test('finds the groups of the capacity providers of the cluster', () => {
      const hosts = hostsIn(onInstances((resources) => {
        delete resources.Service.Properties.CapacityProviderStrategy;
        resources.Service.Properties.LaunchType = 'EC2';
        userDataOf(resources, '#!/bin/bash');
      }));
      expect(names(hosts)).toEqual(['Instances']);
    });

    test('finds the instances of a cluster that is known by its name only', () => {
      expect(names(hostsIn(byLaunchType((resources, template) => {
        template.Parameters = { Name: { Type: 'String' } };
        resources.Service.Properties.Cluster = ref('Name');
        userDataOf(resources, '#!/bin/bash\necho ECS_CLUSTER=${Name} >> /etc/ecs/ecs.config');
      })))).toEqual(['Instances']);
    });

    test('finds the instances of the cluster called default', () => {
      expect(names(hostsIn(byLaunchType((resources) => {
        delete resources.Service.Properties.Cluster;
        userDataOf(resources, '#!/bin/bash\nyum update -y');
      })))).toEqual(['Instances']);
    });

    test('finds the instances in another stack', () => {
      const template = byLaunchType();
      const { Launch, Instances, Profile, InstanceRole, ...Resources } = template.Resources;
      Launch.Properties.LaunchTemplateData.UserData = { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/bash\necho ECS_CLUSTER=', { 'Fn::ImportValue': 'the-cluster' }, ' >> /etc/ecs/ecs.config\n']] } };
      delete Instances.DependsOn;
      Instances.Properties.VPCZoneIdentifier = ['subnet-1'];
      Launch.Properties.LaunchTemplateData.NetworkInterfaces[0].Groups = ['sg-1'];
      const outputs = { Cluster: { Value: ref('Cluster'), Export: { Name: 'the-cluster' } } };
      expect(names(hostsIn([{ Resources, Outputs: outputs }, { Resources: { Launch, Instances, Profile, InstanceRole } }]))).toEqual(['Instances']);
    });

    test('knows that there may be others where it finds none', () => {
      const none = byLaunchType((resources) => {
        delete resources.Instances;
        delete resources.Launch;
      });
      expect(hostsIn(none)).toMatchObject({ hosts: [], maybe: [], more: 'no template makes instances for the cluster' });
    });

    test('does not know whether instances with user data of which nothing is known join', () => {
      const { hosts, maybe, more } = hostsIn(byLaunchType((resources, template) => {
        template.Parameters = { Script: { Type: 'String' } };
        launchData(resources).UserData = ref('Script');
      }));
      expect([hosts.length, maybe.map(({ resource }) => resource.logicalId), more]).toEqual([0, ['Instances'],
        'whether the instances of Instances join the cluster is not known: the user data depends on <Parameter stack0/Script>']);
    });

    test('does not know whether a name that is not known is that of the cluster', () => {
      const { hosts, maybe, more } = hostsIn(byLaunchType((resources, template) => {
        template.Parameters = { Name: { Type: 'String' } };
        resources.Cluster.Properties.ClusterName = 'web';
        userDataOf(resources, '#!/bin/bash\necho ECS_CLUSTER=${Name} >> /etc/ecs/ecs.config');
      }));
      expect([hosts.length, maybe.length, more]).toEqual([0, 1, 'whether the instances of Instances join the cluster is not known: what their user data names']);
    });

    test('does not know the instances of a capacity provider that is not at hand', () => {
      expect(hostsIn(byLaunchType(({ Cluster }) => {
        Cluster.Properties.CapacityProviders = ['other', 'FARGATE'];
      }))).toMatchObject({ more: 'capacity provider other is not at hand' });
    });
  });

  test('does not know where tasks run that may run anywhere', () => {
    expect(hostsIn(byLaunchType((resources, template) => {
      template.Parameters = { Type: { Type: 'String' } };
      resources.Service.Properties.LaunchType = ref('Type');
    })).more).toBe('where the tasks run is not known: the launch type is not known: it depends on <Parameter stack0/Type>');
    expect(hostsIn(byLaunchType(({ Service }) => {
      Service.Properties.LaunchType = 'EXTERNAL';
    })).more).toBe('the instances are machines outside of AWS');
  });

  test('leaves jobs of AWS Batch to their compute environment', () => {
    const template: Template = { Resources: { Job: { Type: 'AWS::Batch::JobDefinition', Properties: { Type: 'container', ContainerProperties: { Image: 'x' } } } } };
    expect(hostsIn(template, 'Job').more).toBe('the compute environment of AWS Batch chooses the instances');
    template.Resources.Job.Properties.PlatformCapabilities = ['FARGATE'];
    expect(hostsIn(template, 'Job')).toEqual({ hosts: [], groups: [], maybe: [] });
  });

  test('finds the capacity providers of a daemon', () => {
    const template = onManagedInstances((resources) => {
      resources.Daemon = { Type: 'AWS::ECS::Daemon', Properties: { CapacityProviderArns: [ref('Provider'), 'other'], ClusterArn: ref('Cluster') } };
    });
    expect([names(hostsIn(template, 'Daemon')), hostsIn(template, 'Daemon').more]).toEqual([['Provider'], 'capacity provider other is not at hand']);
  });
});

describe('a host', () => {
  test('has what its launch template says', () => {
    const host = one(onInstances());
    expect(host).toMatchObject({ managed: false, publicIp: { known: true }, os: { known: 'linux' }, image: { kind: 'ecs' } });
    expect(texts(host.subnets)).toEqual(['stack0/SubnetA', 'stack0/SubnetB']);
    expect(texts(host.securityGroups)).toEqual(['stack0/Group']);
    expect(host.launch.path).toEqual(['LaunchTemplateData']);
    expect(linked(host.role)?.resource.logicalId).toBe('InstanceRole');
    expect(host.agent.get('ECS_AWSVPC_BLOCK_IMDS')).toEqual({ known: 'true' });
  });

  test('leaves public addresses to the subnet where nothing is said', () => {
    const host = one(onInstances((resources) => {
      delete launchData(resources).NetworkInterfaces;
      launchData(resources).SecurityGroupIds = [ref('Group')];
    }));
    expect(host.publicIp).toEqual({ known: 'subnet' });
    expect(texts(host.securityGroups)).toEqual(['stack0/Group']);
    expect(one(onInstances((resources) => {
      delete launchData(resources).NetworkInterfaces;
    })).securityGroups).toEqual({ unknown: 'the instances have the default security group of their VPC' });
  });

  test('may be launched with a configuration', () => {
    const host = one(onInstances((resources) => {
      const { IamInstanceProfile, NetworkInterfaces, MetadataOptions, ...rest } = launchData(resources);
      resources.Launch = { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { ...rest, MetadataOptions, IamInstanceProfile: IamInstanceProfile.Arn, SecurityGroups: NetworkInterfaces[0].Groups, AssociatePublicIpAddress: false } };
      delete resources.Instances.Properties.LaunchTemplate;
      resources.Instances.Properties.LaunchConfigurationName = ref('Launch');
    }));
    expect(host).toMatchObject({ publicIp: { known: false }, image: { kind: 'ecs' } });
    expect(texts(host.securityGroups)).toEqual(['stack0/Group']);
    expect(linked(host.role)?.resource.logicalId).toBe('InstanceRole');
  });

  test('may be launched by a template that is known by its name, and by several', () => {
    const { hosts } = hostsIn(onInstances((resources) => {
      resources.Launch.Properties.LaunchTemplateName = 'first';
      addGroup(resources);
      delete resources.Others;
      resources.OtherLaunch.Properties.LaunchTemplateName = 'second';
      delete resources.Instances.Properties.LaunchTemplate;
      resources.Instances.Properties.MixedInstancesPolicy = {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateName: 'first', Version: '1' },
          Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm7g.large', LaunchTemplateSpecification: { LaunchTemplateName: 'second', Version: '1' } }],
        },
      };
    }));
    expect(hosts.map(({ launch }) => launch.resource.logicalId)).toEqual(['Launch', 'OtherLaunch']);
  });

  test.each<[string, object]>([
    ['a template that is not at hand', { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '1' } }],
    ['an instance', { InstanceId: 'i-1' }],
    ['a configuration that is not at hand', { LaunchConfigurationName: 'other' }],
  ])('is not known when %s launches it', (_, launch) => {
    const host = one(onInstances(({ Instances }) => {
      delete Instances.Properties.LaunchTemplate;
      Object.assign(Instances.Properties, launch);
    }));
    expect([host.userData, host.securityGroups, host.publicIp, host.os].map((each) => 'unknown' in each)).toEqual([true, true, true, true]);
    expect('unseen' in host.role).toBe(true);
    expect(texts(host.subnets)).toEqual(['stack0/SubnetA', 'stack0/SubnetB']);
  });

  test('may be a single instance, with an elastic address', () => {
    const template = (change: (properties: Record<string, any>) => void) => byLaunchType((resources) => {
      delete resources.Instances;
      resources.Single = { Type: 'AWS::EC2::Instance', Properties: { ...DATA, SubnetId: ref('SubnetA'), SecurityGroupIds: [ref('Group')] } };
      change(resources.Single.Properties);
    });
    expect(texts(one(template(() => undefined)).subnets)).toEqual(['stack0/SubnetA']);
    expect(one(template(() => undefined)).publicIp).toEqual({ known: 'subnet' });
    const [host] = [template((properties) => {
      properties.NetworkInterfaces = [{ DeviceIndex: '0', SubnetId: ref('SubnetB'), GroupSet: [ref('Group')], AssociatePublicIpAddress: true }];
    })].map(one);
    expect([texts(host.subnets), host.publicIp]).toEqual([['stack0/SubnetB'], { known: true }]);
    const elastic = template(() => undefined);
    elastic.Resources.Address = { Type: 'AWS::EC2::EIP', Properties: { InstanceId: ref('Single') } };
    expect(one(elastic).publicIp).toEqual({ known: true });
  });

  test('takes from its launch template what a single instance does not say', () => {
    const host = one(byLaunchType((resources) => {
      delete resources.Instances;
      resources.Single = { Type: 'AWS::EC2::Instance', Properties: { SubnetId: ref('SubnetA'), LaunchTemplate: { LaunchTemplateId: ref('Launch'), Version: '1' } } };
    }));
    expect([host.resource.logicalId, linked(host.role)?.resource.logicalId, host.image.kind, texts(host.subnets)]).toEqual(['Single', 'InstanceRole', 'ecs', ['stack0/SubnetA']]);
  });

  test.each<[string, object | string, string, string]>([
    ['a dynamic reference', '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id}}', 'ecs', 'linux'],
    ['a reference of EC2', 'resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id', 'bottlerocket', 'linux'],
    ['a parameter', { Ref: 'Image' }, 'ecs', 'linux'],
    ['Windows', '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2019-English-Core-ECS_Optimized/image_id}}', 'windows', 'windows'],
    ['Windows without an agent', '{{resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-Base}}', 'plain', 'windows'],
    ['Linux without an agent', '{{resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}}', 'plain', 'linux'],
    ['an id', 'ami-12345678', 'unknown', 'linux'],
    ['a parameter of your own', '{{resolve:ssm:/my/image}}', 'unknown', 'linux'],
  ])('knows its image from %s', (_, ImageId, kind, os) => {
    const host = one(onInstances((resources, template) => {
      template.Parameters = { Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id' } };
      launchData(resources).ImageId = ImageId;
    }));
    expect([host.image.kind, host.os]).toEqual([kind, { known: os }]);
  });

  test('does not know the system of an image that nothing tells', () => {
    expect(one(onInstances((resources) => {
      launchData(resources).ImageId = 'ami-1';
      delete launchData(resources).UserData;
    })).os).toEqual({ unknown: 'the operating system of ami-1 is not known' });
    expect(one(onWindows('Initialize-ECSAgent')).os).toEqual({ known: 'windows' });
  });

  test('knows no subnets where none are written', () => {
    expect(one(onInstances(({ Instances }) => {
      delete Instances.Properties.VPCZoneIdentifier;
    })).subnets).toEqual({ unknown: 'no subnets are written down for the instances' });
    expect(texts(one(onInstances(({ Instances }) => {
      Instances.Properties.VPCZoneIdentifier = 'subnet-1, subnet-2';
    })).subnets)).toEqual(['subnet-1', 'subnet-2']);
  });
});
