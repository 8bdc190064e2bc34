import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ReadinessReport } from '../../../src';
import { newService, newStack, privateImage } from '../_helpers/apps';
import { idsOf, statementsOf, text } from '../_helpers/templates';

const BOUND = ['s3:GetObject', 's3:GetBucketLocation', 'kms:Decrypt'];

/** What the execution role may do with buckets and keys. */
function allowed(template: Template): (readonly [unknown, string])[] {
  return statementsOf(template, 'ExecutionRole').filter(({ Action }) => BOUND.includes(String(Action))).map(({ Action, Resource }) => [Action, text(Resource)]);
}

describe('environment files', () => {
  test('in a bucket may be read by the execution role, and nothing beside them', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Files');
    newService(stack, { container: { image: privateImage(stack), environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'app.env')] } });
    const template = Template.fromStack(stack);
    const [id] = idsOf(template, 'AWS::S3::Bucket');
    expect(allowed(template)).toEqual([
      ['s3:GetObject', `arn:{AWS::Partition}:s3:::{${id}}/app.env`],
      ['s3:GetBucketLocation', `arn:{AWS::Partition}:s3:::{${id}}`],
    ]);
  });

  test('in a bucket with a key of its own are decrypted', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'FilesKey');
    const bucket = new s3.Bucket(stack, 'Files', { encryptionKey });
    newService(stack, { container: { image: privateImage(stack), environmentFiles: [ecs.EnvironmentFile.fromBucket(bucket, 'app.env')] } });
    const template = Template.fromStack(stack);
    expect(allowed(template)).toContainEqual(['kms:Decrypt', text(stack.resolve(encryptionKey.keyArn))]);
  });

  test('of a container that is added later are readable before the first task starts', () => {
    const stack = newStack();
    const api = newService(stack);
    api.taskDefinition.addContainer('late', {
      image: privateImage(stack),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'late' }),
      environmentFiles: [ecs.EnvironmentFile.fromBucket(s3.Bucket.fromBucketName(stack, 'Files', 'files'), 'late.env')],
    });
    const report = ReadinessReport.ofStack(stack);
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(allowed(Template.fromStack(stack))).toContainEqual(['s3:GetObject', 'arn:{AWS::Partition}:s3:::files/late.env']);
  });

  test('that are assets may be read like any other', () => {
    const file = join(tmpdir(), 'exec-ready-asset.env');
    writeFileSync(file, 'STAGE=prod\n');
    const stack = newStack();
    newService(stack, { container: { image: privateImage(stack), environmentFiles: [ecs.EnvironmentFile.fromAsset(file)] } });
    expect(ReadinessReport.ofStack(stack).ready).toBe(true);
  });
});
