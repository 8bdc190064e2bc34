import { leftToPolicy, likeliest } from './decisions';
import { LOGS_ENCRYPTION_CONTEXT, TASK_KEY_ACTION } from '../../../../private/exec-facts';
import { contextOf, identityAllows, keyAllows, sameText, splitText, type Policy, type Request } from '../../iam/index';
import type { Decide, Permission } from '../permissions/index';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { hole, isKnown, type Text } from '../text';

/**
 * What KMS is told when the agent decrypts the key of a session: the session and its target, by a call of the agent's own.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
 */
const CALL = contextOf({
  'kms:ViaService': 'absent',
  'kms:EncryptionContextKeys': ['aws:ssm:SessionId', 'aws:ssm:TargetId'],
  'kms:EncryptionContext:aws:ssm:SessionId': hole('unknown', 'the session'),
  'kms:EncryptionContext:aws:ssm:TargetId': `ecs:${hole('unknown', 'the container')}`,
  [LOGS_ENCRYPTION_CONTEXT]: 'absent',
});

/** What the agent in a container calls on the key of sessions. */
export function decryption(subject: Subject, at: Property): Permission {
  const key = subject.model.policies.key(at);
  const call = { at, by: 'task', action: TASK_KEY_ACTION, context: CALL } as const;
  if ('to' in key) {
    const { arn, policy, policyAt } = key.to;
    return { ...call, resource: arn, guard: policyAt, decide: withPolicy(policy) };
  }
  const arns = arnsOf(at, subject);
  return { ...call, resource: arns[0], decide: withoutPolicy(arns) };
}

/**
 * What decides on a call to a key whose policy is seen.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function withPolicy(policy: Policy): Decide {
  return (request, identity) => {
    const [own, together] = [identityAllows(request, identity), keyAllows(request, policy, identity)];
    return isAbroad(request) && own.answer !== 'yes' ? own : together;
  };
}

/** Whether the key is certainly in another account, whose policies never allow a call alone. */
function isAbroad({ resource = '', caller }: Request): boolean {
  const [account, own] = [resource, caller && 'arn' in caller ? caller.arn : ''].map((arn) => splitText(arn, ':')[4]);
  return !!account && !!own && sameText(account, own) === 'no';
}

/** What decides on a call to a key of which nothing is seen, not even for certain which it is. */
function withoutPolicy(arns: readonly Text[]): Decide {
  return (request, identity) => leftToPolicy(likeliest(arns.map((resource) => identityAllows({ ...request, resource }, identity))), 'key');
}

/** What the ARN of a key may be that is named by id, by ARN, by an alias or by what is not known. */
export function arnsOf({ text }: Property, { template: { partition, region, account } }: Subject): readonly [Text, ...Text[]] {
  const written = 'known' in text ? text.known : undefined;
  if (written === undefined) {
    return [hole('unknown', 'the session key')];
  }
  const inAccount = `arn:${partition}:kms:${region}:${account}:key/`;
  const [scheme, ownPartition, , ownRegion, ownAccount, name = ''] = splitText(written, ':');
  if (scheme === 'arn') {
    return [name.startsWith('alias/') ? `arn:${ownPartition}:kms:${ownRegion}:${ownAccount}:key/${hole('unknown', written)}` : written];
  }
  const id = written.startsWith('alias/') ? hole('unknown', written) : written;
  return isKnown(written) ? [`${inAccount}${id}`] : [written, `${inAccount}${id}`];
}
