import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Need } from './reach';

/**
 * What the task role says that the application calls: only where a policy of its own allows it by name.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
export function roleNeeds(role: iam.IRole): Need[] {
  return statementsOf(role).some(allowsProtection) ? [['ecs', 'task scale-in protection']] : [];
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
}

function statementsOf(role: iam.IRole): Statement[] {
  const policies = role.node.findAll().filter((node): node is iam.CfnPolicy => iam.CfnPolicy.isCfnPolicy(node));
  return policies.flatMap((policy) => (Stack.of(policy).resolve(policy.policyDocument) as { Statement: Statement[] } | undefined)?.Statement ?? []);
}

function allowsProtection({ Effect, Action = [] }: Statement): boolean {
  return Effect === 'Allow' && [Action].flat().includes('ecs:UpdateTaskProtection');
}
