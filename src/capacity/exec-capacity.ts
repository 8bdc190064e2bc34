import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import type { ExternalCapacityOptions } from './external-capacity-options';
import type { EcsHostInstances } from './host-instances';
import type { ManagedInstancesCapacityOptions } from './managed-instances-capacity-options';
import { BoundCapacity } from './private/bound-capacity';
import type { CapacityContext, CapacityPart } from './private/capacity-kind';
import { instances } from './private/ec2';
import { externalInstances } from './private/external';
import { onDemand, spot } from './private/fargate';
import { Fleets } from './private/fleet/fleets';
import { managedInstances } from './private/managed-instances';

/**
 * A part of a mix of capacity.
 */
export interface ExecCapacityShare {
  /**
   * The capacity, of the same kind as that of the other parts.
   */
  readonly capacity: ExecCapacity;

  /**
   * How many tasks run on it before any is placed by weight, from 0 to 100000. Only one part of a mix can have a base.
   *
   * @default 0
   */
  readonly base?: number;

  /**
   * Its share of the tasks beyond the base, in relation to the weights of the other parts, from 0 to 1000.
   *
   * @default 1
   */
  readonly weight?: number;
}

/**
 * What the tasks of a service run on.
 */
export class ExecCapacity {
  /**
   * AWS Fargate, on demand: Linux on x86-64 or ARM64, and Windows.
   *
   * The platform is chosen by the `runtimePlatform` of the service.
   */
  public static fargate(): ExecCapacity {
    return new ExecCapacity(onDemand);
  }

  /**
   * AWS Fargate Spot: Linux on spare capacity, at a lower price, and with two minutes of notice before a task is stopped.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
   */
  public static fargateSpot(): ExecCapacity {
    return new ExecCapacity(spot);
  }

  /**
   * Instances of Amazon EC2, in an Auto Scaling group that grows and shrinks with the tasks on it.
   *
   * Services of one cluster that are given the same object share the instances. They are drained by Amazon ECS before they end, have a role
   * for their agent and no more, encrypted volumes, and metadata that containers do not reach.
   *
   * A service with `daemon` runs on every instance of the cluster, these and others, and keeps none alive: it starts where other tasks,
   * or the smallest number of instances, have one.
   *
   * Throws when it is used with an imported cluster, when its options contradict each other, and by tasks that do not go with the
   * instances: that are too large or too many for them, in other Availability Zones, of another platform, or in a network mode in which
   * ECS Exec does not work.
   *
   * @param options the instances, and how many of them
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
   */
  public static ec2(options: Ec2CapacityOptions = {}): ExecCapacity {
    const fleets = new Fleets(options);
    return new ExecCapacity((context) => instances(fleets, context), false, fleets);
  }

  /**
   * Amazon ECS Managed Instances: instances of Amazon EC2 that Amazon ECS starts, patches, replaces and stops with the tasks on them. Linux only.
   *
   * Services of one cluster that are given the same object share the instances.
   *
   * Throws when it is used with an imported cluster, or by tasks that ask for what there is not on such instances: a network mode other
   * than `awsvpc` and `host`, Windows, an IPC mode, ephemeral storage, a proxy, placement, or public subnets in network mode `awsvpc`.
   *
   * @param options the instances
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
   */
  public static managedInstances(options: ManagedInstancesCapacityOptions = {}): ExecCapacity {
    return new ExecCapacity(managedInstances(options));
  }

  /**
   * External instances: machines outside of AWS that somebody registers with the cluster, as `ExternalInstances.of(cluster)` says.
   *
   * They are in no VPC, so no endpoints and no security groups are made for the tasks on them. The L2 wants a VPC for every cluster: a
   * service without a cluster of yours makes an empty one of isolated subnets, which costs nothing. What the machines reach cannot be
   * seen, which is a warning. A machine must be registered before the deployment of a service can end.
   *
   * Throws when it is used by a service or task that asks for what there is not on such instances: a `network`, a network mode other
   * than `bridge` and `host`, a load balancer, AWS Cloud Map, Service Connect, volumes of Amazon EFS or Amazon EBS, rebalancing of
   * Availability Zones, and when the instances of the cluster were described before in other words.
   *
   * @param options the role of the machines, and their container agent
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
   */
  public static external(options: ExternalCapacityOptions = {}): ExecCapacity {
    return new ExecCapacity(externalInstances(options), true);
  }

  /**
   * Capacity of one kind, shared out by base and weight.
   *
   * Throws without parts; and when it is used, if the parts are of several kinds, two of them have a base, or all weights are 0.
   *
   * @param shares the parts, for example Fargate with a base of 1, and Fargate Spot for the rest
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
   */
  public static mix(...shares: ExecCapacityShare[]): ExecCapacity {
    if (shares.length === 0) {
      throw new Error('ExecCapacity.mix was given no parts, so tasks would run on nothing; give it one or more, such as { capacity: ExecCapacity.fargate() }');
    }
    return new ExecCapacity((context) => shares.flatMap(({ capacity, base, weight }) =>
      capacity.parts(context).map((part) => ({ ...part, base, weight }))), shares.some(({ capacity }) => capacity._isExternal));
  }

  private constructor(
    private readonly parts: (context: CapacityContext) => CapacityPart[],
    /**
     * Whether the tasks are in no VPC.
     *
     * @internal
     */
    public readonly _isExternal = false,
    private readonly fleets?: Fleets,
  ) {}

  /**
   * The instances of Amazon EC2 that this capacity has made in a cluster: their Auto Scaling group, role and security group, to add to.
   *
   * Throws unless the capacity is `ExecCapacity.ec2()`, and before a service of the cluster uses it.
   *
   * @param cluster the cluster
   */
  public instancesIn(cluster: ecs.ICluster): EcsHostInstances {
    const found = this.fleets?.find(cluster)?.instances;
    if (!found) {
      throw new Error(`${cluster.node.path}: this capacity has made no instances here; `
        + `${this.fleets ? 'give it to a service of the cluster first' : 'only ExecCapacity.ec2() has a group of instances; of a mix, ask its parts'}`);
    }
    return found;
  }

  /**
   * The same capacity, used in another way.
   *
   * @internal
   */
  public _map(change: (part: CapacityPart, context: CapacityContext) => CapacityPart): ExecCapacity {
    return new ExecCapacity((context) => this.parts(context).map((part) => change(part, context)), this._isExternal);
  }

  /**
   * The capacity for one workload.
   *
   * @internal
   */
  public _bind(context: CapacityContext): BoundCapacity {
    return new BoundCapacity(context, this.parts(context));
  }
}
