import { CfnDeletionPolicy, CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { importedKey, keyOf, remarksOn, serviceWith } from './_sessions';
import { ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import type { S3SessionLogOptions } from '../../../src/session/s3-session-log-options';
import { SessionEncryption } from '../../../src/session/session-encryption';
import { ENV, newApp, newService, newStack } from '../_helpers/apps';
import { idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

function sessionTo(stack: Stack, options: S3SessionLogOptions = {}): ExecSession {
  return new ExecSession(stack, 'Session', { log: SessionLog.toS3(options) });
}

describe('the bucket that SessionLog.toS3 makes', () => {
  const stack = newStack();
  const session = sessionTo(stack);
  const template = Template.fromStack(stack);

  test('is the bucket of the session, which has no log group', () => {
    expect(stack.resolve(session.bucket!.bucketName)).toEqual({ Ref: idsOf(template, 'AWS::S3::Bucket')[0] });
    expect(session.logGroup).toBeUndefined();
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('is encrypted with the session key, whose policy says no more for it', () => {
    const KMSMasterKeyID = stack.resolve(session.key!.keyArn) as object;
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } }],
      },
    });
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    expect(key.Properties.KeyPolicy.Statement).toHaveLength(1);
  });

  test('is closed to the public, to foreign owners of objects and to requests without TLS', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
    });
  });

  test('keeps every version for a year, and no part of what was not finished', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: Match.absent(),
      LifecycleConfiguration: {
        Rules: [{
          Status: 'Enabled',
          ExpirationInDays: 365,
          NoncurrentVersionExpiration: { NoncurrentDays: 365 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        }],
      },
    });
  });

  test.each(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'])('is kept as it is, its %s too', (type) => {
    template.hasResource(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: CfnDeletionPolicy.RETAIN });
  });

  test('is made without a Lambda function or a custom resource', () => {
    const types = Object.values((template.toJSON() as { Resources: Record<string, { Type: string }> }).Resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  });
});

describe('SessionLog.toS3', () => {
  test('tells the cluster bucket and prefix, and that the bucket is encrypted', () => {
    const stack = newStack();
    const { bucket, executeCommandConfiguration } = sessionTo(stack, { prefix: 'orders/sessions' });
    expect(executeCommandConfiguration).toMatchObject({
      logging: 'OVERRIDE', logConfiguration: { s3Bucket: bucket, s3EncryptionEnabled: true, s3KeyPrefix: 'orders/sessions' },
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('keeps logs as long as the user says', () => {
    const stack = newStack();
    sessionTo(stack, { retention: Duration.days(30), removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
      Properties: { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] } },
      DeletionPolicy: CfnDeletionPolicy.DELETE,
    });
  });

  test.each([
    ['GOVERNANCE', s3.ObjectLockRetention.governance(Duration.days(90))], ['COMPLIANCE', s3.ObjectLockRetention.compliance(Duration.days(90))],
  ])('locks logs in %s mode where the user says so', (Mode, objectLock) => {
    const stack = newStack();
    sessionTo(stack, { objectLock });
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 90, Mode } } },
    });
  });

  test('has requests logged to a bucket of the user', () => {
    const stack = newStack();
    sessionTo(stack, { serverAccessLogsBucket: new s3.Bucket(stack, 'Requests'), serverAccessLogsPrefix: 'sessions/' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      LoggingConfiguration: { DestinationBucketName: { Ref: idsOf(template, 'AWS::S3::Bucket', 'Requests')[0] }, LogFilePrefix: 'sessions/' },
    });
  });

  test('encrypts with the key that is chosen for the bucket', () => {
    const stack = newStack();
    const encryptionKey = keyOf(stack, 'BucketKey');
    const session = sessionTo(stack, { encryptionKey });
    expect(session.bucket!.encryptionKey).toBe(encryptionKey);
    expect(session.key).not.toBe(encryptionKey);
    expect(warningIds(stack)).toEqual([]);
  });

  test('tells what the policy of an imported key of the bucket must say', () => {
    const stack = newStack();
    sessionTo(stack, { encryptionKey: importedKey(stack) });
    expect(warningIds(stack)).toEqual(['exec-ready:importedKey']);
    expect(warningText(stack, 'exec-ready:importedKey')).toMatch(/the key of the session log "Stack\/Own" is imported.*"Action":\["kms:Decrypt","kms:GenerateDataKey"\]/);
  });

  test.each([
    '/sessions', 'sessions/', '', 'a//b', '../b', './b', 'a/*', 'a?', '${aws:username}', 'a b',
  ])('fails when the prefix is %j', (prefix) => {
    expect(() => sessionTo(newStack(), { prefix })).toThrow(`Stack/Session: the prefix ${JSON.stringify(prefix)} of the session log is not the name of a folder in a bucket; use letters`);
  });

  test.each(['a', 'a/b', "Team-1_x!.y'(z)/v1.2"])('takes the prefix %j', (prefix) => {
    expect(sessionTo(newStack(), { prefix }).executeCommandConfiguration.logConfiguration?.s3KeyPrefix).toBe(prefix);
  });

  test('fails when a log is kept for less than a day', () => {
    expect(() => sessionTo(newStack(), { retention: Duration.hours(12) }))
      .toThrow('Stack/Session: the retention "12 hours" of the session log is less than the day that Amazon S3 keeps things at least; give it at least cdk.Duration.days(1)');
  });

  test('fails when the key of the bucket is an alias', () => {
    const stack = newStack();
    expect(() => sessionTo(stack, { encryptionKey: keyOf(stack).addAlias('sessions') }))
      .toThrow('Stack/Session: the encryptionKey "Stack/Own/Alias" is an alias, and what is allowed on an alias is not allowed on its key; pass the key itself');
  });
});

