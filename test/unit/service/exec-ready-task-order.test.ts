import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { addRule, addSchedule, addStateMachine, newTask } from './_tasks';
import { ExecCapacity, ExecReadyCluster } from '../../../src';
import type { ExecReadyTask } from '../../../src/service/exec-ready-task';
import { newApp, newStack, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

const STARTERS: [string, (task: ExecReadyTask) => unknown, string, string][] = [
  ['a rule', addRule, 'AWS::Events::Rule', 'EventsRole'],
  ['a schedule', addSchedule, 'AWS::Scheduler::Schedule', 'SchedulerRole'],
  ['a state machine', addStateMachine, 'AWS::StepFunctions::StateMachine', 'MachineRole'],
];

function graphOf(stack: Stack): DependencyGraph {
  return new DependencyGraph(stack.node.root as App);
}

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('with %s', (_, context) => {
  test.each(STARTERS)('%s is created after all that a task needs', (__, start, type, role) => {
    const stack = newStack(context);
    start(newTask(stack));
    const graph = graphOf(stack);
    const [starter] = graph.find(type);
    const needed = [
      'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::SubnetRouteTableAssociation', 'AWS::ECS::Cluster', 'AWS::ECS::TaskDefinition',
    ];
    expect(graph.find('AWS::EC2::VPCEndpoint')).toHaveLength(6);
    expect(graph.find('AWS::IAM::Policy', role)).toHaveLength(1);
    expect(graph.before(starter)).toEqual(expect.arrayContaining(needed.flatMap((each) => graph.find(each))));
    expect(graph.cyclic()).toEqual([]);
  });
});

test.each(STARTERS)('%s of another stack is created after all that a task needs', (_, start, type) => {
  const app = newApp(RECOMMENDED_FLAGS);
  const task = newTask(new Stack(app, 'Tasks'));
  const scope = new Stack(app, 'Starters');
  start({
    ...task,
    node: { scope },
    toRuleTarget: () => task.toRuleTarget(),
    toScheduleTarget: () => task.toScheduleTarget(),
    toStateMachineTask: task.toStateMachineTask.bind(task),
  } as unknown as ExecReadyTask);
  const graph = new DependencyGraph(app);
  const [starter] = graph.find(type);
  expect(starter).toMatch(/^Starters\./);
  expect(graph.before(starter)).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint')));
  expect(graph.cyclic()).toEqual([]);
});

test('what starts a task on Fargate Spot is created after the cluster knows of it', () => {
  const stack = newStack();
  const task = newTask(stack, { capacity: ExecCapacity.fargateSpot() });
  STARTERS.forEach(([, start]) => start(task));
  const graph = graphOf(stack);
  const [associations] = graph.find('AWS::ECS::ClusterCapacityProviderAssociations');
  STARTERS.forEach(([, , type]) => expect(graph.before(graph.find(type)[0])).toContain(associations));
});

test('all rules of all tasks wait, also those of a role that is given', () => {
  const stack = newStack();
  const cluster = new ExecReadyCluster(stack, 'Cluster');
  const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
  ['A', 'B'].forEach((id) => {
    const task = newTask(stack, { cluster }, id);
    addRule(task, { role }, stack, `First${id}`);
    addRule(task, {}, stack, `Second${id}`);
  });
  const graph = graphOf(stack);
  const rules = graph.find('AWS::Events::Rule');
  expect(rules).toHaveLength(4);
  rules.forEach((rule) => expect(graph.before(rule)).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint'))));
  graph.find('AWS::Events::Rule', 'First').forEach((rule) => expect(graph.before(rule)).toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'OwnDefaultPolicy'))));
});

test('only the state machines that run the task wait for it', () => {
  const stack = newStack();
  addStateMachine(newTask(stack));
  new sfn.StateMachine(stack, 'Other', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
  const graph = graphOf(stack);
  expect(graph.before(graph.find('AWS::StepFunctions::StateMachine', 'Other')[0])).not.toContain(graph.find('AWS::ECS::TaskDefinition')[0]);
});

test('a state machine that runs the task in a branch of a map waits for it', () => {
  const stack = newStack();
  const map = new sfn.Map(stack, 'Map').itemProcessor(newTask(stack).toStateMachineTask(stack, 'Run'));
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(map) });
  const graph = graphOf(stack);
  expect(graph.before(graph.find('AWS::StepFunctions::StateMachine')[0])).toEqual(expect.arrayContaining(graph.find('AWS::EC2::VPCEndpoint')));
});

test('a task that reports to the state machine that runs it closes no circle', () => {
  const stack = newStack();
  const task = newTask(stack);
  addStateMachine(task, {
    integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    containerOverrides: [{ containerDefinition: task.container, environment: [{ name: 'TOKEN', value: sfn.JsonPath.taskToken }] }],
  }).grantTaskResponse(task.taskRole);
  const graph = graphOf(stack);
  expect(graph.cyclic()).toEqual([]);
  expect(graph.before(graph.find('AWS::StepFunctions::StateMachine')[0])).toEqual(expect.arrayContaining(graph.find('AWS::IAM::Policy', 'ExecutionRole')));
});
