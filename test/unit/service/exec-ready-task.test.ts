import type { Environment } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { addRule, addSchedule, addStateMachine, flaws, newTask, vpcOf } from './_tasks';
import { ExecCapacity, ExecNetwork, ExecReadyCluster } from '../../../src';
import type { ExecReadyTaskProps } from '../../../src/service/exec-ready-task';
import { newApp, newStack, privateImage, PUBLIC_IMAGE, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { endpointsOf, idsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const PLACES: Readonly<Record<string, Environment | undefined>> = {
  'any account and region': undefined,
  'a commercial region': { account: '111122223333', region: 'eu-west-1' },
  'China': { account: '111122223333', region: 'cn-north-1' },
  'GovCloud': { account: '111122223333', region: 'us-gov-west-1' },
};

type Variant = (stack: Stack) => Partial<ExecReadyTaskProps>;

const { X86_64, ARM64 } = ecs.CpuArchitecture;
const { LINUX, WINDOWS_SERVER_2022_CORE } = ecs.OperatingSystemFamily;

const VARIANTS: Readonly<Record<string, Variant>> = {
  'in a new isolated VPC': () => ({}),
  'in private subnets behind NAT': (stack) => ({
    network: ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PRIVATE_WITH_EGRESS) }), container: { image: PUBLIC_IMAGE },
  }),
  'in public subnets': (stack) => ({
    network: ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PUBLIC) }), container: { image: PUBLIC_IMAGE },
  }),
  'in isolated subnets of the app': (stack) => ({ network: ExecNetwork.existing({ vpc: vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED) }) }),
  'on ARM64': () => ({ runtimePlatform: { cpuArchitecture: ARM64, operatingSystemFamily: LINUX } }),
  'on Windows': () => ({
    cpu: 1024,
    memoryLimitMiB: 2048,
    runtimePlatform: { cpuArchitecture: X86_64, operatingSystemFamily: WINDOWS_SERVER_2022_CORE },
  }),
  'on Fargate Spot': () => ({ capacity: ExecCapacity.fargateSpot() }),
  'on a mix of Fargate': () => ({
    capacity: ExecCapacity.mix({ capacity: ExecCapacity.fargate(), base: 1, weight: 0 }, { capacity: ExecCapacity.fargateSpot(), weight: 4 }),
  }),
  'in a cluster of the app': (stack) => ({ cluster: new ExecReadyCluster(stack, 'Cluster') }),
};

/** Every way to run a task that a template can hold, twice over. */
function runInAllWays(stack: Stack, variant: Variant): void {
  const task = newTask(stack, variant(stack));
  addRule(task);
  addRule(task, { taskCount: 2 }, stack, 'Weekly');
  addSchedule(task);
  addStateMachine(task, { integrationPattern: sfn.IntegrationPattern.RUN_JOB });
  addStateMachine(task, { queryLanguage: sfn.QueryLanguage.JSONATA }, stack, 'Again');
  task.grants.exec(new iam.Role(stack, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() }));
  task.grants.run(new iam.Role(stack, 'Runner', { assumedBy: new iam.AccountRootPrincipal() }));
}

describe.each(Object.entries(VARIANTS))('a task %s', (_, variant) => {
  test.each(Object.entries(PLACES))('is ready in %s, whatever runs it', (__, env) => {
    const app = newApp();
    runInAllWays(new Stack(app, 'Stack', { env }), variant);
    expect(flaws(app)).toEqual([]);
  });
});

test('a task is ready with the feature flags of a fresh app', () => {
  const app = newApp(RECOMMENDED_FLAGS);
  runInAllWays(new Stack(app, 'Stack'), VARIANTS['in a new isolated VPC']);
  expect(flaws(app)).toEqual([]);
});

test('rules of other stacks run a task that is ready', () => {
  const app = newApp(RECOMMENDED_FLAGS);
  const task = newTask(new Stack(app, 'Tasks'));
  const other = new Stack(app, 'Rules');
  addRule(task, {}, other);
  addSchedule(task, {}, other);
  addStateMachine(task, {}, other);
  expect(flaws(app)).toEqual([]);
});

test('the same task gives the same template', () => {
  const [first, second] = [0, 1].map(() => {
    const stack = newStack();
    runInAllWays(stack, VARIANTS['in a new isolated VPC']);
    return Template.fromStack(stack).toJSON();
  });
  expect(second).toEqual(first);
});

