import { CfnDeletionPolicy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { CloudWatchSessionLogOptions, ExecSessionProps } from '../../../src';
import { ExecNetwork, ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import { ENV, newApp, newService, newStack } from '../_helpers/apps';
import { statementsOf, text } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';

/** A cluster whose sessions are as the properties say. */
function clusterWith(stack: Stack, props: ExecSessionProps): ExecReadyCluster {
  return new ExecReadyCluster(stack, 'Cluster', { session: new ExecSession(stack, 'Session', props) });
}

function expectConfiguration(stack: Stack, ExecuteCommandConfiguration: object): void {
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Cluster', { Configuration: { ExecuteCommandConfiguration } });
}

describe('ExecSession', () => {
  test('gives the L2 cluster what it takes', () => {
    const stack = newStack();
    const session = new ExecSession(stack, 'Session');
    expect(session.executeCommandConfiguration).toEqual({
      kmsKey: session.key,
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: { cloudWatchLogGroup: session.logGroup, cloudWatchEncryptionEnabled: true },
    });
  });

  test('names its log group after the stack it is in now, so that a kept group is in nobody\'s way', () => {
    const stack = newStack();
    new ExecSession(stack, 'Session');
    const [group] = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
    expect(text(group.Properties.LogGroupName)).toMatch(/^\/aws\/ecs\/exec\/Stack-Session-[0-9A-F]{8}-\{Fn::Select \[2,\{"Fn::Split":\["\/",\{"Ref":"AWS::StackId"\}\]\}\]\}$/);
  });

  test('binds the key to the one log group in the region and account of the stack', () => {
    const stack = new Stack(newApp(), 'Stack', { env: ENV });
    new ExecSession(stack, 'Session');
    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const [, { Principal, Condition }] = key.Properties.KeyPolicy.Statement;
    expect(text(Principal.Service)).toBe('logs.eu-west-1.{AWS::URLSuffix}');
    expect(text(Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn'])).toMatch(/:logs:eu-west-1:111122223333:log-group:\/aws\/ecs\/exec\/Stack-Session-/);
  });

  test('lets CloudWatch Logs use a key that the user brings', () => {
    const stack = newStack();
    clusterWith(stack, { key: new kms.Key(stack, 'Own') });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Condition: Match.anyValue(),
        })]),
      },
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('tells what the policy of an imported key must say', () => {
    const stack = newStack();
    clusterWith(stack, { key: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN) });
    expectConfiguration(stack, { KmsKeyId: KEY_ARN });
    expect(warningText(stack, 'exec-ready:importedKey')).toContain('"kms:EncryptionContext:aws:logs:arn"');
  });

  test('lets the task decrypt with an imported key, and nothing else', () => {
    const stack = newStack();
    const cluster = clusterWith(stack, { key: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN) });
    newService(stack, { cluster });
    const onKey = statementsOf(Template.fromStack(stack), 'ApiTaskRole').filter(({ Resource }) => Resource === KEY_ARN);
    expect(onKey.map(({ Action }) => Action)).toEqual(['kms:Decrypt']);
  });
});

describe('SessionLog.toCloudWatch', () => {
  test('keeps the log as long as the user says', () => {
    const stack = newStack();
    clusterWith(stack, { log: SessionLog.toCloudWatch({ retention: logs.RetentionDays.TWO_YEARS, removalPolicy: RemovalPolicy.DESTROY }) });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 731 }, DeletionPolicy: CfnDeletionPolicy.DELETE });
  });

  test('writes to an encrypted group of the app', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'LogKey');
    const logGroup = new logs.LogGroup(stack, 'Own', { encryptionKey });
    clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup }) });
    expectConfiguration(stack, {
      LogConfiguration: { CloudWatchLogGroupName: stack.resolve(logGroup.logGroupName), CloudWatchEncryptionEnabled: true },
    });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 1);
    expect(warningIds(stack)).toEqual([]);
  });

  test('gives the session key no statement for a group that another key encrypts', () => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Own', { encryptionKey: new kms.Key(stack, 'LogKey') });
    const { session } = clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup }) });
    const template = Template.fromStack(stack);
    const [id] = Object.keys(template.findResources('AWS::KMS::Key', { Properties: { Description: Match.stringLikeRegexp('Sessions of ECS Exec') } }));
    expect(template.findResources('AWS::KMS::Key')[id].Properties.KeyPolicy.Statement).toHaveLength(1);
    expect(stack.resolve(session.key!.keyArn)).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
  });

  test('fails when the group of the app is not encrypted', () => {
    const stack = newStack();
    expect(() => clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup: new logs.LogGroup(stack, 'Own') }) }))
      .toThrow('Stack/Session: the log group "Stack/Own" of the sessions is not encrypted; give it an encryptionKey');
  });

  test.each<[string, CloudWatchSessionLogOptions]>([
    ['encryptionKey', { encryptionKey: kms.Key.fromKeyArn(newStack(), 'Key', KEY_ARN) }],
    ['retention', { retention: logs.RetentionDays.ONE_YEAR }],
    ['removalPolicy', { removalPolicy: RemovalPolicy.RETAIN }],
  ])('fails when %s is given with a group that is there', (name, options) => {
    const stack = newStack();
    const logGroup = new logs.LogGroup(stack, 'Own', { encryptionKey: new kms.Key(stack, 'LogKey') });
    expect(() => clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup, ...options }) }))
      .toThrow(`Stack/Session: the log group "Stack/Own" of the sessions is there already, so ${name} would change nothing; set it where the log group is made, or leave one of the two out`);
  });

  test('tells what the policy of the key of an imported group must say', () => {
    const stack = newStack();
    clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Own', '/sessions') }) });
    expect(warningText(stack, 'exec-ready:importedLogGroup'))
      .toContain('{"ArnEquals":{"kms:EncryptionContext:aws:logs:arn":"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/sessions"}}');
  });

  test('demands no encryption of an imported group, and says so', () => {
    const stack = newStack();
    clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Own', '/sessions') }) });
    expectConfiguration(stack, { Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: '/sessions', CloudWatchEncryptionEnabled: false } });
    expect(warningIds(stack)).toEqual(['exec-ready:importedLogGroup']);
  });

  test('lets the task write to an imported group by its name', () => {
    const stack = newStack();
    const cluster = clusterWith(stack, { log: SessionLog.toCloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'Own', '/sessions') }) });
    newService(stack, { cluster });
    const resources = statementsOf(Template.fromStack(stack), 'ApiTaskRole').map(({ Resource }) => text(Resource));
    expect(resources).toContain('arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:/sessions:*');
  });
});

test('one session may serve two clusters', () => {
  const stack = newStack();
  const session = new ExecSession(stack, 'Session');
  const { vpc } = ExecNetwork.isolated().bind(stack);
  ['First', 'Second'].forEach((id) => new ExecReadyCluster(stack, id, { vpc, session }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.resourcePropertiesCountIs('AWS::ECS::Cluster', {
    Configuration: { ExecuteCommandConfiguration: { KmsKeyId: stack.resolve(session.key!.keyArn) } },
  }, 2);
});
