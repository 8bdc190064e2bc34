import { contextOf, type Context } from '../../iam/index';
import type { ResolvedTemplate } from '../../sources/resolved';
import { linked } from '../link';
import type { Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { Unknown } from '../unknown';
import { withPolicy } from './session-key';

const GENERATE = 'kms:GenerateDataKey';
const KINDS = ['aws:kms', 'aws:kms:dsse'];

/**
 * What it takes to write to a bucket that is encrypted with a key of the templates: nothing with a key that AWS keeps.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function bucketKeyPermission(subject: Subject, at: Property): readonly Permission[] {
  const bucket = linked(subject.model.policies.bucket(at));
  const [rule, ...others] = bucket?.encryption.at('ServerSideEncryptionConfiguration').list.items ?? [];
  const kind = rule?.at('ServerSideEncryptionByDefault', 'SSEAlgorithm').literal;
  const isSure = rule?.alternatives.length === 1 && others.length === 0 && kind !== undefined && 'known' in kind && KINDS.includes(kind.known ?? '');
  const key = rule && isSure ? subject.model.policies.key(rule.at('ServerSideEncryptionByDefault', 'KMSMasterKeyID')) : undefined;
  if (!bucket || !key || !('to' in key)) {
    return [];
  }
  const { arn, policy, policyAt } = key.to;
  return [{ at, by: 'task', action: GENERATE, resource: arn, context: throughS3(subject.model.system.template(bucket.resource.stack)!), guard: policyAt, decide: withPolicy(policy) }];
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
