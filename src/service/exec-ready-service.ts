import * as cdk from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ExecContainerOptions } from './exec-container-options';
import type { ExecHeadroom } from './exec-headroom';
import { checkDeploymentController } from './private/checks';
import { clusterNameOf, execCommand } from './private/exec-command';
import { serviceDefaults } from './private/service-defaults';
import { Workload } from './private/workload';
import type { ServiceOptions } from './service-options';
import { ExecGrants } from '../access/exec-grants';
import type { ExecCapacity } from '../capacity/exec-capacity';
import type { ExecEndpoints } from '../network/exec-endpoints';
import type { ExecNetwork } from '../network/exec-network';
import type { AppIndex } from '../private/app-index';
import { Completion } from '../private/completion';
import { ownedResource } from '../private/owned';
import type { ExecSession } from '../session/exec-session';

/**
 * Properties of an ExecReadyService.
 */
export interface ExecReadyServiceProps extends ServiceOptions {
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
   * The cluster of the service. Its session key and session log are used.
   *
   * @default - a new cluster, with encrypted and logged sessions
   */
  readonly cluster?: ecs.ICluster;

  /**
   * Where the tasks run.
   *
   * @default - the VPC of the cluster; with a new cluster, a new VPC of isolated subnets with the endpoints that the service uses
   */
  readonly network?: ExecNetwork;
}

/**
 * An Amazon ECS service on which ECS Exec works from the first deployment.
 *
 * With only an image given it makes a VPC of isolated subnets with exactly the endpoints that the service uses, a cluster
 * whose sessions are encrypted and logged, a task role with what the agent needs and no more, and an execution role. The
 * service is created after everything on the path of a session, and deleted before it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 *
 * @example
 * const api = new ExecReadyService(this, 'Api', {
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1'), portMappings: [{ containerPort: 8080 }] },
 * });
 * api.grants.exec(operators);
 */
export class ExecReadyService extends Construct
  implements ec2.IConnectable, iam.IGrantable, elbv2.IApplicationLoadBalancerTarget, elbv2.INetworkLoadBalancerTarget {
  /**
   * The VPC of the tasks.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * The endpoints of the VPC that the service shares with others.
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
   * The service; metrics and automatic scaling are here.
   */
  public readonly service: ecs.BaseService;

  /**
   * Who may open sessions.
   */
  public readonly grants: ExecGrants;

  /**
   * A line for a shell that opens a session in a running task.
   */
  public readonly execCommand: string;

  private readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ExecReadyServiceProps) {
    super(scope, id);

    checkDeploymentController(this, props);
    this.workload = new Workload(this, props);
    this.vpc = this.workload.vpc;
    this.endpoints = this.workload.endpoints;
    this.cluster = this.workload.cluster;
    this.session = this.workload.session;
    this.taskRole = this.workload.taskRole;
    this.executionRole = this.workload.executionRole;
    this.taskDefinition = this.workload.taskDefinition;
    this.container = this.workload.container;
    this.service = this.workload.capacity.createService('Service', {
      ...serviceDefaults(props), cluster: this.cluster, taskDefinition: this.taskDefinition,
    });
    // at the L1: the L2 would add statements that are looser than what the agent needs
    this.cfnService.enableExecuteCommand = true;

    this.grants = ExecGrants.fromService(this.service);
    this.execCommand = execCommand(this.service, this.container.containerName);
    this.createOutputs();
    Completion.register(this, this.taskDefinition, this.service);
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
   * The network connections of the tasks.
   */
  public get connections(): ec2.Connections {
    return this.service.connections;
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
   * Throws when the options contradict ECS Exec, or when the image cannot be pulled from the subnets of the service.
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
   * It names the container, as a task may have others that nobody added: those of Service Connect and of GuardDuty.
   *
   * Throws when the container is not one of the task, or when nobody is to exec into it.
   *
   * @param container the container, for example one that `addContainer` returned
   */
  public execCommandFor(container: ecs.ContainerDefinition): string {
    this.workload.containers.checkTarget(container);
    return execCommand(this.service, container.containerName);
  }

  /**
   * Called when the service is added to an Application Load Balancer's target group.
   *
   * @param targetGroup the target group
   */
  public attachToApplicationTargetGroup(targetGroup: elbv2.IApplicationTargetGroup): elbv2.LoadBalancerTargetProps {
    return this.service.attachToApplicationTargetGroup(targetGroup);
  }

  /**
   * Called when the service is added to a Network Load Balancer's target group.
   *
   * @param targetGroup the target group
   */
  public attachToNetworkTargetGroup(targetGroup: elbv2.INetworkTargetGroup): elbv2.LoadBalancerTargetProps {
    return this.service.attachToNetworkTargetGroup(targetGroup);
  }

  /**
   * Settles what depends on everything that users added: repairs, endpoints, order.
   *
   * @internal
   */
  public _complete(app: AppIndex): void {
    this.workload.complete(this.connections, [this.cfnService], app);
  }

  private get cfnService(): ecs.CfnService {
    return ownedResource(this.service) as ecs.CfnService;
  }

  private createOutputs(): void {
    new cdk.CfnOutput(this, 'ClusterName', { value: clusterNameOf(this.service) });
    new cdk.CfnOutput(this, 'ServiceName', { value: this.service.serviceName });
    new cdk.CfnOutput(this, 'ExecCommand', { value: this.execCommand, description: 'Opens a session in a running task' });
  }
}
