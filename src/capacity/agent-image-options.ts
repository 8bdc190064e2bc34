import type { Duration } from 'aws-cdk-lib';
import type { EcsEngineAuthType, EcsImagePullBehavior } from './agent-enums';

/**
 * How the agent pulls and cleans up images.
 */
export interface EcsAgentImageOptions {
  /**
   * When images are pulled (`ECS_IMAGE_PULL_BEHAVIOR`).
   *
   * @default EcsImagePullBehavior.DEFAULT
   */
  readonly imagePullBehavior?: EcsImagePullBehavior;

  /**
   * How long the pull of an image may take (`ECS_IMAGE_PULL_TIMEOUT`).
   *
   * @default Duration.hours(2)
   */
  readonly imagePullTimeout?: Duration;

  /**
   * How long a pull may stand still, as while layers are unpacked (`ECS_IMAGE_PULL_INACTIVITY_TIMEOUT`), at least 1 minute.
   *
   * @default - 1 minute, 3 minutes on Windows
   */
  readonly imagePullInactivityTimeout?: Duration;

  /**
   * How long the pull of an image manifest may take (`ECS_MANIFEST_PULL_TIMEOUT`), at least 30 seconds.
   *
   * @default Duration.minutes(1)
   */
  readonly manifestPullTimeout?: Duration;

  /**
   * Whether the images of dependent containers are pulled before what they depend on runs (`ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT`).
   *
   * @default false
   */
  readonly pullDependentContainersUpfront?: boolean;

  /**
   * Whether images are never cleaned up (`ECS_DISABLE_IMAGE_CLEANUP`).
   *
   * Throws together with an option of the cleanup.
   *
   * @default false
   */
  readonly disableImageCleanup?: boolean;

  /**
   * The time between two cleanups (`ECS_IMAGE_CLEANUP_INTERVAL`), at least 10 minutes.
   *
   * Throws below: the agent would ignore it.
   *
   * @default Duration.minutes(30)
   */
  readonly imageCleanupInterval?: Duration;

  /**
   * The age, since its pull, at which an image can be cleaned up (`ECS_IMAGE_MINIMUM_CLEANUP_AGE`).
   *
   * @default Duration.hours(1)
   */
  readonly imageMinimumCleanupAge?: Duration;

  /**
   * How many images one cleanup deletes at most (`ECS_NUM_IMAGES_DELETE_PER_CYCLE`), at least 1.
   *
   * @default 5
   */
  readonly imagesDeletedPerCycle?: number;

  /**
   * Whether containers and images that no task brought are cleaned up as well (`ECS_ENABLE_UNTRACKED_IMAGE_CLEANUP`).
   *
   * @default false
   */
  readonly enableUntrackedImageCleanup?: boolean;

  /**
   * The age at which an image that no task brought can be cleaned up (`NON_ECS_IMAGE_MINIMUM_CLEANUP_AGE`).
   *
   * Throws without `enableUntrackedImageCleanup`.
   *
   * @default Duration.hours(1)
   */
  readonly untrackedImageMinimumCleanupAge?: Duration;

  /**
   * Images, as `name:tag`, that are kept although no task brought them (`ECS_EXCLUDE_UNTRACKED_IMAGE`).
   *
   * Throws without `enableUntrackedImageCleanup`.
   *
   * @default - none
   */
  readonly excludeUntrackedImages?: string[];

  /**
   * The format of `engineAuthData` (`ECS_ENGINE_AUTH_TYPE`).
   *
   * Throws without `engineAuthData`.
   *
   * @default - no credentials
   */
  readonly engineAuthType?: EcsEngineAuthType;

  /**
   * Credentials of private registries, as JSON (`ECS_ENGINE_AUTH_DATA`).
   *
   * **Everybody who can read the user data or the template can read them**; prefer the credentials of the container
   * image, which stay in Secrets Manager. Throws without `engineAuthType`, and when it is not a JSON object.
   *
   * @default - no credentials
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html
   */
  readonly engineAuthData?: string;
}
