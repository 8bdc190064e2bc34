import { says } from './_judge';
import { allow, att, deny, inline, policy, ref, type Template } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task } from './_task';
import { EnvironmentFilesReadable } from '../../../../src/readiness/private/rules/environment-files-readable';

const VALUE = 'Task.ContainerDefinitions.0.EnvironmentFiles.0.Value';
const FILE = { 'Fn::Join': ['', [att('Bucket', 'Arn'), '/app.env']] };

function fetching(Value: unknown, statements: readonly unknown[], bucketStatement?: object, container: object = { EnvironmentFiles: [{ Type: 's3', Value }] }): Template {
  const template = task({ parameters: parameters('P'), container });
  template.Resources.Bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
  template.Resources.ExecutionRole.Properties.Policies = [inline('start', ...statements)];
  if (bucketStatement) {
    template.Resources.BucketPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: policy(bucketStatement) } };
  }
  return template;
}

describe('EnvironmentFilesReadable', () => {
  test('is silent about templates that are ready', () => {
    expect(saysOfReady(EnvironmentFilesReadable)).toEqual([]);
  });

  test.each<[string, Template]>([
    ['the file', fetching(FILE, [allow('s3:GetObject', FILE)])],
    ['everything in the bucket', fetching(FILE, [allow('s3:Get*', { 'Fn::Join': ['', [att('Bucket', 'Arn'), '/*']] })])],
    ['a file of a bucket that is not at hand', fetching('arn:aws:s3:::shared/app.env', [allow('s3:GetObject', 'arn:aws:s3:::shared/*')])],
    ['whatever a parameter names', fetching(ref('P'), [allow('s3:GetObject')])],
    ['what the bucket lets it', fetching(FILE, [allow('s3:List*')], {
      Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [att('Bucket', 'Arn'), '/*']] }, Principal: { AWS: att('ExecutionRole', 'Arn') },
    })],
  ])('is silent when the role may fetch %s', (_, template) => {
    expect(says(EnvironmentFilesReadable, template)).toEqual([]);
  });

  test('is broken when the role may not fetch a file of a bucket that is not at hand', () => {
    expect(says(EnvironmentFilesReadable, fetching('arn:aws:s3:::shared/app.env', [allow('logs:*')]))).toEqual(['error ExecutionRole']);
  });

  test('is broken when the role may not fetch the file, or only another', () => {
    expect(says(EnvironmentFilesReadable, fetching(FILE, [allow('logs:*')]))).toEqual(['error ExecutionRole']);
    expect(tells(EnvironmentFilesReadable, fetching(FILE, [allow('logs:*')]))).toEqual([
      'X-035: role ExecutionRole does not allow s3:GetObject on arn:aws:s3:::<Bucket>/app.env',
    ]);
    expect(says(EnvironmentFilesReadable, fetching(FILE, [allow('s3:GetObject', att('Bucket', 'Arn'))]))).toEqual([
      'error ExecutionRole.Policies.0.PolicyDocument.Statement.0.Resource',
    ]);
  });

  test('is broken by a bucket that denies it', () => {
    const denied = { ...deny('s3:*'), Principal: '*' };
    expect(says(EnvironmentFilesReadable, fetching(FILE, [allow('s3:*')], denied))).toEqual(['error BucketPolicy.PolicyDocument.Statement.0']);
  });

  test('judges the configuration of a log router, too', () => {
    const router = (...statements: unknown[]) => fetching('', statements, undefined, {
      FirelensConfiguration: { Type: 'fluentbit', Options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::shared/a.conf' } },
    });
    expect(says(EnvironmentFilesReadable, router(allow('s3:GetObject', 'arn:aws:s3:::shared/*')))).toEqual([]);
    expect(says(EnvironmentFilesReadable, router(deny('s3:*')))).toEqual(['error ExecutionRole.Policies.0.PolicyDocument.Statement.0']);
  });

  test.each<[string, unknown]>([
    ['which file a parameter names', ref('P')],
    ['what is meant by a value that is no ARN', 's3://shared/app.env'],
  ])('does not know %s', (_, value) => {
    expect(says(EnvironmentFilesReadable, fetching(value, [allow('logs:*')]))).toEqual([`unknown ${VALUE}`]);
  });

  test('leaves it to others that there is no role at hand', () => {
    expect(says(EnvironmentFilesReadable, task({ task: { ExecutionRoleArn: undefined }, container: { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::b/a' }] } }))).toEqual([]);
  });
});
