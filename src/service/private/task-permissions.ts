import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import {
  BUCKET_ENCRYPTION_CONTEXT, CHANNEL_ACTIONS, FIND_LOG_GROUP_ACTION, SESSION_LOG_ACTIONS, TASKS_PRINCIPAL, TASK_KEY_ACTION,
} from '../../private/exec-facts';
import { isChangeable } from '../../private/grantable';
import { folderOf } from '../../private/session-folder';
import { warn } from '../../private/warnings';

/**
 * A role that the tasks of this account and region may have, and nobody else.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function createTaskRole(scope: Construct): iam.Role {
  const stack = Stack.of(scope);
  return new iam.Role(scope, 'TaskRole', {
    assumedBy: new iam.ServicePrincipal(TASKS_PRINCIPAL, {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ecs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
      },
    }),
  });
}

/** A role with which the tasks are started: images, logs and secrets, each granted where it is used. */
export function createExecutionRole(scope: Construct): iam.Role {
  return new iam.Role(scope, 'ExecutionRole', {
    assumedBy: new iam.ServicePrincipal(TASKS_PRINCIPAL),
  });
}

/** What the agent in the container needs on the task role, under a session configuration. */
export function execStatements(scope: Construct, session: ecs.ExecuteCommandConfiguration | undefined): iam.PolicyStatement[] {
  const log = session?.logging === ecs.ExecuteCommandLogging.OVERRIDE ? session.logConfiguration : undefined;
  return [
    new iam.PolicyStatement({ actions: [...CHANNEL_ACTIONS], resources: ['*'] }),
    ...session?.kmsKey ? [new iam.PolicyStatement({ actions: [TASK_KEY_ACTION], resources: [session.kmsKey.keyArn] })] : [],
    ...log?.cloudWatchLogGroup ? logStatements(scope, log.cloudWatchLogGroup.logGroupRef.logGroupName) : [],
    ...log ? bucketStatements(log) : [],
  ];
}

/** With the default logging, a session is written where the awslogs driver of its container writes. */
export function defaultLogStatements(
  scope: Construct, session: ecs.ExecuteCommandConfiguration | undefined, logGroupNames: string[],
): iam.PolicyStatement[] {
  const isDefault = (session?.logging ?? ecs.ExecuteCommandLogging.DEFAULT) === ecs.ExecuteCommandLogging.DEFAULT;
  return isDefault ? logGroupNames.flatMap((name) => logStatements(scope, name)) : [];
}

function logStatements(scope: Construct, logGroupName: string): iam.PolicyStatement[] {
  // actions on the streams of a group name it with `:*`
  const streams = Stack.of(scope).formatArn({
    service: 'logs', resource: 'log-group', resourceName: `${logGroupName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new iam.PolicyStatement({ actions: [FIND_LOG_GROUP_ACTION], resources: ['*'] }),
    new iam.PolicyStatement({ actions: [...SESSION_LOG_ACTIONS], resources: [streams] }),
  ];
}

function bucketStatements(log: ecs.ExecuteCommandLogConfiguration): iam.PolicyStatement[] {
  const bucket = log.s3Bucket;
  if (!bucket) {
    return [];
  }
  const objects = bucket.arnForObjects(`${folderOf(log.s3KeyPrefix)}*`);
  return [
    new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] }),
    ...log.s3EncryptionEnabled
      ? [new iam.PolicyStatement({ actions: ['s3:GetEncryptionConfiguration'], resources: [bucket.bucketArn] })]
      : [],
    ...bucket.encryptionKey ? [bucketKeyStatement(bucket.encryptionKey, [bucket.bucketArn, objects])] : [],
  ];
}

/**
 * Amazon S3 uses the key in the name of the task: for the bucket where it has a bucket key, else for each object. A long log is uploaded in parts,
 * which takes decryption.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
function bucketKeyStatement({ keyArn }: kms.IKey, arns: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn], conditions: { StringLike: { [BUCKET_ENCRYPTION_CONTEXT]: arns } },
  });
}

/** Adds statements to a task role, or says which are missing where it cannot be changed. */
export function allow(scope: Construct, role: iam.IRole, statements: iam.PolicyStatement[]): void {
  const refused = statements.filter((statement) => !role.addToPrincipalPolicy(statement).statementAdded || !isChangeable(role));
  if (refused.length > 0) {
    const missing = Stack.of(scope).resolve(refused.map((statement) => statement.toStatementJson())) as unknown;
    warn(scope, 'importedTaskRole', `the task role ${JSON.stringify(role.node.path)} cannot be changed here; `
      + `sessions fail unless it has these statements: ${JSON.stringify(missing)}`);
  }
}
