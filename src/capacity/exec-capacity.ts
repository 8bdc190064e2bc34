import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { BoundCapacity } from './private/bound-capacity';
import type { CapacityContext, CapacityPart } from './private/capacity-kind';
import { instances } from './private/ec2';
import { onDemand, spot } from './private/fargate';

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
   * Services of one cluster that are given the same object share the instances.
   *
   * Throws when it is used with an imported cluster.
   *
   * @param options the instances, and how many of them
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
   */
  public static ec2(options: Ec2CapacityOptions = {}): ExecCapacity {
    return new ExecCapacity(instances(options));
  }

  /**
   * Capacity of one kind, shared out by base and weight.
   *
   * Throws when it is used if the parts are of several kinds, two of them have a base, or all weights are 0.
   *
   * @param shares the parts, for example Fargate with a base of 1, and Fargate Spot for the rest
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
   */
  public static mix(...shares: ExecCapacityShare[]): ExecCapacity {
    return new ExecCapacity((context) => shares.flatMap(({ capacity, base, weight }) =>
      capacity.parts(context).map((part) => ({ ...part, base, weight }))));
  }

  private constructor(private readonly parts: (context: CapacityContext) => CapacityPart[]) {}

  /**
   * The capacity for one workload.
   *
   * @internal
   */
  public _bind(context: CapacityContext): BoundCapacity {
    return new BoundCapacity(context, this.parts(context));
  }
}
