import type { EcsAgentHostOptions } from './agent-host-options';
import type { EcsAgentImageOptions } from './agent-image-options';
import type { EcsAgentInstanceOptions } from './agent-instance-options';
import type { EcsAgentLogOptions } from './agent-log-options';
import type { EcsAgentNetworkOptions } from './agent-network-options';
import type { AgentProxy } from './agent-proxy';
import type { EcsAgentTaskOptions } from './agent-task-options';
import type { EcsAgentWindowsOptions } from './agent-windows-options';

/**
 * The configuration of the ECS container agent on EC2 instances.
 *
 * Every variable of the agent has an option, except its cluster, which is known, and AWS credentials, which the role
 * of the instance has. What ECS Exec needs is set already. What the agent would ignore, what the platform of the
 * instance does not have, and what would break ECS Exec throws.
 *
 * Bottlerocket takes only what it has a setting for; anything else throws with the list of what it takes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export interface EcsAgentConfig extends EcsAgentTaskOptions, EcsAgentNetworkOptions, EcsAgentImageOptions,
  EcsAgentInstanceOptions, EcsAgentLogOptions, EcsAgentHostOptions, EcsAgentWindowsOptions {
  /**
   * An HTTP proxy for the agent, for Docker and for ecs-init together.
   *
   * @default - no proxy
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html
   */
  readonly proxy?: AgentProxy;

  /**
   * Variables that are newer than these options, by name.
   *
   * Names have upper-case letters, digits and `_`. Throws on a variable that has an option, on `ECS_CLUSTER`, and on
   * AWS credentials.
   *
   * @default - none
   */
  readonly additionalVariables?: { [name: string]: string };
}
