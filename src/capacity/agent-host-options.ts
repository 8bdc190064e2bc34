/**
 * How the agent itself runs on the instance.
 *
 * The ECS-optimized images set these to what fits them; change them for images of your own.
 */
export interface EcsAgentHostOptions {
  /**
   * Where Docker listens (`DOCKER_HOST`).
   *
   * @default - `unix:///var/run/docker.sock`; `npipe:////./pipe/docker_engine` on Windows
   */
  readonly dockerHost?: string;

  /**
   * Whether the agent saves its state (`ECS_CHECKPOINT`).
   *
   * @default true
   */
  readonly checkpoint?: boolean;

  /**
   * Where the agent saves its state, as it sees it (`ECS_DATADIR`).
   *
   * @default - `/data/`; `C:\ProgramData\Amazon\ECS\data` on Windows
   */
  readonly dataDirectory?: string;

  /**
   * The directory of the instance that holds `dataDirectory` (`ECS_HOST_DATA_DIR`).
   *
   * Linux only.
   *
   * @default '/var/lib/ecs'
   */
  readonly hostDataDirectory?: string;

  /**
   * Whether the agent makes way for an update when ECS asks for it (`ECS_UPDATES_ENABLED`).
   *
   * @default - true; false on Windows
   */
  readonly updatesEnabled?: boolean;

  /**
   * The root of the control groups, as the agent sees it (`ECS_CGROUP_PATH`).
   *
   * Linux only.
   *
   * @default '/sys/fs/cgroup'
   */
  readonly cgroupPath?: string;

  /**
   * The address that the health check of the agent uses (`ECS_AGENT_HEALTHCHECK_HOST`).
   *
   * @default 'localhost'
   */
  readonly healthcheckHost?: string;

  /**
   * Whether the container of the agent has no health check (`ECS_DISABLE_DOCKER_HEALTH_CHECK`).
   *
   * @default false
   */
  readonly disableDockerHealthCheck?: boolean;

  /**
   * Labels of the container of the agent (`ECS_AGENT_LABELS`).
   *
   * Linux only.
   *
   * @default - none
   */
  readonly agentLabels?: { [name: string]: string };

  /**
   * The AppArmor profile of the container of the agent (`ECS_AGENT_APPARMOR_PROFILE`).
   *
   * Linux only.
   *
   * @default 'ecs-agent-default'
   */
  readonly agentApparmorProfile?: string;
}
