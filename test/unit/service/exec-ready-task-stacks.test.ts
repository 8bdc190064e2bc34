import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { addStateMachine, newTask, vpcOf } from './_tasks';
import { ExecCapacity, ExecNetwork, ExecReadyCluster } from '../../../src';
import { newApp } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

test('two stacks with the same logical ids have each their own state machine', () => {
  const app = newApp();
  const names = ['Dev', 'Prod'];
  names.forEach((name) => addStateMachine(newTask(new Stack(app, name))));
  expect(() => app.synth()).not.toThrow();
  const graph = new DependencyGraph(app);
  const machines = graph.find('AWS::StepFunctions::StateMachine');
  expect(machines).toHaveLength(2);
  machines.forEach((machine) => {
    const [stack] = machine.split('.');
    expect(graph.before(machine)).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint').filter((id) => id.startsWith(`${stack}.`))));
    expect(graph.before(machine).filter((id) => !id.startsWith(`${stack}.`))).toEqual([]);
  });
});

test('rules of a task with the network of instances of another stack belong to the stack of the task', () => {
  const app = newApp();
  const platform = new Stack(app, 'Platform');
  const vpc = vpcOf(platform, ec2.SubnetType.PRIVATE_WITH_EGRESS);
  const cluster = new ExecReadyCluster(platform, 'Cluster', { vpc });
  const capacity = ExecCapacity.ec2({ minCapacity: 1 });
  newTask(platform, { cluster, capacity, network: ExecNetwork.existing({ vpc }), networkMode: ecs.NetworkMode.BRIDGE });
  const reports = new Stack(app, 'Reports');
  const task = newTask(reports, { cluster, capacity, network: ExecNetwork.existing({ vpc }), networkMode: ecs.NetworkMode.BRIDGE });
  const database = new ec2.SecurityGroup(reports, 'Database', { vpc });
  task.connections.allowTo(new ec2.Connections({ securityGroups: [database] }), ec2.Port.tcp(5432));
  expect(() => app.synth()).not.toThrow();
  Template.fromStack(reports).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432, ToPort: 5432 });
});
