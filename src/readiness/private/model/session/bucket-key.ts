import type { Destination } from './destinations';
import { withPolicy } from './session-key';
import { folderOf, objectIn } from './session-objects';
import { BUCKET_ENCRYPTION_CONTEXT, LOGS_ENCRYPTION_CONTEXT } from '../../../../private/exec-facts';
import { contextOf, type Context } from '../../iam/index';
import type { ResolvedTemplate } from '../../sources/resolved';
import { linked } from '../link';
import type { Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';
import { Unknown } from '../unknown';

const GENERATE = 'kms:GenerateDataKey';
/** The first may have a bucket key, the second has none. */
const [KMS, DSSE] = ['aws:kms', 'aws:kms:dsse'];

/**
 * What it takes to write to a bucket that is encrypted with a key of the templates: nothing with a key that AWS keeps.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function bucketKeyPermission(subject: Subject, { at, prefix }: Pick<Destination, 'at' | 'prefix'>): readonly Permission[] {
  const bucket = linked(subject.model.policies.bucket(at));
  const [rule, ...others] = bucket?.encryption.at('ServerSideEncryptionConfiguration').list.items ?? [];
  const literal = rule?.at('ServerSideEncryptionByDefault', 'SSEAlgorithm').literal ?? { known: undefined };
  const kind = 'known' in literal ? literal.known : undefined;
  const isSure = rule?.alternatives.length === 1 && others.length === 0 && (kind === KMS || kind === DSSE);
  const key = rule && isSure ? subject.model.policies.key(rule.at('ServerSideEncryptionByDefault', 'KMSMasterKeyID')) : undefined;
  if (!bucket || !key || !('to' in key)) {
    return [];
  }
  const { arn, policy, policyAt } = key.to;
  const hasBucketKey = kind === DSSE ? { known: false } : rule.at('BucketKeyEnabled').flag;
  const context = new Map([
    ...throughS3(subject.model.system.template(bucket.resource.stack)!),
    ...encryptionContext(hasBucketKey, bucket.arn, objectIn(folderOf(bucket.arn, prefix))),
  ]);
  return [{ at, by: 'task', action: GENERATE, resource: arn, context, guard: policyAt, decide: withPolicy(policy) }];
}

/**
 * What S3 tells the key that it is used for: the bucket where it has a bucket key, else the object. Both begin alike.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function encryptionContext(hasBucketKey: Property['flag'], bucket: Text, object: Text): Context {
  const either = `${bucket}${hole('unknown', 'what follows the bucket')}`;
  const arn = 'unknown' in hasBucketKey ? either : hasBucketKey.known === true ? bucket : object;
  return contextOf({ 'kms:EncryptionContextKeys': ['aws:s3:arn'], [BUCKET_ENCRYPTION_CONTEXT]: arn, [LOGS_ENCRYPTION_CONTEXT]: 'absent' });
}

/** S3 calls KMS in the name of who writes; not all that it says of itself is documented. */
function throughS3({ region, partition }: ResolvedTemplate): Context {
  const unsaid = new Unknown('what S3 says of itself when it uses a key is not documented');
  return contextOf({
    'aws:ViaAWSService': unsaid,
    'aws:CalledVia': unsaid,
    'aws:CalledViaFirst': unsaid,
    'aws:CalledViaLast': unsaid,
    ...partition === 'aws-cn' ? {} : { 'kms:ViaService': `s3.${region}.amazonaws.com` },
  });
}
