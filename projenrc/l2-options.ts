import { ProjenStruct, Struct } from '@mrgrain/jsii-struct-builder';
import type { awscdk } from 'projen';
import { Component } from 'projen';

const CPU = { docs: { default: '- the least that goes with memoryLimitMiB; with neither 256, 1024 on Windows; on instances not limited, on Amazon ECS Managed Instances 256' } };
const MEMORY = { docs: { default: '- the least that goes with cpu; with neither 512, 2048 on Windows; on instances what the containers need' } };

/** Options of the L2s that our constructs pass on, generated so that a new CDK option arrives by upgrade. */
export class L2Options extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);

    // what capacity, network and cluster decide is not an option
    new ProjenStruct(project, {
      name: 'ServiceOptions',
      filePath: 'src/service/service-options.ts',
      description: 'The options of the Amazon ECS service and its task definition that are passed on as they are.',
    })
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.FargateServiceProps'))
      .omit('cluster', 'taskDefinition', 'enableExecuteCommand', 'capacityProviderStrategies', 'vpcSubnets', 'assignPublicIp')
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.FargateTaskDefinitionProps'))
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.Ec2ServiceProps').only('daemon', 'placementConstraints', 'placementStrategies'))
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.Ec2TaskDefinitionProps').only('ipcMode', 'networkMode'))
      .withoutDeprecated()
      .allOptional()
      .update('networkMode', { docs: { default: 'NetworkMode.AWS_VPC; NetworkMode.BRIDGE on external instances' } })
      .update('circuitBreaker', { docs: { default: '- enabled, with rollback, for rolling deployments' } })
      .update('enableECSManagedTags', { docs: { default: 'true' } })
      .update('minHealthyPercent', { docs: { default: '100' } })
      .update('propagateTags', { docs: { default: 'PropagatedTagSource.SERVICE' } })
      .update('cpu', CPU)
      .update('memoryLimitMiB', MEMORY)
      .update('executionRole', { docs: { default: '- a new role that may pull the images, write the logs and read the secrets of this service' } })
      .update('taskRole', { docs: { default: '- a new role that only tasks of this account and region can have, with what ECS Exec needs' } });

    new ProjenStruct(project, {
      name: 'TaskOptions',
      filePath: 'src/service/task-options.ts',
      description: 'The options of the Amazon ECS task definition that are passed on as they are.',
    })
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.FargateTaskDefinitionProps'))
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.Ec2TaskDefinitionProps').only('ipcMode', 'networkMode'))
      .withoutDeprecated()
      .allOptional()
      .update('networkMode', { docs: { default: 'NetworkMode.AWS_VPC; NetworkMode.BRIDGE on external instances' } })
      .update('cpu', CPU)
      .update('memoryLimitMiB', MEMORY)
      .update('executionRole', { docs: { default: '- a new role that may pull the images, write the logs and read the secrets of this task' } })
      .update('taskRole', { docs: { default: '- a new role that only tasks of this account and region can have, with what ECS Exec needs' } });

    new ProjenStruct(project, {
      name: 'HostGroupOptions',
      filePath: 'src/capacity/host-group-options.ts',
      description: 'The options of the Auto Scaling group, its launch template and its capacity provider that are passed on as they are.',
    })
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_autoscaling.CommonAutoScalingGroupProps').only(
        'autoScalingGroupName', 'azCapacityDistributionStrategy', 'capacityRebalance', 'defaultInstanceWarmup', 'deletionProtection', 'groupMetrics', 'healthChecks',
        'ignoreUnmodifiedSizeProperties', 'instanceLifecyclePolicy', 'maxCapacity', 'maxInstanceLifetime', 'minCapacity', 'notifications', 'terminationPolicies', 'updatePolicy',
      ))
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ec2.LaunchTemplateProps').only('cpuCredits', 'detailedMonitoring', 'keyPair', 'placementGroup'))
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.AsgCapacityProviderProps').only(
        'capacityProviderName', 'enableManagedDraining', 'enableManagedScaling', 'enableManagedTerminationProtection', 'instanceWarmupPeriod',
        'maximumScalingStepSize', 'minimumScalingStepSize', 'targetCapacityPercent',
      ))
      .withoutDeprecated()
      .allOptional()
      .update('maximumScalingStepSize', { docs: { default: '10000' } })
      .update('minCapacity', { docs: { default: '1' } })
      .update('maxCapacity', { docs: { default: '10' } })
      .update('capacityRebalance', { docs: { default: '- with Spot Instances, as long as managed draining is enabled' } })
      .update('updatePolicy', {
        docs: {
          remarks: 'User data and machine images reach new instances only. What replaces the others drains them first: an instance refresh that you '
            + 'start (with protected instances replaced too), `maxInstanceLifetime`, or a rolling update given here. A rolling update cannot take '
            + 'instances away that managed termination protection holds, so disable that with it.',
          default: '- none: a new version of the launch template is for new instances',
        },
      })
      .update('maxInstanceLifetime', { docs: { default: '- not limited' } })
      .update('enableManagedTerminationProtection', {
        docs: {
          remarks: 'With it an instance is kept until its last task has ended, and with it the sessions in these tasks. It needs managed scaling.\n\n'
            + 'AWS CloudFormation does not delete protected instances. Before you delete the stack, deploy with `false` and let the instances be replaced, or '
            + 'delete the group with `aws autoscaling delete-auto-scaling-group --force-delete` once its services are gone.',
          default: '- enabled with managed scaling, unless maxInstanceLifetime or updatePolicy has instances replaced',
        },
      })
      .update('enableManagedDraining', { docs: { default: 'true' } });

    new ProjenStruct(project, {
      name: 'ClusterOptions',
      filePath: 'src/cluster/cluster-options.ts',
      description: 'The options of the Amazon ECS cluster that are passed on as they are.',
    })
      .mixin(Struct.fromFqn('aws-cdk-lib.aws_ecs.ClusterProps'))
      .omit('executeCommandConfiguration', 'capacity')
      .withoutDeprecated()
      .allOptional();
  }
}
