import type * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * Options of a container of an exec-ready service.
 */
export interface ExecContainerOptions extends ecs.ContainerDefinitionOptions {
  /**
   * Whether sessions are to be opened in this container.
   *
   * A container that is not a target may have a read-only root file system, in which the agent cannot work.
   *
   * @default true
   */
  readonly execTarget?: boolean;
}
