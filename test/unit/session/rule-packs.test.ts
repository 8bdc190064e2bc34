import { Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { SessionLog as Log } from '../../../src';
import { ExecSession, SessionLog } from '../../../src';
import { SessionEncryption } from '../../../src/session/session-encryption';
import { newStack } from '../_helpers/apps';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

/** What is not for the session to decide: docs/adr/010-the-log-in-amazon-s3.md says why. */
const REPLICATION = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-S3BucketReplicationEnabled`);
const REQUESTS = ['AwsSolutions-S1', ...['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-S3BucketLoggingEnabled`)];

function found(session: ExecSession): string[] {
  return Object.values(PACKS).flatMap((Pack) => new Pack().validateScope(session).violations.map(({ ruleName }) => ruleName)).sort();
}

test.each<[string, string[], () => Log]>([
  ['a log group', [], () => SessionLog.toCloudWatch()],
  ['a bucket', [...REQUESTS, ...REPLICATION], () => SessionLog.toS3()],
  ['both', [...REQUESTS, ...REPLICATION], () => SessionLog.toCloudWatchAndS3()],
  ['the log of the container', [], () => SessionLog.toContainerLogs()],
  ['nothing', [], () => SessionLog.none()],
])('the rules of AWS, HIPAA, NIST and PCI find no more than is known in a session that is logged to %s', (_, known, log) => {
  for (const encryption of [SessionEncryption.newKey(), SessionEncryption.tlsOnly()]) {
    expect(found(new ExecSession(newStack(), 'Session', { encryption, log: log() }))).toEqual([...known].sort());
  }
});

test('they find nothing of requests that are logged', () => {
  const stack = newStack();
  const log = SessionLog.toS3({ serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Requests', 'requests') });
  expect(found(new ExecSession(stack, 'Session', { log }))).toEqual(REPLICATION);
});

test('they find nothing when what is known is acknowledged with its reason', () => {
  const session = new ExecSession(newStack(), 'Session', { log: SessionLog.toS3() });
  Validations.of(session).acknowledge(
    ...REPLICATION.map((id) => ({ id, reason: 'the log need not outlive its region' })),
    ...REQUESTS.map((id) => ({ id, reason: 'data events of AWS CloudTrail log who reads the bucket' })),
  );
  expect(found(session)).toEqual([]);
});
