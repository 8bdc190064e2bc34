import { Duration, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { importedKey, keyOf, serviceWith } from './_sessions';
import { ExecSession, SessionLog } from '../../../src';
import { SessionEncryption } from '../../../src/session/session-encryption';
import { newApp, newStack } from '../_helpers/apps';
import { actionsOf, endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

describe('SessionEncryption.newKey', () => {
  test('makes what a session makes by default', () => {
    const [bare, said] = [newStack(), newStack()];
    new ExecSession(bare, 'Session');
    new ExecSession(said, 'Session', { encryption: SessionEncryption.newKey(), log: SessionLog.toCloudWatch() });
    expect(Template.fromStack(said).toJSON()).toEqual(Template.fromStack(bare).toJSON());
  });

  test('rotates the key as often, and keeps it as long, as the user says', () => {
    const stack = newStack();
    new ExecSession(stack, 'Session', { encryption: SessionEncryption.newKey({ rotationPeriod: Duration.days(90), removalPolicy: RemovalPolicy.DESTROY }) });
    Template.fromStack(stack).hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true, RotationPeriodInDays: 90 }, DeletionPolicy: 'Delete' });
  });
});

describe('SessionEncryption.tlsOnly', () => {
  test('leaves out the key, and what tasks need for it', () => {
    const stack = newStack();
    const session = serviceWith(stack, { encryption: SessionEncryption.tlsOnly(), log: SessionLog.none() });
    expect(session.key).toBeUndefined();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::ECS::Cluster', { Configuration: { ExecuteCommandConfiguration: { Logging: 'NONE', KmsKeyId: Match.absent() } } });
    expect(actionsOf(template, 'ApiTaskRole').filter((action) => action.startsWith('kms:'))).toEqual([]);
    expect(Object.keys(endpointsOf(template))).not.toContain('kms');
  });

  test('encrypts the log that is made all the same, with a key that is rotated', () => {
    const stack = newStack();
    const session = new ExecSession(stack, 'Session', { encryption: SessionEncryption.tlsOnly() });
    expect(session.executeCommandConfiguration.logConfiguration).toMatchObject({ cloudWatchEncryptionEnabled: true });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { Description: 'Log of the sessions of ECS Exec: Stack/Session', EnableKeyRotation: true });
  });

  test('needs no path to KMS for a log in S3, which calls KMS itself', () => {
    const stack = newStack();
    serviceWith(stack, { encryption: SessionEncryption.tlsOnly(), log: SessionLog.toS3() });
    const template = Template.fromStack(stack);
    expect(Object.keys(endpointsOf(template)).sort()).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'ssmmessages']);
    expect(actionsOf(template, 'ApiTaskRole').filter((action) => action.startsWith('kms:'))).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });
});

describe('the session key', () => {
  test('fails when it is given beside the encryption', () => {
    const stack = newStack();
    expect(() => new ExecSession(stack, 'Session', { key: keyOf(stack), encryption: SessionEncryption.tlsOnly() }))
      .toThrow('Stack/Session: both key "Stack/Own" and encryption are given, and they contradict each other; leave one of the two out');
  });

  test('fails when it is an alias', () => {
    const stack = newStack();
    expect(() => new ExecSession(stack, 'Session', { key: keyOf(stack).addAlias('sessions') }))
      .toThrow('Stack/Session: the key "Stack/Own/Alias" is an alias');
  });

  test.each([['no log', SessionLog.none()], ['the log of the container', SessionLog.toContainerLogs()], ['a log in S3', SessionLog.toS3()]])(
    'is told, when it is imported, to be left to the account, and no more for %s', (_, log) => {
      const stack = newStack();
      new ExecSession(stack, 'Session', { key: importedKey(stack), log });
      expect(warningIds(stack)).toEqual(['exec-ready:importedKey']);
      const said = warningText(stack, 'exec-ready:importedKey');
      expect(said).toContain('the session key "Stack/Own" is imported, so its policy cannot be changed here; unless it says as much as this, sessions or their log fail: '
        + '[{"Action":["kms:Decrypt","kms:GenerateDataKey"],"Effect":"Allow","Principal":{"AWS":"arn:');
      expect(said).not.toContain('aws:logs:arn');
    });

  test.each([['eu-west-1', 'aws', 'amazonaws.com'], ['cn-north-1', 'aws-cn', 'amazonaws.com.cn']])(
    'is told in %s, when it is imported, which log group it is for, in words that can be pasted', (region, partition, suffix) => {
      const stack = new Stack(newApp(), 'Stack', { env: { account: '111122223333', region } });
      new ExecSession(stack, 'Session', { key: importedKey(stack) });
      const [, json] = /fail: (\[.*\])$/.exec(warningText(stack, 'exec-ready:importedKey'))!;
      const [logs, account] = JSON.parse(json) as Record<string, unknown>[];
      expect(logs).toMatchObject({
        Principal: { Service: `logs.${region}.${suffix}` },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': expect.stringMatching(new RegExp(`^arn:${partition}:logs:${region}:111122223333:log-group:/aws/ecs/exec/Stack-Session-[0-9A-F]{8}-\\*$`)),
          },
        },
      });
      expect(account).toMatchObject({ Principal: { AWS: `arn:${partition}:iam::111122223333:root` } });
    });

  test('is told with the names of what is known only at deployment', () => {
    const stack = newStack();
    new ExecSession(stack, 'Session', { key: importedKey(stack), log: SessionLog.none() });
    expect(warningText(stack, 'exec-ready:importedKey')).toContain('"Principal":{"AWS":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}');
  });

  test('is told nothing of a log group that another key encrypts', () => {
    const stack = newStack();
    new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatch({ encryptionKey: keyOf(stack, 'LogsKey') }) });
    const keys = Template.fromStack(stack).findResources('AWS::KMS::Key');
    const statements = Object.entries(keys).map(([id, { Properties }]) => [id.replace(/.{8}$/, ''), Properties.KeyPolicy.Statement.length]);
    expect(statements).toEqual(expect.arrayContaining([['SessionKey', 1], ['LogsKey', 2]]));
  });
});

test('the removal policy of all that a session makes can be set at once', () => {
  const stack = newStack();
  RemovalPolicies.of(new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3() })).destroy();
  const template = Template.fromStack(stack);
  ['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'].forEach((type) => template.hasResource(type, { DeletionPolicy: 'Delete' }));
});
