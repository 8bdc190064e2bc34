import { says } from './_judge';
import { ref } from './_ready';
import { logged, saysOfReady, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogEncrypted } from '../../../../src/readiness/private/rules/session-log-encrypted';

const group = (KmsKeyId: unknown, CloudWatchEncryptionEnabled: unknown = true) => ({
  ...logged({ CloudWatchLogGroupName: ref('SessionLog'), CloudWatchEncryptionEnabled }, ({ SessionLog }) => { SessionLog.Properties.KmsKeyId = KmsKeyId; }),
  Conditions: { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } },
  Parameters: parameters('Stage', 'Encrypted', 'KeyArn') as never,
});
const encryption = (SSEAlgorithm: unknown) => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm } }] },
});

describe('SessionLogEncrypted', () => {
  test('is silent where the group is encrypted', () => {
    expect(saysOfReady(SessionLogEncrypted)).toEqual([]);
    expect(says(SessionLogEncrypted, group(ref('KeyArn')))).toEqual([]);
  });

  test('is silent where no encryption is demanded', () => {
    expect(says(SessionLogEncrypted, group(undefined, false))).toEqual([]);
    expect(says(SessionLogEncrypted, group(undefined, null))).toEqual([]);
  });

  test('is broken by a group without a key', () => {
    expect(says(SessionLogEncrypted, group(undefined))).toEqual(['error SessionLog.KmsKeyId']);
    expect(says(SessionLogEncrypted, group(undefined, 'true'))).toEqual(['error SessionLog.KmsKeyId']);
  });

  test('does not know what a condition or a parameter decides', () => {
    expect(says(SessionLogEncrypted, group(undefined, ref('Encrypted')))).toEqual(['unknown SessionLog.KmsKeyId']);
    expect(says(SessionLogEncrypted, group({ 'Fn::If': ['Audited', ref('KeyArn'), ref('AWS::NoValue')] }))).toEqual(['unknown SessionLog.KmsKeyId']);
  });

  test('leaves alone a group that is not at hand, or that is called by its ARN: that is told elsewhere', () => {
    expect(says(SessionLogEncrypted, logged({ CloudWatchLogGroupName: '/exec/other', CloudWatchEncryptionEnabled: true }))).toEqual([]);
    expect(says(SessionLogEncrypted, logged({ CloudWatchLogGroupName: { 'Fn::GetAtt': ['AppLog', 'Arn'] }, CloudWatchEncryptionEnabled: true }))).toEqual([]);
  });

  test.each([['none that is written', {}], ['AES256', encryption('AES256')], ['aws:kms', encryption('aws:kms')], ['an import', encryption({ 'Fn::ImportValue': 'x' })]])('takes a bucket for encrypted with %s', (_, bucket) => {
    expect(says(SessionLogEncrypted, toBucket({ S3EncryptionEnabled: true }, bucket))).toEqual([]);
  });

  test('does not know whether the agent knows the newest kind of encryption, when encryption is demanded', () => {
    expect(says(SessionLogEncrypted, toBucket({ S3EncryptionEnabled: true }, encryption('aws:kms:dsse')))).toEqual(['unknown Bucket.BucketEncryption']);
    expect(says(SessionLogEncrypted, toBucket({}, encryption('aws:kms:dsse')))).toEqual([]);
  });
});
