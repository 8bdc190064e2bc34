import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { printedPolicy } from './printed-policy';
import { OPERATOR_KEY_ACTION, TASK_KEY_ACTION } from '../../private/exec-facts';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';

/** What a key is needed for. */
export interface KeyNeeds {
  /** What its policy must say for services of AWS. */
  readonly statements: readonly iam.PolicyStatement[];
  /** Whether tasks use it, which their roles allow where the policy of the key leaves it to the account. New keys do. */
  readonly byTasks: boolean;
}

/** Policies know a key by its own ARN, which an alias does not have. */
export function checkKey(scope: Construct, name: 'key' | 'encryptionKey', key: kms.IKey): kms.IKey {
  if ('aliasName' in key) {
    throw new Error(`${scope.node.path}: the ${name} ${JSON.stringify(key.node.path)} is an alias, and what is allowed on an alias is not allowed on its key; `
      + 'pass the key itself, of the app or by kms.Key.fromKeyArn');
  }
  return key;
}

/** The key of a log that is made: the one that is chosen for it, that of the session, or one of its own. */
export function logKey(scope: Construct, chosen: kms.IKey | undefined, sessionKey: kms.IKey | undefined): kms.IKey {
  const key = chosen && checkKey(scope, 'encryptionKey', chosen);
  return key ?? sessionKey ?? scope.node.tryFindChild(LOG_KEY) as kms.Key | undefined ?? new kms.Key(scope, LOG_KEY, {
    description: `Log of the sessions of ECS Exec: ${scope.node.path}`,
    enableKeyRotation: true,
    removalPolicy: cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}

const LOG_KEY = 'LogKey';

/** Has the policy of a key say what is needed, or tells what it must say where it cannot be changed. */
export function settleKeyPolicy(scope: Construct, name: string, key: kms.IKey, { statements, byTasks }: KeyNeeds): void {
  const refused = statements.filter((statement) => !key.addToResourcePolicy(statement).statementAdded);
  const missing = [...refused, ...byTasks && !ownedResource(key) ? [leftToAccount()] : []];
  if (missing.length > 0) {
    warn(scope, 'importedKey', `the ${name} ${JSON.stringify(key.node.path)} is imported, so its policy cannot be changed here; `
      + `unless it says as much as this, sessions or their log fail: ${printedPolicy(scope, missing)}`);
  }
}

/** Roles and operators come later, and in any stack: the key is left to the policies of the account. */
function leftToAccount(): iam.PolicyStatement {
  return new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: [TASK_KEY_ACTION, OPERATOR_KEY_ACTION], resources: ['*'] });
}
