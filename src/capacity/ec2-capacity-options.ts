import type { Size } from 'aws-cdk-lib';
import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { EcsAgentConfig } from './ecs-agent-config';
import type { HostGroupOptions } from './host-group-options';
import type { EcsHostImage } from './host-image';
import type { InstancePurchase } from './host-purchase';
import type { ExecNetwork } from '../network/exec-network';

/**
 * Options of instances of Amazon EC2 that this app makes for tasks.
 */
export interface Ec2CapacityOptions extends HostGroupOptions {
  /**
   * Names the instances among those of the cluster.
   *
   * Throws when the cluster has others of that name.
   *
   * @default Ec2
   */
  readonly name?: string;

  /**
   * The machine image, in the variant for the instance types.
   *
   * It also tells the platform of the tasks. Throws when there is no such variant.
   *
   * @default EcsHostImage.amazonLinux2023()
   */
  readonly image?: EcsHostImage;

  /**
   * The types of the instances, alike in size, all of one architecture and with the same accelerators.
   *
   * On-Demand Instances are of the first type that is to be had. Throws when a task is larger than all of them.
   *
   * @default - m7g.large, and m6i.large with Windows
   */
  readonly instanceTypes?: ec2.InstanceType[];

  /**
   * How the instances are paid for.
   *
   * @default InstancePurchase.onDemand()
   */
  readonly purchase?: InstancePurchase;

  /**
   * Where the instances are. Their Availability Zones must be those of the tasks.
   *
   * @default - where the tasks of the first service are that uses them
   */
  readonly network?: ExecNetwork;

  /**
   * Instances that are started, set up and set aside before they are needed.
   *
   * They register with the cluster when they are put to use. Throws with Spot Instances, with `reuseOnScaleIn`, and with the state
   * `HIBERNATED`, which the agent does not have.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html
   */
  readonly warmPool?: autoscaling.WarmPoolOptions;

  /**
   * How the ECS agent is configured.
   *
   * @default - as ECS Exec needs it
   */
  readonly agent?: EcsAgentConfig;

  /**
   * The size of the volume that images and containers are on.
   *
   * It is encrypted, and deleted with its instance. Throws when the machine image does not fit on it.
   *
   * @default - 30 GiB; 100 GiB with accelerators and with Windows
   */
  readonly volumeSize?: Size;

  /**
   * The key that encrypts the volumes.
   *
   * Amazon EC2 Auto Scaling is allowed to use it.
   *
   * @default - the key of AWS for Amazon EBS
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  readonly volumeKey?: kms.IKey;

  /**
   * Whether tasks with a network interface of their own share those of the instance, so that more of them fit on it.
   *
   * The account setting `awsvpcTrunking` must be on for the role of the instances; AWS CloudFormation cannot set it. Throws with Windows
   * and with burstable types, which do not have it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
   */
  readonly networkInterfaceTrunking?: boolean;
}
