import { unclear, violated, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import { dutiesOf } from '../model/start-up/index';

export const SecretsReadable: Rule = {
  id: 'SecretsReadable',
  catalogue: ['X-035'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role may read the secrets and parameters that containers, log drivers and registries are given, and decrypt them.',
  fix: {
    cdk: 'secret.grantRead(taskDefinition.obtainExecutionRole())',
    cloudFormation: 'allow secretsmanager:GetSecretValue on the secret or ssm:GetParameters on the parameter, and kms:Decrypt on a key of your own',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  *check(subject) {
    const roles = linked(executionIdentity(subject));
    const permissions = roles ? dutiesOf(subject).values.flatMap((duty) => duty.permissions) : [];
    for (const { kind, at, cause } of roles ? shortfalls(subject, roles, permissions) : []) {
      yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause);
    }
  },
};
