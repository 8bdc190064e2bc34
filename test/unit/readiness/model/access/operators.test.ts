import { CHANNELS, DENIAL, either, inline, NONE, OPEN, policy, resource, role, UNDECIDED, world, type Resources } from './_helpers/world';

const user = (properties: object = {}, more: object = {}) => resource('AWS::IAM::User', properties, more);
const group = (properties: object = {}, more: object = {}) => resource('AWS::IAM::Group', properties, more);
const managed = (PolicyDocument: unknown, properties: object = {}) => resource('AWS::IAM::ManagedPolicy', { PolicyDocument, ...properties });
const addition = (GroupName: unknown, Users: unknown, more: object = {}) => resource('AWS::IAM::UserToGroupAddition', { GroupName, Users }, more);
const USER = { Ref: 'User' };
const GROUP = { Ref: 'Group' };
const GRANTING = group({ Policies: [inline(CHANNELS)] });

test.each<[string, string, Resources]>([
  ['an inline policy', 'yes', { User: user({ Policies: [inline(CHANNELS)] }) }],
  ['a managed policy', 'yes', { User: user({ ManagedPolicyArns: [{ Ref: 'M' }] }), M: managed(CHANNELS) }],
  ['a managed policy that names it', 'yes', { User: user(), M: managed(CHANNELS, { Users: [USER] }) }],
  ['an AWS::IAM::Policy', 'yes', { User: user(), P0: policy(CHANNELS, { Users: [USER] }) }],
  ['an AWS::IAM::UserPolicy', 'yes', { User: user(), P0: resource('AWS::IAM::UserPolicy', { UserName: USER, PolicyName: 'p', PolicyDocument: CHANNELS }) }],
  ['a policy of a role of its name', 'no', { User: user({ UserName: 'x' }), Role: role({ RoleName: 'x' }), P0: policy(CHANNELS, { Roles: ['x'] }) }],
  ['its group', 'yes', { User: user({ Groups: [GROUP] }), Group: GRANTING }],
  ['its group by name', 'yes', { User: user({ Groups: ['g'] }), Group: group({ GroupName: 'g', ManagedPolicyArns: [{ Ref: 'M' }] }), M: managed(CHANNELS) }],
  ['a policy of its group', 'yes', { User: user({ Groups: [GROUP] }), Group: group(), P0: policy(CHANNELS, { Groups: [GROUP] }) }],
  ['an AWS::IAM::GroupPolicy', 'yes',
    { User: user({ Groups: [GROUP] }), Group: group(), P0: resource('AWS::IAM::GroupPolicy', { GroupName: GROUP, PolicyName: 'p', PolicyDocument: CHANNELS }) }],
  ['a group that it is added to', 'yes', { User: user(), Group: GRANTING, A: addition(GROUP, [USER]) }],
  ['a group that it may be added to', 'unknown', { User: user(), Group: GRANTING, A: addition(GROUP, [USER], { Condition: 'C' }) }],
  ['a group that it is not added to', 'no', { User: user(), Group: GRANTING, A: addition(GROUP, [USER], { Condition: 'No' }) }],
  ['a group that others are added to', 'no', { User: user(), Group: GRANTING, A: addition(GROUP, ['x']) }],
  ['a group that users who are not known are added to', 'unknown', { User: user({ UserName: 'u' }), Group: GRANTING, A: addition(GROUP, { Ref: 'Ps' }) }],
  ['a group that it may be in', 'unknown', { User: user({ Groups: [either(GROUP, NONE)] }), Group: GRANTING }],
  ['one of two groups that it may be added to', 'unknown', { User: user(), Group: GRANTING, A: addition(either(GROUP, 'x'), [USER]) }],
  ['a group whose policy may be attached', 'unknown', { User: user({ Groups: [GROUP] }), Group: group({ Policies: [either(inline(CHANNELS), NONE)] }) }],
  ['a group that is not at hand', 'unknown', { User: user({ Groups: ['x'] }) }],
  ['groups that are not known', 'unknown', { User: user({ Groups: { Ref: 'Ps' } }) }],
  ['a group that denies', 'no', { User: user({ Groups: [GROUP], Policies: [inline(CHANNELS)] }), Group: group({ Policies: [inline(DENIAL)] }) }],
  ['nothing', 'no', { User: user() }],
])('a user with %s: %s', (_, answer, resources) => expect(world(resources, UNDECIDED).may(OPEN, 'User')).toBe(answer));

test('a group has what is attached to it', () => {
  const made = world({ Group: GRANTING, Other: group() });
  expect([made.may(OPEN, 'Group'), made.may(OPEN, 'Other'), made.principal('Group').trust]).toEqual(['yes', 'no', undefined]);
});

test('what a user has through a group is told with both', () => {
  const made = world({ User: user(), Group: group({ Policies: [inline(CHANNELS)] }, { Condition: 'C' }), A: addition(GROUP, [USER]) }, UNDECIDED);
  const [attachment] = made.principal('User').attachments;
  expect([attachment.at.resource.logicalId, attachment.resource.logicalId, attachment.created]).toEqual(['Group', 'A', 'unknown']);
});

describe('policies with nobody attached', () => {
  const names = (resources: Resources) => world(resources, UNDECIDED).principals.unattached.map(({ resource: { logicalId }, created, at }) => `${logicalId} ${created} ${at.path.join('.')}`);

  test.each<[string, Resources, string[]]>([
    ['a managed policy alone', { M: managed(CHANNELS) }, ['M yes PolicyDocument']],
    ['one that may be created', { M: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: CHANNELS }, { Condition: 'C' }) }, ['M unknown PolicyDocument']],
    ['one of a role elsewhere', { M: managed(CHANNELS, { Roles: ['ops'] }) }, ['M yes PolicyDocument']],
    ['one of a role here', { M: managed(CHANNELS, { Roles: [{ Ref: 'R' }] }), R: role() }, []],
    ['one that a role lists', { M: managed(CHANNELS), R: role({ ManagedPolicyArns: [{ Ref: 'M' }] }) }, []],
    ['one that a role may list', { M: managed(CHANNELS), R: role({ ManagedPolicyArns: [either({ Ref: 'M' }, NONE)] }) }, ['M yes PolicyDocument']],
    ['a boundary', { M: managed(CHANNELS), R: role({ PermissionsBoundary: { Ref: 'M' } }) }, []],
    ['an inline policy of a user elsewhere', { I: policy(CHANNELS, { Users: [{ Ref: 'P' }] }) }, ['I yes PolicyDocument']],
    ['an inline policy of a group here', { I: policy(CHANNELS, { Groups: [GROUP] }), Group: group() }, []],
    ['a permission set', { S: resource('AWS::SSO::PermissionSet', { InlinePolicy: CHANNELS }) }, ['S yes InlinePolicy']],
    ['a permission set without inline policy', { S: resource('AWS::SSO::PermissionSet', { Name: 'x' }) }, []],
  ])('%s', (_, resources, expected) => expect(names(resources)).toEqual(expected));

  test('are read, from JSON text as well', () => {
    const read = (InlinePolicy: unknown) => world({ S: resource('AWS::SSO::PermissionSet', { InlinePolicy }) }).principals.unattached[0].policy.statements;
    expect(read(JSON.stringify(CHANNELS))).toEqual(read(CHANNELS));
  });
});
