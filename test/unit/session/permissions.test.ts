import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, Deployed, type Place } from './_policies';
import { keyOf, serviceWith } from './_sessions';
import { SessionLog } from '../../../src';
import { bucketAllows, contextOf, identityAllows, keyAllows, type Context } from '../../../src/readiness/private/iam';
import { newApp, RECOMMENDED_FLAGS } from '../_helpers/apps';

const PLACES: Readonly<Record<string, Place>> = {
  'a commercial region': { partition: 'aws', region: 'eu-west-1', suffix: 'amazonaws.com' },
  'China': { partition: 'aws-cn', region: 'cn-north-1', suffix: 'amazonaws.com.cn' },
  'GovCloud': { partition: 'aws-us-gov', region: 'us-gov-west-1', suffix: 'amazonaws.com' },
};

const LOG_CONTEXT = 'kms:EncryptionContext:aws:logs:arn';
const BUCKET_CONTEXT = 'kms:EncryptionContext:aws:s3:arn';

/** One key for all, or one each; whether the stack knows where it is deployed to. */
const VARIANTS: [string, boolean, boolean][] = [
  ['one key for session, log group and bucket', false, false],
  ['a key each for session, log group and bucket', true, false],
  ['a key each, in a stack that knows its region', true, true],
];

describe.each(Object.entries(PLACES))('in %s', (_, place) => {
  describe.each(VARIANTS)('with %s', (__, isSeparate, isKnown) => {
    const app = newApp(RECOMMENDED_FLAGS);
    const stack = new Stack(app, 'Stack', isKnown ? { env: { account: ACCOUNT, region: place.region } } : {});
    const [logsKey, bucketKey] = isSeparate ? [keyOf(stack, 'LogsKey'), keyOf(stack, 'BucketKey')] : [];
    serviceWith(stack, { log: SessionLog.toCloudWatchAndS3({ encryptionKey: logsKey }, { encryptionKey: bucketKey, prefix: 'orders/sessions' }) });
    const deployed = new Deployed(stack, place);

    const group = deployed.arnOf('AWS::Logs::LogGroup', 'SessionLog');
    const bucket = deployed.arnOf('AWS::S3::Bucket');
    const keys = { session: 'SessionKey', group: isSeparate ? 'LogsKey' : 'SessionKey', bucket: isSeparate ? 'BucketKey' : 'SessionKey' };
    const keyArn = (of: keyof typeof keys) => deployed.arnOf('AWS::KMS::Key', keys[of]);
    const role = { policies: [deployed.policyOf('AWS::IAM::Policy', 'ApiTaskRole')] };
    const caller = { arn: deployed.arnOf('AWS::IAM::Role', 'ApiTaskRole') };
    const task = (action: string, resource: string, context?: Context) => identityAllows({ action, resource, caller, context }, role).answer;

    test('the task writes to the log group of the sessions and to no other', () => {
      for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
        expect(task(action, `${group}:log-stream:session`)).toBe('yes');
        expect(task(action, `${group}-other:log-stream:session`)).toBe('no');
      }
      expect(task('logs:DeleteLogStream', `${group}:log-stream:session`)).toBe('no');
      expect(task('logs:GetLogEvents', `${group}:log-stream:session`)).toBe('no');
    });

    test('the task writes below the prefix of the bucket and nowhere else, and neither reads nor deletes', () => {
      expect(task('s3:PutObject', `${bucket}/orders/sessions/ecs-execute-command-1.log`)).toBe('yes');
      expect(['orders/other/a.log', 'orders/sessionsa.log', 'a.log'].map((name) => task('s3:PutObject', `${bucket}/${name}`))).toEqual(['no', 'no', 'no']);
      expect(task('s3:PutObject', `${bucket}-other/orders/sessions/a.log`)).toBe('no');
      expect(['GetObject', 'DeleteObject', 'PutObjectAcl'].map((name) => task(`s3:${name}`, `${bucket}/orders/sessions/a.log`))).toEqual(['no', 'no', 'no']);
    });

    test('the task asks whether this bucket is encrypted and learns nothing else of it', () => {
      expect(task('s3:GetEncryptionConfiguration', bucket)).toBe('yes');
      expect(task('s3:GetEncryptionConfiguration', `${bucket}-other`)).toBe('no');
      expect(task('s3:ListBucket', bucket)).toBe('no');
    });

    test('the task decrypts sessions', () => {
      const request = { action: 'kms:Decrypt', resource: keyArn('session'), caller };
      expect(keyAllows(request, deployed.policyOf('AWS::KMS::Key', keys.session), role).answer).toBe('yes');
      expect(task('kms:Encrypt', keyArn('session'))).toBe('no');
      expect(task('kms:Decrypt', `${keyArn('session')}-other`)).toBe('no');
    });

    test.each(['the bucket', 'an object below the prefix'])('the task uses the key of the bucket for %s', (what) => {
      const arn = what === 'the bucket' ? bucket : `${bucket}/orders/sessions/a.log`;
      const request = { action: 'kms:GenerateDataKey', resource: keyArn('bucket'), caller, context: contextOf({ [BUCKET_CONTEXT]: arn }) };
      expect(keyAllows(request, deployed.policyOf('AWS::KMS::Key', keys.bucket), role).answer).toBe('yes');
    });

    test.each(['-other', '/orders/other/a.log'])('the task uses the key of the bucket for nothing else, such as what is named like it and ends in %s', (end) => {
      const context = contextOf({ [BUCKET_CONTEXT]: `${bucket}${end}` });
      expect(task('kms:GenerateDataKey', keyArn('bucket'), context)).toBe('no');
      expect(task('kms:GenerateDataKey', keyArn('bucket'), contextOf({ [BUCKET_CONTEXT]: 'absent' }))).toBe('no');
      expect(task('kms:Decrypt', keyArn('bucket'), context)).toBe(isSeparate ? 'no' : 'yes');
    });

    test('the task does not use the key of the log group', () => {
      expect(task('kms:GenerateDataKey', keyArn('group'), contextOf({ [LOG_CONTEXT]: group, [BUCKET_CONTEXT]: 'absent' }))).toBe('no');
    });

    test('CloudWatch Logs uses the key of the log group for this group alone', () => {
      const policy = deployed.policyOf('AWS::KMS::Key', keys.group);
      const uses = (service: string, arn: string) => ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey']
        .map((action) => keyAllows({ action, resource: keyArn('group'), caller: { service }, context: contextOf({ [LOG_CONTEXT]: arn }) }, policy).answer);
      expect(uses(`logs.${place.region}.${place.suffix}`, group)).toEqual(Array(6).fill('yes'));
      expect(uses(`logs.${place.region}.${place.suffix}`, `${group}-other`)).toEqual(Array(6).fill('no'));
      expect(uses(`sns.${place.region}.${place.suffix}`, group)).toEqual(Array(6).fill('no'));
    });

    test('CloudWatch Logs uses no other key', () => {
      const request = { action: 'kms:Encrypt', caller: { service: `logs.${place.region}.${place.suffix}` }, context: contextOf({ [LOG_CONTEXT]: group }) };
      const answers = (['session', 'group', 'bucket'] as const)
        .map((of) => keyAllows({ ...request, resource: keyArn(of) }, deployed.policyOf('AWS::KMS::Key', keys[of])).answer);
      expect(answers).toEqual(isSeparate ? ['no', 'yes', 'no'] : ['yes', 'yes', 'yes']);
    });

    test('the bucket takes the log over TLS alone', () => {
      const policy = deployed.policyOf('AWS::S3::BucketPolicy');
      const put = (context?: Context) => bucketAllows({ action: 's3:PutObject', resource: `${bucket}/orders/sessions/a.log`, caller, context }, policy, role).answer;
      expect(put()).toBe('yes');
      expect(put(contextOf({ 'aws:SecureTransport': 'false' }))).toBe('no');
    });
  });
});

test('a key of another stack knows the log group by what belongs to the session', () => {
  const app = newApp(RECOMMENDED_FLAGS);
  const keys = new Stack(app, 'Keys');
  const key = new kms.Key(keys, 'Shared', { enableKeyRotation: true });
  const stacks = ['Orders', 'Prices'].map((id) => new Stack(app, id));
  stacks.forEach((stack) => serviceWith(stack, { key }));
  const place = PLACES.China;
  const policy = new Deployed(keys, place).policyOf('AWS::KMS::Key');
  const groups = stacks.map((stack) => new Deployed(stack, place).arnOf('AWS::Logs::LogGroup', 'SessionLog'));
  const use = (arn: string) => keyAllows({
    action: 'kms:Encrypt', resource: '*', caller: { service: 'logs.cn-north-1.amazonaws.com.cn' }, context: contextOf({ [LOG_CONTEXT]: arn }),
  }, policy).answer;
  expect(groups.map(use)).toEqual(['yes', 'yes']);
  expect(groups.map((arn) => use(arn.replace('/aws/ecs/exec/', '/aws/ecs/exec/Other-')))).toEqual(['no', 'no']);
});
