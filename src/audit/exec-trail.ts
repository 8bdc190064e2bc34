import { RemovalPolicy } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { createTrailKey } from './private/trail-key';

/**
 * The trail of AWS CloudTrail without which nobody is told of a session: events reach Amazon EventBridge only where a trail records them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export abstract class ExecTrail {
  /**
   * A trail of the account or the organization records management events that write, in this region.
   *
   * It cannot be seen from here whether it does.
   */
  public static existing(): ExecTrail {
    return new ExistingTrail();
  }

  /**
   * A new trail that records management events that write, in this region, with its own encrypted bucket.
   *
   * The first copy of management events in a region is free of charge, a second one is not.
   *
   * @see https://aws.amazon.com/cloudtrail/pricing/
   */
  public static create(): ExecTrail {
    return new NewTrail();
  }

  /**
   * @internal
   */
  public abstract _bind(scope: Construct): cloudtrail.Trail | undefined;
}

class ExistingTrail extends ExecTrail {
  public _bind(): undefined {
    return undefined;
  }
}

class NewTrail extends ExecTrail {
  public _bind(scope: Construct): cloudtrail.Trail {
    const encryptionKey = createTrailKey(scope);
    return new cloudtrail.Trail(scope, 'Trail', {
      bucket: new s3.Bucket(scope, 'TrailBucket', {
        encryption: s3.BucketEncryption.KMS,
        encryptionKey,
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        enforceSSL: true,
        versioned: true,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
      encryptionKey,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      managementEvents: cloudtrail.ReadWriteType.WRITE_ONLY,
      enableFileValidation: true,
    });
  }
}
