import { Duration, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ReadinessReport } from '../../../src';
import { EcsInstanceTagSource } from '../../../src/capacity/agent-enums';
import type { Ec2CapacityOptions } from '../../../src/capacity/ec2-capacity-options';
import { EcsHostImage } from '../../../src/capacity/host-image';
import { InstancePurchase } from '../../../src/capacity/host-purchase';
import { newService, newStack, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';

function templateWith(options: Ec2CapacityOptions, flags: Record<string, unknown> = {}): Template {
  const stack = newStack(flags);
  newService(stack, { capacity: ExecCapacity.ec2(options) });
  return Template.fromStack(stack);
}

function userDataOf(template: Template): string {
  const [{ Properties }] = Object.values(template.findResources(TEMPLATE));
  return JSON.stringify(Properties.LaunchTemplateData.UserData);
}

const typesOf = (...names: string[]) => names.map((name) => new ec2.InstanceType(name));

describe('the options of ExecCapacity.ec2', () => {
  test('are a protected, drained and scaled group by default', () => {
    const template = templateWith({});
    template.hasResourceProperties(GROUP, { MinSize: '1', MaxSize: '10', NewInstancesProtectedFromScaleIn: true, MixedInstancesPolicy: Match.absent() });
    template.hasResourceProperties(PROVIDER, {
      AutoScalingGroupProvider: { ManagedDraining: 'ENABLED', ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedTerminationProtection: 'ENABLED' },
    });
  });

  test('are passed on to the group, its launch template and its capacity provider', () => {
    const template = templateWith({
      minCapacity: 2,
      maxCapacity: 4,
      autoScalingGroupName: 'orders',
      defaultInstanceWarmup: Duration.minutes(2),
      terminationPolicies: [autoscaling.TerminationPolicy.OLDEST_INSTANCE],
      groupMetrics: [autoscaling.GroupMetrics.all()],
      detailedMonitoring: true,
      cpuCredits: ec2.CpuCredits.STANDARD,
      capacityProviderName: 'orders',
      targetCapacityPercent: 80,
      minimumScalingStepSize: 2,
      maximumScalingStepSize: 5,
      instanceWarmupPeriod: 60,
    });
    template.hasResourceProperties(GROUP, {
      AutoScalingGroupName: 'orders', MinSize: '2', MaxSize: '4', DefaultInstanceWarmup: 120, TerminationPolicies: ['OldestInstance'], MetricsCollection: [{ Granularity: '1Minute' }],
    });
    template.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { Monitoring: { Enabled: true }, CreditSpecification: { CpuCredits: 'standard' } } });
    template.hasResourceProperties(PROVIDER, {
      Name: 'orders',
      AutoScalingGroupProvider: {
        ManagedScaling: { TargetCapacity: 80, MinimumScalingStepSize: 2, MaximumScalingStepSize: 5, InstanceWarmupPeriod: 60 },
      },
    });
  });

  test.each([{}, RECOMMENDED_FLAGS])('make no function, whatever is switched off', (flags) => {
    const template = templateWith({ enableManagedDraining: false, enableManagedScaling: false }, flags);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.hasResourceProperties(PROVIDER, {
      AutoScalingGroupProvider: { ManagedDraining: 'DISABLED', ManagedScaling: Match.absent(), ManagedTerminationProtection: 'DISABLED' },
    });
    template.hasResourceProperties(GROUP, { NewInstancesProtectedFromScaleIn: Match.absent() });
  });

  test.each<Ec2CapacityOptions>([
    { maxInstanceLifetime: Duration.days(7) },
    { updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({ minInstancesInService: 1 }) },
  ])('protect no instances that something has replaced: %j', (options) => {
    const template = templateWith(options);
    template.hasResourceProperties(PROVIDER, { AutoScalingGroupProvider: { ManagedDraining: 'ENABLED', ManagedTerminationProtection: 'DISABLED' } });
    template.hasResourceProperties(GROUP, { NewInstancesProtectedFromScaleIn: Match.absent() });
  });

  test.each<[Ec2CapacityOptions, string]>([
    [{ minCapacity: 5, maxCapacity: 2 }, 'Stack/Api/Cluster/Cluster/Ec2: minCapacity 5 is more than maxCapacity, which is 2'],
    [{ minCapacity: 11 }, 'minCapacity 11 is more than maxCapacity, which is 10; change one of the two'],
    [{ minCapacity: 0, maxCapacity: 0 }, 'maxCapacity 0 is not an integer of 1 or more'],
    [{ minCapacity: 0.5 }, 'minCapacity 0.5 is not an integer of 0 or more'],
    [{ targetCapacityPercent: 0 }, 'targetCapacityPercent 0 is not an integer from 1 to 100; choose one that is'],
    [{ targetCapacityPercent: 101 }, 'targetCapacityPercent 101 is not an integer from 1 to 100'],
    [{ minimumScalingStepSize: 9, maximumScalingStepSize: 3 }, 'minimumScalingStepSize 9 is more than maximumScalingStepSize, which is 3'],
    [{ instanceWarmupPeriod: 10_001 }, 'instanceWarmupPeriod 10001 is not an integer from 0 to 10000'],
    [{ enableManagedTerminationProtection: true, enableManagedScaling: false }, 'enableManagedTerminationProtection is true and enableManagedScaling false'],
    [{ warmPool: {}, purchase: InstancePurchase.spot() }, 'warmPool is given, and Spot Instances cannot wait in one; choose InstancePurchase.onDemand()'],
    [{ warmPool: { reuseOnScaleIn: true } }, 'warmPool is given, and reuseOnScaleIn is true'],
    [{ warmPool: { poolState: autoscaling.PoolState.HIBERNATED } }, 'warmPool is given, and its state is HIBERNATED'],
    [{ volumeSize: Size.gibibytes(20) }, 'volumeSize is 21474836480 bytes, and Amazon Linux 2023 takes at least 30 GiB; choose Size.gibibytes(30) or more'],
    [{ networkInterfaceTrunking: true, instanceTypes: typesOf('t4g.large') }, 'networkInterfaceTrunking is true, and the instance type t4g.large does not have it'],
    [{ networkInterfaceTrunking: true, image: EcsHostImage.windowsServer2022Core() }, 'networkInterfaceTrunking is true, and Windows does not have it'],
    [{ networkInterfaceTrunking: true, agent: { enableHighDensityEni: false } }, 'networkInterfaceTrunking is true, and agent.enableHighDensityEni or agent.enableTaskEni is false'],
    [{ agent: { propagateTagsFrom: EcsInstanceTagSource.EC2_INSTANCE } }, 'the instances have no way to Amazon EC2, which knows their tags; give the tags as agent.containerInstanceTags'],
    [{ agent: { enableTaskIamRole: false } }, 'Stack/Api/Cluster/Cluster/Ec2: agent.enableTaskIamRole is false'],
    [{ agent: { enableTaskEni: false } }, 'agent.enableTaskEni is false, and tasks run in awsvpc mode'],
  ])('fail with %j', (options, message) => {
    expect(() => templateWith(options)).toThrow(message);
  });

  test('encrypt the volumes with a key of somebody, which the roles of AWS that launch instances may use', () => {
    const stack = newStack();
    const volumeKey = new kms.Key(stack, 'Key');
    newService(stack, { capacity: ExecCapacity.ec2({ volumeKey, volumeSize: Size.gibibytes(50), purchase: InstancePurchase.spot() }) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties(TEMPLATE, {
      LaunchTemplateData: {
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, DeleteOnTermination: true, VolumeSize: 50, KmsKeyId: stack.resolve(volumeKey.keyArn) } }],
      },
    });
    const serviceRole = (role: string) => stack.resolve(stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${role}` })) as unknown;
    const conditions = {
      ArnEquals: { 'aws:PrincipalArn': ['autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling', 'spot.amazonaws.com/AWSServiceRoleForEC2Spot'].map(serviceRole) },
      StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } },
    };
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['kms:Decrypt', 'kms:GenerateDataKey*']), Condition: conditions, Principal: { AWS: '*' } }),
          Match.objectLike({ Action: 'kms:CreateGrant', Condition: { ...conditions, Bool: { 'kms:GrantIsForAWSResource': true } } }),
        ]),
      },
    });
  });

  test('lay out the volumes of each image, larger for accelerators', () => {
    const sizes = (options: Ec2CapacityOptions) => {
      const [{ Properties }] = Object.values(templateWith(options).findResources(TEMPLATE));
      const devices = Properties.LaunchTemplateData.BlockDeviceMappings as { DeviceName: string; Ebs: { VolumeSize: number } }[];
      return devices.map(({ DeviceName, Ebs }) => [DeviceName, Ebs.VolumeSize]);
    };
    expect(sizes({ instanceTypes: typesOf('g5.xlarge') })).toEqual([['/dev/xvda', 100]]);
    expect(sizes({ image: EcsHostImage.bottlerocket(), volumeSize: Size.gibibytes(40) })).toEqual([['/dev/xvda', 4], ['/dev/xvdb', 40]]);
  });

  test('start Spot Instances by price and capacity, drain them and rebalance them', () => {
    const template = templateWith({ purchase: InstancePurchase.mixed({ onDemandBase: 2, onDemandPercentage: 50 }), instanceTypes: typesOf('m7g.large', 'm6g.large') });
    template.hasResourceProperties(GROUP, {
      CapacityRebalance: true,
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 50, SpotAllocationStrategy: 'price-capacity-optimized' },
        LaunchTemplate: { Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }] },
      },
    });
    expect(userDataOf(template)).toContain('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true');
  });

  test('start On-Demand Instances of the first type that is to be had', () => {
    const template = templateWith({ instanceTypes: typesOf('m7g.large', 'm6g.large') });
    template.hasResourceProperties(GROUP, {
      CapacityRebalance: Match.absent(),
      MixedInstancesPolicy: { InstancesDistribution: { OnDemandAllocationStrategy: 'prioritized', OnDemandPercentageAboveBaseCapacity: 100 } },
    });
    expect(userDataOf(template)).not.toContain('SPOT');
  });

  test.each([
    [{ onDemandPercentage: 100 }, 'onDemandPercentage 100 is not an integer from 0 to 99; InstancePurchase.onDemand() has On-Demand Instances only'],
    [{ onDemandBase: -1 }, 'onDemandBase -1 is not an integer of 0 or more'],
  ])('fail with a mix of %j', (options, message) => {
    expect(() => InstancePurchase.mixed(options)).toThrow(`InstancePurchase.mixed: ${message}`);
  });

  test('have instances of a warm pool wait to register', () => {
    const template = templateWith({ warmPool: { minSize: 1 } });
    template.hasResourceProperties('AWS::AutoScaling::WarmPool', { MinSize: 1, InstanceReusePolicy: Match.absent() });
    expect(userDataOf(template)).toContain('ECS_WARM_POOLS_CHECK=true');
  });

  test('keep the role of the instances to what the agent calls', () => {
    const stack = newStack();
    const capacity = ExecCapacity.ec2({ agent: { propagateTagsFrom: EcsInstanceTagSource.EC2_INSTANCE } });
    newService(stack, { network: ExecNetwork.egress(), capacity });
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy')).filter(([id]) => id.includes('Ec2Role'));
    expect(policies).toHaveLength(1);
    const [[, { Properties }]] = policies;
    const actions = (Properties.PolicyDocument.Statement as { Action: string | string[] }[]).flatMap(({ Action }) => Action).sort();
    expect(actions).toEqual([
      'ec2:DescribeTags', 'ecs:DeregisterContainerInstance', 'ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:RegisterContainerInstance', 'ecs:StartTelemetrySession',
      'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange', 'ecs:TagResource', 'ecs:UpdateContainerInstancesState',
    ]);
  });

  test('configure the agent, and what users add runs after', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.ec2({ agent: { containerInstanceTags: { team: 'orders' } } });
    newService(stack, { cluster, capacity });
    const { autoScalingGroup, role, launchTemplate, securityGroup, capacityProvider } = capacity.instancesIn(cluster);
    autoScalingGroup.addUserData('echo ready');
    expect(capacity.instancesIn(cluster.cluster).autoScalingGroup).toBe(autoScalingGroup);
    expect(launchTemplate.role).toBe(role);
    expect(autoScalingGroup.connections.securityGroups).toEqual([securityGroup]);
    expect(capacityProvider.autoScalingGroup).toBe(autoScalingGroup);
    const userData = userDataOf(Template.fromStack(stack));
    expect(userData.indexOf('echo ready')).toBeGreaterThan(userData.indexOf('ECS_CONTAINER_INSTANCE_TAGS'));
    expect(userData.match(/ECS_CLUSTER/g)).toHaveLength(1);
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
  });

  test('take every kind of command of users', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const capacity = ExecCapacity.ec2();
    newService(stack, { cluster, capacity });
    const { launchTemplate: { userData }, autoScalingGroup } = capacity.instancesIn(cluster);
    const filePath = userData!.addS3DownloadCommand({ bucket: s3.Bucket.fromBucketName(stack, 'Scripts', 'scripts'), bucketKey: 'start.sh' });
    userData!.addExecuteFileCommand({ filePath });
    userData!.addOnExitCommands('echo over');
    userData!.addSignalOnExitCommand(autoScalingGroup);
    const text = userDataOf(Template.fromStack(stack));
    ['s3://scripts/start.sh', `'${filePath}'`, 'echo over', 'cfn-signal'].forEach((part) => expect(text).toContain(part));
  });

  test('have the same user data however many services there are', () => {
    const [one, two] = [[ecs.NetworkMode.AWS_VPC], [ecs.NetworkMode.AWS_VPC, ecs.NetworkMode.BRIDGE, ecs.NetworkMode.HOST]].map((modes) => {
      const stack = newStack();
      const [cluster, capacity] = [new ExecReadyCluster(stack, 'Cluster'), ExecCapacity.ec2()];
      modes.forEach((networkMode) => newService(stack, { cluster, capacity, networkMode }, networkMode));
      return userDataOf(Template.fromStack(stack));
    });
    expect(two).toBe(one);
  });

  test('say whose instances there are none of', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    expect(() => ExecCapacity.ec2().instancesIn(cluster)).toThrow('this capacity has made no instances here; give it to a service of the cluster first');
    expect(() => ExecCapacity.fargate().instancesIn(cluster)).toThrow('only ExecCapacity.ec2() has a group of instances; of a mix, ask its parts');
  });

  test('fail with a name that the cluster has already', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    newService(stack, { cluster, capacity: ExecCapacity.ec2() });
    expect(() => newService(stack, { cluster, capacity: ExecCapacity.ec2() }, 'Other'))
      .toThrow('Stack/Other: the cluster "Stack/Cluster/Cluster" has something named "Ec2" already; give the services the same ExecCapacity.ec2(), or the capacity another name');
    newService(stack, { cluster, capacity: ExecCapacity.ec2({ name: 'Large' }) }, 'Third');
    Template.fromStack(stack).resourceCountIs(PROVIDER, 2);
  });

  test('share network interfaces of instances where the account does', () => {
    templateWith({ networkInterfaceTrunking: true }).hasResourceProperties(TEMPLATE, {
      LaunchTemplateData: { PrivateDnsNameOptions: { EnableResourceNameDnsARecord: false } },
    });
  });

  test('fail when Windows has no memory for a container', () => {
    const stack = newStack();
    const capacity = ExecCapacity.ec2({ image: EcsHostImage.windowsServer2022Core() });
    newService(stack, { capacity, container: { image: privateImage(stack), cpu: 256 } });
    expect(() => Template.fromStack(stack)).toThrow("must have at least one of 'memoryLimitMiB' or 'memoryReservationMiB' specified");
  });
});
