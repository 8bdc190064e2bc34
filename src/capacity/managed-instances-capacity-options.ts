import type { Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExecNetwork } from '../network/exec-network';

/**
 * Options of Amazon ECS Managed Instances.
 */
export interface ManagedInstancesCapacityOptions {
  /**
   * Names the instances among those of the cluster. Throws when the cluster has something of that name already.
   *
   * @default ManagedInstances
   */
  readonly name?: string;

  /**
   * The name of the capacity provider. It must not begin with `aws`, `ecs` or `fargate`.
   *
   * @default - chosen by AWS CloudFormation
   */
  readonly capacityProviderName?: string;

  /**
   * Whether the instances are on demand or spare capacity, which AWS may take back with two minutes of notice.
   *
   * @default - on demand
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html
   */
  readonly capacityOptionType?: ecs.CapacityOptionType;

  /**
   * Which instances do: numbers of vCPUs, memory, makers of processors, accelerators and more.
   *
   * @default - Amazon ECS chooses what fits the tasks
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-types.html
   */
  readonly instanceRequirements?: ec2.InstanceRequirementsConfig;

  /**
   * Where the instances are. It must be in the VPC of the tasks.
   *
   * @default - where the tasks of the first service are that uses them
   */
  readonly network?: ExecNetwork;

  /**
   * The security groups of the instances.
   *
   * @default - a new one that lets everything out and nothing in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The size of the volume for images, logs and temporary files of the tasks on an instance.
   *
   * @default Size.gibibytes(80)
   */
  readonly taskVolumeStorage?: Size;

  /**
   * How closely Amazon CloudWatch watches the instances. Detailed monitoring costs extra.
   *
   * @default - basic monitoring, every five minutes
   */
  readonly monitoring?: ecs.InstanceMonitoring;

  /**
   * Whether the instances get the tags of the capacity provider.
   *
   * @default PropagateManagedInstancesTags.NONE
   */
  readonly propagateTags?: ecs.PropagateManagedInstancesTags;

  /**
   * The role with which Amazon ECS starts the instances.
   *
   * A role of yours must trust `ecs.amazonaws.com` and may pass the role of the instances to Amazon EC2. The managed policy
   * `AmazonECSInfrastructureRolePolicyForManagedInstances` lets roles pass only whose names begin with `ecsInstanceRole`, as that
   * of the new role does.
   *
   * @default - a new role with the statements of that managed policy, for these subnets and security groups and the role of these instances
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
   */
  readonly infrastructureRole?: iam.IRole;

  /**
   * The profile with the role of the instances.
   *
   * @default - a new role that may join this cluster, and no more; the names of role and profile begin with `ecsInstanceRole`
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
   */
  readonly instanceProfile?: iam.IInstanceProfile;
}
