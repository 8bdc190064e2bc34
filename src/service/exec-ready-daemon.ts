import * as cdk from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ExecContainerOptions } from './exec-container-options';
import { execDaemonCommand } from './private/daemon-command';
import { daemonDeployment } from './private/daemon-deployment';
import { forDaemons } from './private/daemon-kind';
import { Workload } from './private/workload';
import { ExecDaemonGrants } from '../access/exec-daemon-grants';
import { ExecCapacity } from '../capacity/exec-capacity';
import { securityGroupsOf } from '../capacity/private/host-connections';
import type { ExecEndpoints } from '../network/exec-endpoints';
import type { ExecNetwork } from '../network/exec-network';
import type { AppIndex } from '../private/app-index';
import { Completion } from '../private/completion';
import type { ExecSession } from '../session/exec-session';

/**
 * Properties of an ExecReadyDaemon.
 */
export interface ExecReadyDaemonProps {
  /**
   * The container of the agent. More can be added with `addContainer`.
   */
  readonly container: ExecContainerOptions;

  /**
   * The Managed Instances that the daemon runs on. A daemon starts none: give the same object to the services that do.
   *
   * @default ExecCapacity.managedInstances()
   */
  readonly capacity?: ExecCapacity;

  /**
   * The cluster of the daemon. Its session key and session log are used.
   *
   * @default - a new cluster, with encrypted and logged sessions
   */
  readonly cluster?: ecs.ICluster;

  /**
   * Where the instances are, unless the capacity says so.
   *
   * @default - the VPC of the cluster; with a new cluster, a new VPC of isolated subnets with the endpoints that the daemon uses
   */
  readonly network?: ExecNetwork;

  /**
   * The name of the daemon, with letters, digits, hyphens and underscores.
   *
   * @default - made from the path of the construct
   */
  readonly daemonName?: string;

  /**
   * The family of the daemon task definition.
   *
   * @default - made from the path of the construct
   */
  readonly family?: string;

  /**
   * The CPU units that each instance keeps for the daemon; 1024 are one vCPU.
   *
   * @default - none
   */
  readonly cpu?: number;

  /**
   * The memory that each instance keeps for the daemon, in MiB.
   *
   * @default 512
   */
  readonly memoryLimitMiB?: number;

  /**
   * The role of the agent in the containers.
   *
   * @default - a new role that only tasks of this account and region can have, with what ECS Exec needs
   */
  readonly taskRole?: iam.IRole;

  /**
   * The role with which the tasks of the daemon are started.
   *
   * @default - a new role that may pull the images, write the logs and read the secrets of this daemon
   */
  readonly executionRole?: iam.IRole;

  /**
   * Volumes of the instances for the containers.
   *
   * @default - none; more can be added through `taskDefinition`
   */
  readonly volumes?: ecs.Volume[];

  /**
   * How many percent of the instances are drained at the same time when the daemon is deployed, from 0 to 100.
   *
   * @default 25
   */
  readonly drainPercent?: number;

  /**
   * How long a deployment waits after each step, to see whether all is well: whole minutes, up to 24 hours.
   *
   * @default Duration.minutes(0)
   */
  readonly bakeTime?: cdk.Duration;

  /**
   * Alarms of Amazon CloudWatch that fail a deployment.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];
}

/**
 * A daemon of Amazon ECS on which ECS Exec works: an agent of which one task runs on each Managed Instance, before all other tasks.
 *
 * The tasks have the network of their instances. The daemon is created after everything on the path of a session, and deleted
 * before it.
 *
 * Throws when the capacity is not that of Managed Instances, or a number is out of its range; and at synthesis when containers or
 * volumes have what daemons cannot have, such as port mappings or file systems of AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-daemons.html
 *
 * @example
 * const cluster = new ExecReadyCluster(this, 'Cluster');
 * const capacity = ExecCapacity.managedInstances();
 * new ExecReadyService(this, 'Api', {
 *   cluster,
 *   capacity,
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') },
 * });
 * const agent = new ExecReadyDaemon(this, 'Agent', {
 *   cluster,
 *   capacity,
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'agent-v1') },
 * });
 * agent.grants.exec(operators);
 */
export class ExecReadyDaemon extends Construct implements ec2.IConnectable, iam.IGrantable {
  /**
   * The VPC of the instances.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * The endpoints of the VPC that the daemon shares with others.
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
   * The role that the containers and the agent of ECS Exec have.
   */
  public readonly taskRole: iam.IRole;

