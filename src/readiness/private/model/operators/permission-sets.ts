import { managedPolicy, unseenPolicy, type Policy } from '../../iam/index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Attachment } from '../access/index';
import { Property } from '../property';
import { Unknown } from '../unknown';
import type { OperatorParts } from './operator';

export const PERMISSION_SET = 'AWS::SSO::PermissionSet';

/**
 * What someone may do who was given a permission set: such a person has a role of its own for each.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export function permissionSet(resource: ResolvedResource, inline: Attachment | undefined): OperatorParts {
  const root = Property.of(resource);
  const { items, more } = root.at('ManagedPolicies').list;
  const managed = items.map((at) => ({ at, policy: named(at), created: resource.created, resource }));
  const elsewhere = [
    ...more === undefined ? [] : [unseenPolicy('the managed policies', more, { couldDeny: true })],
    ...root.at('CustomerManagedPolicyReferences').given === 'no' ? [] : [unseenPolicy('a managed policy', 'it is kept in the account', { couldDeny: true })],
  ];
  const attachments = [...inline ? [inline] : [], ...managed];
  return {
    name: `permission set ${resource.logicalId}`,
    resource,
    whole: true,
    machine: false,
    arn: undefined,
    attachments,
    identity: () => ({ policies: [...attachments.map(({ policy }) => policy), ...elsewhere], boundary: boundaryOf(root.at('PermissionsBoundary')) }),
  };
}

function named({ text }: Property): Policy {
  return managedPolicy('known' in text && text.known !== undefined ? text.known : new Unknown('unknown' in text ? text.unknown : 'it is not given'));
}

function boundaryOf(at: Property): Policy | undefined {
  return at.given === 'no' ? undefined : named(at.at('ManagedPolicyArn'));
}
