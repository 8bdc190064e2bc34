import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * A key that trails of this account and region encrypt their records with. AWS makes no trail with a key that does not let it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function createTrailKey(scope: Construct): kms.Key {
  const key = new kms.Key(scope, 'TrailKey', {
    description: `Records of who opened sessions of ECS Exec: ${scope.node.path}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  // the trail names its key, so the key cannot name the trail
  const trails = Stack.of(scope).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: '*' });
  const allow = (action: string, conditions: Record<string, Record<string, string>>) => key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')], actions: [action], resources: ['*'], conditions,
  }));
  allow('kms:GenerateDataKey*', { ArnLike: { 'aws:SourceArn': trails }, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails } });
  allow('kms:DescribeKey', { ArnLike: { 'aws:SourceArn': trails } });
  return key;
}