test('the log in a bucket passes endpoints that are restricted', () => {
  const app = newApp();
  const stack = new Stack(app, 'Stack');
  const session = new ExecSession(stack, 'Session', { log: SessionLog.toS3({ prefix: 'sessions' }) });
  newService(stack, { cluster: new ExecReadyCluster(stack, 'Cluster', { session }) }).endpoints.restrict();
  expect(remarksOn(app)).toEqual([]);
});

describe('a bucket of the app', () => {
  test('stays as it is, and the task may use its own key', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const encryptionKey = keyOf(stack, 'BucketKey');
    const bucket = new s3.Bucket(stack, 'Own', { encryptionKey, enforceSSL: true });
    const session = serviceWith(stack, { log: SessionLog.toS3({ bucket, prefix: 'sessions' }) });
    expect(session.bucket).toBe(bucket);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    const onKey = statementsOf(template, 'ApiTaskRole').filter(({ Resource }) => text(Resource).includes('BucketKey'));
    expect(onKey.map(({ Action, Condition }) => [Action, Object.keys(Condition as object)])).toEqual([[['kms:Decrypt', 'kms:GenerateDataKey'], ['StringLike']]]);
    expect(remarksOn(app)).toEqual([]);
    expect(warningIds(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => s3.IBucket]>([
    ['of the app', (stack) => new s3.Bucket(stack, 'Files', { encryptionKey: keyOf(stack).addAlias('files') })],
    ['imported', (stack) => s3.Bucket.fromBucketAttributes(stack, 'Files', { bucketName: 'files', encryptionKey: keyOf(stack).addAlias('files') })],
  ])('fails when it is %s and its key is an alias', (_, bucket) => {
    const stack = newStack();
    expect(() => sessionTo(stack, { bucket: bucket(stack) }))
      .toThrow('Stack/Session: the encryptionKey "Stack/Own/Alias" is an alias, and what is allowed on an alias is not allowed on its key; pass the key itself');
  });

  test.each<[string, S3SessionLogOptions]>([
    ['encryptionKey', { encryptionKey: keyOf(newStack()) }],
    ['retention', { retention: Duration.days(1) }],
    ['objectLock', { objectLock: s3.ObjectLockRetention.governance(Duration.days(1)) }],
    ['removalPolicy', { removalPolicy: RemovalPolicy.DESTROY }],
  ])('fails when %s is given with it', (name, options) => {
    const stack = newStack();
    expect(() => sessionTo(stack, { bucket: new s3.Bucket(stack, 'Own'), ...options }))
      .toThrow(`Stack/Session: the bucket "Stack/Own" of the sessions is there already, so ${name} would change nothing; set it where the bucket is made`);
  });
});

describe('an imported bucket', () => {
  test('is not demanded to be encrypted, and a warning says what its policy must have', () => {
    const stack = newStack();
    const session = sessionTo(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Own', 'sessions') });
    expect(session.executeCommandConfiguration.logConfiguration).toMatchObject({ s3EncryptionEnabled: false });
    expect(warningIds(stack)).toEqual(['exec-ready:importedBucket']);
    const said = warningText(stack, 'exec-ready:importedBucket');
    expect(said).toMatch(/"Condition":\{"Bool":\{"aws:SecureTransport":"false"\}\},"Effect":"Deny"/);
    expect(said).not.toContain('s3:PutObject');
  });

  test('is named in the warning as the template names it', () => {
    const stack = newStack();
    const made = new CfnResource(stack, 'Made', { type: 'Custom::Bucket' });
    sessionTo(stack, { bucket: s3.Bucket.fromBucketArn(stack, 'Own', made.getAtt('Arn').toString()) });
    expect(warningText(stack, 'exec-ready:importedBucket')).toContain('"Resource":["${Made.Arn}","${Made.Arn}/*"]');
  });

  test('must let tasks of another account write below the prefix', () => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    sessionTo(stack, { prefix: 'orders', bucket: s3.Bucket.fromBucketAttributes(stack, 'Own', { bucketName: 'sessions', account: '444455556666' }) });
    const said = warningText(stack, 'exec-ready:importedBucket');
    expect(said).toContain('{"Action":"s3:PutObject","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Resource":"arn:aws:s3:::sessions/orders/*"}');
  });

  test('is written to with its own key where that is imported with it', () => {
    const stack = newStack();
    serviceWith(stack, { log: SessionLog.toS3({ bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'sessions', encryptionKey: importedKey(stack) }) }) });
    const onKey = statementsOf(Template.fromStack(stack), 'ApiTaskRole').filter(({ Resource }) => text(Resource).includes(':key/'));
    expect(onKey.map(({ Action }) => Action)).toEqual([['kms:Decrypt', 'kms:GenerateDataKey']]);
    expect(warningIds(stack).sort()).toEqual(['exec-ready:importedBucket', 'exec-ready:importedKey']);
  });

  test('leaves nothing broken that can be seen', () => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    serviceWith(stack, { log: SessionLog.toS3({ bucket: s3.Bucket.fromBucketName(stack, 'Own', 'sessions') }) });
    expect(remarksOn(app)).toEqual([]);
  });
});

describe('SessionLog.toCloudWatchAndS3', () => {
  test('writes to both, with the options of each', () => {
    const stack = newStack();
    const { bucket, logGroup, executeCommandConfiguration } = new ExecSession(stack, 'Session', {
      log: SessionLog.toCloudWatchAndS3({ retention: 7 }, { prefix: 'sessions' }),
    });
    expect(executeCommandConfiguration.logConfiguration).toEqual({
      cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled: true, s3Bucket: bucket, s3EncryptionEnabled: true, s3KeyPrefix: 'sessions',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('encrypts both with one key of their own where TLS alone encrypts the session', () => {
    const stack = newStack();
    const { bucket, key } = new ExecSession(stack, 'Session', { encryption: SessionEncryption.tlsOnly(), log: SessionLog.toCloudWatchAndS3() });
    expect(key).toBeUndefined();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(bucket!.encryptionKey!.keyArn) as object });
  });
});
