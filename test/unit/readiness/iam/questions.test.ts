import { allow, deny, policy } from './_helpers/policies';
import {
  bucketAllows, contextOf, endpointAllows, evaluate, evaluateAlone, Identity, keyAllows, parsePolicy, Policy, trusts, unseenPolicy,
} from '../../../../src/readiness/private/iam';
import { Answer } from '../../../../src/readiness/private/model/answer';
import { hole } from '../../../../src/readiness/private/model/text';

const P = hole('unknown', 'AWS::Partition');
const A = hole('unknown', 'AWS::AccountId');
const R = hole('unknown', 'AWS::Region');
const ROLE = `arn:${P}:iam::${A}:role/${hole('generated', 'TaskRole')}`;
const ROOT = { Principal: { AWS: `arn:${P}:iam::${A}:root` } };
const SELF = { Principal: { AWS: ROLE } };
const EVERYONE = { Principal: '*' };
const SOMEONE = { Principal: { AWS: `arn:${P}:iam::${A}:role/${hole('generated', 'OtherRole')}` } };

const nothing: Identity = { policies: [] };
const all: Identity = { policies: [policy('All', allow('*'))] };
const bounded = (boundary: Policy): Identity => ({ policies: all.policies, boundary });

describe('a key', () => {
  const request = { action: 'kms:Decrypt', resource: `arn:${P}:kms:${R}:${A}:key/${hole('generated', 'Key')}`, caller: { arn: ROLE } };

  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  test.each<[string, Policy, Identity, Answer]>([
    ['leaves it to a role that may', policy('K', allow('kms:*', '*', ROOT)), all, 'yes'],
    ['leaves it to a role that may not', policy('K', allow('kms:*', '*', ROOT)), nothing, 'no'],
    ['leaves something else to the account', policy('K', allow('kms:Describe*', '*', ROOT)), all, 'no'],
    ['allows the role itself', policy('K', allow('kms:Decrypt', '*', SELF)), nothing, 'yes'],
    ['allows another role', policy('K', allow('kms:Decrypt', '*', SOMEONE)), all, 'no'],
    ['allows nobody', policy('K'), all, 'no'],
    ['allows everyone of this account', policy('K', allow('kms:*', '*', { ...EVERYONE, Condition: { StringEquals: { 'kms:CallerAccount': A } } })), nothing, 'yes'],
    ['denies the account', policy('K', allow('kms:*', '*', SELF), deny('kms:Decrypt', '*', ROOT)), all, 'no'],
    ['denies another role', policy('K', allow('kms:*', '*', ROOT), deny('kms:Decrypt', '*', SOMEONE)), all, 'yes'],
    ['cannot be seen', unseenPolicy('K', 'imported', { couldDeny: true }), all, 'unknown'],
    ['allows a role within its boundary', policy('K', allow('kms:*', '*', SELF)), bounded(policy('B', allow('kms:*'))), 'yes'],
    ['allows a role beyond its boundary', policy('K', allow('kms:*', '*', SELF)), bounded(policy('B', allow('s3:*'))), 'unknown'],
    ['leaves it to a role beyond its boundary', policy('K', allow('kms:*', '*', ROOT)), bounded(policy('B', allow('s3:*'))), 'no'],
    ['names no principal', policy('K', allow('kms:*')), all, 'unknown'],
  ])('that %s', (_, key, identity, answer) => {
    expect(keyAllows(request, key, identity).answer).toBe(answer);
  });

  test('is used by the logs service where its policy says so', () => {
    const logs = `logs.${R}.amazonaws.com`;
    const group = `arn:${P}:logs:${R}:${A}:log-group:exec`;
    const condition = { Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${P}:logs:${R}:${A}:*` } } };
    const use = {
      ...request,
      action: 'kms:GenerateDataKey',
      caller: { service: logs },
      context: contextOf({ 'kms:EncryptionContext:aws:logs:arn': group }),
    };
    const by = (service: string) => policy('K', allow('kms:*', '*', ROOT), allow(['kms:Encrypt*', 'kms:GenerateDataKey*'], '*', { Principal: { Service: service }, ...condition }));
    expect(keyAllows(use, by(logs)).answer).toBe('yes');
    expect(keyAllows(use, by('logs.eu-west-1.amazonaws.com')).answer).toBe('unknown');
    expect(keyAllows(use, by('ec2.amazonaws.com')).answer).toBe('no');
    expect(keyAllows(use, policy('K', allow('kms:*', '*', ROOT))).answer).toBe('no');
    expect(keyAllows({ ...use, context: contextOf({ 'kms:EncryptionContext:aws:logs:arn': `arn:${P}:s3:::b` }) }, by(logs)).answer).toBe('no');
  });
});

describe('a bucket', () => {
  const bucket = `arn:${P}:s3:::${hole('generated', 'Bucket')}`;
  const request = { action: 's3:PutObject', resource: `${bucket}/exec/1`, caller: { arn: ROLE } };
  const tls = deny('s3:*', [bucket, `${bucket}/*`], { ...EVERYONE, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

  test.each<[string, Policy | undefined, Identity, Answer]>([
    ['has no policy', undefined, all, 'yes'],
    ['has no policy for a role that may not', undefined, nothing, 'no'],
    ['only wants TLS', policy('B', tls), all, 'yes'],
    ['allows the role itself', policy('B', tls, allow('s3:Put*', `${bucket}/*`, SELF)), nothing, 'yes'],
    ['allows the account, which allows nothing by itself', policy('B', allow('s3:Put*', `${bucket}/*`, ROOT)), nothing, 'no'],
    ['allows the bucket but not what is in it', policy('B', allow('s3:*', bucket, SELF)), nothing, 'no'],
    ['denies everyone', policy('B', deny('s3:Put*', `${bucket}/*`, EVERYONE)), all, 'no'],
    ['denies everyone but the role', policy('B', deny('s3:*', '*', { ...EVERYONE, Condition: { ArnNotEquals: { 'aws:PrincipalArn': ROLE } } })), all, 'yes'],
    ['denies everyone outside a VPC', policy('B', deny('s3:*', '*', { ...EVERYONE, Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } })), all, 'unknown'],
    ['cannot be seen', unseenPolicy('B', 'imported', { couldDeny: true }), all, 'unknown'],
  ])('that %s', (_, one, identity, answer) => {
    expect(bucketAllows(request, one, identity).answer).toBe(answer);
  });

  test('cannot be judged without knowing who calls', () => {
    expect(bucketAllows({ ...request, caller: undefined }, policy('B', allow('s3:*', '*', EVERYONE)), nothing).answer).toBe('unknown');
  });
});

describe('an endpoint', () => {
  const request = { action: 'ssmmessages:OpenDataChannel', resource: '*', caller: { arn: ROLE } };

  test.each<[string, Policy | undefined, Answer]>([
    ['no policy', undefined, 'yes'],
    ['the default policy', policy('E', allow('*', '*', EVERYONE)), 'yes'],
    ['the right actions', policy('E', allow('ssmmessages:*', '*', EVERYONE)), 'yes'],
    ['other actions', policy('E', allow('ssm:*', '*', EVERYONE)), 'no'],
    ['a Deny', policy('E', allow('*', '*', EVERYONE), deny('ssmmessages:*', '*', EVERYONE)), 'no'],
    ['the role', policy('E', allow('*', '*', SELF)), 'yes'],
    ['another role', policy('E', allow('*', '*', SOMEONE)), 'no'],
    ['the account', policy('E', allow('*', '*', ROOT)), 'unknown'],
    ['everyone and the account', policy('E', allow('*', '*', { Principal: { AWS: ['*', `arn:${P}:iam::${A}:root`] } })), 'yes'],
    ['an organization', policy('E', allow('*', '*', { ...EVERYONE, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })), 'unknown'],
    ['JSON text', parsePolicy(JSON.stringify({ Statement: [allow('ssm:*', '*', EVERYONE)] })), 'no'],
  ])('with %s', (_, endpoint, answer) => {
    expect(endpointAllows(request, endpoint).answer).toBe(answer);
  });

  test('that lets everything through says so', () => {
    expect(endpointAllows(request, undefined).because).toBe('an endpoint without a policy lets everything through');
  });

  test('is one more policy that must allow a call', () => {
    expect(evaluate(request, { identity: all.policies, endpoint: policy('E', allow('ssm:*', '*', EVERYONE)) }).answer).toBe('no');
    expect(evaluate(request, { identity: all.policies, endpoint: policy('E', allow('*', '*', EVERYONE)) }).because).toBe('statement 1 of All allows it');
  });
});

describe('a trust policy', () => {
  const TASKS = 'ecs-tasks.amazonaws.com';
  const assume = (principal: unknown, more: object = {}) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...more });
  const guarded = assume({ Service: TASKS }, {
    Condition: { ArnLike: { 'aws:SourceArn': `arn:${P}:ecs:${R}:${A}:*` }, StringEquals: { 'aws:SourceAccount': A } },
  });
  const context = contextOf({ 'aws:SourceAccount': A, 'aws:SourceArn': `arn:${P}:ecs:${R}:${A}:task/c/1` });

  test.each<[string, object[], Answer]>([
    ['the service', [assume({ Service: TASKS })], 'yes'],
    ['the service among others', [assume({ Service: ['ec2.amazonaws.com', TASKS] })], 'yes'],
    ['another service', [assume({ Service: 'ecs.amazonaws.com' })], 'no'],
    ['another action', [assume({ Service: TASKS }, { Action: 'sts:TagSession' })], 'no'],
    ['every action', [assume({ Service: TASKS }, { Action: 'sts:*' })], 'yes'],
    ['an account', [assume({ AWS: A })], 'no'],
    ['the service guarded by its source', [guarded], 'yes'],
    ['a source in another account', [assume({ Service: TASKS }, { Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } } })], 'unknown'],
    ['a source that is a cluster', [assume({ Service: TASKS }, { Condition: { ArnLike: { 'aws:SourceArn': `arn:${P}:ecs:${R}:${A}:cluster/c` } } })], 'no'],
    ['and denies the service', [guarded, { ...guarded, Effect: 'Deny' }], 'no'],
    ['a resource, which it cannot', [assume({ Service: TASKS }, { Resource: '*' })], 'unknown'],
    ['everyone', [assume('*')], 'unknown'],
    ['nobody', [], 'no'],
  ])('that names %s', (_, statements, answer) => {
    expect(trusts(policy('Trust', ...statements as Record<string, unknown>[]), TASKS, context).answer).toBe(answer);
  });

  test('is judged by the keys that the caller knows', () => {
    expect(trusts(policy('Trust', guarded), TASKS).answer).toBe('unknown');
    expect(trusts(policy('Trust', guarded), TASKS, contextOf({ 'aws:SourceAccount': 'absent' })).answer).toBe('no');
    expect(trusts(policy('Trust'), TASKS).because).toBe('Trust does not allow sts:AssumeRole');
  });

  test('also decides for roles', () => {
    expect(evaluateAlone({ action: 'sts:AssumeRole', caller: { arn: ROLE } }, policy('Trust', assume({ AWS: ROLE })), 'trust').answer).toBe('yes');
  });
});
