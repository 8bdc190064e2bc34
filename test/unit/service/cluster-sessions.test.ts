import type { App, Stack } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newService, newStack, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { actionsOf, endpointsOf, idsOf, statementsOf, text } from '../_helpers/templates';
import { warningIds } from '../_helpers/warnings';

const SESSION_ONLY_CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);
const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];

function isolatedVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
}

/** A service in a plain cluster with a session configuration. */
function serviceWith(stack: Stack, executeCommandConfiguration?: ecs.ExecuteCommandConfiguration) {
  return newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc: isolatedVpc(stack), executeCommandConfiguration }) });
}

/** The statements of the task role beside those for the channels, with the resources as texts. */
function beyondChannels(template: Template): unknown[] {
  return statementsOf(template, 'ApiTaskRole').filter(({ Action }) => !String(Action).startsWith('ssmmessages')).map(({ Action, Resource }) => [Action, text(Resource)]);
}

describe('a session log in S3', () => {
  test('is written below its prefix only, with the key of its bucket', () => {
    const stack = newStack();
    const s3Bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    const kmsKey = new kms.Key(stack, 'SessionKey');
    serviceWith(stack, {
      kmsKey, logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket, s3KeyPrefix: 'sessions', s3EncryptionEnabled: true },
    });
    const template = Template.fromStack(stack);
    const arnOf = (part: string, type: string) => `{Fn::GetAtt ["${idsOf(template, type, part)[0]}","Arn"]}`;
    expect(beyondChannels(template)).toEqual([
      ['kms:Decrypt', arnOf('SessionKey', 'AWS::KMS::Key')],
      ['s3:PutObject', `${arnOf('Bucket', 'AWS::S3::Bucket')}/sessions/*`],
      ['s3:GetEncryptionConfiguration', arnOf('Bucket', 'AWS::S3::Bucket')],
      [['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('BucketKey', 'AWS::KMS::Key')],
    ]);
  });

  test('needs S3, and not KMS, which S3 itself calls for the key of its bucket', () => {
    const stack = newStack();
    const s3Bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    serviceWith(stack, { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket } });
    const endpoints = endpointsOf(Template.fromStack(stack));
    expect(endpoints.s3).toEqual(['ECS Exec: session log in Amazon S3', 'image pull from Amazon ECR: layers']);
    expect(endpoints.kms).toBeUndefined();
  });

  test('is written with the key of its bucket for that bucket and the objects below the prefix alone', () => {
    const stack = newStack();
    const s3Bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'BucketKey') });
    serviceWith(stack, { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket, s3KeyPrefix: 'sessions' } });
    const conditions = statementsOf(Template.fromStack(stack), 'ApiTaskRole').flatMap(({ Condition }) => Condition ?? []);
    expect(conditions).toEqual([{ StringLike: { 'kms:EncryptionContext:aws:s3:arn': stack.resolve([s3Bucket.bucketArn, s3Bucket.arnForObjects('sessions/*')]) as unknown } }]);
  });

  test('asks for the encryption of the bucket only where it is demanded, and for no key where there is none', () => {
    const stack = newStack();
    serviceWith(stack, { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { s3Bucket: new s3.Bucket(stack, 'Bucket') } });
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'ApiTaskRole')).toEqual(['s3:PutObject', ...SESSION_ONLY_CHANNELS]);
    expect(Object.keys(endpointsOf(template))).not.toContain('kms');
  });

  test('may stand beside one in CloudWatch', () => {
    const stack = newStack();
    const cloudWatchLogGroup = new logs.LogGroup(stack, 'SessionLog');
    serviceWith(stack, { logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { cloudWatchLogGroup, s3Bucket: new s3.Bucket(stack, 'Bucket') } });
    expect(actionsOf(Template.fromStack(stack), 'ApiTaskRole')).toEqual([...LOG_ACTIONS, 's3:PutObject', ...SESSION_ONLY_CHANNELS]);
  });
});

