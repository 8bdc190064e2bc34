import * as cdk from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { LOGS_ENCRYPTION_CONTEXT, LOGS_KEY_ACTIONS } from '../private/exec-facts';
import { ownedResource } from '../private/owned';
import { warn } from '../private/warnings';

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
 * What a session log gives to the cluster.
 */
export interface SessionLogConfig {
  /**
   * The log group that sessions are written to.
   */
  readonly logGroup: logs.ILogGroup;

  /**
   * The log configuration of the cluster.
   */
  readonly logConfiguration: ecs.ExecuteCommandLogConfiguration;
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
   * Sessions are written to a log group of CloudWatch Logs.
   *
   * @param options which group, and how long it is kept
   */
  public static toCloudWatch(options: CloudWatchSessionLogOptions = {}): SessionLog {
    return new CloudWatchSessionLog(options);
  }

  /**
   * Called when the session is made.
   *
   * @param scope the session
   * @param key the session key
   */
  public abstract bind(scope: Construct, key: kms.IKey): SessionLogConfig;
}

class CloudWatchSessionLog extends SessionLog {
  constructor(private readonly options: CloudWatchSessionLogOptions) {
    super();
  }

  public bind(scope: Construct, key: kms.IKey): SessionLogConfig {
    const logGroup = this.options.logGroup ?? this.createLogGroup(scope, key);
    return {
      logGroup,
      logConfiguration: { cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled: this.isEncrypted(scope, logGroup) },
    };
  }

  private createLogGroup(scope: Construct, key: kms.IKey): logs.LogGroup {
    // The key policy names the group and the group names its key: only a name known beforehand breaks the circle.
    const name = uniqueName(scope);
    const allowed = key.addToResourcePolicy(logsMayUse(scope, name));
    if (!allowed.statementAdded) {
      warn(scope, 'importedKey', 'the session key is imported, so its policy cannot be changed here; without this statement in it, '
        + `the session log cannot be created: ${JSON.stringify(cdk.Stack.of(scope).resolve(logsMayUse(scope, name).toStatementJson()))}`);
    }
    return new logs.LogGroup(scope, 'Log', {
      logGroupName: name,
      encryptionKey: key,
      retention: this.options.retention ?? logs.RetentionDays.ONE_YEAR,
      removalPolicy: this.options.removalPolicy ?? cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** The agent refuses a session when encryption is demanded of a group that has none. */
  private isEncrypted(scope: Construct, logGroup: logs.ILogGroup): boolean {
    const resource = ownedResource(logGroup) as logs.CfnLogGroup | undefined;
    if (!resource) {
      warn(scope, 'importedLogGroup', 'the log group of the sessions is imported, so its encryption cannot be seen and is not demanded; '
        + 'let the library make the group, or encrypt the imported one with a KMS key');
      return false;
    }
    if (!resource.kmsKeyId) {
      throw new Error(`${scope.node.path}: the log group ${JSON.stringify(logGroup.node.path)} of the sessions is not encrypted; `
        + 'give it an encryptionKey, or leave logGroup out to have one made');
    }
    return true;
  }
}

/** A name no earlier deployment of the same stack has left behind: a kept group must not stop the stack from being made again. */
function uniqueName(scope: Construct): string {
  const stack = cdk.Stack.of(scope);
  const id = cdk.Names.uniqueResourceName(scope, { maxLength: 128, separator: '-', allowedSpecialCharacters: '-' });
  const stackUuid = cdk.Fn.select(2, cdk.Fn.split('/', stack.stackId));
  return `/aws/ecs/exec/${id}-${stackUuid}`;
}

function logsMayUse(scope: Construct, logGroupName: string): iam.PolicyStatement {
  const stack = cdk.Stack.of(scope);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: [...LOGS_KEY_ACTIONS],
    resources: ['*'],
    conditions: {
      ArnEquals: {
        [LOGS_ENCRYPTION_CONTEXT]: stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });
}
