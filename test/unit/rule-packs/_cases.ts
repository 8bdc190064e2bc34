import type { Stack } from 'aws-cdk-lib';
import { Duration, Validations } from 'aws-cdk-lib';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as lib from '../../../src';
import { newService, newStack, privateImage } from '../_helpers/apps';

/** A role that is no construct of the library, by the name of what it is granted. */
export function roleFor(grant: string, stack: Stack, service?: string): iam.Role {
  return new iam.Role(stack, grant, { assumedBy: service ? new iam.ServicePrincipal(service) : new iam.AccountRootPrincipal() });
}

function newTask(stack: Stack): lib.ExecReadyTask {
  return new lib.ExecReadyTask(stack, 'Task', { container: { image: privateImage(stack) } });
}

const HOURLY = Duration.hours(1);

const TASKS: Record<string, (stack: Stack) => void> = {
  'a service': (stack) => { newService(stack); },
  'a service in private subnets': (stack) => { newService(stack, { network: lib.ExecNetwork.egress() }); },
  'a service in public subnets': (stack) => { newService(stack, { network: lib.ExecNetwork.public() }); },
  'a service whose endpoints are restricted': (stack) => newService(stack).endpoints.restrict(),
  'a service with endpoints beside its way out': (stack) => {
    newService(stack, { network: lib.ExecNetwork.egress({ endpoints: lib.ExecEndpointSource.reuseOrCreate() }) });
  },
  'a service whose sessions are logged to a bucket': (stack) => {
    const session = new lib.ExecSession(stack, 'Session', { log: lib.SessionLog.toCloudWatchAndS3() });
    newService(stack, { cluster: new lib.ExecReadyCluster(stack, 'Cluster', { session }) });
  },
  'a cluster': (stack) => { new lib.ExecReadyCluster(stack, 'Cluster'); },
  'a task of a rule': (stack) => {
    new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(HOURLY), targets: [newTask(stack).toRuleTarget()] });
  },
  'a task of a schedule': (stack) => {
    new scheduler.Schedule(stack, 'Hourly', { schedule: scheduler.ScheduleExpression.rate(HOURLY), target: newTask(stack).toScheduleTarget() });
  },
  'a task of a state machine': (stack) => {
    new stepfunctions.StateMachine(stack, 'Machine', {
      role: roleFor('toStateMachineTask()', stack, 'states.amazonaws.com'),
      definitionBody: stepfunctions.DefinitionBody.fromChainable(newTask(stack).toStateMachineTask(stack, 'Run')),
    });
  },
  'a job of AWS Batch': (stack) => {
    const task = newTask(stack);
    new batch.EcsJobDefinition(stack, 'Job', { container: task.toBatchContainer('Container') });
    Validations.of(task).acknowledge({ id: 'exec-ready:unseenComputeEnvironment', reason: 'there is none' });
  },
  'a diagnostic task': (stack) => { new lib.DiagnosticTask(stack, 'Look', { service: newService(stack), image: privateImage(stack) }); },
};

const INSTANCES: Record<string, (stack: Stack) => void> = {
  'instances of Amazon Linux': (stack) => { newService(stack, { capacity: lib.ExecCapacity.ec2() }); },
  'instances of Bottlerocket': (stack) => { newService(stack, { capacity: lib.ExecCapacity.ec2({ image: lib.EcsHostImage.bottlerocket() }) }); },
  'instances of Windows': (stack) => {
    const capacity = lib.ExecCapacity.ec2({ image: lib.EcsHostImage.windowsServer2022Core() });
    newService(stack, { capacity, container: { image: privateImage(stack), cpu: 1024, memoryLimitMiB: 2048 } });
  },
  'managed instances with a daemon': (stack) => {
    const cluster = new lib.ExecReadyCluster(stack, 'Cluster');
    const capacity = lib.ExecCapacity.managedInstances();
    newService(stack, { cluster, capacity });
    const daemon = new lib.ExecReadyDaemon(stack, 'Daemon', { cluster, capacity, container: { image: privateImage(stack) } });
    daemon.grants.exec(roleFor('grants.exec()', stack));
  },
  'a service on external instances': (stack) => {
    const service = newService(stack, { capacity: lib.ExecCapacity.external() });
    Validations.of(service).acknowledge({ id: 'exec-ready:externalInstances', reason: 'there are none' });
  },
  'external instances alone': (stack) => { lib.ExternalInstances.of(new lib.ExecReadyCluster(stack, 'Cluster')); },
};

