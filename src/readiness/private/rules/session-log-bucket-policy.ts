import { logShortfalls, toldOf } from './log-shortfall';
import type { Rule } from './rule';
import { whichever } from './whichever';
import { taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import { sessionOf } from '../model/session/index';

export const SessionLogBucketPolicy: Rule = {
  id: 'SessionLogBucketPolicy',
  catalogue: ['X-045'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The policy of the bucket does not keep the task role from writing the log of sessions.',
  fix: { cloudFormation: 'leave the task role, or how it calls, out of what the policy of the bucket denies' },
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html',
  *check(subject) {
    const roles = linked(taskIdentity(subject));
    yield* roles ? whichever(sessionOf(subject).logging, 'warning', (session) =>
      logShortfalls(subject, roles, session, true).flatMap((shortfall) => [...toldOf(shortfall, {})])) : [];
  },
};
