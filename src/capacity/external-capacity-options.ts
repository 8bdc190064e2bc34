import type * as iam from 'aws-cdk-lib/aws-iam';
import type { EcsAgentConfig } from './ecs-agent-config';

/**
 * Options of external instances, which are machines outside of AWS.
 */
export interface ExternalCapacityOptions {
  /**
   * The role that the machines get when they are registered.
   *
   * A role of yours must trust `ssm.amazonaws.com` and have what the agents of AWS Systems Manager and of Amazon ECS call.
   *
   * @default - a new role with the managed policy `AmazonSSMManagedInstanceCore`, which may join this cluster and no other
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html
   */
  readonly role?: iam.IRole;

  /**
   * How the container agent of the machines is configured.
   *
   * It must be done before a machine is registered: `ExternalInstances.of(cluster).agentConfiguration` has the lines for a shell.
   *
   * @default - as ECS Exec needs it
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-registration.html
   */
  readonly agent?: EcsAgentConfig;
}
