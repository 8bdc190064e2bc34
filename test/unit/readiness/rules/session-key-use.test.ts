import { changed, says } from './_judge';
import { allow, att, deny, inline, policy, publicFargate, ref, sub, trust, type Template } from './_ready';
import { ACCOUNT, type Change, causes, keyPolicy, numbers, saysAcross, saysOfReady, session, SESSION, statementsOf, STATEMENTS } from './_session';
import { parameters } from './_task';
import { SessionKeyUse } from '../../../../src/readiness/private/rules/session-key-use';

const USE = 3;
const KEY = `${SESSION}.KmsKeyId`;
const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1234';
const owner = { ...allow('kms:*'), Principal: ACCOUNT };

/** Sessions with a key, and a task role with other statements for it. */
const keyed = (KmsKeyId: unknown, ...statements: object[]) => session({ KmsKeyId }, (resources) => {
  statementsOf(resources).splice(USE, 1, ...statements);
});
const own = (change: Change) => changed(publicFargate, change);
const without = (...statements: object[]): Change => (resources) => { statementsOf(resources).splice(USE, 1, ...statements); };
const Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
const open = (template: Template) => ({ ...template, Parameters: parameters('Key', 'Stage') as never, Conditions });

describe('SessionKeyUse with a key of the templates', () => {
  test.each([
    ['the role allows it on the key', own(() => undefined)],
    ['the role allows it on every key', own(without(allow('kms:Decrypt')))],
    ['the role allows everything of KMS', own(without(allow('kms:*', att('Key', 'Arn'))))],
    ['the key has the policy that AWS gives it', own(({ Key }) => { delete Key.Properties.KeyPolicy; })],
    ['the key policy allows the role by itself', own((resources, template) => {
      without()(resources, template);
      keyPolicy(resources, { ...allow('kms:Decrypt'), Principal: { AWS: att('TaskRole', 'Arn') } });
    })],
    ['the key is named by its id', keyed(ref('Key'), allow('kms:Decrypt', att('Key', 'Arn')))],
    ['the statement is about sessions', own(without(allow('kms:Decrypt', att('Key', 'Arn'), { Condition: { Null: { 'kms:EncryptionContext:aws:ssm:SessionId': 'false' } } })))],
    ['the key policy lets the calls of other services pass, only', own((resources) => keyPolicy(resources, owner, {
      ...deny('kms:*'), Principal: '*', Condition: { StringNotEqualsIfExists: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }, Null: { 'kms:ViaService': 'false' } },
    }))],
    ['there is no key', session({})],
    ['there are no settings', session(undefined)],
  ])('is silent when %s', (_, template) => {
    expect(says(SessionKeyUse, template)).toEqual([]);
    expect(saysOfReady(SessionKeyUse)).toEqual([]);
  });

  test('is silent when the key is named by an alias', () => {
    const template = keyed('alias/exec', allow('kms:Decrypt', att('Key', 'Arn')));
    template.Resources.Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/exec', TargetKeyId: ref('Key') } };
    expect(says(SessionKeyUse, template)).toEqual([]);
    template.Resources.TaskRole.Properties.Policies = [];
    expect(says(SessionKeyUse, template)).toEqual(['error TaskRole']);
  });

  test.each([
    ['nothing allows it', without(), 'TaskRole'],
    ['it may only be described', without(allow('kms:DescribeKey')), 'TaskRole'],
    ['another key may be used', without(allow('kms:Decrypt', KEY_ARN)), `${STATEMENTS}.3.Resource`],
    ['an alias is named', without(allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:alias/exec')), `${STATEMENTS}.3.Resource`],
    ['only through another service', without(allow('kms:Decrypt', att('Key', 'Arn'), { Condition: { StringEquals: { 'kms:ViaService': 'ssm.eu-west-1.amazonaws.com' } } })), `${STATEMENTS}.3.Condition`],
    ['only for a log group', without(allow('kms:Decrypt', '*', { Condition: { StringLike: { 'kms:EncryptionContext:aws:logs:arn': '*' } } })), `${STATEMENTS}.3.Condition`],
    ['only for instances', without(allow('kms:Decrypt', '*', { Condition: { StringLike: { 'kms:EncryptionContext:aws:ssm:TargetId': 'i-*' } } })), `${STATEMENTS}.3.Condition`],
    ['it is denied', without(allow('kms:Decrypt'), deny('kms:*', att('Key', 'Arn'))), `${STATEMENTS}.4`],
  ])('is broken when %s', (_, change, place) => {
    expect(says(SessionKeyUse, own(change))).toEqual([`error ${place}`]);
    expect(numbers(SessionKeyUse, own(change))).toEqual(['X-048']);
  });

  test('says who lacks what', () => {
    expect(causes(SessionKeyUse, own(without()))).toEqual(['role TaskRole does not allow kms:Decrypt on arn:aws:kms:eu-west-1:111111111111:key/<Key>']);
  });

  test('is broken by a permissions boundary', () => {
    const template = own(({ TaskRole }) => { TaskRole.Properties.PermissionsBoundary = ref('Limit'); });
    template.Resources.Limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow(['ssmmessages:*', 'logs:*'])) } };
    expect(says(SessionKeyUse, template)).toEqual(['error Limit.PolicyDocument']);
  });

  test.each([
    ['neither leaves the key to the account nor names the role', (resources: Template['Resources']) => keyPolicy(resources, { ...allow('kms:*'), Principal: { AWS: att('ExecutionRole', 'Arn') } }), 'Key.KeyPolicy'],
    ['leaves only its administration to the account', (resources: Template['Resources']) => keyPolicy(resources, { ...owner, Action: ['kms:Describe*', 'kms:Put*'] }), 'Key.KeyPolicy'],
    ['leaves the key to another account', (resources: Template['Resources']) => keyPolicy(resources, { ...owner, Principal: { AWS: 'arn:aws:iam::222222222222:root' } }), 'Key.KeyPolicy'],
    ['denies it to the role', (resources: Template['Resources']) => keyPolicy(resources, owner, { ...deny('kms:Decrypt'), Principal: { AWS: att('TaskRole', 'Arn') } }), 'Key.KeyPolicy.Statement.1'],
  ])('is broken by a key policy that %s', (_, change, place) => {
    expect(says(SessionKeyUse, own(change))).toEqual([`error ${place}`]);
    expect(numbers(SessionKeyUse, own(change))).toEqual(['X-052']);
  });

  test('needs both policies for a key in another account', () => {
    const across = (principal: unknown, ...statements: object[]) => {
      const { Key, SessionLog, ...Resources } = keyed('arn:aws:kms:eu-west-1:222222222222:alias/exec', ...statements).Resources;
      statementsOf(Resources).splice(1, 2);
      const Alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/exec', TargetKeyId: ref('Key') } };
      keyPolicy({ Key }, { ...allow('kms:*'), Principal: { AWS: principal } });
      Resources.TaskRole.Properties.RoleName = 'task';
      return saysAcross(SessionKeyUse,
        { template: { Resources }, environment: { account: '111111111111', region: 'eu-west-1' } },
        { template: { Resources: { Key, Alias } }, environment: { account: '222222222222', region: 'eu-west-1' } });
    };
    const [root, role] = ['arn:aws:iam::111111111111:root', 'arn:aws:iam::111111111111:role/task'];
    expect(across(root, allow('kms:Decrypt'))).toEqual([]);
    expect(across(role, allow('kms:Decrypt'))).toEqual([]);
    expect(across(role)).toEqual(['error TaskRole']);
    expect(across('arn:aws:iam::222222222222:root', allow('kms:Decrypt'))).toEqual(['error Key.KeyPolicy']);
  });

  test('does not know a policy that depends on a parameter', () => {
    expect(says(SessionKeyUse, open(own(without(allow('kms:Decrypt', ref('Key'))))))).toEqual([`unknown ${STATEMENTS}.3`]);
    expect(says(SessionKeyUse, open(own(({ Key }) => { Key.Properties.KeyPolicy = policy({ ...owner, Principal: { AWS: ref('Key') } }); })))).toEqual([`unknown ${KEY}`]);
  });

  test('does not know which key it is that a condition decides on', () => {
    const either = (...statements: object[]) => open(keyed({ 'Fn::If': ['Audited', att('Key', 'Arn'), KEY_ARN] }, ...statements));
    expect(says(SessionKeyUse, either(allow('kms:Decrypt')))).toEqual([]);
    expect(says(SessionKeyUse, either(allow('kms:Decrypt', att('Key', 'Arn'))))).toEqual([`unknown ${KEY}`]);
    expect(says(SessionKeyUse, either(deny('kms:*')))).toEqual([`error ${STATEMENTS}.3`]);
    expect(says(SessionKeyUse, open(keyed({ 'Fn::If': ['Audited', att('Key', 'Arn'), ref('AWS::NoValue')] })))).toEqual(['unknown TaskRole']);
  });

  test('gives up on more keys than anyone can follow', () => {
    const many = (n: number): unknown => n === 0 ? ref('AWS::NoValue') : { 'Fn::If': [`C${n}`, { KmsKeyId: { 'Fn::If': ['Audited', `a${n}`, `b${n}`] } }, many(n - 1)] };
    const template = open(session(many(20), without(allow('kms:Decrypt', KEY_ARN))));
    Object.assign(template.Conditions, Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`C${index + 1}`, { 'Fn::Equals': [ref('Key'), `${index}`] }])));
    expect(says(SessionKeyUse, template)).toEqual([`unknown ${STATEMENTS}.3`]);
  });

  test('asks all roles that the task may have', () => {
    const either = (...statements: object[]) => open(own((resources) => {
      resources.Other = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(), Policies: [inline('exec', ...statements)] } };
      resources.Task.Properties.TaskRoleArn = { 'Fn::If': ['Audited', att('TaskRole', 'Arn'), att('Other', 'Arn')] };
    }));
    expect(says(SessionKeyUse, either(allow('kms:Decrypt')))).toEqual([]);
    expect(says(SessionKeyUse, either(allow('kms:DescribeKey')))).toEqual([`unknown ${KEY}`]);
  });

  test('is silent about a role that is missing or not at hand, and about a cluster that is not', () => {
    expect(says(SessionKeyUse, own(({ Task }) => { delete Task.Properties.TaskRoleArn; }))).toEqual([]);
    expect(says(SessionKeyUse, own(({ Task }) => { Task.Properties.TaskRoleArn = 'arn:aws:iam::111111111111:role/other'; }))).toEqual([]);
    expect(says(SessionKeyUse, own((resources, template) => {
      without()(resources, template);
      resources.Service.Properties.Cluster = 'shared';
    }))).toEqual([]);
  });
});

