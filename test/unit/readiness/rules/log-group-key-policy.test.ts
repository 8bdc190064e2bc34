import { changed, says } from './_judge';
import { allow, att, policy, publicFargate, ref, sub, type Template } from './_ready';
import { ACCOUNT, causes, saysAcross, saysOfReady, session, toBucket } from './_session';
import { parameters } from './_task';
import { LogGroupKeyPolicy } from '../../../../src/readiness/private/rules/log-group-key-policy';

const ACTIONS = ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'];
const GROUP_ARN = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/app';
const owner = { ...allow('kms:*'), Principal: ACCOUNT };
const letting = (Action: unknown, Condition?: object, Service: unknown = sub('logs.${AWS::Region}.amazonaws.com')) =>
  ({ ...allow(Action), Principal: { Service }, ...Condition ? { Condition } : {} });
const context = (operator: string, arn: unknown) => ({ [operator]: { 'kms:EncryptionContext:aws:logs:arn': arn } });
const guarded = (...statements: object[]): Template => changed(publicFargate, ({ Key }) => {
  Key.Properties.KeyPolicy = policy(owner, ...statements);
});
const Conditions = { Audited: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
const open = (template: Template) => ({ ...template, Parameters: parameters('Key', 'Stage') as never, Conditions });

/** What the rule says where the template is deployed to another Region, or to any. */
const saysIn = (region: string | undefined, template: Template) =>
  saysAcross(LogGroupKeyPolicy, { template, environment: region === undefined ? {} : { account: '111111111111', region } });

describe('LogGroupKeyPolicy', () => {
  test.each([
    ['the policy is that of the guide', letting(ACTIONS, context('ArnEquals', sub(GROUP_ARN)))],
    ['the group is named by a pattern', letting(ACTIONS, context('ArnLike', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/*')))],
    ['every group of the account is named', letting(ACTIONS, context('ArnLike', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:*')))],
    ['the group is named as a text', letting(ACTIONS, context('StringEquals', sub(GROUP_ARN)))],
    ['there is no condition', letting('kms:*')],
    ['CDK grants encryption and decryption', letting(['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'])],
    ['the name of the service is the one for all Regions', letting(ACTIONS, undefined, 'logs.amazonaws.com')],
  ])('is silent when %s', (_, statement) => {
    expect(says(LogGroupKeyPolicy, guarded(statement))).toEqual([]);
    expect(saysOfReady(LogGroupKeyPolicy)).toEqual([]);
  });

  test.each([
    ['nobody but the account is let in', []],
    ['the service of another Region is', [letting(ACTIONS, undefined, 'logs.us-east-1.amazonaws.com')]],
    ['another service is', [letting(ACTIONS, undefined, 'ecs.amazonaws.com')]],
    ['the key may only be described', [letting('kms:Describe*')]],
    ['another group is named', [letting(ACTIONS, context('ArnEquals', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/exec/other')))]],
    ['a group of another account is named', [letting(ACTIONS, context('ArnLike', 'arn:aws:logs:eu-west-1:222222222222:*'))]],
    ['the ARN has the end that policies of roles need', [letting(ACTIONS, context('ArnEquals', sub(`${GROUP_ARN}:*`)))]],
    ['a pattern stands where texts are compared', [letting(ACTIONS, context('StringEquals', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:*')))]],
    ['another account is named', [letting(ACTIONS, { StringEquals: { 'aws:SourceAccount': '222222222222' } })]],
    ['it is denied', [letting(ACTIONS), { ...letting('kms:*'), Effect: 'Deny' }]],
  ])('is broken when %s', (_, statements) => {
    expect(says(LogGroupKeyPolicy, guarded(...statements))).toEqual(['error Key.KeyPolicy']);
  });

  test('is broken by the policy that AWS gives a key', () => {
    const template = changed(publicFargate, ({ Key }) => { delete Key.Properties.KeyPolicy; });
    expect(says(LogGroupKeyPolicy, template)).toEqual(['error Key.KeyPolicy']);
    expect(causes(LogGroupKeyPolicy, template)).toEqual(['key Key has no policy, and the default one does not let CloudWatch Logs use it for log group SessionLog']);
  });

  test('does not know what comes of a policy that allows less than AWS asks for', () => {
    expect(says(LogGroupKeyPolicy, guarded(letting(['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'])))).toEqual(['unknown Key.KeyPolicy']);
    expect(causes(LogGroupKeyPolicy, guarded(letting(['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*']))))
      .toEqual(['the policy of key Key does not let CloudWatch Logs use it for log group SessionLog in all the ways that AWS asks for: kms:ReEncryptFrom and kms:ReEncryptTo']);
  });

  test.each([
    ['the account is named, which AWS may not send', letting(ACTIONS, { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } })],
    ['the group is named as the source', letting(ACTIONS, { ArnLike: { 'aws:SourceArn': sub(GROUP_ARN) } })],
    ['everyone is let in, which may not mean services', { ...allow('kms:*'), Principal: '*' }],
    ['the condition is about something else', letting(ACTIONS, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    ['a parameter names the service', letting(ACTIONS, undefined, ref('Stage'))],
    ['a parameter names the group', letting(ACTIONS, context('ArnEquals', ref('Stage')))],
  ])('does not know when %s', (_, statement) => {
    expect(says(LogGroupKeyPolicy, open(guarded(statement)))).toEqual(['unknown Key.KeyPolicy']);
  });

  test.each(['amazonaws.com', 'amazonaws.com.cn'])('takes both domains in China: %s', (domain) => {
    expect(saysIn('cn-north-1', guarded(letting(ACTIONS, undefined, `logs.cn-north-1.${domain}`)))).toEqual([]);
    expect(saysIn('cn-north-1', guarded(letting(ACTIONS, undefined, `logs.cn-northwest-1.${domain}`)))).toEqual(['error Key.KeyPolicy']);
  });

  test.each(['amazonaws.com', '${AWS::URLSuffix}'])('takes the domain %s where the Region is not known', (domain) => {
    expect(saysIn(undefined, guarded(letting(ACTIONS, context('ArnEquals', sub(GROUP_ARN)), sub(`logs.\${AWS::Region}.${domain}`))))).toEqual([]);
    expect(saysIn(undefined, guarded(letting(ACTIONS, undefined, 'logs.us-east-1.amazonaws.com')))).toEqual(['unknown Key.KeyPolicy']);
  });

  test('takes a group whose name AWS makes up', () => {
    const named = (arn: unknown) => changed(publicFargate, ({ Key, SessionLog }) => {
      delete SessionLog.Properties.LogGroupName;
      Key.Properties.KeyPolicy = policy(owner, letting(ACTIONS, context('ArnLike', arn)));
    });
    expect(says(LogGroupKeyPolicy, named('arn:aws:logs:eu-west-1:111111111111:log-group:*'))).toEqual([]);
    expect(says(LogGroupKeyPolicy, named('arn:aws:logs:us-east-1:111111111111:log-group:*'))).toEqual(['error Key.KeyPolicy']);
  });

  test('looks at the groups that containers log to, too, and says whose it is', () => {
    const template = changed(publicFargate, ({ AppLog }) => { AppLog.Properties.KmsKeyId = att('Key', 'Arn'); });
    expect(says(LogGroupKeyPolicy, template)).toEqual(['error Key.KeyPolicy']);
    expect(causes(LogGroupKeyPolicy, template)[0]).toContain('log group AppLog');
  });

  test('does not know the policy of a key that is not at hand', () => {
    const imported = (KmsKeyId: unknown) => open(changed(publicFargate, ({ SessionLog }) => { SessionLog.Properties.KmsKeyId = KmsKeyId; }));
    expect(says(LogGroupKeyPolicy, imported(ref('Key')))).toEqual(['unknown SessionLog.KmsKeyId']);
    expect(says(LogGroupKeyPolicy, imported('arn:aws:kms:eu-west-1:111111111111:key/1234'))).toEqual(['unknown SessionLog.KmsKeyId']);
    expect(says(LogGroupKeyPolicy, imported({ 'Fn::If': ['Audited', att('Key', 'Arn'), ref('AWS::NoValue')] }))).toEqual([]);
  });

  test('does not know whether a condition leaves a key that cannot be used', () => {
    const template = open(guarded());
    template.Resources.SessionLog.Properties.KmsKeyId = { 'Fn::If': ['Audited', att('Key', 'Arn'), ref('AWS::NoValue')] };
    expect(says(LogGroupKeyPolicy, template)).toEqual(['unknown Key.KeyPolicy']);
  });

  test('is silent where no group has a key, or the key is one that AWS keeps, which is told elsewhere', () => {
    const bare = (template: Template) => changed(() => template, ({ SessionLog }) => { delete SessionLog.Properties.KmsKeyId; });
    expect(says(LogGroupKeyPolicy, bare(session({ Logging: 'DEFAULT' })))).toEqual([]);
    expect(says(LogGroupKeyPolicy, toBucket())).toEqual([]);
    expect(says(LogGroupKeyPolicy, changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].LogConfiguration.Options['awslogs-group'] = 'elsewhere';
    }))).toEqual([]);
    expect(says(LogGroupKeyPolicy, changed(publicFargate, ({ SessionLog }) => { SessionLog.Properties.KmsKeyId = 'alias/aws/logs'; }))).toEqual([]);
  });

  test('does not look at a group that no session and no container of the subject logs to', () => {
    const template = guarded();
    template.Resources.Cluster.Properties = {};
    expect(says(LogGroupKeyPolicy, template)).toEqual([]);
  });
});
