import { contextOf, identityAllows, keyAllows, type Context } from '../../iam/index';
import type { SecretModel } from '../access/index';
import type { Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';

const DECRYPT = 'kms:Decrypt';

/**
 * What it takes to decrypt a secret: nothing with the key that AWS keeps for secrets.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export function keyPermissions(subject: Subject, at: Property, { resource, arn, kmsKeyId }: SecretModel): Permission[] {
  const key = subject.model.policies.key(kmsKeyId);
  const call = { at, by: 'agent', action: DECRYPT, context: throughSecrets(subject, arn) } as const;
  if ('to' in key) {
    const { policy, policyAt } = key.to;
    return [{ ...call, resource: key.to.arn, decide: (request, identity) => keyAllows(request, policy, identity), guard: policyAt }];
  }
  const { text } = kmsKeyId;
  if (!('unseen' in key) || 'unknown' in text || text.known === undefined) {
    return [];
  }
  const { partition, region, account } = subject.model.system.template(resource.stack)!;
  const written = text.known.startsWith('arn:') ? text.known : `arn:${partition}:kms:${region}:${account}:key/${text.known}`;
  return [{ ...call, resource: written, decide: identityAllows, doubt: 'the policy of the key, which may allow it, is not at hand' }];
}

/** Secrets Manager calls KMS in the name of who reads the secret. */
function throughSecrets({ template: { region, partition } }: Subject, secret: string): Context {
  return contextOf({
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': ['secretsmanager.amazonaws.com'],
    'aws:CalledViaFirst': ['secretsmanager.amazonaws.com'],
    'aws:CalledViaLast': ['secretsmanager.amazonaws.com'],
    'kms:EncryptionContext:SecretARN': [secret],
    ...partition === 'aws-cn' ? {} : { 'kms:ViaService': [`secretsmanager.${region}.amazonaws.com`] },
  });
}