describe('SessionKeyUse with a key that is not at hand', () => {
  test.each([
    ['its ARN, and the role allows that', KEY_ARN, allow('kms:Decrypt', KEY_ARN)],
    ['its id, and the role allows the ARN', '1234', allow('kms:Decrypt', sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1234'))],
    ['an alias, and the role allows every key of the account', 'alias/exec', allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/*')],
    ['the ARN of an alias, and the role allows every key of the account', 'arn:aws:kms:eu-west-1:111111111111:alias/exec', allow('kms:Decrypt', 'arn:aws:kms:*:111111111111:key/*')],
    ['a parameter, and the role allows that', ref('Key'), allow('kms:Decrypt', ref('Key'))],
    ['a parameter for its id, and the role allows the ARN', ref('Key'), allow('kms:Decrypt', sub('arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'))],
    ['an import, and the role allows every key', { 'Fn::ImportValue': 'key' }, allow('kms:Decrypt')],
  ])('is silent when it is named by %s', (_, KmsKeyId, statement) => {
    expect(says(SessionKeyUse, open(keyed(KmsKeyId, statement)))).toEqual([]);
  });

  test.each([
    ['nothing', allow('kms:DescribeKey')],
    ['another key', allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/5678')],
  ])('does not know whether the key policy makes up for a role that allows %s', (_, statement) => {
    expect(says(SessionKeyUse, keyed(KEY_ARN, statement))).toEqual([`unknown ${KEY}`]);
    expect(causes(SessionKeyUse, keyed(KEY_ARN, statement)))
      .toEqual([`whether role TaskRole may call kms:Decrypt on ${KEY_ARN} is not known: the policy of the key, which may allow it, is not at hand`]);
  });

  test.each([
    ['an alias', 'alias/exec'],
    ['a parameter', ref('Key')],
    ['an import', { 'Fn::ImportValue': 'key' }],
    ['nothing that can be read', { 'Fn::Transform': { Name: 'X' } }],
  ])('does not know whether one key is that which %s names', (_, KmsKeyId) => {
    expect(says(SessionKeyUse, open(keyed(KmsKeyId, allow('kms:Decrypt', KEY_ARN))))).toEqual([`unknown ${STATEMENTS}.3`]);
  });

  test('is broken by a Deny', () => {
    expect(says(SessionKeyUse, keyed(KEY_ARN, allow('kms:Decrypt'), deny('kms:*')))).toEqual([`error ${STATEMENTS}.4`]);
    expect(says(SessionKeyUse, open(keyed(ref('Key'), allow('kms:Decrypt'), deny('kms:Decrypt'))))).toEqual([`error ${STATEMENTS}.4`]);
  });

  test('leaves a key that AWS keeps to another rule', () => {
    expect(says(SessionKeyUse, keyed('alias/aws/ssm'))).toEqual([]);
  });
});
