import { ManagedStatement, MANAGED_POLICIES } from './aws-managed-policies';
import { parsePolicy } from './parse-policy';
import { Policy, unseenPolicy } from './policy';
import { splitText } from './tokens';
import { readable, Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** Names of AWS managed policies, not in the table, that are known or likely to deny. */
const MAY_DENY = /Deny|Quarantine|Boundary/i;

/**
 * The policy that an ARN names, as far as it is known.
 *
 * A policy of AWS that is not in the table may allow but does not deny; a policy of a customer that cannot be seen may do both.
 */
export function managedPolicy(arn: Text | Unknown): Policy {
  if (arn instanceof Unknown) {
    return unseenPolicy('a managed policy', arn.reason, { couldDeny: true });
  }
  const name = nameOfAwsPolicy(arn);
  const statements = name === undefined ? undefined : MANAGED_POLICIES.get(name);
  if (statements !== undefined) {
    return parsePolicy({ Version: '2012-10-17', Statement: statements.map(documentOf) }, readable(arn));
  }
  const couldDeny = name === undefined || MAY_DENY.test(name);
  return unseenPolicy(readable(arn), `what ${readable(arn)} says cannot be seen in the template`, { couldDeny });
}

/** Path and name of a policy that AWS manages. */
function nameOfAwsPolicy(arn: Text): string | undefined {
  const [scheme, , service, region, account, policy, ...rest] = splitText(arn, ':');
  const isAws = scheme === 'arn' && service === 'iam' && region === '' && account === 'aws' && rest.length === 0;
  return isAws && policy?.startsWith('policy/') ? policy.slice('policy/'.length) : undefined;
}

function documentOf(statement: ManagedStatement): Record<string, unknown> {
  return {
    Effect: statement.effect ?? 'Allow',
    ...statement.allBut === undefined ? { Action: statement.actions?.split(' ') } : { NotAction: statement.allBut.split(' ') },
    Resource: statement.partly ? new Unknown('only a part of the policy is known') : statement.on?.split(' ') ?? '*',
    ...statement.condition === undefined ? {} : { Condition: statement.condition },
  };
}
