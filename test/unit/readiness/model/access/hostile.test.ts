import { CHANNELS, inline, policy, resource, role, UNDECIDED, world, type Resources } from './_helpers/world';
import { Random } from '../../iam/_helpers/random';

const ROLE = { Ref: 'Role' };
const USER = { Ref: 'User' };

/** A bit of everything that is read. */
const RESOURCES: Resources = {
  Role: role({ Policies: [inline(CHANNELS)], ManagedPolicyArns: [{ Ref: 'Managed' }], PermissionsBoundary: { Ref: 'Managed' }, AssumeRolePolicyDocument: CHANNELS }),
  User: resource('AWS::IAM::User', { Groups: [{ Ref: 'Group' }], Policies: [inline(CHANNELS)] }),
  Group: resource('AWS::IAM::Group', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
  Managed: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: CHANNELS, Users: [USER] }),
  Separate: policy(CHANNELS, { Roles: [ROLE] }),
  Addition: resource('AWS::IAM::UserToGroupAddition', { GroupName: { Ref: 'Group' }, Users: [USER] }),
  Profile: resource('AWS::IAM::InstanceProfile', { Roles: [ROLE] }),
  Set: resource('AWS::SSO::PermissionSet', { InlinePolicy: CHANNELS }),
  Key: resource('AWS::KMS::Key', { KeyPolicy: CHANNELS }),
  Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/x', TargetKeyId: { Ref: 'Key' } }),
  Bucket: resource('AWS::S3::Bucket', { BucketName: 'b' }),
  BucketPolicy: resource('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Bucket' }, PolicyDocument: CHANNELS }),
  Secret: resource('AWS::SecretsManager::Secret', { Name: 's' }),
  Attached: resource('AWS::SecretsManager::SecretTargetAttachment', { SecretId: { Ref: 'Secret' } }),
  Repository: resource('AWS::ECR::Repository', { RepositoryPolicyText: CHANNELS }),
  Group2: resource('AWS::Logs::LogGroup', { LogGroupName: '/g' }),
  Stack: resource('AWS::CloudFormation::Stack', { Parameters: { R: ROLE } }),
  Pointer: resource('A::B::C', {
    role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    profile: { Name: { Ref: 'Profile' } },
    key: 'alias/x',
    bucket: 'arn:aws:s3:::b/x',
    logGroup: '/g',
    secret: { 'Fn::Sub': '${Attached}:x::' },
    parameter: 'p',
    repository: { 'Fn::GetAtt': ['Repository', 'RepositoryUri'] },
  }),
};

const JUNK: unknown[] = [
  null, 7, true, '', '*', ':', '::::::', 'arn:', 'arn:aws:iam::', 'arn:aws:iam:::::', 'arn:aws:kms:::alias/', 'alias/', 'arn:aws:secretsmanager:::secret', 'arn:aws:s3:::', '/', '@',
  '.dkr.ecr.', 'x.dkr.ecr.y.z/', [], {}, [[]], [null], [{}], { Ref: 'P' }, { Ref: 'Ps' }, { Ref: 'Gone' }, { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] }, { 'Fn::Transform': 1 },
  '\uE000', '\uE000g:%zz\uE001', '\uE000u:a', '\uD800', { 'Fn::Base64': 'x' }, { constructor: 1, toString: [] }, JSON.parse('{"__proto__":{"Effect":"Allow"}}'), 'x'.repeat(9000), ROLE,
];

/** A copy in which some values are something else. */
function corrupted(value: unknown, random: Random): unknown {
  if (random.below(14) === 0) {
    return random.pick(JUNK);
  }
  if (Array.isArray(value)) {
    return value.map((item) => corrupted(item, random));
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, corrupted(item, random)])) : value;
}

test('corrupted templates are read without complaint', () => {
  const random = new Random(19);
  const answers = new Set<string>();
  const links = new Set<string>();
  for (let round = 0; round < 300; round++) {
    const made = world(Object.fromEntries(Object.entries(RESOURCES).map(([id, each]) => [id, id === 'Pointer' && round % 2 === 0 ? each : corrupted(each, random)])), UNDECIDED);
    for (const principal of made.principals.all) {
      principal.attachments.forEach(({ created }) => answers.add(created));
      answers.add(made.may('s3:x', principal.resource.logicalId));
      principal.trust?.statements.forEach(({ index }) => links.add(typeof index));
    }
    expect(Array.isArray(made.principals.unattached)).toBe(true);
    const at = (key: string) => made.property('Pointer', key);
    const { policies, principals } = made;
    const all = [
      principals.at(at('role')), principals.ofInstanceProfile(at('profile')), policies.key(at('key')), policies.bucket(at('bucket')), policies.logGroup(at('logGroup')),
      policies.secret(at('secret')), policies.parameter(at('parameter')), policies.repository(at('repository')),
    ];
    all.forEach((link) => links.add(Object.keys(link)[0]));
    policies.storeOf(at('secret'));
  }
  expect([...answers].sort()).toEqual(['no', 'unknown', 'yes']);
  expect([...links].sort()).toEqual(['nothing', 'number', 'to', 'unseen']);
});
