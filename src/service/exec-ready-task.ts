import * as cdk from 'aws-cdk-lib';
import type * as batch from 'aws-cdk-lib/aws-batch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as stepfunctionsTasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { ExecContainerOptions } from './exec-container-options';
import type { ExecHeadroom } from './exec-headroom';
import { batchContainer } from './private/task-batch-container';
import { execTaskCommand, runTaskCommand } from './private/task-commands';
import { taskConnections } from './private/task-connections';
import { checkPlacement } from './private/task-placement';
import { TaskRoles } from './private/task-roles';
import { TaskRuleTarget } from './private/task-rule-target';
import type { TaskRun } from './private/task-run';
import { taskRunOf } from './private/task-run';
import { TaskScheduleTarget } from './private/task-schedule-target';
import { TaskStarters } from './private/task-starters';
import { taskState } from './private/task-state';
import { Workload } from './private/workload';
import type { TaskOptions } from './task-options';
import type { BatchTaskOptions, RuleTaskOptions, ScheduleTaskOptions, StateMachineTaskOptions } from './task-target-options';
import { ExecTaskGrants } from '../access/exec-task-grants';
import type { ExecCapacity } from '../capacity/exec-capacity';
import { ExecEgress } from '../network/exec-egress';
import type { ExecEndpoints } from '../network/exec-endpoints';
import type { ExecNetwork } from '../network/exec-network';
import type { AppIndex } from '../private/app-index';
import { Completion } from '../private/completion';
import type { ExecSession } from '../session/exec-session';

/**
 * Properties of an ExecReadyTask.
 */
export interface ExecReadyTaskProps extends TaskOptions {
  /**
   * The container of the application. More can be added with `addContainer`.
   */
  readonly container: ExecContainerOptions;

  /**
   * Room in the tasks for the agent of ECS Exec and for sessions, in addition to `cpu` and `memoryLimitMiB`.
   *
   * On AWS Fargate the tasks get the smallest size with that much. Throws when there is none.
   *
   * @default - none: the tasks have `cpu` and `memoryLimitMiB`, which the agent shares
   */
  readonly headroom?: ExecHeadroom;

  /**
   * What the tasks run on.
   *
   * @default ExecCapacity.fargate()
   */
  readonly capacity?: ExecCapacity;

  /**
   * The cluster of the tasks. Its session key and session log are used.
   *
   * @default - a new cluster, with encrypted and logged sessions
   */
  readonly cluster?: ecs.ICluster;

  /**
   * Where the tasks run.
   *
   * @default - the VPC of the cluster; with a new cluster, a new VPC of isolated subnets with the endpoints that the tasks use
   */
  readonly network?: ExecNetwork;

  /**
   * The security groups of the tasks, where they have network interfaces of their own.
   *
   * @default - a new one, with no way in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * A task of Amazon ECS that is not a service's, on which ECS Exec works: run by a rule, a schedule, a state machine, AWS Batch, or by hand.
 *
 * With only an image given it makes a VPC of isolated subnets with exactly the endpoints that the task uses, a cluster whose sessions
 * are encrypted and logged, a task role with what the agent needs and no more, and an execution role. Rules, schedules and state machines
 * are created after everything on the path of a session, and deleted before it.
 *
 * Throws when the capacity starts an instance for each task, for sessions cannot be opened in a task that waited for one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 *
 * @example
 * const report = new ExecReadyTask(this, 'Report', {
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') },
 * });
 * new events.Rule(this, 'Nightly', {
 *   schedule: events.Schedule.cron({ hour: '3', minute: '0' }),
 *   targets: [report.toRuleTarget()],
 * });
 * report.grants.exec(operators);
 */
export class ExecReadyTask extends Construct implements ec2.IConnectable, iam.IGrantable {
  /**
   * The VPC of the tasks.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * The endpoints of the VPC that the tasks share with others.
   */
  public readonly endpoints: ExecEndpoints;

  /**
   * The cluster.
   */
  public readonly cluster: ecs.ICluster;

  /**
   * How sessions are encrypted and logged: the key and the log group.
   *
   * Undefined when `cluster` was given and is no ExecReadyCluster.
   */
  public readonly session?: ExecSession;

  /**
   * The role that the application and the agent of ECS Exec have.
   */
  public readonly taskRole: iam.IRole;

  /**
   * The role with which tasks are started.
   */
  public readonly executionRole: iam.IRole;

  /**
   * The task definition.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The container of the application.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The network connections of the tasks.
   */
  public readonly connections: ec2.Connections;

  /**
   * Who may run tasks, and who may open sessions in them.
   */
  public readonly grants: ExecTaskGrants;

  /**
   * A line for a shell that runs one task, with ECS Exec switched on.
   */
  public readonly runTaskCommand: string;

  /**
   * A line for a shell that opens a session in a running task.
   */
  public readonly execCommand: string;

  private readonly workload: Workload;
  private readonly image: ecs.ContainerImage;
  private readonly run: TaskRun;
  private readonly roles: TaskRoles;
  private readonly starters: TaskStarters;

