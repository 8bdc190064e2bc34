import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Whether policies of a principal can be changed.
 *
 * A role that was imported with `mutable: false`, or `withoutPolicyUpdates`, claims that a statement was added when it was dropped.
 */
export function isChangeable(principal: iam.IPrincipal): boolean {
  // the class is not public; this field is what makes it pretend
  return !('addGrantsToResources' in principal);
}
