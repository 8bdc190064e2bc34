import { violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { taskIdentity, type Roles } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import { bucketKeyPermission, sessionOf, type Destination } from '../model/session/index';
import type { Subject } from '../model/subject';

export const BucketKeyUse: Rule = {
  id: 'BucketKeyUse',
  catalogue: ['X-051'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The task role may use the key of the bucket that the log of sessions is written to.',
  fix: {
    cdk: 'bucket.grantPut(taskDefinition.taskRole), which grants the key of the bucket, too',
    cloudFormation: 'allow kms:GenerateDataKey on the ARN of the key in a policy of the task role',
  },
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  *check(subject) {
    const roles = linked(taskIdentity(subject));
    yield* roles ? whichever(sessionOf(subject).logging, 'warning', ({ destinations }) => destinations
      .filter(({ kind, given, misnamed }) => kind === 'bucket' && given === 'yes' && !misnamed).flatMap((each) => [...ofBucket(each, subject, roles)])) : [];
  },
};

/** The agent asks whether a bucket is encrypted, but not whether it may write there: what cannot be written is lost. */
function* ofBucket(destination: Destination, subject: Subject, roles: Roles): Generator<Outcome> {
  const permissions = bucketKeyPermission(subject, destination);
  for (const { kind, at: place, cause } of shortfalls(subject, roles, permissions)) {
    yield* kind === 'unknown' ? [] : [violated(place, `${cause}, so that the log of sessions is lost`)];
  }
}
