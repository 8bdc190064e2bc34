import * as cdk from 'aws-cdk-lib';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import type { Construct } from 'constructs';
import type { ClusterOptions } from './cluster-options';
import { ExecNetwork } from '../network/exec-network';
import { ExecSession } from '../session/exec-session';

/**
 * Properties of an ExecReadyCluster.
 */
export interface ExecReadyClusterProps extends ClusterOptions {
  /**
   * How sessions are encrypted and logged.
   *
   * @default - a new key and a new log group for this cluster
   */
  readonly session?: ExecSession;
}

/**
 * An Amazon ECS cluster whose sessions of ECS Exec are encrypted and logged.
 *
 * It can be passed wherever an `ecs.ICluster` is taken; the L2 itself is the field `cluster`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 *
 * @example
 * declare const vpc: ec2.Vpc;
 * const cluster = new ExecReadyCluster(this, 'Cluster', { vpc });
 * new ExecReadyService(this, 'Api', {
 *   cluster,
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') },
 * });
 */
export class ExecReadyCluster extends cdk.Resource implements ecs.ICluster {
  /**
   * The VPC of the cluster.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * How sessions are encrypted and logged.
   */
  public readonly session: ExecSession;

  /**
   * The cluster.
   */
  public readonly cluster: ecs.Cluster;

  constructor(scope: Construct, id: string, props: ExecReadyClusterProps = {}) {
    super(scope, id);

    this.vpc = props.vpc ?? ExecNetwork.isolated().bind(this).vpc;
    this.session = props.session ?? new ExecSession(this, 'Session');
    this.cluster = new ecs.Cluster(this, 'Cluster', {
      ...props,
      vpc: this.vpc,
      executeCommandConfiguration: this.session.executeCommandConfiguration,
    });
    this.node.defaultChild = this.cluster.node.defaultChild;
  }

  /**
   * The name of the cluster.
   */
  public get clusterName(): string {
    return this.cluster.clusterName;
  }

  /**
   * The Amazon Resource Name (ARN) of the cluster.
   */
  public get clusterArn(): string {
    return this.cluster.clusterArn;
  }

  /**
   * A reference to the cluster.
   */
  public get clusterRef(): ecs.ClusterReference {
    return this.cluster.clusterRef;
  }

  /**
   * The network connections of the instances of the cluster.
   */
  public get connections(): ec2.Connections {
    return this.cluster.connections;
  }

  /**
   * Whether the cluster has instances.
   */
  public get hasEc2Capacity(): boolean {
    return this.cluster.hasEc2Capacity;
  }

  /**
   * The AWS Cloud Map namespace of the cluster.
   */
  public get defaultCloudMapNamespace(): cloudmap.INamespace | undefined {
    return this.cluster.defaultCloudMapNamespace;
  }

  /**
   * The Auto Scaling group that was added to the cluster.
   */
  public get autoscalingGroup(): autoscaling.IAutoScalingGroup | undefined {
    return this.cluster.autoscalingGroup;
  }

  /**
   * How sessions are encrypted and logged, as the L2 takes it.
   */
  public get executeCommandConfiguration(): ecs.ExecuteCommandConfiguration | undefined {
    return this.cluster.executeCommandConfiguration;
  }
}
