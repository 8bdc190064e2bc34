import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SessionLog } from './session-log';

/**
 * Properties of an ExecSession.
 */
export interface ExecSessionProps {
  /**
   * The KMS key that encrypts the data between the client and the container.
   *
   * @default - a new key with rotation
   */
  readonly key?: kms.IKey;

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
 * for that one group.
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
   * The KMS key that encrypts the data between the client and the container.
   */
  public readonly key: kms.IKey;

  /**
   * The log group that sessions are written to.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * The configuration for the cluster, as the L2 cluster takes it.
   */
  public readonly executeCommandConfiguration: ecs.ExecuteCommandConfiguration;

  constructor(scope: Construct, id: string, props: ExecSessionProps = {}) {
    super(scope, id);

    this.key = props.key ?? new kms.Key(this, 'Key', {
      description: `Sessions of ECS Exec: ${this.node.path}`,
      enableKeyRotation: true,
      removalPolicy: cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const log = (props.log ?? SessionLog.toCloudWatch()).bind(this, this.key);
    this.logGroup = log.logGroup;
    this.executeCommandConfiguration = {
      kmsKey: this.key,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: log.logConfiguration,
    };
  }
}
