import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkKey, settleKeyPolicy } from './private/key-policy';
import { SessionEncryption } from './session-encryption';
import { SessionLog } from './session-log';

/**
 * Properties of an ExecSession.
 */
export interface ExecSessionProps {
  /**
   * The KMS key that encrypts the data between the client and the container.
   *
   * Its policy is told what the session needs, also in another stack. That of an imported key cannot be changed: a warning has the statements.
   * Throws for an alias, as policies know keys by their own ARN.
   *
   * @default - a new key with rotation, or as `encryption` says
   */
  readonly key?: kms.IKey;

  /**
   * How the data between the client and the container is encrypted where no `key` is given.
   *
   * Throws when both are given.
   *
   * @default SessionEncryption.newKey()
   */
  readonly encryption?: SessionEncryption;

  /**
   * Where the log of a session goes.
   *
   * @default - a new log group in CloudWatch Logs, encrypted with the session key and kept for a year
   */
  readonly log?: SessionLog;
}

/**
 * How sessions of ECS Exec are encrypted and logged.
 *
 * Makes a KMS key with rotation and a log group that this key encrypts. The key policy lets CloudWatch Logs use the key
 * for that one group. Any number of clusters may share it, also in other stacks; a plain `ecs.Cluster` takes its `executeCommandConfiguration`.
 *
 * The image of a container needs a shell for sessions, and `script` and `cat` for their log.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 *
 * @example
 * declare const vpc: ec2.Vpc;
 * const session = new ExecSession(this, 'Session', {
 *   log: SessionLog.toCloudWatch({ retention: logs.RetentionDays.TWO_YEARS }),
 * });
 * new ExecReadyCluster(this, 'Cluster', { vpc, session });
 */
export class ExecSession extends Construct {
  /**
   * The KMS key that encrypts the data between the client and the container; undefined where TLS alone does.
   */
  public readonly key?: kms.IKey;

  /**
   * The log group that sessions are written to; undefined where they go elsewhere.
   */
  public readonly logGroup?: logs.ILogGroup;

  /**
   * The bucket that sessions are written to; undefined where they go elsewhere.
   */
  public readonly bucket?: s3.IBucket;

  /**
   * The configuration for the cluster, as the L2 cluster takes it.
   */
  public readonly executeCommandConfiguration: ecs.ExecuteCommandConfiguration;

  constructor(scope: Construct, id: string, props: ExecSessionProps = {}) {
    super(scope, id);

    if (props.key && props.encryption) {
      throw new Error(`${this.node.path}: both key ${JSON.stringify(props.key.node.path)} and encryption are given, and they contradict each other; leave one of the two out`);
    }
    this.key = props.key ? checkKey(this, 'key', props.key) : (props.encryption ?? SessionEncryption.newKey())._bind(this);
    const log = (props.log ?? SessionLog.toCloudWatch()).bind(this, this.key);
    this.logGroup = log.logGroup;
    this.bucket = log.bucket;
    if (this.key) {
      settleKeyPolicy(this, 'session key', this.key, { statements: log.keyStatements ?? [], byTasks: true });
    }
    this.executeCommandConfiguration = {
      kmsKey: this.key,
      logging: log.logging ?? ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: log.logConfiguration,
    };
  }
}
