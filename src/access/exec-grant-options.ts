import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ExecOperatorNetwork } from '../network/exec-operator-network';

/**
 * Limits of access to sessions, all of which must be met.
 *
 * What a request does not say is not met.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface ExecGrantOptions {
  /**
   * Where sessions must be opened from.
   *
   * @default - from anywhere
   */
  readonly from?: ExecOperatorNetwork;

  /**
   * The endpoints that sessions must be opened through: those of Amazon ECS and, where there is a session key, of AWS KMS.
   *
   * @default - any, or none
   */
  readonly fromEndpoints?: ec2.IInterfaceVpcEndpoint[];

  /**
   * The public addresses that sessions must be opened from, as CIDR blocks or single addresses, of IPv4 or IPv6.
   *
   * Throws beside `from` and `fromEndpoints`: through an endpoint, no public address is known.
   *
   * @default - any
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
   */
  readonly sourceIps?: string[];

  /**
   * The names of the containers that sessions may be opened in. A command must name its container.
   *
   * Synthesis fails when tasks of this app have no container of a name.
   *
   * @default - any
   */
  readonly containers?: string[];

  /**
   * The ids of the tasks that sessions may be opened in.
   *
   * @default - any
   */
  readonly tasks?: string[];

  /**
   * Tags that tasks must have.
   *
   * Tags of a task are its own, or come from its service or task definition: synthesis fails when tasks of this app would not have them.
   * Whoever may tag tasks, or what their tags come from, decides which tasks these are.
   *
   * @default - any tags
   */
  readonly tags?: { [key: string]: string };

  /**
   * Whether the operator must have signed in with a second factor.
   *
   * AWS knows of it in sessions of users and of roles that were assumed with it. Sessions of IAM Identity Center never tell: it asks for the factor itself.
   *
   * @default false
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
   */
  readonly requireMfa?: boolean;

  /**
   * Tags that the operator must have, on the role, the user or the session.
   *
   * @default - any tags
   */
  readonly principalTags?: { [key: string]: string };

  /**
   * When access begins, as a time in UTC such as `2026-11-25T08:00:00Z`.
   *
   * @default - at once
   */
  readonly notBefore?: string;

  /**
   * When access ends, as a time in UTC such as `2026-11-25T18:00:00Z`. A session that is open then goes on.
   *
   * @default - never
   */
  readonly notAfter?: string;
}
