import { bucketAllows, identityAllows, sameText, splitText, unseenPolicy, type Policy, type Request } from '../../iam/index';
import type { GuardedModel } from '../access/index';
import type { Link } from '../link';
import type { Decide } from '../permissions/index';
import type { Subject } from '../subject';
import { piecesOf } from '../text';

/** What may allow a call by itself, but is not known to deny it. */
const UNSEEN = unseenPolicy('the policy of the resource', 'the policy of the resource cannot be seen', { couldDeny: false });

/**
 * How it is decided on a call to a resource that may have a policy of its own.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function guardedBy(link: Link<GuardedModel>, subject: Subject): Decide {
  const policy = 'to' in link ? onItself(link.to.policyFor(subject.resource)) : UNSEEN;
  return (request, identity) => isAbroad(request) || policy === UNSEEN && isNewcomer(request)
    ? identityAllows(request, identity) : bucketAllows(request, policy, identity);
}

/** Whether the caller gets its name at deployment, so that no policy of what is there already can name it. Few let everybody of the account in. */
function isNewcomer({ caller }: Request): boolean {
  return caller !== undefined && 'arn' in caller && piecesOf(caller.arn).some((piece) => 'hole' in piece && piece.hole === 'generated');
}

/** Whether the resource is certainly in another account, whose policies never allow a call alone. */
function isAbroad({ resource = '', caller }: Request): boolean {
  const [account, own] = [resource, caller && 'arn' in caller ? caller.arn : ''].map((arn) => splitText(arn, ':')[4]);
  return !!account && !!own && sameText(account, own) === 'no';
}

/** Statements without resources, as repositories have them, are about the resource that the policy belongs to. */
function onItself(policy: Policy | undefined): Policy | undefined {
  return policy && { ...policy, statements: policy.statements.map((statement) => statement.resources ? statement : { ...statement, resources: { not: false, items: ['*'] } }) };
}
