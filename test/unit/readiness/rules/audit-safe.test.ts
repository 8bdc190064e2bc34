import { allow, BOTH, causes, CLUSTER, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, operator, role, statement } from './_operators';
import { att, ref, sub, type Template } from './_ready';
import { saysOfReady } from './_task';
import { AuditSafe } from '../../../../src/readiness/private/rules/audit-safe';

const EXEC_HERE = allow(EXEC, BOTH);
const GROUP = sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/*');
type Change = Parameters<typeof operator>[1];
const session = (change: (session: Record<string, unknown>, resources: Template['Resources']) => void): Change => (resources) =>
  change(resources.Cluster.Properties.Configuration.ExecuteCommandConfiguration, resources);
const toBucket = (more: object = {}) => session((settings, resources) => {
  resources.Bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
  settings.LogConfiguration = { S3BucketName: ref('Bucket'), ...more };
});

describe('AuditSafe', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(AuditSafe)).toEqual([]);
  });

  test.each<[unknown, string, Change]>([
    [allow('ecs:UpdateCluster', CLUSTER), 'ecs:UpdateCluster', undefined],
    [allow('ecs:Update*'), 'ecs:UpdateCluster', undefined],
    [allow('logs:*'), 'logs:DeleteLogGroup and logs:DeleteLogStream', undefined],
    [allow('logs:DeleteLogStream', att('SessionLog', 'Arn')), 'logs:DeleteLogStream', undefined],
    [allow('logs:DeleteLogGroup', GROUP), 'logs:DeleteLogGroup', undefined],
    [allow('kms:*', att('Key', 'Arn')), 'kms:DisableKey and kms:ScheduleKeyDeletion', undefined],
    [allow('s3:*'), 's3:DeleteObject', toBucket()],
    [allow('s3:DeleteObject', sub('${Bucket.Arn}/exec/*')), 's3:DeleteObject', toBucket({ S3KeyPrefix: 'exec' })],
    [allow(['ecs:UpdateCluster', 'logs:DeleteLogGroup']), 'ecs:UpdateCluster and logs:DeleteLogGroup', undefined],
  ])('warns of %j', (weakening, actions, change) => {
    const template = operator([EXEC_HERE, weakening], change ?? (() => undefined));
    expect(flaws(template)).toEqual([`AuditSafe warning ${statement(1)}`]);
    expect(causes(template)).toEqual([`X-058: role Operator allows ${actions}, which ${actions.includes(' and ') ? 'end or delete' : 'ends or deletes'} the records of sessions`]);
  });

  test('warns of each statement once', () => {
    expect(flaws(operator([EXEC_HERE, allow('ecs:UpdateCluster'), allow('logs:Delete*')]))).toEqual([`AuditSafe warning ${statement(1)}`, `AuditSafe warning ${statement(2)}`]);
  });

  test.each(Object.entries({ ...FOR_SOMEONE, ...FOR_ANYONE }))('warns of %s', (_, change) => {
    expect(flaws(operator([EXEC_HERE, allow('logs:*')], change))).toEqual([expect.stringMatching(/^AuditSafe warning Operator\..*Statement\.1$/)]);
  });

  test.each<[string, Template]>([
    ['what is denied', operator([EXEC_HERE, allow(['ecs:UpdateCluster', 'logs:*']), deny(['ecs:UpdateCluster', 'logs:Delete*'])])],
    ['what is allowed under a condition', operator([EXEC_HERE, allow('logs:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })])],
    ['another cluster', operator([EXEC_HERE, allow('ecs:UpdateCluster', 'arn:aws:ecs:*:*:cluster/other')])],
    ['another log group', operator([EXEC_HERE, allow('logs:*', att('AppLog', 'Arn'))])],
    ['another key', operator([EXEC_HERE, allow('kms:*', 'arn:aws:kms:eu-west-1:111111111111:key/other')])],
    ['a key that leaves nothing to policies', operator([EXEC_HERE, allow('kms:DisableKey')], ({ Key }) => {
      Key.Properties.KeyPolicy.Statement[0].Action = ['kms:Decrypt', 'kms:GenerateDataKey'];
    })],
    ['a key that is not at hand', operator([EXEC_HERE, allow('kms:DisableKey'), allow('kms:GenerateDataKey')], session((settings) => {
      settings.KmsKeyId = 'arn:aws:kms:eu-west-1:111111111111:key/other';
    }))],
    ['other objects of the bucket', operator([EXEC_HERE, allow('s3:*', sub('${Bucket.Arn}/other/*'))], toBucket({ S3KeyPrefix: 'exec' }))],
    ['sessions that are not recorded', operator([EXEC_HERE, allow(['ecs:UpdateCluster', 'logs:*'])], session((settings) => {
      settings.Logging = 'NONE';
    }))],
    ['a cluster that is not at hand', operator([allow(EXEC, ['arn:aws:ecs:*:*:cluster/prod', 'arn:aws:ecs:*:*:task/prod/*']), allow(['ecs:Update*', 'ecs:List*', 'ecs:Describe*', 'logs:*'])], ({ Service }) => {
      Service.Properties.Cluster = 'prod';
    })],
    ['a destination that is not known', operator([EXEC_HERE, allow('logs:*')], session((settings) => {
      settings.LogConfiguration = { CloudWatchLogGroupName: { 'Fn::If': [] } };
    }))],
    ['whoever opens no sessions', operator([EXEC_HERE, deny(EXEC), allow('logs:*')])],
    ['whoever may do all that ECS can', role([allow('ecs:*', BOTH), allow('logs:*')])],
  ])('is silent about %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });
});