  /**
   * The role with which tasks are started.
   */
  public readonly executionRole: iam.IRole;

  /**
   * The task definition. Its resource is an `AWS::ECS::DaemonTaskDefinition`.
   */
  public readonly taskDefinition: ecs.TaskDefinition;

  /**
   * The container of the agent.
   */
  public readonly container: ecs.ContainerDefinition;

  /**
   * The daemon.
   */
  public readonly daemon: ecs.CfnDaemon;

  /**
   * The network connections of the instances that the daemon runs on.
   */
  public readonly connections: ec2.Connections;

  /**
   * Who may open sessions.
   */
  public readonly grants: ExecDaemonGrants;

  /**
   * A line for a shell that opens a session in a running task.
   */
  public readonly execCommand: string;

  private readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ExecReadyDaemonProps) {
    super(scope, id);

    this.workload = new Workload(this, { ...props, capacity: (props.capacity ?? ExecCapacity.managedInstances())._map(forDaemons) });
    this.vpc = this.workload.vpc;
    this.endpoints = this.workload.endpoints;
    this.cluster = this.workload.cluster;
    this.session = this.workload.session;
    this.taskRole = this.workload.taskRole;
    this.executionRole = this.workload.executionRole;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.connections = new ec2.Connections({ securityGroups: securityGroupsOf(this.workload.capacity.hosts, this) });
    this.daemon = this.createDaemon(props);

    this.grants = ExecDaemonGrants.fromDaemon(this.daemon, this.cluster);
    this.execCommand = execDaemonCommand(this.daemon, this.cluster, this.container.containerName);
    this.createOutputs();
    Completion.register(this, this.taskDefinition);
  }

  /**
   * The log group of the daemon.
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
   * Adds a container to the daemon.
   *
   * Throws when the options contradict ECS Exec, or when the image cannot be pulled from the subnets of the instances.
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
   * Throws when the container is not one of the daemon, or when nobody is to exec into it.
   *
   * @param container the container, for example one that `addContainer` returned
   */
  public execCommandFor(container: ecs.ContainerDefinition): string {
    this.workload.containers.checkTarget(container);
    return execDaemonCommand(this.daemon, this.cluster, container.containerName);
  }

  /**
   * Settles what depends on everything that users added: repairs, endpoints, order.
   *
   * @internal
   */
  public _complete(app: AppIndex): void {
    this.workload.complete(this.connections, [this.daemon], app);
  }

  private createDaemon(props: ExecReadyDaemonProps): ecs.CfnDaemon {
    return new ecs.CfnDaemon(this, 'Daemon', {
      daemonName: props.daemonName ?? cdk.Names.uniqueResourceName(this, { maxLength: 255 }),
      clusterArn: this.cluster.clusterArn,
      daemonTaskDefinitionArn: this.taskDefinition.taskDefinitionArn,
      capacityProviderArns: this.workload.capacity.strategies?.map(({ capacityProvider }) =>
        cdk.Stack.of(this).formatArn({ service: 'ecs', resource: 'capacity-provider', resourceName: capacityProvider })),
      deploymentConfiguration: daemonDeployment(this, props),
      enableEcsManagedTags: true,
      enableExecuteCommand: true,
    });
  }

  private createOutputs(): void {
    new cdk.CfnOutput(this, 'ClusterName', { value: this.cluster.clusterName });
    new cdk.CfnOutput(this, 'DaemonName', { value: this.daemon.daemonName! });
    new cdk.CfnOutput(this, 'ExecCommand', { value: this.execCommand, description: 'Opens a session in a running task' });
  }
}
