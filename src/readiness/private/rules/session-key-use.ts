import { unclear, violated, type Fix, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { TASK_KEY_ACTION } from '../../../private/exec-facts';
import { taskIdentity, type Roles } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import type { Property } from '../model/property';
import { decryption, sessionOf } from '../model/session/index';
import type { Subject } from '../model/subject';

export const SessionKeyUse: Rule = {
  id: 'SessionKeyUse',
  catalogue: ['X-048', 'X-052'],
  hop: 'session encryption',
  severity: 'error',
  requirement: `The task role may call ${TASK_KEY_ACTION} on the key of sessions, by its own policies and that of the key.`,
  fix: { cdk: 'key.grantDecrypt(taskDefinition.taskRole)', cloudFormation: `allow ${TASK_KEY_ACTION} on the ARN of the key in a policy of the task role` },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    const roles = linked(taskIdentity(subject));
    yield* roles ? whichever(sessionOf(subject).keys, 'error', (key) => ofKey(key, subject, roles)) : [];
  },
};

function* ofKey(at: Property, subject: Subject, roles: Roles): Generator<Outcome> {
  if (at.given === 'no' || 'awsManaged' in subject.model.policies.key(at)) {
    return;
  }
  const permission = decryption(subject, at);
  for (const { kind, at: place, cause } of shortfalls(subject, roles, [permission])) {
    const byKey = place.resource === permission.guard?.resource;
    yield kind === 'unknown' ? unclear(place, cause) : violated(place, cause, { catalogue: [byKey ? 'X-052' : 'X-048'], ...byKey ? { fix: IN_KEY } : {} });
  }
}

const IN_KEY: Fix = {
  cloudFormation: `allow kms:* to arn:<partition>:iam::<account>:root in the key policy, which leaves the key to the policies of the account, or ${TASK_KEY_ACTION} to the task role`,
};
