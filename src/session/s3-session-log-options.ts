import type * as cdk from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Options for a session log in Amazon S3.
 */
export interface S3SessionLogOptions {
  /**
   * The bucket that sessions are written to, in the region of the tasks.
   *
   * Its policy and lifecycle stay as they are. What an imported bucket is like cannot be seen: a warning says what its policy must have.
   *
   * Throws when the key of the bucket is an alias.
   *
   * @default - a new bucket that is closed to the public and to requests without TLS, keeps versions, and is encrypted with the session key
   */
  readonly bucket?: s3.IBucket;

  /**
   * The folder in the bucket, such as `orders/sessions`: the tasks may write below it and nowhere else.
   *
   * Throws when it begins or ends with a slash, or is not made of letters, digits and `!-_.'()` between slashes.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * The KMS key of the new bucket.
   *
   * Throws for an alias.
   *
   * @default - the session key, or a new key where TLS alone encrypts the session
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long the new bucket keeps a log, in whole days; one that is deleted or overwritten before is kept for as long again.
   *
   * @default cdk.Duration.days(365)
   */
  readonly retention?: cdk.Duration;

  /**
   * For how long nobody can delete or overwrite a log in the new bucket: in compliance mode not even the root of the account.
   *
   * @default - no Object Lock
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: s3.ObjectLockRetention;

  /**
   * The bucket that Amazon S3 writes the requests to the new bucket to.
   *
   * @default - requests are not logged by Amazon S3; data events of AWS CloudTrail log them as well
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * What the names of those logs begin with.
   *
   * @default - nothing
   */
  readonly serverAccessLogsPrefix?: string;

  /**
   * What happens to the new bucket when it leaves the stack; one that is not empty cannot be deleted.
   *
   * @default - kept, unless the deployment that made it is rolled back
   */
  readonly removalPolicy?: cdk.RemovalPolicy;
}
