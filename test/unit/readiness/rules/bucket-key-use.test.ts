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