describe('sessions that are not logged', () => {
  test('need neither log statements nor a path for them', () => {
    const stack = newStack();
    serviceWith(stack, { logging: ecs.ExecuteCommandLogging.NONE });
    const template = Template.fromStack(stack);
    expect(actionsOf(template, 'ApiTaskRole')).toEqual(SESSION_ONLY_CHANNELS);
    expect(endpointsOf(template).logs).toEqual(['application logs through the awslogs driver']);
  });
});

describe.each([['no feature flags', {}], ['the feature flags of a fresh app', RECOMMENDED_FLAGS]])('sessions with default logging, with %s', (_, context) => {
  const configurations: [string, ecs.ExecuteCommandConfiguration | undefined][] = [
    ['as the cluster says', { logging: ecs.ExecuteCommandLogging.DEFAULT }], ['as nobody says', {}], ['as the cluster has no configuration', undefined],
  ];

  test.each(configurations)('are written where the container writes, %s', (_name, configuration) => {
    const stack = newStack(context);
    Validations.of(stack).acknowledge({ id: 'exec-ready:plainCluster', reason: 'the cluster of this test is plain' });
    serviceWith(stack, configuration);
    const template = Template.fromStack(stack);
    const [log] = idsOf(template, 'AWS::Logs::LogGroup', 'ApiLog');
    expect(actionsOf(template, 'ApiTaskRole')).toEqual([...LOG_ACTIONS, ...SESSION_ONLY_CHANNELS]);
    expect(statementsOf(template, 'ApiTaskRole').map(({ Resource }) => text(Resource)))
      .toContain(`arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:{${log}}:*`);
  });

  test('are granted once, though completion looks more than once', () => {
    const stack = newStack(context);
    serviceWith(stack, {});
    (stack.node.root as App).synth({ force: true });
    expect(statementsOf(Template.fromStack(stack), 'ApiTaskRole').filter(({ Action }) => Action.includes('logs:PutLogEvents'))).toHaveLength(1);
  });
});

describe('default logging', () => {
  test('leaves out the log of a container that nobody is to exec into', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'SidecarLog');
    serviceWith(stack, {}).addContainer('Sidecar', { image: privateImage(stack), execTarget: false, logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 's' }) });
    expect(JSON.stringify(statementsOf(Template.fromStack(stack), 'ApiTaskRole'))).not.toContain('SidecarLog');
  });

  test('includes the log of a container that others added', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'SidecarLog');
    serviceWith(stack, {}).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 's' }) });
    expect(JSON.stringify(statementsOf(Template.fromStack(stack), 'ApiTaskRole'))).toContain('SidecarLog');
  });
});

describe('an imported cluster', () => {
  test('is warned about, for its sessions cannot be seen', () => {
    const stack = newStack();
    newService(stack, { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'orders', vpc: isolatedVpc(stack) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { Cluster: 'orders', EnableExecuteCommand: true });
    expect(warningIds(stack)).toEqual(['exec-ready:importedCluster']);
  });

  test('is granted on when its configuration is imported with it', () => {
    const stack = newStack();
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';
    newService(stack, {
      cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', {
        clusterName: 'orders',
        vpc: isolatedVpc(stack),
        executeCommandConfiguration: {
          kmsKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
          logging: ecs.ExecuteCommandLogging.OVERRIDE,
          logConfiguration: { cloudWatchLogGroup: logs.LogGroup.fromLogGroupName(stack, 'Log', '/sessions') },
        },
      }),
    });
    const template = Template.fromStack(stack);
    expect(beyondChannels(template)).toEqual(expect.arrayContaining([['kms:Decrypt', keyArn]]));
    expect(Object.keys(endpointsOf(template))).toContain('kms');
    expect(warningIds(stack)).toEqual([]);
  });

  test('fails when it is imported by its ARN alone, for its VPC is not known', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/orders');
    expect(() => newService(stack, { cluster })).toThrow(/vpc/i);
  });
});

test('a plain cluster without a session configuration is warned about', () => {
  const stack = newStack();
  serviceWith(stack);
  expect(warningIds(stack)).toEqual(['exec-ready:plainCluster']);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Cluster', { Configuration: Match.absent() });
});
