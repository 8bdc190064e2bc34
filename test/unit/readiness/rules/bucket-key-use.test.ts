import { says } from './_judge';
import { allow, att, deny, policy, ref, type Template } from './_ready';
import { ACCOUNT, causes, saysAcross, saysOfReady, statementsOf, STATEMENTS, toBucket } from './_session';
import { parameters } from './_task';
import { BucketKeyUse } from '../../../../src/readiness/private/rules/bucket-key-use';

const rule = (SSEAlgorithm: unknown, KMSMasterKeyID?: unknown) => ({ ServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID } });
const owner = { ...allow('kms:*'), Principal: ACCOUNT };

/** A bucket that is encrypted with a key, and a role with more statements. */
function encrypted(encryption: object[], statements: readonly object[] = [], ...key: object[]): Template {
  return toBucket({ S3EncryptionEnabled: true }, { BucketEncryption: { ServerSideEncryptionConfiguration: encryption } }, (resources, template) => {
    resources.BucketKey = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy(...key.length > 0 ? key : [owner]) } };
    statementsOf(resources).push(...statements);
    template.Parameters = parameters('Key', 'Algorithm') as never;
  });
}

const WITH_KEY = [rule('aws:kms', att('BucketKey', 'Arn'))];

describe('BucketKeyUse', () => {
  test.each([
    ['the bucket has no key', toBucket()],
    ['the bucket is elsewhere', toBucket({ S3BucketName: 'others' })],
    ['the encryption is not written out', encrypted([{}])],
    ['the bucket has the key of S3', encrypted([rule('aws:kms')])],
    ['the bucket has the key of S3, by its alias', encrypted([rule('aws:kms', 'alias/aws/s3')])],
    ['the bucket has no KMS encryption', encrypted([rule('AES256')])],
    ['the role may use the key', encrypted(WITH_KEY, [allow('kms:GenerateDataKey', att('BucketKey', 'Arn'))])],
    ['the role may use the key through S3', encrypted(WITH_KEY, [allow('kms:GenerateDataKey*', '*', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })])],
    ['the key lets the role in by itself', encrypted(WITH_KEY, [], { ...allow('kms:GenerateDataKey'), Principal: { AWS: att('TaskRole', 'Arn') } })],
    ['the key is not at hand', encrypted([rule('aws:kms', ref('Key'))])],
    ['a parameter decides on the encryption', encrypted([rule(ref('Algorithm'), att('BucketKey', 'Arn'))])],
    ['what decides is only known at the call', encrypted(WITH_KEY, [allow('kms:GenerateDataKey', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })])],
  ])('is silent when %s', (_, template) => {
    expect(says(BucketKeyUse, template)).toEqual([]);
    expect(saysOfReady(BucketKeyUse)).toEqual([]);
  });

  test.each([
    ['the role may not use the key', encrypted(WITH_KEY), 'TaskRole'],
    ['the role may only decrypt with it', encrypted(WITH_KEY, [allow('kms:Decrypt', att('BucketKey', 'Arn'))]), 'TaskRole'],
    ['the role may use another', encrypted(WITH_KEY, [allow('kms:GenerateDataKey', att('Key', 'Arn'))]), `${STATEMENTS}.4.Resource`],
    ['the role may use it through another service', encrypted(WITH_KEY, [allow('kms:GenerateDataKey', '*', { Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } } })]), `${STATEMENTS}.4.Condition`],
    ['it is denied', encrypted(WITH_KEY, [allow('kms:*'), deny('kms:Generate*')]), `${STATEMENTS}.5`],
    ['the key policy keeps the account out', encrypted(WITH_KEY, [allow('kms:*')], { ...owner, Action: 'kms:Describe*' }), 'BucketKey.KeyPolicy'],
    ['the bucket is encrypted twice', encrypted([rule('aws:kms:dsse', att('BucketKey', 'Arn'))], [allow('kms:Decrypt')]), 'TaskRole'],
  ])('warns when %s, even where encryption is demanded', (_, template, place) => {
    expect(says(BucketKeyUse, template)).toEqual([`warning ${place}`]);
  });

  describe('holds the encryption context against what S3 says', () => {
    const BUCKET = 'arn:aws:s3:::sessions';
    const under = (values: unknown, operator = 'StringLike', key = 'kms:EncryptionContext:aws:s3:arn') =>
      allow('kms:GenerateDataKey', '*', { Condition: { [operator]: { [key]: values } } });
    const saysUnder = (BucketKeyEnabled: unknown, statement: object, algorithm = 'aws:kms') =>
      says(BucketKeyUse, encrypted([{ ...rule(algorithm, att('BucketKey', 'Arn')), BucketKeyEnabled }], [statement]));
    const UNMET = [`warning ${STATEMENTS}.4.Condition`];

    /** What is asked for, and what is said with a bucket key, without one, and where a parameter decides. */
    test.each<[string, object, readonly string[], readonly string[], readonly string[]]>([
      ['the bucket and its objects', under([BUCKET, `${BUCKET}/exec/*`]), [], [], []],
      ['all that begins like the bucket', under(`${BUCKET}*`), [], [], []],
      ['the bucket', under(BUCKET, 'StringEquals'), [], UNMET, []],
      ['the objects', under(`${BUCKET}/exec/*`), UNMET, [], []],
      ['objects below another prefix', under(`${BUCKET}/other/*`), UNMET, UNMET, []],
      ['another bucket', under(['arn:aws:s3:::other', 'arn:aws:s3:::other/*']), UNMET, UNMET, UNMET],
      ['all but another bucket', under('arn:aws:s3:::other*', 'StringNotLike'), [], [], []],
      ['a pattern that is no pattern here', under(`${BUCKET}/exec/*`, 'StringEquals'), UNMET, [], []],
      ['that there is one', under('false', 'Null'), [], [], []],
      ['that there is none', under('true', 'Null'), UNMET, UNMET, UNMET],
      ['a log group', under('*', 'StringLike', 'kms:EncryptionContext:aws:logs:arn'), UNMET, UNMET, UNMET],
      ['the key of a context', under(['aws:s3:arn'], 'ForAllValues:StringEquals', 'kms:EncryptionContextKeys'), [], [], []],
    ])('where it is asked for %s', (_, asked, withBucketKey, without, eitherWay) => {
      expect([true, false, undefined, ref('Algorithm')].map((BucketKeyEnabled) => saysUnder(BucketKeyEnabled, asked))).toEqual([withBucketKey, without, without, eitherWay]);
    });

    test('a bucket that is encrypted twice has no bucket key', () => {
      expect([saysUnder(true, under(`${BUCKET}/exec/*`), 'aws:kms:dsse'), saysUnder(true, under(BUCKET), 'aws:kms:dsse')]).toEqual([[], UNMET]);
    });

    test('in the policy of the key, too', () => {
      const template = (value: string) => encrypted(WITH_KEY, [allow('kms:GenerateDataKey', att('BucketKey', 'Arn'))],
        { ...owner, Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': value } } });
      expect(says(BucketKeyUse, template(`${BUCKET}/*`))).toEqual([]);
      expect(says(BucketKeyUse, template('arn:aws:s3:::other/*'))).toEqual(['warning BucketKey.KeyPolicy']);
    });

    test('in a Deny, too', () => {
      const template = (value: string) => encrypted(WITH_KEY, [allow('kms:*'), { ...under(value, 'StringNotLike'), Effect: 'Deny' }]);
      expect(says(BucketKeyUse, template(`${BUCKET}/*`))).toEqual([]);
      expect(says(BucketKeyUse, template('arn:aws:s3:::other/*'))).toEqual([`warning ${STATEMENTS}.5`]);
    });
  });

  test('says what is lost', () => {
    expect(causes(BucketKeyUse, encrypted(WITH_KEY)))
      .toEqual(['role TaskRole does not allow kms:GenerateDataKey on arn:aws:kms:eu-west-1:111111111111:key/<BucketKey>, so that the log of sessions is lost']);
  });

  test('does not know by which name S3 calls in China', () => {
    const through = (service: string) => encrypted(WITH_KEY, [allow('kms:GenerateDataKey', '*', { Condition: { StringEquals: { 'kms:ViaService': service } } })]);
    const saysIn = (region: string) => saysAcross(BucketKeyUse, { template: through('s3.us-east-1.amazonaws.com'), environment: { account: '111111111111', region } });
    expect(saysIn('cn-north-1')).toEqual([]);
    expect(saysIn('eu-west-1')).toEqual([`warning ${STATEMENTS}.4.Condition`]);
  });

  test('is silent about a role that is not at hand', () => {
    const template = encrypted(WITH_KEY);
    template.Resources.Task.Properties.TaskRoleArn = 'arn:aws:iam::111111111111:role/other';
    expect(says(BucketKeyUse, template)).toEqual([]);
  });
});
