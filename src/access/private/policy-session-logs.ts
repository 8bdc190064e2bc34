import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { combined } from './exec-access';
import { BUCKET_ENCRYPTION_CONTEXT } from '../../private/exec-facts';
import { folderOf } from '../../private/session-folder';

/**
 * Lets the grantee read what sessions of a cluster leave: in CloudWatch Logs, which decrypts it by itself, and in Amazon S3, which asks for the
 * reader's right to the key.
 */
export function grantReadSessionLogs(scope: IConstruct, cluster: ecs.ICluster, grantee: iam.IGrantable): iam.Grant {
  const logs = cluster.executeCommandConfiguration?.logConfiguration;
  const statements = [
    ...logs?.cloudWatchLogGroup ? [groupStatement(logs.cloudWatchLogGroup)] : [],
    ...logs?.s3Bucket ? bucketStatements(logs.s3Bucket, folderOf(logs.s3KeyPrefix)) : [],
  ];
  if (statements.length === 0) {
    throw new Error(`${scope.node.path}: no log group or bucket of sessions of the cluster ${JSON.stringify(cluster.node.path)} is known here, so there is nothing to let anyone read; `
      + 'have its sessions logged by an ExecSession, or pass executeCommandConfiguration where it is imported');
  }
  return combined(scope, grantee, 'grants.readSessionLogs()', statements.map(({ actions, arns, conditions }) => iam.Grant.addToPrincipal({
    grantee, actions, resourceArns: arns, conditions,
  })));
}

interface Statement {
  readonly actions: string[];
  readonly arns: string[];
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

type SessionLogs = ecs.ExecuteCommandLogConfiguration;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/permissions-reference-cwl.html */
function groupStatement(group: NonNullable<SessionLogs['cloudWatchLogGroup']>): Statement {
  const { region, account } = group.env;
  const arn = Stack.of(group).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${group.logGroupRef.logGroupName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    region,
    account,
  });
  return { actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'], arns: [arn] };
}

/**
 * Also what was there before somebody wrote over it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
function bucketStatements(bucket: NonNullable<SessionLogs['s3Bucket']>, folder: string): Statement[] {
  const key = bucket.encryptionKey;
  const objects = bucket.arnForObjects(`${folder}*`);
  return [
    {
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      arns: [bucket.bucketArn],
      ...folder && { conditions: { StringLike: { 's3:prefix': [folder.slice(0, -1), `${folder}*`] } } },
    },
    { actions: ['s3:GetObject', 's3:GetObjectVersion'], arns: [objects] },
    ...key ? [{
      actions: ['kms:Decrypt'],
      arns: [key.keyArn],
      conditions: {
        // the value ends in .cn in China
        StringEquals: { 'kms:ViaService': [`s3.${bucket.env.region}.amazonaws.com`, `s3.${bucket.env.region}.amazonaws.com.cn`] },
        // the bucket where it has a bucket key, else the object
        StringLike: { [BUCKET_ENCRYPTION_CONTEXT]: [bucket.bucketArn, objects] },
      },
    }] : [],
  ];
}
