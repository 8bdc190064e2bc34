import { pointing, told } from './_helpers/pointing';
import { document, either, HOME, NONE, resource, UNDECIDED, world, worldOf, type Resources } from './_helpers/world';
import { identityAllows, keyAllows, parsePolicy } from '../../../../../src/readiness/private/iam';
import { readable } from '../../../../../src/readiness/private/model/text';
import { input } from '../../sources/_builders';

const key = (properties: object = {}, more: object = {}) => resource('AWS::KMS::Key', properties, more);
const alias = (TargetKeyId: unknown, AliasName: unknown = 'alias/app', more: object = {}) => resource('AWS::KMS::Alias', { AliasName, TargetKeyId }, more);
const KEY = { Ref: 'Key' };
const KEYS: Resources = {
  Key: key(),
  Replica: resource('AWS::KMS::ReplicaKey', { KeyPolicy: document() }),
  Alias: alias(KEY),
  Named: alias({ 'Fn::GetAtt': ['Key', 'Arn'] }, { 'Fn::Sub': 'alias/${AWS::StackName}-x' }),
  Elsewhere: alias({ Ref: 'P' }, 'alias/elsewhere'),
  Gone: alias(KEY, 'alias/gone', { Condition: 'No' }),
};

describe.each([['somewhere', {}], ['in a place that is known', HOME]])('%s, a key is found', (_, options) => {
  test.each<[string, unknown, string]>([
    ['by Ref', KEY, 'Key'],
    ['by id', { 'Fn::GetAtt': ['Key', 'KeyId'] }, 'Key'],
    ['by ARN', { 'Fn::GetAtt': ['Key', 'Arn'] }, 'Key'],
    ['by an ARN around its id', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}' }, 'Key'],
    ['by the ARN of a replica', { 'Fn::GetAtt': ['Replica', 'Arn'] }, 'Replica'],
    ['by alias', 'alias/app', 'Key'],
    ['by Ref of an alias', { Ref: 'Alias' }, 'Key'],
    ['by an alias of which part is unknown', { 'Fn::Sub': 'alias/${AWS::StackName}-x' }, 'Key'],
    ['by the ARN of an alias', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/app' }, 'Key'],
    ['by an alias of AWS', 'alias/aws/ssm', 'of AWS: alias/aws/ssm'],
    ['by the ARN of an alias of AWS', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', 'of AWS: arn:aws:kms:eu-west-1:111122223333:alias/aws/s3'],
  ])('%s', (__, pointer, found) => {
    const { made, pointer: at } = pointing(pointer, KEYS, {}, options);
    expect(told(made.policies.key(at))).toBe(found);
  });
});

test.each<[unknown, string]>([
  [NONE, 'nothing'],
  ['alias/other', '"alias/other" is not in the templates'],
  ['alias/elsewhere', 'it depends on <Parameter stack/P>'],
  ['alias/gone', 'Gone is not created'],
  ['arn:aws:kms:us-east-1:111122223333:alias/app', '"alias/app" is not in the templates'],
  ['arn:aws:kms:eu-west-1:999900001111:alias/app', '"alias/app" is not in the templates'],
  ['1234abcd-12ab-34cd-56ef-1234567890ab', '"1234abcd-12ab-34cd-56ef-1234567890ab" is not in the templates'],
  [{ Ref: 'P' }, 'it depends on <Parameter stack/P>'],
  [either(KEY, NONE), 'condition "C" depends on <Parameter stack/P>'],
])('by %j: %s', (pointer, found) => {
  const { made, pointer: at } = pointing(pointer, KEYS);
  expect(told(made.policies.key(at))).toBe(found);
});

test('an alias means the key of its own region', () => {
  const stack = (name: string, region: string, Resources: Resources) => input({ Resources }, { name, environment: { account: '111122223333', region } });
  const made = worldOf(
    stack('one', 'eu-west-1', { Key: key(), Alias: alias(KEY) }),
    stack('two', 'us-east-1', { Other: key(), Alias: alias({ Ref: 'Other' }), Pointer: resource('A::B::C', { Value: 'alias/app' }) }),
  );
  expect(told(made.policies.key(made.property('Pointer', 'Value')))).toBe('Other');
});

describe('the policy of a key', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/app';
  const REQUEST = { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/x', caller: { arn: ROLE } };
  const HOLDER = { policies: [parsePolicy({ Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } })] };
  const model = (KeyPolicy: unknown) => {
    const made = world({ Key: key({ KeyPolicy, Enabled: false }), P0: alias(KEY) }, UNDECIDED, HOME);
    const link = made.policies.key(made.property('P0', 'TargetKeyId'));
    return 'to' in link ? link.to : undefined!;
  };
  const may = (KeyPolicy: unknown) => [HOLDER, { policies: [] }].map((identity) => keyAllows(REQUEST, model(KeyPolicy).policy, identity).answer);
  const statement = (AWS: string) => document({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' });

  test.each<[string, unknown, string[]]>([
    ['that is absent leaves it to the account', NONE, ['yes', 'no']],
    ['that names the account leaves it to the account', statement('arn:aws:iam::111122223333:root'), ['yes', 'no']],
    ['that names the role allows', statement(ROLE), ['yes', 'yes']],
    ['that names another account allows nothing', statement('arn:aws:iam::999900001111:root'), ['no', 'no']],
    ['in JSON allows', JSON.stringify(statement(ROLE)), ['yes', 'yes']],
    ['that may be absent may allow', either(statement(ROLE), NONE), ['unknown', 'unknown']],
    ['that cannot be read is unknown', { Ref: 'P' }, ['unknown', 'unknown']],
    ['that denies denies', document({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }), ['no', 'no']],
  ])('%s', (_, policy, answers) => expect(may(policy)).toEqual(answers));

  test('by default is the one that AWS writes', () => {
    const { policy, policyAt, arn, enabled, spec, usage } = model(NONE);
    expect(policy).toMatchObject({ name: 'default key policy of Key', variables: true, doubts: [] });
    expect(policy.statements).toMatchObject([{
      sid: 'Enable IAM User Permissions', effect: 'Allow', actions: { items: ['kms:*'] }, principals: { items: [{ type: 'AWS', name: 'arn:aws:iam::111122223333:root' }] },
    }]);
    expect(readable(arn)).toBe('arn:aws:kms:eu-west-1:111122223333:key/<stack/Key>');
    expect([policyAt.path, enabled.flag, spec.given, usage.given]).toEqual([['KeyPolicy'], { known: false }, 'no', 'no']);
  });

  test('is read once', () => {
    const { made, pointer } = pointing('alias/app', KEYS);
    expect(made.policies.key(pointer)).toEqual(made.policies.key(made.property('Alias', 'TargetKeyId')));
    expect(identityAllows(REQUEST, HOLDER).answer).toBe('yes');
  });
});
