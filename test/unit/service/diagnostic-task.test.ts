import { Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { addRule, flaws, vpcOf } from './_tasks';
import { ExecCapacity, ExecNetwork } from '../../../src';
import type { DiagnosticTaskProps } from '../../../src/service/diagnostic-task';
import { DiagnosticTask } from '../../../src/service/diagnostic-task';
import { newApp, newService, newStack, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';
import { actionsOf, idsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const { PRIVATE_WITH_EGRESS, PUBLIC } = ec2.SubnetType;

function diagnose(stack: Stack, props: Partial<DiagnosticTaskProps> = {}): DiagnosticTask {
  return new DiagnosticTask(stack, 'Look', { image: privateImage(stack), ...props, service: props.service ?? newService(stack) });
}

/** Without the default for the image, which is used where there is a way out. */
function diagnoseIn(stack: Stack, subnetType: ec2.SubnetType): DiagnosticTask {
  const network = ExecNetwork.existing({ vpc: vpcOf(stack, subnetType) });
  return new DiagnosticTask(stack, 'Look', { service: newService(stack, { network, container: { image: PUBLIC_IMAGE } }) });
}

describe.each([undefined, 'eu-west-1', 'cn-north-1', 'us-gov-west-1'])('in the region %s', (region) => {
  test.each<[string, (stack: Stack) => DiagnosticTask]>([
    ['isolated subnets', diagnose],
    ['private subnets behind NAT', (stack) => diagnoseIn(stack, PRIVATE_WITH_EGRESS)],
    ['public subnets', (stack) => diagnoseIn(stack, PUBLIC)],
  ])('a diagnostic task in %s is ready, and leaves its service ready', (_, make) => {
    const app = newApp();
    const stack = new Stack(app, 'Stack', { env: region === undefined ? undefined : { account: '111122223333', region } });
    const task = make(stack);
    // the checker sees tasks only where something runs them
    addRule(task);
    task.grants.run(new iam.User(stack, 'Person'));
    task.grants.exec(new iam.User(stack, 'Other'));
    expect(flaws(app)).toEqual([]);
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('DiagnosticTask', () => {
  test('runs in the cluster, subnets and security groups of the service', () => {
    const stack = newStack();
    const service = newService(stack);
    const task = diagnose(stack, { service });
    addRule(task);
    const template = Template.fromStack(stack);
    const [{ Properties }] = Object.values(template.findResources('AWS::ECS::Service'));
    const { Subnets, SecurityGroups } = Properties.NetworkConfiguration.AwsvpcConfiguration;
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        Arn: stack.resolve(service.cluster.clusterArn),
        EcsParameters: Match.objectLike({ LaunchType: 'FARGATE', NetworkConfiguration: { AwsVpcConfiguration: { Subnets, SecurityGroups, AssignPublicIp: 'DISABLED' } } }),
      })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::ECS::Cluster', 1);
    template.resourceCountIs('AWS::EC2::VPC', 1);
  });

  test('sleeps for an hour, and then ends', () => {
    const stack = newStack();
    diagnose(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Name: 'diagnosis', EntryPoint: ['sleep'], Command: ['3600'], LinuxParameters: { InitProcessEnabled: true } })],
    });
  });

  test('sleeps as long as it is told to', () => {
    const stack = newStack();
    diagnose(stack, { duration: Duration.minutes(15) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ Command: ['900'] })] });
  });

  test.each([Duration.seconds(59), Duration.days(2), Duration.millis(60_500)])('fails when it is to run for %s', (duration) => {
    expect(() => diagnose(newStack(), { duration })).toThrow(
      `Stack/Look: the duration ${duration.toString()} is not a whole number of seconds from 1 minute to 1 day; choose one that is`);
  });

  test('has a role of its own, for sessions alone', () => {
    const stack = newStack();
    diagnose(stack);
    expect(actionsOf(Template.fromStack(stack), 'LookTaskRole')).toEqual([
      'kms:Decrypt', 'logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents',
      'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    ]);
  });

  test('takes the AWS CLI of ECR Public where there is a way out', () => {
    const stack = newStack();
    diagnoseIn(stack, PRIVATE_WITH_EGRESS);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Image: 'public.ecr.aws/aws-cli/aws-cli:2.22.35', Name: 'diagnosis' })],
    });
  });

  test('fails in isolated subnets without an image of private ECR', () => {
    const stack = newStack();
    expect(() => new DiagnosticTask(stack, 'Look', { service: newService(stack) }))
      .toThrow('Stack/Look: the container "diagnosis" has the image "public.ecr.aws/aws-cli/aws-cli:2.22.35", which cannot be pulled from subnets without a way out: '
        + 'only private Amazon ECR has a VPC endpoint; push the image to ECR');
  });

  test('probes every AWS service that the service calls, by its name in the partition', () => {
    const stack = new Stack(newApp(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const task = diagnose(stack);
    const { Outputs } = Template.fromStack(stack).toJSON() as { Outputs: Record<string, { Value: unknown }> };
    const [output] = Object.keys(Outputs).filter((id) => id.startsWith('LookProbes'));
    const probes = stack.resolve(task.probes) as unknown[];
    const hosts = probes.map((probe) => /^getent hosts (\S+) /.exec(text(probe))![1]);
    expect(hosts.sort()).toEqual(['api.ecr', '111122223333.dkr.ecr', 'kms', 'logs', 's3', 'ssmmessages'].map((name) => `${name}.eu-west-1.{AWS::URLSuffix}`).sort());
    expect(text(probes[0])).toMatch(/; timeout 5 bash -c '<\/dev\/tcp\/(\S+)\/443' && echo '\1: open' \|\| echo '\1: closed'$/);
    expect(Outputs[output].Value).toEqual({ 'Fn::Join': ['\n', probes] });
  });

  test('looks from the instances of a service whose tasks have no network interface', () => {
    const stack = newStack();
    const service = newService(stack, { capacity: ExecCapacity.ec2({ minCapacity: 1 }), networkMode: ecs.NetworkMode.BRIDGE });
    const task = diagnose(stack, { service });
    const [group] = task.connections.securityGroups;
    expect(idsOf(Template.fromStack(stack), 'AWS::EC2::SecurityGroup', 'Ec2')).toEqual([(stack.resolve(group.securityGroupId) as Record<string, string[]>)['Fn::GetAtt'][0]]);
    expect(task.runTaskCommand).toContain('--launch-type FARGATE');
  });

  test('fails beside a service outside of AWS', () => {
    const stack = newStack();
    const service = newService(stack, { capacity: ExecCapacity.external() });
    expect(() => diagnose(stack, { service })).toThrow(
      'Stack/Api: the subnets of the service are not known, so no task can be run beside it; look from one of its own machines');
  });

  test('leaves the task definition of the service alone', () => {
    const alone = newStack();
    newService(alone);
    const accompanied = newStack();
    diagnose(accompanied);
    const definition = (stack: Stack) => Object.entries(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition')).filter(([id]) => id.startsWith('Api'));
    expect(definition(accompanied)).toEqual(definition(alone));
  });
});
