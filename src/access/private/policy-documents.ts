import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { MAX_MANAGED_POLICY, MAX_PERMISSION_SET_POLICY, MAX_SERVICE_CONTROL_POLICY, sizeOfPolicy } from './policy-size';

/** A policy with a size that AWS takes no more than. */
interface PolicyKind {
  readonly name: string;
  readonly most: number;
  readonly remedy: string;
}

export const MANAGED_POLICY: PolicyKind = { name: 'managed policy', most: MAX_MANAGED_POLICY, remedy: 'name fewer clusters, networks or containers' };
export const PERMISSION_SET_POLICY: PolicyKind = {
  name: 'inline policy of a permission set', most: MAX_PERMISSION_SET_POLICY, remedy: 'make several, each of fewer statements, or attach managed policies to the permission set',
};
export const SERVICE_CONTROL_POLICY: PolicyKind = {
  name: 'service control policy', most: MAX_SERVICE_CONTROL_POLICY, remedy: 'make several, each of fewer clusters; an account takes five',
};

/** A document with the statements as they are, so that each keeps its name. */
export function documentOf(statements: readonly iam.PolicyStatement[]): iam.PolicyDocument {
  return new iam.PolicyDocument({ minimize: false, statements: statements.map((statement) => statement.copy()) });
}

/** A document with the statements as they are. Throws when AWS would not take it. */
export function sizedDocumentOf(scope: IConstruct, statements: readonly iam.PolicyStatement[], kind: PolicyKind): iam.PolicyDocument {
  checkSize(scope, sizeOfPolicy(Stack.of(scope), writtenOut(statements)), kind);
  return documentOf(statements);
}

/** Whether statements fit into one managed policy. */
export function fitsManagedPolicy(scope: IConstruct, statements: readonly iam.PolicyStatement[]): boolean {
  return sizeOfPolicy(Stack.of(scope), writtenOut(statements)) <= MANAGED_POLICY.most;
}

/** A statement in as many parts, each on some of its resources, as it takes for each to fit into a managed policy. Throws when none would. */
export function piecesOf(scope: IConstruct, statement: iam.PolicyStatement): iam.PolicyStatement[] {
  const { resources, sid } = statement;
  for (let count = 1; count <= resources.length; count++) {
    const each = Math.ceil(resources.length / count);
    const pieces = count === 1 ? [statement] : [...Array(Math.ceil(resources.length / each)).keys()].map((index) => statement.copy({
      ...sid && { sid: index === 0 ? sid : `${sid}${index + 1}` }, resources: resources.slice(index * each, (index + 1) * each),
    }));
    if (pieces.every((piece) => fitsManagedPolicy(scope, [piece]))) {
      return pieces;
    }
  }
  checkSize(scope, sizeOfPolicy(Stack.of(scope), writtenOut([statement])), MANAGED_POLICY);
  return [statement];
}

function writtenOut(statements: readonly iam.PolicyStatement[]): object {
  return { Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson() as unknown) };
}

function checkSize(scope: IConstruct, size: number, { name, most, remedy }: PolicyKind): void {
  if (size > most) {
    throw new Error(`${scope.node.path}: the ${name} has ${size} characters, and AWS takes no more than ${most}; ${remedy}`);
  }
}
