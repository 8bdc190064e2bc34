import * as cdk from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { refuseOptionsOfNew } from './given-log';
import { logKey, settleKeyPolicy } from './key-policy';
import { printedPolicy } from './printed-policy';
import { SESSION_LOG_FOLDER } from '../../private/exec-facts';
import { logsMayUse, nameOfKeptLog, nameOfLog } from '../../private/kept-log-group';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import type { CloudWatchSessionLogOptions, SessionLogConfig } from '../session-log';

/** A log of sessions in CloudWatch Logs, in a new log group or in one that is there. */
export function bindCloudWatch(scope: Construct, options: CloudWatchSessionLogOptions, sessionKey: kms.IKey | undefined): SessionLogConfig {
  const { logGroup, ...forNew } = options;
  if (!logGroup) {
    return newGroup(scope, forNew, sessionKey);
  }
  refuseOptionsOfNew(scope, 'log group', logGroup, forNew);
  return config(logGroup, isEncrypted(scope, logGroup));
}

function config(logGroup: logs.ILogGroup, cloudWatchEncryptionEnabled: boolean, keyStatements: iam.PolicyStatement[] = []): SessionLogConfig {
  return { logGroup, logConfiguration: { cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled }, keyStatements };
}

function newGroup(scope: Construct, options: CloudWatchSessionLogOptions, sessionKey: kms.IKey | undefined): SessionLogConfig {
  const encryptionKey = logKey(scope, options.encryptionKey, sessionKey);
  const statements = [mayBeUsedFor(scope, encryptionKey)];
  const isSessionKey = encryptionKey === sessionKey;
  if (!isSessionKey) {
    settleKeyPolicy(scope, 'key of the session log', encryptionKey, { statements, byTasks: false });
  }
  const logGroup = new logs.LogGroup(scope, 'Log', {
    logGroupName: nameOfKeptLog(scope, SESSION_LOG_FOLDER),
    encryptionKey,
    retention: options.retention ?? logs.RetentionDays.ONE_YEAR,
    removalPolicy: options.removalPolicy ?? cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  return config(logGroup, true, isSessionKey ? statements : []);
}

/** The id of the stack is known in that stack alone: a key elsewhere knows the group by the part of its name that belongs to the session. */
function mayBeUsedFor(scope: Construct, key: kms.IKey): iam.PolicyStatement {
  const isBeside = ownedResource(key) && cdk.Stack.of(key) === cdk.Stack.of(scope);
  return isBeside ? logsMayUse(scope, nameOfKeptLog(scope, SESSION_LOG_FOLDER)) : logsMayUse(scope, `${nameOfLog(scope, SESSION_LOG_FOLDER)}-*`, 'ArnLike');
}

/** The agent refuses a session when encryption is demanded of a group that has none. */
function isEncrypted(scope: Construct, logGroup: logs.ILogGroup): boolean {
  const resource = ownedResource(logGroup) as logs.CfnLogGroup | undefined;
  if (!resource) {
    warn(scope, 'importedLogGroup', 'the log group of the sessions is imported, so its encryption cannot be seen and is not demanded; let the library make the group, '
      + `or encrypt the imported one with a KMS key whose policy has this: ${printedPolicy(scope, [logsMayUse(scope, logGroup.logGroupName)])}`);
    return false;
  }
  if (!resource.kmsKeyId) {
    throw new Error(`${scope.node.path}: the log group ${JSON.stringify(logGroup.node.path)} of the sessions is not encrypted; `
      + 'give it an encryptionKey, or leave logGroup out to have one made');
  }
  return true;
}
