import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * What instances of Amazon EC2 in a cluster are made of.
 */
export interface EcsHostInstances {
  /**
   * The Auto Scaling group. Commands that are added to its user data run after those of the library.
   */
  readonly autoScalingGroup: autoscaling.AutoScalingGroup;

  /**
   * What new instances are launched with.
   */
  readonly launchTemplate: ec2.LaunchTemplate;

  /**
   * The role of the instances: what their agent calls, and what you add.
   */
  readonly role: iam.Role;

  /**
   * The security group of the instances, and of tasks in network mode `bridge` or `host`.
   */
  readonly securityGroup: ec2.SecurityGroup;

  /**
   * The capacity provider of the group.
   */
  readonly capacityProvider: ecs.AsgCapacityProvider;
}
