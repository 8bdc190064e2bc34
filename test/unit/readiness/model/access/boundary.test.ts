import { CHANNELS, DENIAL, either, inline, NONE, OPEN, resource, role, UNDECIDED, world } from './_helpers/world';

const CREATE = 'ssmmessages:CreateDataChannel';
const managed = (PolicyDocument: object, more: object = {}) => resource('AWS::IAM::ManagedPolicy', { PolicyDocument }, more);
const OTHERS = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
const DENYING = { Statement: [...(CHANNELS as { Statement: object[] }).Statement, ...(DENIAL as { Statement: object[] }).Statement] };
const RESOURCES = { Wide: managed(CHANNELS), Narrow: managed(OTHERS), Denying: managed(DENYING), Gone: managed(CHANNELS, { Condition: 'C' }) };
const ref = (logicalId: string) => ({ Ref: logicalId });

function limited(PermissionsBoundary: unknown) {
  return world({ Role: role({ PermissionsBoundary, Policies: [inline(CHANNELS)] }), ...RESOURCES }, UNDECIDED);
}

test.each<[string, unknown, string, string, string]>([
  ['none', NONE, 'yes', 'yes', 'no'],
  ['one that allows', ref('Wide'), 'yes', 'yes', 'no'],
  ['one that does not allow', ref('Narrow'), 'no', 'no', 'no'],
  ['one that denies', ref('Denying'), 'no', 'yes', 'no'],
  ['one of AWS that allows', 'arn:aws:iam::aws:policy/AdministratorAccess', 'yes', 'yes', 'no'],
  ['one of AWS that does not allow', 'arn:aws:iam::aws:policy/AmazonS3FullAccess', 'no', 'no', 'no'],
  ['one that is not at hand', 'arn:aws:iam::111122223333:policy/x', 'unknown', 'unknown', 'no'],
  ['a parameter', { Ref: 'P' }, 'unknown', 'unknown', 'no'],
  ['one that allows, or none', either(ref('Wide'), NONE), 'yes', 'yes', 'no'],
  ['one that does not allow, or none', either(ref('Narrow'), NONE), 'unknown', 'unknown', 'no'],
  ['one that denies, or none', either(ref('Denying'), NONE), 'unknown', 'yes', 'no'],
  ['one that allows, or one that does not', either(ref('Wide'), ref('Narrow')), 'unknown', 'unknown', 'no'],
  ['one of two, neither of which allows', either(ref('Narrow'), 'arn:aws:iam::aws:policy/AmazonS3FullAccess'), 'no', 'no', 'no'],
  ['one of two, or none', { 'Fn::If': ['C', ref('Wide'), { 'Fn::If': ['D', ref('Narrow'), NONE] }] }, 'unknown', 'unknown', 'no'],
  ['one that is created by condition, and referred to', ref('Gone'), 'yes', 'yes', 'no'],
])('with %s as boundary', (_, boundary, open, create, other) => {
  const made = limited(boundary);
  expect([OPEN, CREATE, 's3:GetObject'].map((action) => made.may(action))).toEqual([open, create, other]);
});

test('tells where it is written', () => {
  const { boundary } = limited(ref('Narrow')).principal('Role');
  expect([boundary!.at.resource.logicalId, boundary!.at.path, boundary!.created, boundary!.resource.logicalId]).toEqual(['Narrow', ['PolicyDocument'], 'yes', 'Role']);
  const either_ = limited(either(ref('Narrow'), NONE)).principal('Role').boundary!;
  expect([either_.at.path, either_.created, either_.policy.name]).toEqual([['PermissionsBoundary'], 'unknown', 'the permissions boundary']);
});

test('limits users, and no groups', () => {
  const made = world({
    User: resource('AWS::IAM::User', { PermissionsBoundary: ref('Narrow'), Policies: [inline(CHANNELS)] }),
    Group: resource('AWS::IAM::Group', { PermissionsBoundary: ref('Narrow'), Policies: [inline(CHANNELS)] }),
    ...RESOURCES,
  }, UNDECIDED);
  expect([made.may(OPEN, 'User'), made.may(OPEN, 'Group')]).toEqual(['no', 'yes']);
});