const LOGS: Record<string, () => lib.SessionLog> = {
  'a log group': () => lib.SessionLog.toCloudWatch(),
  'a bucket': () => lib.SessionLog.toS3(),
  'both': () => lib.SessionLog.toCloudWatchAndS3(),
  'the log of the container': () => lib.SessionLog.toContainerLogs(),
  'nothing': () => lib.SessionLog.none(),
};

const SESSIONS = Object.fromEntries(Object.entries(LOGS).flatMap(([name, log]) => [
  [`sessions that are logged to ${name}`, (stack: Stack) => { new lib.ExecSession(stack, 'Session', { log: log() }); }],
  [`sessions without a key that are logged to ${name}`, (stack: Stack) => {
    new lib.ExecSession(stack, 'Session', { log: log(), encryption: lib.SessionEncryption.tlsOnly() });
  }],
]));

const ACCESS: Record<string, (stack: Stack) => void> = {
  'grants of a service': (stack) => {
    const { grants } = newService(stack);
    grants.exec(roleFor('grants.exec()', stack));
    grants.readSessionLogs(roleFor('grants.readSessionLogs()', stack));
    grants.deployer(roleFor('grants.deployer()', stack));
  },
  'grants of a cluster with a bucket': (stack) => {
    const session = new lib.ExecSession(stack, 'Session', { log: lib.SessionLog.toCloudWatchAndS3() });
    const grants = lib.ExecGrants.fromCluster(new lib.ExecReadyCluster(stack, 'Cluster', { session }));
    grants.exec(roleFor('grants.exec()', stack));
    grants.readSessionLogs(roleFor('grants.readSessionLogs()', stack));
  },
  'grants of a task': (stack) => {
    const { grants } = newTask(stack);
    grants.exec(roleFor('grants.exec()', stack));
    grants.readSessionLogs(roleFor('grants.readSessionLogs()', stack));
    grants.run(roleFor('grants.run()', stack));
  },
  'sessions from a VPC': (stack) => {
    const vpc = new ec2.Vpc(stack, 'Offices', { restrictDefaultSecurityGroup: false });
    const from = new lib.ExecOperatorNetwork(stack, 'Desk', { vpc, operators: new ec2.SecurityGroup(stack, 'Machines', { vpc }) });
    newService(stack).grants.exec(roleFor('grants.exec()', stack), { from });
  },
  'a guardrail': (stack) => new lib.ExecGuardrail(stack, 'Guardrail').attachTo(new iam.Group(stack, 'Developers')),
  'a guardrail of a cluster': (stack) => {
    const clusters = [new lib.ExecReadyCluster(stack, 'Cluster')];
    const execSwitch = lib.ExecSwitch.UNTOUCHED;
    new lib.ExecGuardrail(stack, 'Guardrail', { clusters, closedContainers: ['payments'], execSwitch }).attachTo(new iam.Group(stack, 'Developers'));
  },
  'a policy for operators': (stack) => {
    const policy = new lib.ExecOperatorPolicy(stack, 'Policy', { guardrail: new lib.ExecGuardrail(stack, 'Guardrail') });
    newService(stack).grants.exec(policy);
    policy.attachTo(new iam.Group(stack, 'Operators'));
  },
};

const AUDIT: Record<string, (stack: Stack) => void> = {
  'an audit': (stack) => { new lib.ExecAudit(stack, 'Audit', { trail: lib.ExecTrail.create() }).replaceTasks(); },
  'an audit of a cluster': (stack) => {
    new lib.ExecAudit(stack, 'Audit', { trail: lib.ExecTrail.existing(), clusters: [new lib.ExecReadyCluster(stack, 'Cluster')] }).replaceTasks();
  },
};

/** The defaults of everything that the library makes. */
export const CASES: Readonly<Record<string, (stack: Stack) => void>> = { ...TASKS, ...INSTANCES, ...SESSIONS, ...ACCESS, ...AUDIT };

/** A stack with a case in it. */
export function stackWith(name: string, flags: Record<string, unknown>): Stack {
  const stack = newStack(flags);
  CASES[name](stack);
  return stack;
}
