import { ProjenStruct, Struct } from '@mrgrain/jsii-struct-builder';
import type { awscdk } from 'projen';
import { Component } from 'projen';

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
      .update('executionRole', { docs: { default: '- a new role that may pull the images, write the logs and read the secrets of this task' } })
      .update('taskRole', { docs: { default: '- a new role that only tasks of this account and region can have, with what ECS Exec needs' } });

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
