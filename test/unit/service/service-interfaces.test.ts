import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { ExecReadyService } from '../../../src';
import { ExecNetwork } from '../../../src';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { idsOf, statementsOf } from '../_helpers/templates';

function webService(stack: Stack): ExecReadyService {
  return newService(stack, { container: { image: privateImage(stack), portMappings: [{ containerPort: 8080 }] } });
}

function expectTarget(stack: Stack): void {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Service', {
    LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: { Ref: idsOf(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')[0] } }],
  });
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'ip' });
}

describe('ExecReadyService', () => {
  test('is a target of an Application Load Balancer, which alone reaches its port', () => {
    const stack = newStack();
    const api = webService(stack);
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: api.vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    balancer.addListener('Http', { port: 80, open: false }).addTargets('Api', { port: 80, targets: [api] });
    expectTarget(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 8080, ToPort: 8080, GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ApiServiceSecurityGroup'), 'GroupId'] },
    });
  });

  test('comes after the listener of its Application Load Balancer', () => {
    const stack = newStack();
    const api = webService(stack);
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: api.vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    balancer.addListener('Http', { port: 80, open: false }).addTargets('Api', { port: 80, targets: [api] });
    const template = Template.fromStack(stack);
    const [service] = Object.values(template.findResources('AWS::ECS::Service'));
    expect(service.DependsOn).toEqual(expect.arrayContaining(idsOf(template, 'AWS::ElasticLoadBalancingV2::Listener')));
  });

  test('is a target of a Network Load Balancer', () => {
    const stack = newStack();
    const api = webService(stack);
    const balancer = new elbv2.NetworkLoadBalancer(stack, 'Balancer', { vpc: api.vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    balancer.addListener('Tcp', { port: 80 }).addTargets('Api', { port: 80, targets: [api] });
    expectTarget(stack);
  });

  test('has the connections of its tasks', () => {
    const stack = newStack();
    const api = webService(stack);
    api.connections.allowFromAnyIpv4(ec2.Port.tcp(8080));
    expect(api.connections).toBe(api.service.connections);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Stack/Api/Service/SecurityGroup', SecurityGroupIngress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 8080 })],
    });
  });

  test('has the security groups that the user brings, and opens the endpoints for the first', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const securityGroups = ['First', 'Second'].map((id) => new ec2.SecurityGroup(stack, id, { vpc }));
    newService(stack, { network: ExecNetwork.existing({ vpc }), securityGroups });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: securityGroups.map(({ securityGroupId }) => stack.resolve(securityGroupId)) } },
    });
    template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: stack.resolve(securityGroups[0].securityGroupId) }, 1);
  });

  test('scales through its L2', () => {
    const stack = newStack();
    (webService(stack).service as ecs.FargateService).autoScaleTaskCount({ maxCapacity: 4 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MaxCapacity: 4, ScalableDimension: 'ecs:service:DesiredCount' });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 1);
  });

  test('is measured through its L2', () => {
    const stack = newStack();
    webService(stack).service.metricCpuUtilization().createAlarm(stack, 'Cpu', { threshold: 80, evaluationPeriods: 1 });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' });
  });

  test('hands out what it is made of', () => {
    const stack = newStack();
    const api = webService(stack);
    const parts = [api.vpc, api.cluster, api.taskRole, api.executionRole, api.taskDefinition, api.container, api.service];
    expect(parts.map(({ node }) => node.path)).toEqual(['Vpc', 'Cluster', 'TaskRole', 'ExecutionRole', 'TaskDefinition', 'TaskDefinition/App', 'Service'].map((id) => `Stack/Api/${id}`));
  });

  test('keeps exec on at the L1, where the L2 adds no statement of its own', () => {
    const stack = newStack();
    const api = webService(stack);
    expect((api.service.node.defaultChild as ecs.CfnService).enableExecuteCommand).toBe(true);
    expect(statementsOf(Template.fromStack(stack), 'ApiTaskRole')).toHaveLength(4);
  });
});

describe('the parts of the service', () => {
  test('include the session and the log group that it makes', () => {
    const stack = newStack();
    const service = newService(stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(service.session!.key!.keyArn), RetentionInDays: 365 });
    expect(stack.resolve(service.logGroup!.logGroupName)).toEqual({ Ref: expect.stringMatching(/^ApiLog/) });
  });

  test('include no log group where every container brings its own logging', () => {
    const stack = newStack();
    const logging = ecs.LogDrivers.awsLogs({ streamPrefix: 'own', logGroup: new logs.LogGroup(stack, 'Own') });
    expect(newService(stack, { container: { image: privateImage(stack), logging } }).logGroup).toBeUndefined();
  });

  test('include no session where the cluster is somebody else\'s', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Own', { vpc: new ec2.Vpc(stack, 'Vpc') });
    expect(newService(stack, { cluster }).session).toBeUndefined();
  });

  test('include the security group of the endpoints, once they are made', () => {
    const stack = newStack();
    const { endpoints } = newService(stack);
    expect(endpoints.securityGroup).toBeUndefined();
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      SecurityGroupIds: [stack.resolve(endpoints.securityGroup!.securityGroupId)],
    });
  });
});
