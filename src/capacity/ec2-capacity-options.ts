import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ExecNetwork } from '../network/exec-network';

/**
 * Options of instances of Amazon EC2 that this app makes for tasks.
 */
export interface Ec2CapacityOptions {
  /**
   * Names the instances among those of the cluster.
   *
   * @default Ec2
   */
  readonly name?: string;

  /**
   * The types of the instances, all of one architecture. The group starts whichever is to be had, the first before the others.
   *
   * @default - m7g.large
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * Where the instances are. Their Availability Zones must be those of the tasks.
   *
   * @default - where the tasks of the first service are that uses them
   */
  readonly network?: ExecNetwork;

  /**
   * The smallest number of instances.
   *
   * @default 0
   */
  readonly minCapacity?: number;

  /**
   * The largest number of instances.
   *
   * @default 10
   */
  readonly maxCapacity?: number;
}
