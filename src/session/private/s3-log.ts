import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { refuseOptionsOfNew } from './given-log';
import { checkKey, logKey, settleKeyPolicy } from './key-policy';
import { printedPolicy } from './printed-policy';
import { ownedResource } from '../../private/owned';
import { folderOf } from '../../private/session-folder';
import { warn } from '../../private/warnings';
import type { S3SessionLogOptions } from '../s3-session-log-options';
import type { SessionLogConfig } from '../session-log';

/** A log of sessions in Amazon S3, in a new bucket or in one that is there. */
export function bindS3(scope: Construct, options: S3SessionLogOptions, sessionKey: kms.IKey | undefined): SessionLogConfig {
  const { bucket: given, prefix: s3KeyPrefix, ...forNew } = options;
  checkPrefix(scope, s3KeyPrefix);
  if (given) {
    refuseOptionsOfNew(scope, 'bucket', given, forNew);
  }
  const bucket = given ?? newBucket(scope, options, sessionKey);
  if (bucket.encryptionKey && bucket.encryptionKey !== sessionKey) {
    settleKeyPolicy(scope, 'key of the session log', checkKey(scope, 'encryptionKey', bucket.encryptionKey), { statements: [], byTasks: true });
  }
  const s3EncryptionEnabled = isSeen(scope, bucket, s3KeyPrefix);
  return { bucket, logConfiguration: { s3Bucket: bucket, s3EncryptionEnabled, s3KeyPrefix } };
}

function newBucket(scope: Construct, options: S3SessionLogOptions, sessionKey: kms.IKey | undefined): s3.Bucket {
  const retention = options.retention ?? cdk.Duration.days(365);
  if (!retention.isUnresolved() && retention.toDays({ integral: false }) < 1) {
    throw new Error(`${scope.node.path}: the retention ${JSON.stringify(retention.toHumanString())} of the session log is less than the day that Amazon S3 keeps things at least; `
      + 'give it at least cdk.Duration.days(1)');
  }
  const removalPolicy = options.removalPolicy ?? cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  const bucket = new s3.Bucket(scope, 'Bucket', {
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: logKey(scope, options.encryptionKey, sessionKey),
    bucketKeyEnabled: true,
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    objectLockDefaultRetention: options.objectLock,
    // the agent may not abort an upload of several parts that it does not finish
    lifecycleRules: [{ expiration: retention, noncurrentVersionExpiration: retention, abortIncompleteMultipartUploadAfter: cdk.Duration.days(1) }],
    serverAccessLogsBucket: options.serverAccessLogsBucket,
    serverAccessLogsPrefix: options.serverAccessLogsPrefix,
    removalPolicy,
  });
  // a bucket that is kept stays closed
  bucket.policy?.applyRemovalPolicy(removalPolicy);
  return bucket;
}

/** The agent puts the id of the session behind the prefix, and resolves the path that this makes; IAM knows `*` and `?` as wildcards. */
function checkPrefix(scope: Construct, prefix: string | undefined): void {
  if (prefix === undefined || cdk.Token.isUnresolved(prefix)) {
    return;
  }
  if (!prefix.split('/').every((folder) => /^[\w!.'()-]+$/.test(folder) && !/^\.+$/.test(folder))) {
    throw new Error(`${scope.node.path}: the prefix ${JSON.stringify(prefix)} of the session log is not the name of a folder in a bucket; `
      + "use letters, digits and !-_.'() between slashes, and no slash in front or behind, as in \"orders/sessions\"");
  }
}

/** Amazon S3 encrypts every bucket. That an imported one lets tasks ask cannot be seen, and the agent refuses sessions where they must and may not. */
function isSeen(scope: Construct, bucket: s3.IBucket, prefix: string | undefined): boolean {
  if (ownedResource(bucket)) {
    return true;
  }
  warn(scope, 'importedBucket', `the bucket ${JSON.stringify(bucket.node.path)} of the sessions is imported, so it cannot be seen whether it is closed and lets the tasks write, `
    + `and its encryption is not demanded; let the library make the bucket, or see to it that its policy keeps no task from writing and has this: ${printedPolicy(scope, policyOf(scope, bucket, prefix))}`);
  return false;
}

/** What the policy of a bucket should say; within the account, the roles of the tasks allow them to write. */
function policyOf(scope: Construct, bucket: s3.IBucket, prefix: string | undefined): iam.PolicyStatement[] {
  const isAbroad = cdk.Token.compareStrings(bucket.env.account, cdk.Stack.of(scope).account) === cdk.TokenComparison.DIFFERENT;
  return [
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
    ...isAbroad ? [new iam.PolicyStatement({
      principals: [new iam.AccountRootPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${folderOf(prefix)}*`)],
    })] : [],
  ];
}
