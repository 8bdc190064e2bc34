import type { CfnResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { checkCluster, checkPidMode, checkRoles } from './checks';
import { withHeadroom } from './container-headroom';
import { createAfter, policiesOf, routesOf, sessionResources } from './creation-order';
import { ExecContainers } from './exec-containers';
import type { Need } from './reach';
import { requirements, sessionNeeds } from './requirements';
import { allow, createExecutionRole, createTaskRole, defaultLogStatements, execStatements } from './task-permissions';
import { ExecCapacity } from '../../capacity/exec-capacity';
import type { BoundCapacity } from '../../capacity/private/bound-capacity';
import type { TaskDefinitionOptions } from '../../capacity/private/capacity-kind';
import { externalNetwork } from '../../capacity/private/external-network';
import { ExecReadyCluster } from '../../cluster/exec-ready-cluster';
import { ExecEndpoints } from '../../network/exec-endpoints';
import type { ExecNetworkConfig } from '../../network/exec-network';
import { ExecNetwork } from '../../network/exec-network';
import type { EndpointConsumer } from '../../network/private/endpoint-consumer';
import type { AppIndex } from '../../private/app-index';
import type { EndpointService } from '../../private/exec-facts';
import type { ExecSession } from '../../session/exec-session';
import type { ExecContainerOptions } from '../exec-container-options';
import type { ExecHeadroom } from '../exec-headroom';

export interface WorkloadProps extends TaskDefinitionOptions {
  readonly container: ExecContainerOptions;
  readonly headroom?: ExecHeadroom;
  readonly capacity?: ExecCapacity;
  readonly cluster?: ecs.ICluster;
  readonly network?: ExecNetwork;
}

/** What tasks on which exec works have in common, however they are started. */
export class Workload {
  /** That of a service or task of this library. */
  public static of(construct: IConstruct): Workload {
    return WORKLOADS.get(construct)!;
  }

  public readonly network: ExecNetworkConfig;
  public readonly vpc: ec2.IVpc;
  public readonly endpoints: ExecEndpoints;
  public readonly cluster: ecs.ICluster;
  public readonly session?: ExecSession;
  public readonly capacity: BoundCapacity;
  public readonly taskRole: iam.IRole;
  public readonly executionRole: iam.IRole;
  public readonly taskDefinition: ecs.TaskDefinition;
  public readonly containers: ExecContainers;
  public readonly container: ecs.ContainerDefinition;
  /** The AWS services that the tasks call, or the instances that they run on; known once the workload is complete. */
  public readonly calls = new Set<EndpointService>();

  constructor(private readonly scope: Construct, props: WorkloadProps) {
    WORKLOADS.set(scope, this);
    this.network = networkOf(scope, props);
    this.vpc = this.network.vpc;
    this.endpoints = ExecEndpoints.of(this.vpc);
    this.cluster = props.cluster ?? new ExecReadyCluster(scope, 'Cluster', { vpc: this.vpc });
    this.session = this.cluster instanceof ExecReadyCluster ? this.cluster.session : undefined;
    checkCluster(scope, this);
    this.capacity = (props.capacity ?? ExecCapacity.fargate())._bind({
      scope, cluster: this.cluster, ownCluster: ownCluster(this.cluster), network: this.network,
    });

    this.taskRole = props.taskRole ?? createTaskRole(scope);
    this.executionRole = props.executionRole ?? createExecutionRole(scope);
    this.taskDefinition = this.capacity.createTaskDefinition('TaskDefinition', {
      ...props, taskRole: this.taskRole, executionRole: this.executionRole,
    }, props.headroom);
    const start = this.capacity.hosts[0]?.network.egress ?? this.network.egress;
    this.containers = new ExecContainers(scope, this.taskDefinition, {
      egress: { start, run: this.hasInterface ? this.network.egress : start },
      environment: this.capacity.environment,
    });
    this.container = this.containers.add('App', withHeadroom(scope.node.path, { containerName: 'app', ...props.container }, props.headroom));
    checkRoles(scope, this, props);
    checkPidMode(scope, this.taskDefinition);
    this.endpoints._announce(this.network);
    allow(scope, this.taskRole, execStatements(scope, this.cluster.executeCommandConfiguration));
  }

  /** Whether tasks have a network interface of their own. */
  public get hasInterface(): boolean {
    return this.taskDefinition.networkMode === ecs.NetworkMode.AWS_VPC;
  }

  /**
   * Settles what depends on everything that users added: repairs, permissions, endpoints, order.
   *
   * @param connections of the tasks
   * @param starters the resources that start tasks, and so come after all that a task needs
   */
  public complete(connections: ec2.Connections, starters: readonly CfnResource[], app: AppIndex): void {
    if (!this.containers.changed()) {
      return;
    }
    const session = this.cluster.executeCommandConfiguration;
    const { start, run } = this.containers.complete();
    allow(this.scope, this.taskRole, defaultLogStatements(this.scope, session, this.containers.logGroups()));
    starters.forEach((starter) => starter.node.addDependency(...this.capacity.associations));
    const after = (resources: CfnResource[]) => starters.forEach((starter) => createAfter(starter, resources));
    starters.forEach((starter) => createAfter(starter, [this.taskRole, this.executionRole].flatMap((role) => policiesOf(role, starter, app))));
    after([
      ...session ? sessionResources(session) : [],
      ...routesOf(this.network.subnets),
      ...this.connect(start, [...run, ...sessionNeeds(session)], app, { scope: this.scope, connections, network: this.network, createAfter: after }),
    ]);
  }

  /** Leads whoever calls an AWS service to it: the task through its own network interface, or the instance that it runs on. */
  private connect(start: Need[], run: Need[], app: AppIndex, task: Omit<EndpointConsumer, 'requirements'>): CfnResource[] {
    const { hosts } = this.capacity;
    const byHosts = requirements([...start, ...this.hasInterface ? [] : run]);
    const byTask = requirements([...run, ...hosts.length > 0 ? [] : start]);
    [...byHosts.keys(), ...byTask.keys()].forEach((service) => this.calls.add(service));
    return [
      ...hosts.flatMap((host) => host.serve(byHosts, app)),
      ...this.hasInterface ? this.endpoints._connect({ ...task, requirements: byTask }, app) : [],
    ];
  }
}

function networkOf(scope: Construct, { network, cluster, capacity }: WorkloadProps): ExecNetworkConfig {
  return capacity?._isExternal ? externalNetwork(scope, network, cluster)
    : (network ?? (cluster ? ExecNetwork.existing({ vpc: cluster.vpc }) : ExecNetwork.isolated())).bind(scope);
}

function ownCluster(cluster: ecs.ICluster): ecs.Cluster | undefined {
  const l2 = cluster instanceof ExecReadyCluster ? cluster.cluster : cluster;
  return ecs.Cluster.isCluster(l2) ? l2 : undefined;
}

const WORKLOADS = new WeakMap<IConstruct, Workload>();
