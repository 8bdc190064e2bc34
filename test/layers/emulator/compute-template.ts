import type { Template } from './exec-ready-template';

/** A CloudFormation template by hand: what capacity other than AWS Fargate, and what starts tasks, is made of. */
export interface ComputeChoices {
  readonly instanceType?: string;
  readonly targetCapacity?: number;
  readonly exec?: boolean;
  readonly hour?: number;
}

export function computeTemplate({ instanceType = 'm7g.large', targetCapacity = 90, exec = true, hour = 3 }: ComputeChoices = {}): Template {
  return {
    Parameters: {
      Linux: image('/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'),
      Bottlerocket: image('/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id'),
      Windows: image('/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id'),
    },
    Resources: {
      Cluster: resource('AWS::ECS::Cluster', { ClusterName: 'compute' }),
      Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      Subnet: resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
      ...instances(instanceType, targetCapacity),
      ...managedInstances(),
      Capacity: resource('AWS::ECS::ClusterCapacityProviderAssociations', {
        Cluster: ref('Cluster'), CapacityProviders: [ref('Provider'), ref('ManagedProvider')], DefaultCapacityProviderStrategy: [],
      }),
      ...daemon(exec),
      ...starters(exec, hour),
    },
    Outputs: {
      Linux: { Value: ref('Linux') },
      Bottlerocket: { Value: ref('Bottlerocket') },
      Windows: { Value: ref('Windows') },
      Group: { Value: ref('Group') },
      LaunchTemplate: { Value: ref('LaunchTemplate') },
      Provider: { Value: ref('Provider') },
      ManagedProvider: { Value: ref('ManagedProvider') },
      Daemon: { Value: ref('Daemon') },
      DaemonTaskDefinition: { Value: ref('DaemonTaskDefinition') },
      Rule: { Value: ref('Rule') },
      Schedule: { Value: ref('Schedule') },
      Job: { Value: ref('Job') },
    },
  };
}

function resource(type: string, properties: Record<string, unknown>) {
  return { Type: type, Properties: properties };
}

function image(name: string) {
  return { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: name };
}

function ref(logicalId: string) {
  return { Ref: logicalId };
}

function attribute(logicalId: string, name: string) {
  return { 'Fn::GetAtt': [logicalId, name] };
}

function instances(instanceType: string, targetCapacity: number) {
  return {
    LaunchTemplate: resource('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { ImageId: ref('Linux'), InstanceType: instanceType } }),
    Group: resource('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      MaxSize: '4',
      CapacityRebalance: true,
      NewInstancesProtectedFromScaleIn: 'true',
      VPCZoneIdentifier: [ref('Subnet')],
      Tags: [{ Key: 'team', Value: 'nobody', PropagateAtLaunch: 'true' }],
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized' },
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: ref('LaunchTemplate'), Version: attribute('LaunchTemplate', 'LatestVersionNumber') },
          Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm6g.large' }],
        },
      },
    }),
    Hook: resource('AWS::AutoScaling::LifecycleHook', {
      AutoScalingGroupName: ref('Group'), LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 60,
    }),
    WarmPool: resource('AWS::AutoScaling::WarmPool', { AutoScalingGroupName: ref('Group'), MinSize: '1', PoolState: 'Stopped' }),
    Provider: resource('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: {
        AutoScalingGroupArn: ref('Group'),
        ManagedDraining: 'ENABLED',
        ManagedScaling: { Status: 'ENABLED', TargetCapacity: targetCapacity },
        ManagedTerminationProtection: 'ENABLED',
      },
    }),
  };
}

function managedInstances() {
  return {
    ManagedProvider: resource('AWS::ECS::CapacityProvider', {
      ClusterName: ref('Cluster'),
      ManagedInstancesProvider: {
        InfrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
        InstanceLaunchTemplate: {
          Ec2InstanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/instances',
          InstanceRequirements: { VCpuCount: { Min: '2', Max: '8' }, MemoryMiB: { Min: 4096 } },
          NetworkConfiguration: { Subnets: [ref('Subnet')], SecurityGroups: ['sg-1'] },
        },
      },
    }),
  };
}

function daemon(exec: boolean) {
  return {
    DaemonTaskDefinition: resource('AWS::ECS::DaemonTaskDefinition', {
      Family: 'watcher', Cpu: '256', Memory: '512', ContainerDefinitions: [{ Name: 'watcher', Image: 'watcher:1', LinuxParameters: { InitProcessEnabled: 'true' } }],
    }),
    Daemon: resource('AWS::ECS::Daemon', {
      ClusterArn: attribute('Cluster', 'Arn'), DaemonTaskDefinitionArn: ref('DaemonTaskDefinition'), CapacityProviderArns: ['provider'], EnableExecuteCommand: exec,
    }),
  };
}

function starters(exec: boolean, hour: number) {
  const role = 'arn:aws:iam::123456789012:role/starter';
  const network = { Subnets: [ref('Subnet')], AssignPublicIp: 'DISABLED' };
  return {
    Rule: resource('AWS::Events::Rule', {
      ScheduleExpression: `cron(0 ${hour} * * ? *)`,
      Targets: [{
        Id: 'Task',
        Arn: attribute('Cluster', 'Arn'),
        RoleArn: role,
        EcsParameters: {
          TaskDefinitionArn: 'app', TaskCount: '1', EnableExecuteCommand: exec, NetworkConfiguration: { AwsVpcConfiguration: network }, TagList: [{ Key: 'team', Value: 'nobody' }],
        },
      }],
    }),
    Schedule: resource('AWS::Scheduler::Schedule', {
      ScheduleExpression: `cron(0 ${hour} * * ? *)`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: attribute('Cluster', 'Arn'),
        RoleArn: role,
        EcsParameters: {
          TaskDefinitionArn: 'app', EnableExecuteCommand: exec, NetworkConfiguration: { AwsvpcConfiguration: network },
        },
      },
    }),
    Job: resource('AWS::Batch::JobDefinition', {
      Type: 'container',
      PlatformCapabilities: ['FARGATE'],
      Timeout: { AttemptDurationSeconds: hour * 60 },
      ContainerProperties: {
        Image: 'app:1',
        EnableExecuteCommand: exec,
        LinuxParameters: { InitProcessEnabled: true },
        ResourceRequirements: [{ Type: 'MEMORY', Value: 512 }, { Type: 'VCPU', Value: '0.25' }],
      },
    }),
  };
}