  constructor(scope: Construct, id: string, props: ExecReadyTaskProps) {
    super(scope, id);

    this.workload = new Workload(this, props);
    this.vpc = this.workload.vpc;
    this.endpoints = this.workload.endpoints;
    this.cluster = this.workload.cluster;
    this.session = this.workload.session;
    this.taskRole = this.workload.taskRole;
    this.executionRole = this.workload.executionRole;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.image = props.container.image;
    this.connections = taskConnections(this, this.workload, props.securityGroups);
    checkPlacement(this, this.workload.capacity.strategies);

    this.grants = ExecTaskGrants.fromTaskDefinition(this.taskDefinition, this.cluster);
    this.run = taskRunOf(this.workload, this.connections);
    this.roles = new TaskRoles(this, this.grants);
    this.starters = new TaskStarters(this.taskDefinition);
    this.runTaskCommand = runTaskCommand(this.run);
    this.execCommand = execTaskCommand(this.run, this.container.containerName);
    this.createOutputs();
    Completion.register(this, this.taskDefinition);
  }

  /**
   * The log group of the application.
   *
   * Undefined when every container brings its own logging.
   */
  public get logGroup(): logs.ILogGroup | undefined {
    return this.workload.containers.log;
  }

  /**
   * The task role.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  /**
   * Adds a container to the task, for example a sidecar.
   *
   * Throws when the options contradict ECS Exec, or when the image cannot be pulled from the subnets of the tasks.
   *
   * @param id the id of the container, and its name unless `containerName` is given
   * @param options the options of the container
   */
  public addContainer(id: string, options: ExecContainerOptions): ecs.ContainerDefinition {
    return this.workload.containers.add(id, options);
  }

  /**
   * A line for a shell that opens a session in a container of a running task.
   *
   * Throws when the container is not one of the task, or when nobody is to exec into it.
   *
   * @param container the container, for example one that `addContainer` returned
   */
  public execCommandFor(container: ecs.ContainerDefinition): string {
    this.workload.containers.checkTarget(container);
    return execTaskCommand(this.run, container.containerName);
  }

  /**
   * Has a rule of Amazon EventBridge run the task, with ECS Exec switched on.
   *
   * @param options how many tasks, and what is different in them
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
   */
  public toRuleTarget(options: RuleTaskOptions = {}): events.IRuleTarget {
    const { role, ...rest } = options;
    if (role) {
      this.grants.run(role);
    }
    return new TaskRuleTarget(this.run, role ?? this.roles.forRules(), rest, (rule, by) => this.starters.add(rule, by));
  }

  /**
   * Has a schedule of Amazon EventBridge Scheduler run the task, with ECS Exec switched on.
   *
   * @param options how many tasks, and how often it is tried again
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
   */
  public toScheduleTarget(options: ScheduleTaskOptions = {}): scheduler.IScheduleTarget {
    if (options.role) {
      this.grants.run(options.role);
    }
    const roleFor = (schedule: scheduler.ISchedule) => this.roles.forSchedule(schedule);
    return new TaskScheduleTarget(this.run, roleFor, options, (schedule, by) => this.starters.add(schedule, by));
  }

  /**
   * A state of an AWS Step Functions state machine that runs the task, with ECS Exec switched on.
   *
   * It runs the revision of this app, whatever else the family has, and the state machine is allowed no more than that takes.
   *
   * @param scope the scope of the state
   * @param id the id of the state, and its name unless `stateName` is given
   * @param options what is different in the task, and whether the state waits for its end
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
   */
  public toStateMachineTask(scope: Construct, id: string, options: StateMachineTaskOptions = {}): stepfunctionsTasks.EcsRunTask {
    this.starters.addStates();
    return taskState(scope, id, this.run, this.grants._runStatements(), options);
  }

  /**
   * The container of an AWS Batch job definition, with ECS Exec switched on, and with the image, roles, log, size, command, environment
   * and secrets of the application.
   *
   * AWS Batch takes no task definition, and runs jobs in clusters that it makes: sessions have no key and no log of yours there. They find
   * their way when the compute environment has the subnets and security groups of the task. `grants.exec` does not reach them.
   *
   * Throws when the container has an `entryPoint` and no `command` is given here, for a job has the entry point of its image alone.
   *
   * @param id the id of the container
   * @param options what is different in the jobs
   * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
   */
  public toBatchContainer(id: string, options: BatchTaskOptions = {}): batch.IEcsContainerDefinition {
    const isPublic = this.workload.network.egress === ExecEgress.PUBLIC;
    const initProcess = this.workload.containers.wantsInitProcess(this.container);
    return batchContainer(this, id, { container: this.container, image: this.image, isPublic, initProcess }, options);
  }

  /**
   * Settles what depends on everything that users added: repairs, endpoints, order.
   *
   * @internal
   */
  public _complete(app: AppIndex): void {
    this.workload.complete(this.connections, this.starters.complete(app), app);
  }

  private createOutputs(): void {
    new cdk.CfnOutput(this, 'RunTaskCommand', { value: this.runTaskCommand, description: 'Runs a task in which sessions can be opened' });
    new cdk.CfnOutput(this, 'ExecCommand', { value: this.execCommand, description: 'Opens a session in a running task' });
  }
}
