import type * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { bindCloudWatch } from './private/cloud-watch-log';
import { bindS3 } from './private/s3-log';
import type { S3SessionLogOptions } from './s3-session-log-options';

/**
 * Options for a session log in CloudWatch Logs.
 */
export interface CloudWatchSessionLogOptions {
  /**
   * The log group that sessions are written to.
   *
   * A group of this app must be encrypted with a KMS key: the agent refuses sessions into one that is not.
   *
   * @default - a new log group, encrypted with the session key
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The KMS key of the new log group.
   *
   * Throws for an alias.
   *
   * @default - the session key, or a new key where TLS alone encrypts the session
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long the log of a session is kept in the new log group.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly retention?: logs.RetentionDays;

  /**
   * What happens to the new log group when it leaves the stack.
   *
   * @default - kept, unless the deployment that made it is rolled back
   */
  readonly removalPolicy?: cdk.RemovalPolicy;
}

/**
 * What a session log gives to the session and its cluster.
 */
export interface SessionLogConfig {
  /**
   * Which kind of logging the cluster is told.
   *
   * @default ecs.ExecuteCommandLogging.OVERRIDE
   */
  readonly logging?: ecs.ExecuteCommandLogging;

  /**
   * The log group that sessions are written to.
   *
   * @default - sessions are not written to a log group of the session
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket that sessions are written to.
   *
   * @default - sessions are not written to a bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The log configuration of the cluster.
   *
   * @default - none, as the cluster takes none unless it overrides the logging
   */
  readonly logConfiguration?: ecs.ExecuteCommandLogConfiguration;

  /**
   * What the policy of the session key must say for this log.
   *
   * @default - nothing
   */
  readonly keyStatements?: iam.PolicyStatement[];
}

/**
 * Where the log of a session goes.
 *
 * The image of a container needs `script` and `cat` for its sessions to be logged.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export abstract class SessionLog {
  /**
   * Sessions are written to a log group of CloudWatch Logs, as they go on.
   *
   * Throws when an option is for a new log group and a log group is given.
   *
   * @param options which group, and how long it is kept
   */
  public static toCloudWatch(options: CloudWatchSessionLogOptions = {}): SessionLog {
    return new OwnLog((scope, key) => bindCloudWatch(scope, options, key));
  }

  /**
   * Sessions are written to a bucket of Amazon S3, each when it ends.
   *
   * Throws when an option is for a new bucket and a bucket is given, and when the prefix is not the name of a folder.
   *
   * @param options which bucket, and how long it keeps what is in it
   */
  public static toS3(options: S3SessionLogOptions = {}): SessionLog {
    return new OwnLog((scope, key) => bindS3(scope, options, key));
  }

  /**
   * Sessions are written to a log group of CloudWatch Logs and to a bucket of Amazon S3.
   *
   * @param cloudWatch which group, and how long it is kept
   * @param bucket which bucket, and how long it keeps what is in it
   */
  public static toCloudWatchAndS3(cloudWatch: CloudWatchSessionLogOptions = {}, bucket: S3SessionLogOptions = {}): SessionLog {
    return new OwnLog((scope, key) => {
      const [first, second] = [bindCloudWatch(scope, cloudWatch, key), bindS3(scope, bucket, key)];
      return { ...first, ...second, logConfiguration: { ...first.logConfiguration, ...second.logConfiguration }, keyStatements: first.keyStatements };
    });
  }

  /**
   * Sessions are written where the `awslogs` driver of their container writes, and nowhere when it has another driver.
   *
   * Whoever may read what the application logs then also reads what is done in sessions, and it is encrypted and kept as that log is.
   */
  public static toContainerLogs(): SessionLog {
    return new OwnLog(() => ({ logging: ecs.ExecuteCommandLogging.DEFAULT }));
  }

  /**
   * Sessions are not logged: AWS CloudTrail alone knows who opened one, and nobody what was done in it.
   */
  public static none(): SessionLog {
    return new OwnLog(() => ({ logging: ecs.ExecuteCommandLogging.NONE }));
  }

  /**
   * Called when the session is made.
   *
   * @param scope the session
   * @param key the session key, unless TLS alone encrypts the session
   */
  public abstract bind(scope: Construct, key?: kms.IKey): SessionLogConfig;
}

class OwnLog extends SessionLog {
  constructor(private readonly make: (scope: Construct, key?: kms.IKey) => SessionLogConfig) {
    super();
  }

  public bind(scope: Construct, key?: kms.IKey): SessionLogConfig {
    return this.make(scope, key);
  }
}