describe('the smallest task', () => {
  let template: Template;

  beforeAll(() => {
    const stack = newStack();
    newTask(stack);
    template = Template.fromStack(stack);
  });

  test('has the endpoints that it uses', () => {
    expect(Object.keys(endpointsOf(template)).sort()).toEqual(['ecr.api', 'ecr.dkr', 'kms', 'logs', 's3', 'ssmmessages']);
  });

  test('has a security group that the endpoints admit', () => {
    const [group] = idsOf(template, 'AWS::EC2::SecurityGroup', 'ReportSecurityGroup');
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: { 'Fn::GetAtt': [group, 'GroupId'] } });
  });

  test('makes nothing that starts it, and no role for what would', () => {
    ['AWS::ECS::Service', 'AWS::Events::Rule', 'AWS::Lambda::Function'].forEach((type) => template.resourceCountIs(type, 0));
    expect(idsOf(template, 'AWS::IAM::Role')).toEqual([expect.stringContaining('TaskRole'), expect.stringContaining('ExecutionRole')]);
  });

  test('says how to run it, and how to open a session in it', () => {
    const [run, exec] = Object.values(template.toJSON().Outputs as Record<string, { Value: unknown }>).map(({ Value }) => text(Value));
    expect(run).toMatch(/^aws ecs run-task --region \{AWS::Region} --cluster \{ReportCluster\w+} --task-definition \{ReportTaskDefinition\w+} --count 1 --launch-type FARGATE /);
    expect(run).toMatch(/ --network-configuration 'awsvpcConfiguration=\{subnets=\[\{\w+},\{\w+}],securityGroups=\[.*SecurityGroup.*],assignPublicIp=DISABLED}' /);
    expect(run).toMatch(/ --enable-execute-command --propagate-tags TASK_DEFINITION$/);
    expect(exec).toMatch(/ --task "\$\(aws ecs list-tasks .* --family StackReportTaskDefinition\w+ --desired-status RUNNING --query 'taskArns\[0]' --output text\)" /);
    expect(exec).toMatch(/ --container app --interactive --command \/bin\/sh$/);
  });
});

describe('ExecReadyTask', () => {
  test('names the strategy in the command where there is one', () => {
    const capacity = ExecCapacity.mix({ capacity: ExecCapacity.fargate(), base: 1 }, { capacity: ExecCapacity.fargateSpot(), weight: 3 });
    const { runTaskCommand } = newTask(newStack(), { capacity });
    expect(runTaskCommand).toContain(' --capacity-provider-strategy capacityProvider=FARGATE,base=1,weight=1 capacityProvider=FARGATE_SPOT,base=0,weight=3 ');
    expect(runTaskCommand).not.toContain('--launch-type');
  });

  test('asks for a public address in public subnets', () => {
    const stack = newStack();
    expect(newTask(stack, VARIANTS['in public subnets'](stack)).runTaskCommand).toContain('assignPublicIp=ENABLED');
  });

  test('opens PowerShell on Windows', () => {
    expect(newTask(newStack(), VARIANTS['on Windows'](newStack())).execCommand).toMatch(/ --container app --interactive --command powershell\.exe$/);
  });

  test('names the container that a session is opened in', () => {
    const stack = newStack();
    const task = newTask(stack);
    const sidecar = task.addContainer('sidecar', { image: privateImage(stack) });
    expect(task.execCommandFor(sidecar)).toContain(' --container sidecar ');
  });

  test('takes the security groups that it is given', () => {
    const stack = newStack();
    const vpc = vpcOf(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const own = new ec2.SecurityGroup(stack, 'Own', { vpc });
    const task = newTask(stack, { network: ExecNetwork.existing({ vpc }), securityGroups: [own] });
    expect(task.connections.securityGroups).toEqual([own]);
    expect(task.runTaskCommand).toContain(`securityGroups=[${own.securityGroupId}]`);
  });

  test('shares the rules of the endpoints with whatever has the same security group', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const cluster = new ExecReadyCluster(stack, 'Cluster');
    const securityGroups = [new ec2.SecurityGroup(stack, 'Own', { vpc: cluster.vpc, allowAllOutbound: false })];
    ['A', 'B'].forEach((id) => addRule(newTask(stack, { cluster, securityGroups }, id), {}, stack, `Run${id}`));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });

  test('is a grantee and has what the service has', () => {
    const stack = newStack();
    const task = newTask(stack);
    expect(task.grantPrincipal).toBe(task.taskRole);
    expect(task.logGroup).toBeDefined();
    expect(task.session?.key).toBeDefined();
    expect([task.vpc, task.endpoints, task.cluster, task.executionRole, task.taskDefinition, task.container]).not.toContain(undefined);
  });

  test('tags the task definition with a name that no other has', () => {
    const stack = newStack();
    newTask(stack, {}, 'A');
    newTask(stack, {}, 'B');
    const template = Template.fromStack(stack);
    ['A', 'B'].forEach((id) => template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Tags: [{ Key: 'exec-ready:task', Value: Match.stringLikeRegexp(`^Stack${id}TaskDefinition\\w+$`) }],
    }));
  });

  test('repairs the containers that others add, and keeps its checks', () => {
    const stack = newStack();
    const task = newTask(stack);
    addRule(task);
    task.taskDefinition.addContainer('Late', { image: privateImage(stack) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.anyValue(), Match.objectLike({ LinuxParameters: { InitProcessEnabled: true } })],
    });
    expect(() => task.addContainer('Closed', { image: PUBLIC_IMAGE })).toThrow('cannot be pulled from subnets without a way out');
  });

  test('raises no warning of its own', () => {
    const stack = newStack();
    runInAllWays(stack, VARIANTS['in a new isolated VPC']);
    expect(warningIds(stack)).toEqual([]);
  });
});
