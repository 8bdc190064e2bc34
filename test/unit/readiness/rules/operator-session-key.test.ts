import { allow, BOTH, causes, deny, EXEC, flaws, FOR_ANYONE, FOR_SOMEONE, REST, role, statement } from './_operators';
import { att, ref, sub, type Template } from './_ready';
import { saysOfReady } from './_task';
import { OperatorSessionKey } from '../../../../src/readiness/private/rules/operator-session-key';

const [DESCRIBE, LIST] = REST;
const GENERATE = 'kms:GenerateDataKey';
const WIDE = allow(EXEC, ['arn:aws:ecs:eu-west-1:*:cluster/*', 'arn:aws:ecs:eu-west-1:*:task/*']);
/** An operator who is allowed all but to use the session key. */
const keyless = (statements: readonly unknown[], change?: Parameters<typeof role>[1]) => role([...statements, DESCRIBE, LIST], change);
const another: Template['Resources'][string] = { Type: 'AWS::KMS::Key', Properties: {} };

describe('OperatorSessionKey', () => {
  test('is silent where no template lets anyone open sessions', () => {
    expect(saysOfReady(OperatorSessionKey)).toEqual([]);
  });

  test.each<[string, readonly unknown[], Parameters<typeof role>[1]]>([
    ['nothing', [allow(EXEC, BOTH)], undefined],
    ['nothing, where sessions are allowed by patterns', [WIDE], undefined],
    ['another key', [allow(EXEC, BOTH), allow(GENERATE, att('Other', 'Arn'))], (resources) => {
      resources.Other = another;
    }],
    ['the key, for another call', [allow(EXEC, BOTH), allow('kms:Decrypt', att('Key', 'Arn'))], undefined],
    ['the key through a service', [allow(EXEC, BOTH), allow(GENERATE, '*', { Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })], undefined],
    ['the key, and that is denied', [allow(EXEC, BOTH), allow('kms:Generate*'), deny('kms:G*')], undefined],
  ])('fails when an operator may use %s', (_, statements, change) => {
    expect(flaws(keyless(statements, change))).toEqual([`OperatorSessionKey error ${statement(0)}`]);
    expect(causes(keyless(statements, change))).toEqual(['X-049: role Operator allows ecs:ExecuteCommand and not kms:GenerateDataKey on the session key']);
  });

  test('fails when the key leaves nothing to the policies of the account', () => {
    const template = keyless([allow(EXEC, BOTH), allow(GENERATE)], ({ Key }) => {
      Key.Properties.KeyPolicy.Statement[0].Principal = { AWS: 'arn:aws:iam::111111111111:role/Admin' };
    });
    expect(flaws(template)).toEqual(['OperatorSessionKey error Key.KeyPolicy']);
    expect(causes(template)).toEqual(['X-049: the policy of the session key does not let role Operator call kms:GenerateDataKey']);
  });

  test.each(Object.entries(FOR_SOMEONE))('fails for %s', (_, change) => {
    expect(flaws(keyless([allow(EXEC, BOTH)], change))).toEqual([expect.stringMatching(/^OperatorSessionKey error Operator\..*Statement\.0$/)]);
  });

  test.each(Object.entries(FOR_ANYONE))('only warns for %s, which may not be all that someone has', (_, change) => {
    expect(flaws(keyless([allow(EXEC, BOTH)], change))).toEqual([expect.stringMatching(/^OperatorSessionKey warning Operator\..*Statement\.0$/)]);
  });

  test('only warns where the sessions of another cluster may be meant', () => {
    expect(flaws(keyless([WIDE, allow(GENERATE, att('Other', 'Arn'))], (resources) => {
      resources.Other = another;
    }))).toEqual([`OperatorSessionKey warning ${statement(0)}`]);
  });

  test.each<[string, Template]>([
    ['all keys', keyless([allow(EXEC, BOTH), allow('kms:Generate*')])],
    ['the key by a policy of the key', keyless([allow(EXEC, BOTH)], ({ Key, Operator }) => {
      Operator.Properties.RoleName = 'oncall';
      Key.Properties.KeyPolicy.Statement.push({ ...allow(GENERATE), Principal: { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/oncall') } });
    })],
    ['a key that is not at hand, whose policy may allow it', keyless([allow(EXEC, BOTH)], ({ Cluster }) => {
      Cluster.Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId = 'arn:aws:kms:eu-west-1:111111111111:key/1';
    })],
    ['a key of AWS', keyless([allow(EXEC, BOTH)], ({ Cluster }) => {
      Cluster.Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId = 'alias/aws/ssm';
    })],
    ['no key, where there is none', keyless([allow(EXEC, BOTH)], ({ Cluster }) => {
      delete Cluster.Properties.Configuration.ExecuteCommandConfiguration.KmsKeyId;
    })],
    ['no key, where there may be none', keyless([allow(EXEC, BOTH)], ({ Cluster }, template) => {
      template.Parameters = { P: { Type: 'String' } };
      template.Conditions = { C: { 'Fn::Equals': [ref('P'), 'yes'] } };
      const session = Cluster.Properties.Configuration.ExecuteCommandConfiguration;
      session.KmsKeyId = { 'Fn::If': ['C', session.KmsKeyId, ref('AWS::NoValue')] };
    })],
    ['no key, of a cluster that is not at hand', keyless([allow(EXEC, ['arn:aws:ecs:*:*:cluster/prod', 'arn:aws:ecs:*:*:task/prod/*']), allow(['ecs:DescribeTasks', 'ecs:ListTasks'])], ({ Service }) => {
      Service.Properties.Cluster = 'prod';
    })],
    ['no key, and no session', keyless([allow(EXEC, BOTH), deny(EXEC, BOTH)])],
    ['no key, and only begins alike', keyless([allow('ecs:*', BOTH)])],
  ])('is silent about whoever may use %s', (_, template) => {
    expect(flaws(template)).toEqual([]);
  });

  test('says nothing of a policy that may belong to someone whom the key lets in', () => {
    expect(flaws(keyless([allow(EXEC, BOTH)], (resources, template) => {
      FOR_ANYONE['a policy by itself'](resources, template);
      resources.Key.Properties.KeyPolicy.Statement.push({ ...allow(GENERATE), Principal: { AWS: 'arn:aws:iam::111111111111:user/someone' } });
    }))).toEqual([]);
  });
});
