import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecReadyCluster } from '../../../src';
import { newService, newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, idsOf } from '../_helpers/templates';

describe('ExecReadyCluster', () => {
  test('has a VPC of its own without a way out, unless the user brings one', () => {
    const stack = newStack();
    const own = new ExecReadyCluster(stack, 'Own');
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const given = new ExecReadyCluster(stack, 'Given', { vpc });
    expect([own.vpc.isolatedSubnets.length, own.vpc.publicSubnets.length]).toEqual([2, 0]);
    expect([given.vpc, given.cluster.vpc]).toEqual([vpc, vpc]);
  });

  test('passes the options of the L2 on', () => {
    const stack = newStack();
    new ExecReadyCluster(stack, 'Cluster', {
      clusterName: 'orders', containerInsightsV2: ecs.ContainerInsights.ENHANCED, enableFargateCapacityProviders: true,
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'orders', ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] });
    template.hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  });

  test('is what its L2 is', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster', { defaultCloudMapNamespace: { name: 'orders.local' } });
    expect([cluster.clusterName, cluster.clusterArn, cluster.clusterRef, cluster.connections, cluster.hasEc2Capacity, cluster.autoscalingGroup])
      .toEqual([cluster.cluster.clusterName, cluster.cluster.clusterArn, cluster.cluster.clusterRef, cluster.cluster.connections, false, undefined]);
    expect(cluster.defaultCloudMapNamespace?.namespaceName).toBe('orders.local');
    expect(cluster.executeCommandConfiguration).toBe(cluster.session.executeCommandConfiguration);
    expect(cluster.node.defaultChild).toBe(cluster.cluster.node.defaultChild);
  });

  test('stands for itself in a dependency', () => {
    const stack = newStack();
    new ec2.CfnEIP(stack, 'Later').node.addDependency(new ExecReadyCluster(stack, 'Cluster').cluster);
    const template = Template.fromStack(stack);
    expect(template.findResources('AWS::EC2::EIP').Later.DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::ECS::Cluster')));
  });

  test('knows its instances', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    cluster.cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.micro') });
    expect([cluster.hasEc2Capacity, cluster.autoscalingGroup]).toEqual([true, cluster.cluster.autoscalingGroup]);
  });

  test('is taken by a plain service, whose sessions it encrypts and logs', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Tasks');
    taskDefinition.addContainer('app', { image: PUBLIC_IMAGE });
    new ecs.FargateService(stack, 'Plain', { cluster, taskDefinition, enableExecuteCommand: true });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', { Cluster: { Ref: idsOf(template, 'AWS::ECS::Cluster')[0] }, EnableExecuteCommand: true });
    expect(actionsOf(template, 'TasksTaskRole')).toEqual(expect.arrayContaining(['kms:Decrypt', 'logs:PutLogEvents', 'ssmmessages:OpenDataChannel']));
  });

  test('is shared by several services, with one key and one session log', () => {
    const stack = newStack();
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const [first, second] = ['First', 'Second'].map((id) => newService(stack, { cluster, container: { image: privateImage(stack) } }, id));
    const template = Template.fromStack(stack);
    expect([first.cluster, second.cluster]).toEqual([cluster, cluster]);
    template.resourceCountIs('AWS::ECS::Cluster', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() }, 1);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 6);
  });
});
