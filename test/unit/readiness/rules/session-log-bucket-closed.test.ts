import { says } from './_judge';
import { deny, policy, ref, sub } from './_ready';
import { causes, saysOfReady, toBucket } from './_session';
import { parameters } from './_task';
import { SessionLogBucketClosed } from '../../../../src/readiness/private/rules/session-log-bucket-closed';

const TLS = { ...deny('s3:*', ['arn:aws:s3:::sessions', 'arn:aws:s3:::sessions/*'], { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), Principal: '*' };
const closed = (bucket: object = {}, log: object = {}, ...statements: object[]) => toBucket(log, bucket, (resources) => {
  resources.BucketPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: policy(TLS, ...statements) } };
});
const blocking = (PublicAccessBlockConfiguration: object) => closed({ PublicAccessBlockConfiguration });

describe('SessionLogBucketClosed', () => {
  test.each([
    ['says nothing of the public: S3 blocks it then', closed()],
    ['blocks all access of the public', blocking({ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true })],
    ['is told by a parameter', { ...blocking({ BlockPublicAcls: ref('Block') }), Parameters: parameters('Block') as never }],
    ['is elsewhere', closed({}, { S3BucketName: 'others' })],
    ['is called by its ARN, which is told elsewhere', closed({}, { S3BucketName: sub('${Bucket.Arn}') })],
  ])('is silent when the bucket %s', (_, template) => {
    expect(says(SessionLogBucketClosed, template)).toEqual([]);
    expect(saysOfReady(SessionLogBucketClosed)).toEqual([]);
  });

  test('warns of a bucket that can be opened to the public', () => {
    const template = blocking({ BlockPublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: 'false' });
    expect(says(SessionLogBucketClosed, template)).toEqual(['warning Bucket.PublicAccessBlockConfiguration']);
    expect(causes(SessionLogBucketClosed, template))
      .toEqual(['bucket Bucket, which holds what is done in sessions, can be opened to the public: BlockPublicPolicy, RestrictPublicBuckets']);
  });

  test('mentions a bucket that takes requests without TLS', () => {
    expect(says(SessionLogBucketClosed, toBucket())).toEqual(['info Bucket']);
    const other = toBucket({}, {}, (resources) => {
      resources.BucketPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: policy({ ...TLS, Condition: undefined, Action: 's3:Delete*' }) } };
    });
    expect(says(SessionLogBucketClosed, other)).toEqual(['info BucketPolicy.PolicyDocument']);
  });

  test('does not mention what a policy may say that is not seen', () => {
    const nested = toBucket({}, {}, (resources) => {
      resources.Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t', Parameters: { Bucket: ref('Bucket') } } };
    });
    expect(says(SessionLogBucketClosed, nested)).toEqual([]);
  });
});
