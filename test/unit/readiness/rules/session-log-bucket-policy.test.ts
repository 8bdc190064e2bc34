import { says } from './_judge';
import { allow, att, deny, policy, ref, sub } from './_ready';
import { causes, numbers, saysOfReady, statementsOf, toBucket } from './_session';
import { SessionLogAccess } from '../../../../src/readiness/private/rules/session-log-access';
import { SessionLogBucketPolicy } from '../../../../src/readiness/private/rules/session-log-bucket-policy';

const OBJECTS = sub('${Bucket.Arn}/*');
const EVERYTHING = [att('Bucket', 'Arn'), OBJECTS];
const denies = (action: unknown, resource: unknown, more: object = {}) => ({ ...deny(action, resource, more), Principal: '*' });

/** A bucket that the role may write to and ask about, with a policy. */
const guarded = (log: object, ...statements: object[]) => toBucket(log, {}, (resources) => {
  statementsOf(resources).splice(1, 2, allow(['s3:PutObject', 's3:GetEncryptionConfiguration'], EVERYTHING));
  resources.BucketPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: policy(...statements) } };
});

describe('SessionLogBucketPolicy', () => {
  test.each([
    ['nobody', []],
    ['requests without TLS', [denies('s3:*', EVERYTHING, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['other roles', [{ ...deny('s3:*', EVERYTHING), Principal: { AWS: att('ExecutionRole', 'Arn') } }]],
    ['everybody else', [denies('s3:*', EVERYTHING, { Condition: { ArnNotEquals: { 'aws:PrincipalArn': att('TaskRole', 'Arn') } } })]],
    ['the deletion of what is there', [denies('s3:DeleteObject*', OBJECTS)]],
    ['what is below another prefix', [denies('s3:PutObject', sub('${Bucket.Arn}/audit/*'))]],
  ])('is silent when the policy denies %s', (_, statements) => {
    expect(says(SessionLogBucketPolicy, guarded({ S3EncryptionEnabled: true }, ...statements))).toEqual([]);
    expect(saysOfReady(SessionLogBucketPolicy)).toEqual([]);
  });

  test('warns of a policy that keeps the log from being written', () => {
    const template = guarded({ S3EncryptionEnabled: true }, denies('s3:PutObject', OBJECTS));
    expect(says(SessionLogBucketPolicy, template)).toEqual(['warning BucketPolicy.PolicyDocument.Statement.0']);
    expect(numbers(SessionLogBucketPolicy, template)).toEqual(['X-045']);
    expect(causes(SessionLogBucketPolicy, template)).toEqual([
      'role TaskRole may not call s3:PutObject on arn:aws:s3:::sessions/exec/*: statement 1 of policy BucketPolicy denies it, so that the log of sessions is lost',
    ]);
    expect(says(SessionLogAccess, template)).toEqual([]);
  });

  test('is broken by one that keeps the agent from asking for the encryption that is demanded', () => {
    expect(says(SessionLogBucketPolicy, guarded({ S3EncryptionEnabled: true }, denies('s3:*', EVERYTHING)))).toEqual(['error BucketPolicy.PolicyDocument.Statement.0']);
    expect(says(SessionLogBucketPolicy, guarded({}, denies('s3:*', EVERYTHING)))).toEqual(['warning BucketPolicy.PolicyDocument.Statement.0']);
  });

  test('leaves what the role lacks by itself to another rule', () => {
    const template = guarded({ S3EncryptionEnabled: true });
    statementsOf(template.Resources).splice(1, 1);
    expect(says(SessionLogBucketPolicy, template)).toEqual([]);
    expect(says(SessionLogAccess, template)).toEqual(['error TaskRole']);
  });

  test('is silent about a role that is not at hand', () => {
    const template = guarded({}, denies('s3:*', EVERYTHING));
    template.Resources.Task.Properties.TaskRoleArn = 'arn:aws:iam::111111111111:role/other';
    expect(says(SessionLogBucketPolicy, template)).toEqual([]);
  });

  test('leaves to it, too, what cannot be decided', () => {
    const template = guarded({ S3EncryptionEnabled: true }, denies('s3:*', EVERYTHING, { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } }));
    expect(says(SessionLogBucketPolicy, template)).toEqual([]);
    expect(says(SessionLogAccess, template)).toEqual(['unknown Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration.S3BucketName']);
  });
});
