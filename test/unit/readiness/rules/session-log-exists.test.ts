import { says } from './_judge';
import { att, ref } from './_ready';
import { causes, logged, saysOfReady, session, SESSION, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogExists } from '../../../../src/readiness/private/rules/session-log-exists';

const LOG = `${SESSION}.LogConfiguration`;
const group = (CloudWatchLogGroupName: unknown, CloudWatchEncryptionEnabled?: unknown) => ({
  ...logged({ CloudWatchLogGroupName, CloudWatchEncryptionEnabled }), Parameters: parameters('Name', 'Encrypted') as never,
});
const bucket = (S3BucketName: unknown, S3EncryptionEnabled?: unknown) => ({
  ...toBucket({ S3BucketName, S3EncryptionEnabled }), Parameters: parameters('Name', 'Encrypted') as never,
});

describe('SessionLogExists', () => {
  test.each([
    ['the group is in the template', group(ref('SessionLog'), true)],
    ['the group is in the template, by its name', group('/exec/app', true)],
    ['the bucket is in the template', bucket(ref('Bucket'), true)],
    ['the bucket is in the template, by its name', bucket('sessions', true)],
    ['the group is elsewhere and nothing is demanded of it', group('/exec/other')],
    ['the bucket is elsewhere and nothing is demanded of it', bucket('others', false)],
    ['the group is elsewhere and there is no log', session({ Logging: 'NONE' })],
  ])('is silent when %s', (_, template) => {
    expect(says(SessionLogExists, template)).toEqual([]);
    expect(saysOfReady(SessionLogExists)).toEqual([]);
  });

  test.each([
    ['a group that is elsewhere', group('/exec/other', true), 'CloudWatchLogGroupName'],
    ['a group that a parameter names', group(ref('Name'), true), 'CloudWatchLogGroupName'],
    ['a group that another stack exports', group({ 'Fn::ImportValue': 'log' }, true), 'CloudWatchLogGroupName'],
    ['a group of which encryption may be demanded', group('/exec/other', ref('Encrypted')), 'CloudWatchLogGroupName'],
    ['a bucket that is elsewhere', bucket('others', true), 'S3BucketName'],
    ['a bucket of which encryption may be demanded', bucket(ref('Name'), ref('Encrypted')), 'S3BucketName'],
  ])('does not know of %s', (_, template, key) => {
    expect(says(SessionLogExists, template)).toEqual([`unknown ${LOG}.${key}`]);
  });

  test('sees a group of another template', () => {
    const { Resources } = group('/exec/app', true);
    const { SessionLog, Key, ...rest } = Resources;
    rest.Cluster.Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId = undefined;
    rest.TaskRole.Properties.Policies = [];
    expect(says(SessionLogExists, [{ Resources: rest }, { Resources: { SessionLog, Key } }])).toEqual([]);
  });

  test('is broken by an ARN in place of a name, when encryption is demanded', () => {
    expect(says(SessionLogExists, group(att('SessionLog', 'Arn'), true))).toEqual([`error ${LOG}.CloudWatchLogGroupName`]);
    expect(says(SessionLogExists, bucket(att('Bucket', 'Arn'), true))).toEqual([`error ${LOG}.S3BucketName`]);
  });

  test('warns of an ARN in place of a name otherwise, because the log is lost', () => {
    expect(says(SessionLogExists, group(att('SessionLog', 'Arn')))).toEqual([`warning ${LOG}.CloudWatchLogGroupName`]);
    expect(causes(SessionLogExists, bucket('arn:aws:s3:::others'))).toEqual(['"arn:aws:s3:::others" is not the name of a bucket, so that there is none: the log of sessions is lost']);
    expect(says(SessionLogExists, group(att('SessionLog', 'Arn'), ref('Encrypted')))).toEqual([`unknown ${LOG}.CloudWatchLogGroupName`]);
  });
});
