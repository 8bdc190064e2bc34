import { says } from './_judge';
import { allow, att, deny, ENVIRONMENT, inline, policy, ref, sub, type Template } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady, task, type TaskChange } from './_task';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { SecretsReadable } from '../../../../src/readiness/private/rules/secrets-readable';
import { input, system } from '../sources/_builders';

const READ = 'secretsmanager:GetSecretValue';
const IMPORTED = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-Ab12Cd';
const ROLE = 'ExecutionRole.Policies.0.PolicyDocument.Statement';
const VALUE = 'Task.ContainerDefinitions.0.Secrets.0.ValueFrom';

/** A task whose container is given a value, with these statements on its execution role. */
function reading(ValueFrom: unknown, statements: readonly unknown[], change: (resources: Template['Resources']) => void = () => undefined, more: TaskChange = {}): Template {
  const template = task({ parameters: parameters('P'), container: { Secrets: [{ Name: 'A', ValueFrom }] }, ...more });
  template.Conditions = { First: { 'Fn::Equals': [ref('P'), '1'] } };
  template.Resources.Secret = { Type: 'AWS::SecretsManager::Secret', Properties: {} };
  template.Resources.Parameter = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } };
  template.Resources.ExecutionRole.Properties.Policies = [inline('start', ...statements)];
  change(template.Resources);
  return template;
}
const from = (end: string) => ({ 'Fn::Join': ['', [ref('Secret'), end]] });
const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111111111111:secret:${name}`;
const parameter = (name: string) => `arn:aws:ssm:eu-west-1:111111111111:parameter/${name}`;

describe('SecretsReadable', () => {
  test.each(['stack', 'with-hyphens-and.dots', "it's (x86) here!"])('reads the end that AWS makes up in a stack called %s', (name) => {
    const said = (...patterns: string[]) => patterns.map((pattern) => {
      const template = reading(ref('Secret'), [allow(READ, arn(pattern))], ({ Secret }) => { Secret.Properties.Name = 'db'; });
      const [subject] = new Model(system(input(template, { name, environment: ENVIRONMENT }))).subjects;
      const { findings, unknowns } = judge(subject, [SecretsReadable]);
      return [...findings, ...unknowns].length;
    });
    expect(said('db-??????', 'db-*', 'db*', 'other-??????')).toEqual([0, 0, 0, 1]);
  });

  test('is silent about templates that are ready', () => {
    expect(saysOfReady(SecretsReadable)).toEqual([]);
  });

  test.each<[string, unknown, unknown]>([
    ['a secret', ref('Secret'), allow(READ, ref('Secret'))],
    ['a key of a secret', from(':password::'), allow(READ, ref('Secret'))],
    ['a secret of any kind', ref('Secret'), allow('secretsmanager:*')],
    ['a secret by its name', ref('Secret'), allow(READ, sub('arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*'))],
    ['a secret whose whole ARN is written', IMPORTED, allow(READ, IMPORTED)],
    ['a secret whose ARN has no end', arn('db'), allow(READ, arn('db-??????'))],
    ['a secret whose name ends like an ARN', arn('db-secret'), allow(READ, arn('db-secret-??????'))],
    ['a secret by the beginning of its name', arn('db/main'), allow(READ, arn('db/*'))],
    ['a secret of another account', 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-Ab12Cd', allow(READ, 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-*')],
    ['a parameter', ref('Parameter'), allow('ssm:GetParameters', sub('arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Parameter}'))],
    ['a parameter by its name', '/app/db', allow('ssm:GetParameters', parameter('app/*'))],
    ['a parameter by its ARN', parameter('app/db'), allow('ssm:Get*', parameter('app/db'))],
    ['a parameter of another region', 'arn:aws:ssm:us-east-1:111111111111:parameter/x', allow('ssm:GetParameters', 'arn:aws:ssm:*:111111111111:parameter/x')],
    ['a secret behind a parameter', '/aws/reference/secretsmanager/db', allow(['ssm:GetParameters', READ])],
    ['what a parameter of the template names', ref('P'), allow(READ, ref('P'))],
    ['a key of what a parameter of the template names', sub('${P}:password::'), allow(READ, ref('P'))],
    ['what an import names', { 'Fn::ImportValue': 'name' }, allow('ssm:GetParameters', { 'Fn::Join': ['', ['arn:aws:ssm:eu-west-1:111111111111:parameter/', { 'Fn::ImportValue': 'name' }]] })],
    ['one of two secrets', { 'Fn::If': ['First', ref('Secret'), IMPORTED] }, allow(READ)],
  ])('is silent when the role may read %s', (_, value, statement) => {
    expect(says(SecretsReadable, reading(value, [statement]))).toEqual([]);
  });

  test.each<[string, unknown, unknown, string]>([
    ['a secret', ref('Secret'), allow('s3:*'), 'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:111111111111:secret:<Secret>-<Secret.suffix>'],
    ['a parameter', '/app/db', allow(READ), 'ssm:GetParameters on arn:aws:ssm:eu-west-1:111111111111:parameter/app/db'],
    ['a parameter in one call', 'name', allow('ssm:GetParameter'), 'ssm:GetParameters on arn:aws:ssm:eu-west-1:111111111111:parameter/name'],
    ['a secret of another account', 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-Ab12Cd', allow('s3:*'),
      'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-Ab12Cd'],
  ])('is broken when the role may not read %s', (_, value, statement, call) => {
    expect(says(SecretsReadable, reading(value, [statement]))).toEqual(['error ExecutionRole']);
    expect(tells(SecretsReadable, reading(value, [statement]))).toEqual([`X-035: role ExecutionRole does not allow ${call}`]);
  });

  test('is broken when the role may read another secret only, or is denied it', () => {
    expect(says(SecretsReadable, reading(ref('Secret'), [allow(READ, arn('db-Ab12Cd'))]))).toEqual([`error ${ROLE}.0.Resource`]);
    expect(says(SecretsReadable, reading(ref('Secret'), [allow(READ), deny(READ)]))).toEqual([`error ${ROLE}.1`]);
  });

  test('judges log drivers and registries, too', () => {
    const driver = task({ container: { LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: 'token' }] } } });
    expect(tells(SecretsReadable, driver)).toEqual(['X-035: role ExecutionRole does not allow ssm:GetParameters on arn:aws:ssm:eu-west-1:111111111111:parameter/token']);
    const registry = (CredentialsParameter: unknown, ...statements: unknown[]) =>
      reading('x', [allow('ssm:*'), ...statements], undefined, { container: { RepositoryCredentials: { CredentialsParameter } } });
    expect(says(SecretsReadable, registry(ref('Secret'), allow(READ, ref('Secret'))))).toEqual([]);
    expect(says(SecretsReadable, registry(ref('Secret')))).toEqual(['error ExecutionRole']);
    expect(says(SecretsReadable, registry('registry', allow(READ, arn('registry-*'))))).toEqual([]);
  });

  test('names all that is missing once', () => {
    const template = reading('a', [allow('s3:*')]);
    template.Resources.Task.Properties.ContainerDefinitions[0].Secrets.push({ Name: 'B', ValueFrom: ref('Secret') });
    expect(tells(SecretsReadable, template)).toEqual([expect.stringMatching(/^X-035: role ExecutionRole does not allow ssm:GetParameters on .*, and secretsmanager:GetSecretValue on /)]);
  });

  test.each<[string, unknown, unknown, string]>([
    ['whether six letters end the ARN or the name', arn('db-secret'), allow(READ, arn('db-secret')), VALUE],
    ['how the ARN of a secret ends', arn('db'), allow(READ, arn('db-Ab12Cd')), 'ExecutionRole.Policies.0.PolicyDocument.Statement.0'],
    ['what a parameter of the template names', ref('P'), allow('s3:*'), VALUE],
    ['which of two secrets it is', { 'Fn::If': ['First', ref('Secret'), IMPORTED] }, allow(READ, IMPORTED), VALUE],
    ['what is meant by a value that is no text', ['a'], allow('s3:*'), VALUE],
    ['what a function comes to', { 'Fn::Select': [0, { 'Fn::Split': ['x', ref('P')] }] }, allow('s3:*'), VALUE],
  ])('does not know %s', (_, value, statement, place) => {
    expect(says(SecretsReadable, reading(value, [statement]))).toEqual([`unknown ${place}`]);
  });

  test('takes it that no policy of a secret made elsewhere names a role before it has a name', () => {
    expect(says(SecretsReadable, reading(IMPORTED, [allow('s3:*')]))).toEqual(['error ExecutionRole']);
    expect(says(SecretsReadable, reading(IMPORTED, [allow('s3:*')], ({ ExecutionRole }) => {
      ExecutionRole.Properties.RoleName = 'start';
    }))).toEqual([`unknown ${VALUE}`]);
  });

  test('reads the policy of the secret', () => {
    const withPolicy = (statement: object, ...own: unknown[]) => reading(ref('Secret'), [allow('s3:*'), ...own], (resources) => {
      resources.SecretPolicy = { Type: 'AWS::SecretsManager::ResourcePolicy', Properties: { SecretId: ref('Secret'), ResourcePolicy: policy({ Resource: '*', Action: READ, ...statement }) } };
    });
    expect(says(SecretsReadable, withPolicy({ Effect: 'Allow', Principal: { AWS: att('ExecutionRole', 'Arn') } }))).toEqual([]);
    expect(says(SecretsReadable, withPolicy({ Effect: 'Deny', Principal: '*' }, allow(READ)))).toEqual(['error SecretPolicy.ResourcePolicy.Statement.0']);
    expect(says(SecretsReadable, withPolicy({ Effect: 'Allow', Principal: { AWS: att('TaskRole', 'Arn') } }))).toEqual(['error ExecutionRole']);
  });

  describe('with a key', () => {
    const encrypted = (KmsKeyId: unknown, statements: readonly unknown[], ...keyStatements: unknown[]) => reading(ref('Secret'), [allow(READ), ...statements], (resources) => {
      resources.Secret.Properties.KmsKeyId = KmsKeyId;
      if (keyStatements.length > 0) {
        resources.Key.Properties.KeyPolicy = policy(...keyStatements);
      }
    });
    const toRole = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: att('ExecutionRole', 'Arn') } };

    test.each<[string, Template]>([
      ['that the role may use', encrypted(ref('Key'), [allow('kms:Decrypt', att('Key', 'Arn'))])],
      ['that the role may use through secrets', encrypted(att('Key', 'Arn'), [allow('kms:Decrypt', '*', {
        Condition: { StringEquals: { 'kms:ViaService': sub('secretsmanager.${AWS::Region}.amazonaws.com') } },
      })])],
      ['whose policy lets the role in', encrypted(ref('Key'), [], { ...toRole, Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } } })],
      ['that AWS keeps', encrypted('alias/aws/secretsmanager', [])],
      ['that is not at hand', encrypted('arn:aws:kms:eu-west-1:111111111111:key/a', [allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/a')])],
      ['that is not at hand, by id', encrypted('a', [allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/a')])],
      ['that is one of two', encrypted({ 'Fn::If': ['First', ref('Key'), ref('AWS::NoValue')] }, [])],
    ])('is silent about one %s', (_, template) => {
      expect(says(SecretsReadable, template)).toEqual([]);
    });

    test('is broken when neither the role nor the key allows it', () => {
      expect(says(SecretsReadable, encrypted(ref('Key'), []))).toEqual(['error ExecutionRole']);
      expect(tells(SecretsReadable, encrypted(ref('Key'), []))).toEqual([
        'X-035: role ExecutionRole does not allow kms:Decrypt on arn:aws:kms:eu-west-1:111111111111:key/<Key>',
      ]);
    });

    test('is broken by a key that lets only others in', () => {
      const template = encrypted(ref('Key'), [allow('kms:*')], { ...toRole, Principal: { AWS: att('TaskRole', 'Arn') } });
      expect(says(SecretsReadable, template)).toEqual(['error Key.KeyPolicy']);
      expect(tells(SecretsReadable, template)).toEqual([expect.stringMatching(/^X-035: role ExecutionRole may not call kms:Decrypt on .*: key policy of Key neither allows /)]);
    });

    test('does not know what the policy of a key allows that is not at hand', () => {
      expect(says(SecretsReadable, encrypted('arn:aws:kms:eu-west-1:111111111111:key/a', []))).toEqual([`unknown ${VALUE}`]);
    });
  });

  test('leaves it to others that there is no role at hand', () => {
    expect(says(SecretsReadable, task({ task: { ExecutionRoleArn: undefined }, container: { Secrets: [{ Name: 'A', ValueFrom: 'a' }] } }))).toEqual([]);
  });
});
