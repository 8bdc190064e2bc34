import { violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { contextOf, denial } from '../iam/index';
import type { BucketModel } from '../model/access/index';
import { linked } from '../model/link';
import { Property } from '../model/property';
import { sessionOf } from '../model/session/index';
import type { Subject } from '../model/subject';
import { hole } from '../model/text';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const SessionLogBucketClosed: Rule = {
  id: 'SessionLogBucketClosed',
  catalogue: ['X-045'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The bucket that the log of sessions is written to is closed to the public, and to requests without TLS.',
  fix: {
    cdk: 'blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true',
    cloudFormation: `set ${BLOCKS.join(', ')} to true, and deny s3:* in the policy of the bucket where aws:SecureTransport is false`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  *check(subject) {
    const { policies } = subject.model;
    yield* whichever(sessionOf(subject).logging, 'warning', ({ destinations }) => destinations
      .flatMap(({ kind, at, given, misnamed }) => kind === 'bucket' && given === 'yes' && !misnamed ? linked(policies.bucket(at)) ?? [] : [])
      .flatMap((bucket) => [...ofBucket(bucket, subject)]));
  },
};

function* ofBucket(bucket: BucketModel, { resource }: Subject): Generator<Outcome> {
  const { logicalId } = bucket.resource;
  const open = BLOCKS.map((key) => bucket.publicAccessBlock.at(key)).filter(({ flag }) => 'known' in flag && flag.known === false);
  if (open.length > 0) {
    yield violated(bucket.publicAccessBlock, `bucket ${logicalId}, which holds what is done in sessions, can be opened to the public: ${open.map(({ path }) => path.at(-1)).join(', ')}`);
  }
  const policy = bucket.policyFor(resource);
  const isTakenWithoutTls = policy ? denial(WITHOUT_TLS(bucket.arn), { resource: policy }).answer === 'no' : bucket.complete;
  if (isTakenWithoutTls) {
    yield violated(bucket.policies[0]?.at ?? Property.of(bucket.resource), `bucket ${logicalId} takes requests without TLS`, { severity: 'info' });
  }
}

const WITHOUT_TLS = (bucket: string) => ({
  action: 's3:GetObject',
  resource: `${bucket}/${hole('unknown', 'an object')}`,
  caller: { arn: hole('unknown', 'anyone') },
  context: contextOf({ 'aws:SecureTransport': 'false' }),
});
