import { logShortfalls, toldOf, type LogShortfall } from './log-shortfall';
import type { Fix, Rule } from './rule';
import { whichever } from './whichever';
import { FIND_LOG_GROUP_ACTION, SESSION_LOG_ACTIONS } from '../../../private/exec-facts';
import { taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import { enumerated } from '../model/permissions/index';
import { FIND_ENCRYPTION_ACTION, sessionOf } from '../model/session/index';

const WRITES: readonly string[] = SESSION_LOG_ACTIONS;

export const SessionLogAccess: Rule = {
  id: 'SessionLogAccess',
  catalogue: ['X-041', 'X-042', 'X-044'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The task role may write the log of sessions, and ask whether log group or bucket are encrypted where that is demanded.',
  fix: {
    cdk: 'taskDefinition.addToTaskRolePolicy() with the actions, on what the finding names',
    cloudFormation: `allow ${FIND_LOG_GROUP_ACTION} on *, and ${enumerated(WRITES)} on the ARN of the log group, which ends in :*`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    const roles = linked(taskIdentity(subject));
    yield* roles ? whichever(sessionOf(subject).logging, 'warning', (session) => logShortfalls(subject, roles, session, false).flatMap((shortfall) => {
      const catalogue = numbersOf(shortfall);
      return [...toldOf(shortfall, { catalogue, ...catalogue.includes('X-044') ? { fix: TO_BUCKET } : {} })];
    })) : [];
  },
};

const TO_BUCKET: Fix = {
  cdk: 'bucket.grantPut(taskDefinition.taskRole)',
  cloudFormation: `allow s3:PutObject on what is below the prefix of the bucket, and ${FIND_ENCRYPTION_ACTION} on the bucket where S3EncryptionEnabled is true`,
};

function numbersOf({ permissions }: LogShortfall): readonly string[] {
  return [...new Set(permissions.map(({ action }) => action === FIND_LOG_GROUP_ACTION ? 'X-041' : WRITES.includes(action) ? 'X-042' : 'X-044'))];
}
