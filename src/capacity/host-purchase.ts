import { Token } from 'aws-cdk-lib';

/**
 * How instances are shared out between On-Demand Instances and Spot Instances.
 */
export interface MixedPurchaseOptions {
  /**
   * How many instances are On-Demand Instances before any is shared out.
   *
   * @default 0
   */
  readonly onDemandBase?: number;

  /**
   * The percentage of On-Demand Instances among the others, from 0 to 99.
   *
   * @default 0
   */
  readonly onDemandPercentage?: number;
}

/**
 * How instances are paid for.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
 */
export class InstancePurchase {
  /**
   * On-Demand Instances.
   */
  public static onDemand(): InstancePurchase {
    return new InstancePurchase(0, 100);
  }

  /**
   * Spot Instances: spare capacity at a lower price, and two minutes of notice before an instance is taken back.
   *
   * They are chosen by price and capacity among the instance types; the more types, the fewer interruptions. Their tasks are
   * drained, and capacity is rebalanced.
   */
  public static spot(): InstancePurchase {
    return new InstancePurchase(0, 0);
  }

  /**
   * On-Demand Instances and Spot Instances.
   *
   * Throws when there would be no Spot Instances, or a number is out of range.
   *
   * @param options the share of the On-Demand Instances
   */
  public static mixed(options: MixedPurchaseOptions): InstancePurchase {
    const { onDemandBase = 0, onDemandPercentage = 0 } = options;
    check('onDemandBase', onDemandBase, Infinity, 'of 0 or more; choose one that is, or leave it out');
    check('onDemandPercentage', onDemandPercentage, 99, 'from 0 to 99; InstancePurchase.onDemand() has On-Demand Instances only');
    return new InstancePurchase(onDemandBase, onDemandPercentage);
  }

  private constructor(
    /** @internal */
    public readonly _onDemandBase: number,
    /** @internal */
    public readonly _onDemandPercentage: number,
  ) {}

  /**
   * Whether there are Spot Instances.
   *
   * @internal
   */
  public get _hasSpot(): boolean {
    return this._onDemandPercentage < 100;
  }
}

function check(name: string, value: number, most: number, range: string): void {
  if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 0 && value <= most)) {
    throw new Error(`InstancePurchase.mixed: ${name} ${value} is not an integer ${range}`);
  }
}
