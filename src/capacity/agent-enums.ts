/**
 * When the agent pulls the image of a container.
 */
export enum EcsImagePullBehavior {
  /**
   * Pulls, and falls back on the image of the instance when the pull fails.
   */
  DEFAULT = 'default',

  /**
   * Pulls, and fails the task when the pull fails.
   */
  ALWAYS = 'always',

  /**
   * Pulls an image that was not pulled before, or that was cleaned up.
   */
  ONCE = 'once',

  /**
   * Pulls only an image that the instance does not have.
   */
  PREFER_CACHED = 'prefer-cached',
}

/**
 * How much the agent logs.
 */
export enum EcsLogLevel {
  /**
   * Nothing; only for the log on the instance.
   */
  NONE = 'none',

  /**
   * Critical errors.
   */
  CRITICAL = 'crit',

  /**
   * Errors and above.
   */
  ERROR = 'error',

  /**
   * Warnings and above.
   */
  WARN = 'warn',

  /**
   * Information and above.
   */
  INFO = 'info',

  /**
   * Everything.
   */
  DEBUG = 'debug',
}

/**
 * When the log file of the agent is rotated.
 */
export enum EcsLogRollover {
  /**
   * Every hour.
   */
  HOURLY = 'hourly',

  /**
   * When it has reached its largest size.
   */
  SIZE = 'size',
}

/**
 * The format of the log of the agent.
 */
export enum EcsLogFormat {
  /**
   * One line of `key=value` pairs for each event.
   */
  LOGFMT = 'logfmt',

  /**
   * One JSON object for each event.
   */
  JSON = 'json',
}

/**
 * The format of the registry credentials of the agent.
 */
export enum EcsEngineAuthType {
  /**
   * Name, password and e-mail address of each registry.
   */
  DOCKER = 'docker',

  /**
   * The `auths` object of a Docker configuration file.
   */
  DOCKERCFG = 'dockercfg',
}

/**
 * What a container instance gets its tags from.
 */
export enum EcsInstanceTagSource {
  /**
   * Nothing but the tags of the configuration.
   */
  NONE = 'none',

  /**
   * The tags of the EC2 instance; its role needs `ec2:DescribeTags`.
   */
  EC2_INSTANCE = 'ec2_instance',
}
