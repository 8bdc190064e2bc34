import type { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { addRule, addSchedule, addStateMachine, flaws, newTask, vpcOf } from './_tasks';
import { ExecCapacity, ExecNetwork, ReadinessReport } from '../../../src';
import { newStack, privateImage } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';
import { idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const spare = () => ExecCapacity.ec2({ minCapacity: 1 });

describe('a task on instances that are started for tasks', () => {
  test('is refused when none is kept in reserve', () => {
    expect(() => newTask(newStack(), { capacity: ExecCapacity.ec2({ minCapacity: 0 }) })).toThrow(
      'Stack/Report: the instances are started when a task finds no room, and none is kept in reserve (minCapacity 0, targetCapacityPercent 100), '
      + 'so a task that is run by itself waits for an instance, and ECS Exec does not work in a task that waited for one; '
      + 'choose a minCapacity of 1 or more or a targetCapacityPercent below 100 in ExecCapacity.ec2, or choose ExecCapacity.fargate()');
  });

  test('warns that the reserve may be used up', () => {
    const stack = newStack();
    newTask(stack, { capacity: spare() });
    expect(warningIds(stack)).toContain('exec-ready:asynchronousPlacement');
    expect(warningText(stack, 'exec-ready:asynchronousPlacement')).toContain('keep enough instances in reserve');
  });

  test('has that finding alone, whatever runs it', () => {
    const stack = newStack();
    const task = newTask(stack, { capacity: spare() });
    [addRule, addSchedule, addStateMachine].forEach((start) => start(task));
    const { services } = ReadinessReport.ofStack(stack);
    expect(services).toHaveLength(3);
    services.forEach(({ verdict, findings, unknowns }) => {
      expect(verdict).toBe('ready');
      expect(findings.map(({ rule }) => rule)).toEqual(['SynchronousPlacement']);
      expect(unknowns).toEqual([]);
    });
  });

  test('is run with both roles, by a rule that waits for the instances', () => {
    const stack = newStack();
    addRule(newTask(stack, { capacity: spare() }));
    const template = Template.fromStack(stack);
    const [{ Resource }] = statementsOf(template, 'EventsRole').filter(({ Action }) => Action === 'iam:PassRole');
    expect((Resource as unknown[]).map(text)).toEqual([expect.stringContaining('TaskRole'), expect.stringContaining('ExecutionRole')]);
    template.hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        EcsParameters: Match.objectLike({
          LaunchType: Match.absent(),
          CapacityProviderStrategy: [{ CapacityProvider: { Ref: idsOf(template, 'AWS::ECS::CapacityProvider')[0] }, Weight: 1 }],
          NetworkConfiguration: { AwsVpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED' }) },
        }),
      })],
    });
    const graph = new DependencyGraph(stack.node.root as App);
    const [rule] = graph.find('AWS::Events::Rule');
    expect(graph.before(rule)).toEqual(expect.arrayContaining([
      ...graph.find('AWS::AutoScaling::AutoScalingGroup'), ...graph.find('AWS::ECS::ClusterCapacityProviderAssociations'),
    ]));
    expect(graph.cyclic()).toEqual([]);
  });

  test('has no network of its own in network mode "bridge"', () => {
    const stack = newStack();
    const task = newTask(stack, { capacity: spare(), networkMode: ecs.NetworkMode.BRIDGE });
    [addRule, addSchedule, addStateMachine].forEach((start) => start(task));
    expect(task.runTaskCommand).not.toContain('--network-configuration');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ EcsParameters: Match.objectLike({ NetworkConfiguration: Match.absent() }) })] });
    template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: Match.objectLike({ EcsParameters: Match.objectLike({ NetworkConfiguration: Match.absent() }) }) });
    expect(task.connections.securityGroups.map(({ securityGroupId }) => text(stack.resolve(securityGroupId)))).toEqual([expect.stringContaining('Ec2SecurityGroup')]);
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
  });

  test('takes no security groups without a network interface', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const securityGroups = [new ec2.SecurityGroup(stack, 'Own', { vpc })];
    const network = ExecNetwork.existing({ vpc });
    expect(() => newTask(stack, { network, securityGroups, capacity: spare(), networkMode: ecs.NetworkMode.BRIDGE }))
      .toThrow('securityGroups were given, and tasks with networkMode "bridge" have no network interface of their own; leave securityGroups out, or networkMode');
  });

  test('gives AWS Batch a container for instances', () => {
    const stack = newStack();
    const task = newTask(stack, { capacity: spare(), container: { image: privateImage(stack) } });
    new batch.EcsJobDefinition(stack, 'Job', { container: task.toBatchContainer('JobContainer') });
    Template.fromStack(stack).hasResourceProperties('AWS::Batch::JobDefinition', {
      PlatformCapabilities: ['EC2'],
      ContainerProperties: Match.objectLike({
        EnableExecuteCommand: true, ResourceRequirements: [{ Type: 'MEMORY', Value: '512' }, { Type: 'VCPU', Value: '1' }],
      }),
    });
  });
});

test('a task on Managed Instances is ready, whatever runs it', () => {
  const stack = newStack();
  const task = newTask(stack, { capacity: ExecCapacity.managedInstances() });
  [addRule, addSchedule, addStateMachine].forEach((start) => start(task));
  expect(flaws(stack.node.root as App)).toEqual([]);
  expect(task.runTaskCommand).toContain(' --capacity-provider-strategy capacityProvider=');
});

describe('a task on external instances', () => {
  test('is run by its launch type, without a network', () => {
    const stack = newStack();
    const task = newTask(stack, { capacity: ExecCapacity.external() });
    addRule(task);
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        EcsParameters: Match.objectLike({ LaunchType: 'EXTERNAL', EnableExecuteCommand: true, NetworkConfiguration: Match.absent() }),
      })],
    });
    expect(task.connections.securityGroups).toEqual([]);
    expect(task.runTaskCommand).toContain(' --launch-type EXTERNAL --enable-execute-command ');
  });

  test('is no job of AWS Batch', () => {
    expect(() => newTask(newStack(), { capacity: ExecCapacity.external() }).toBatchContainer('Job'))
      .toThrow('Stack/Report: the task is for external instances, on which AWS Batch runs no jobs; give the task ExecCapacity.fargate() or ExecCapacity.ec2()');
  });
});
