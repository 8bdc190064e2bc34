import type * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * Options of a container of an exec-ready service.
 */
export interface ExecContainerOptions extends ecs.ContainerDefinitionOptions {
  /**
   * Whether sessions are to be opened in this container.
   *
   * A container that is not a target may have a read-only root file system, in which the agent cannot work without
   * `writableAgentDirectories`.
   *
   * @default true
   */
  readonly execTarget?: boolean;

  /**
   * Whether an init process runs as PID 1 of this container and reaps what sessions leave behind.
   *
   * Set it to false for an image whose own init process must be PID 1, such as one with s6-overlay or systemd. Windows has no
   * init process.
   *
   * Throws when `initProcessEnabled` of `linuxParameters` says the opposite, and when it is true on Windows.
   *
   * @default - true for a container of Linux that sessions are to be opened in, unless `linuxParameters` says otherwise
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
   */
  readonly initProcess?: boolean;

  /**
   * Whether the agent of ECS Exec is given directories to write in, so that the root file system can be read-only.
   *
   * For `readonlyRootFilesystem: true`. It mounts an empty volume of the task, which no other container has, over each directory
   * of the agent: `/managed-agents`, `/var/lib/amazon/ssm` and `/var/log/amazon/ssm`. On instances the agent mounts the last
   * one itself and Docker refuses a second mount there, so that a volume is mounted at `/var/log/amazon` instead.
   *
   * AWS documents a read-only root file system as unsupported and does not promise that this works. Users report that it does
   * for Linux on AWS Fargate; for instances it is derived from the source of their agent. Sessions themselves can write in
   * these directories only, and temporary files of the application need a volume of their own.
   *
   * Throws on Windows.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
   * @see https://github.com/aws/containers-roadmap/issues/1359
   */
  readonly writableAgentDirectories?: boolean;
}
