import type { EcsInstanceTagSource } from './agent-enums';

/**
 * How the agent registers its instance.
 */
export interface EcsAgentInstanceOptions {
  /**
   * Attributes of the container instance for placement constraints (`ECS_INSTANCE_ATTRIBUTES`).
   *
   * Names and values have up to 128 characters: letters, digits, and `-`, `_`, `.`, `/`, `\`; values also `@`, `:` and
   * inner spaces. Bottlerocket does not take `\` in names. They apply when the instance registers.
   *
   * @default - none
   */
  readonly instanceAttributes?: { [name: string]: string };

  /**
   * Tags of the container instance (`ECS_CONTAINER_INSTANCE_TAGS`): keys up to 128, values up to 256 characters, 50 tags.
   *
   * They win over the tags of `propagateTagsFrom`. Throws on a key that starts with `aws:`.
   *
   * @default - none
   */
  readonly containerInstanceTags?: { [key: string]: string };

  /**
   * What else the container instance gets tags from (`ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM`).
   *
   * @default EcsInstanceTagSource.NONE
   */
  readonly propagateTagsFrom?: EcsInstanceTagSource;

  /**
   * Whether the instance is drained when EC2 is about to take it back (`ECS_ENABLE_SPOT_INSTANCE_DRAINING`).
   *
   * @default - on Spot Instances
   */
  readonly enableSpotInstanceDraining?: boolean;

  /**
   * Whether an instance of a warm pool waits to register until it is in service (`ECS_WARM_POOLS_CHECK`).
   *
   * Throws on `true` without a warm pool, and on `false` with one.
   *
   * @default - with a warm pool
   */
  readonly warmPoolsCheck?: boolean;

  /**
   * The region of the cluster (`AWS_DEFAULT_REGION`).
   *
   * @default - the region of the instance
   */
  readonly region?: string;

  /**
   * The profile of the shared credentials file that the agent falls back on (`ECS_ALTERNATE_CREDENTIAL_PROFILE`).
   *
   * @default 'default'
   */
  readonly alternateCredentialProfile?: string;
}
