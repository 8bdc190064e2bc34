import type { Duration, Size } from 'aws-cdk-lib';
import type { EcsLogFormat, EcsLogLevel, EcsLogRollover } from './agent-enums';

/**
 * What the agent logs and measures.
 */
export interface EcsAgentLogOptions {
  /**
   * How much is logged (`ECS_LOGLEVEL`).
   *
   * Throws on `EcsLogLevel.NONE`, which only `logLevelOnInstance` has.
   *
   * @default EcsLogLevel.INFO
   */
  readonly logLevel?: EcsLogLevel;

  /**
   * How much is logged to the file on the instance (`ECS_LOGLEVEL_ON_INSTANCE`).
   *
   * @default - as `logLevel`; nothing when there is a `logDriver`
   */
  readonly logLevelOnInstance?: EcsLogLevel;

  /**
   * The log file, as the agent sees it (`ECS_LOGFILE`).
   *
   * @default - `/log/ecs-agent.log`, which is `/var/log/ecs/ecs-agent.log` on the instance
   */
  readonly logFile?: string;

  /**
   * When the log file is rotated (`ECS_LOG_ROLLOVER_TYPE`).
   *
   * @default EcsLogRollover.HOURLY
   */
  readonly logRollover?: EcsLogRollover;

  /**
   * The size at which the log file is rotated (`ECS_LOG_MAX_FILE_SIZE_MB`), in whole MiB, at least 1.
   *
   * Throws unless `logRollover` is `EcsLogRollover.SIZE`.
   *
   * @default Size.mebibytes(10)
   */
  readonly logMaxFileSize?: Size;

  /**
   * How many rotated log files are kept (`ECS_LOG_MAX_ROLL_COUNT`), at least 1.
   *
   * @default 24
   */
  readonly logMaxRollCount?: number;

  /**
   * The format of the log (`ECS_LOG_OUTPUT_FORMAT`).
   *
   * @default EcsLogFormat.LOGFMT
   */
  readonly logFormat?: EcsLogFormat;

  /**
   * The log driver of the container of the agent (`ECS_LOG_DRIVER`).
   *
   * Linux only.
   *
   * @default 'json-file'
   */
  readonly logDriver?: string;

  /**
   * Options of that log driver (`ECS_LOG_OPTS`).
   *
   * Linux only. Throws without `logDriver`.
   *
   * @default - none
   */
  readonly logOptions?: { [name: string]: string };

  /**
   * Whether no metrics of tasks are gathered (`ECS_DISABLE_METRICS`).
   *
   * Throws together with `pollMetrics`.
   *
   * @default false
   */
  readonly disableMetrics?: boolean;

  /**
   * Whether metrics are polled, which costs Docker less CPU, and not streamed (`ECS_POLL_METRICS`).
   *
   * @default false
   */
  readonly pollMetrics?: boolean;

  /**
   * The time between two polls (`ECS_POLLING_METRICS_WAIT_DURATION`), from 5 to 20 seconds; below 18 is safest.
   *
   * Throws without `pollMetrics`.
   *
   * @default Duration.seconds(10)
   */
  readonly pollingMetricsWait?: Duration;

  /**
   * Whether the agent serves its own profile and logs its statistics (`ECS_ENABLE_RUNTIME_STATS`).
   *
   * @default false
   */
  readonly enableRuntimeStats?: boolean;
}
