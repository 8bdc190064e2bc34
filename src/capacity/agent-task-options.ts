import type { Duration, Size } from 'aws-cdk-lib';

/**
 * A range of ports, both ends included.
 */
export interface EcsPortRange {
  /**
   * The first port, from 1 to 65535.
   */
  readonly first: number;

  /**
   * The last port, from the first to 65535.
   */
  readonly last: number;
}

/**
 * How many requests per second the endpoints of the agent take from the tasks of an instance.
 */
export interface EcsRequestLimit {
  /**
   * Requests per second in the long run, at least 1.
   */
  readonly steady: number;

  /**
   * Requests in one burst, at least `steady`.
   */
  readonly burst: number;
}

/**
 * How the agent runs tasks.
 */
export interface EcsAgentTaskOptions {
  /**
   * Whether tasks get the credentials of their task role (`ECS_ENABLE_TASK_IAM_ROLE`).
   *
   * ECS Exec needs them: `false` throws.
   *
   * @default true
   */
  readonly enableTaskIamRole?: boolean;

  /**
   * Whether tasks in `host` network mode get the credentials of their task role (`ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST`).
   *
   * Linux only. `false` throws when tasks run in `host` mode.
   *
   * @default true
   */
  readonly enableTaskIamRoleNetworkHost?: boolean;

  /**
   * Whether `awslogs`, secrets and parameters work with the execution role (`ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE`).
   *
   * `false` throws.
   *
   * @default true
   */
  readonly enableAwslogsExecutionRoleOverride?: boolean;

  /**
   * The log drivers that tasks can use (`ECS_AVAILABLE_LOGGING_DRIVERS`).
   *
   * Replaces the default. Throws on a driver that the agent does not know, which would keep it from starting, and
   * when `awslogs` is missing while tasks use it. `awsfirelens` is not in this list: FireLens works through `fluentd`.
   *
   * @default - `json-file`, `syslog`, `awslogs`, `fluentd` and `none` on Linux; the same without `syslog` on Windows and Bottlerocket
   */
  readonly availableLoggingDrivers?: string[];

  /**
   * Whether tasks may not run privileged containers (`ECS_DISABLE_PRIVILEGED`).
   *
   * @default - privileged containers are allowed; Bottlerocket does not allow them
   */
  readonly disablePrivileged?: boolean;

  /**
   * Whether tasks may use SELinux labels (`ECS_SELINUX_CAPABLE`), only for mounts with the `Z` option.
   *
   * Linux only.
   *
   * @default false
   */
  readonly selinuxCapable?: boolean;

  /**
   * Whether tasks may use AppArmor profiles (`ECS_APPARMOR_CAPABLE`).
   *
   * Linux only.
   *
   * @default false
   */
  readonly apparmorCapable?: boolean;

  /**
   * How long the containers of a stopped task are kept (`ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION`), at least 1 second.
   *
   * Throws below: the agent would ignore it.
   *
   * @default Duration.hours(3)
   */
  readonly taskCleanupWait?: Duration;

  /**
   * The longest random time that is added to `taskCleanupWait` (`ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER`).
   *
   * Throws without `taskCleanupWait`.
   *
   * @default - no time is added
   */
  readonly taskCleanupWaitJitter?: Duration;

  /**
   * How long a container may take to stop before it is killed (`ECS_CONTAINER_STOP_TIMEOUT`), at least 1 second.
   *
   * @default Duration.seconds(30)
   */
  readonly containerStopTimeout?: Duration;

  /**
   * How long a container may take to start (`ECS_CONTAINER_START_TIMEOUT`), at least 45 seconds, 2 minutes on Windows.
   *
   * @default - 3 minutes, 8 minutes on Windows
   */
  readonly containerStartTimeout?: Duration;

  /**
   * How long the creation of a container may take (`ECS_CONTAINER_CREATE_TIMEOUT`), at least 1 minute.
   *
   * @default Duration.minutes(4)
   */
  readonly containerCreateTimeout?: Duration;

  /**
   * Whether the limits of a task on CPU and memory are enforced (`ECS_ENABLE_TASK_CPU_MEM_LIMIT`).
   *
   * Linux only.
   *
   * @default true
   */
  readonly enableTaskCpuMemLimit?: boolean;

  /**
   * How many processes and threads each task may have (`ECS_TASK_PIDS_LIMIT`), from 100 to 4194304.
   *
   * Linux only. Throws below 100: the agent of ECS Exec, the worker of a session and its shell run in the task, and
   * each of their threads counts.
   *
   * @default - not limited
   */
  readonly taskPidsLimit?: number;

  /**
   * The period in which CPU time is shared out to tasks (`ECS_CGROUP_CPU_PERIOD`), from 8 to 100 milliseconds.
   *
   * Linux only. Another period changes what the CPU limits of tasks amount to.
   *
   * @default Duration.millis(100)
   */
  readonly cgroupCpuPeriod?: Duration;

  /**
   * Memory that no task is placed in (`ECS_RESERVED_MEMORY`), in whole MiB up to 65535.
   *
   * @default - none
   */
  readonly reservedMemory?: Size;

  /**
   * Whether each container gets a file that describes it (`ECS_ENABLE_CONTAINER_METADATA`).
   *
   * @default false
   */
  readonly enableContainerMetadata?: boolean;

  /**
   * How many requests tasks can make to the metadata endpoint and the endpoint of the agent (`ECS_TASK_METADATA_RPS_LIMIT`).
   *
   * @default - 40 requests per second, bursts of 60
   */
  readonly taskMetadataRequestLimit?: EcsRequestLimit;

  /**
   * Whether a shared volume must have the same driver, options and labels everywhere (`ECS_SHARED_VOLUME_MATCH_FULL_CONFIG`).
   *
   * @default - the name alone must match
   */
  readonly sharedVolumeMatchFullConfig?: boolean;

  /**
   * Whether EBS volumes can be attached to tasks (`ECS_EBSTA_SUPPORTED`).
   *
   * Linux only.
   *
   * @default true
   */
  readonly ebsTaskAttachSupported?: boolean;

  /**
   * Whether tasks can use GPUs (`ECS_ENABLE_GPU_SUPPORT`).
   *
   * Linux only.
   *
   * @default - on instances with a GPU
   */
  readonly enableGpuSupport?: boolean;

  /**
   * The container runtime that gives GPUs to containers (`ECS_NVIDIA_RUNTIME`).
   *
   * Linux only.
   *
   * @default 'nvidia'
   */
  readonly nvidiaRuntime?: string;

  /**
   * Whether tasks can use group Managed Service Accounts (`ECS_GMSA_SUPPORTED`).
   *
   * On Linux the credentials-fetcher daemon must run on the instance.
   *
   * @default false
   */
  readonly gmsaSupported?: boolean;

  /**
   * Where the credentials-fetcher daemon listens (`CREDENTIALS_FETCHER_HOST`).
   *
   * Linux only, with `gmsaSupported`; throws otherwise.
   *
   * @default 'unix:///var/credentials-fetcher/socket/credentials_fetcher.sock'
   */
  readonly credentialsFetcherHost?: string;

  /**
   * The name of the secret with the domain user (`CREDENTIALS_FETCHER_SECRET_NAME_FOR_DOMAINLESS_GMSA`).
   *
   * For instances that are not joined to the domain. Linux only, with `gmsaSupported`; throws otherwise.
   *
   * @default - no secret
   */
  readonly credentialsFetcherSecretName?: string;
}
