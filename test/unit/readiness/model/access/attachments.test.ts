import { CHANNELS, DENIAL, document, inline, OPEN, policy, resource, role, world, worldOf, type Resources } from './_helpers/world';
import { readable } from '../../../../../src/readiness/private/model/text';
import { input } from '../../sources/_builders';

const CORE = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const ROLE = { Ref: 'Role' };

/** Every way in which a policy comes to a role. */
const WAYS: [string, (doc: unknown) => Resources][] = [
  ['an inline policy', (doc) => ({ Role: role({ Policies: [inline(doc)] }) })],
  ['an inline policy that is no list', (doc) => ({ Role: role({ Policies: inline(doc) }) })],
  ['an AWS::IAM::Policy', (doc) => ({ Role: role(), P: policy(doc, { Roles: [ROLE] }) })],
  ['an AWS::IAM::Policy of a named role', (doc) => ({ Role: role({ RoleName: 'app' }), P: policy(doc, { Roles: ['other', 'app'] }) })],
  ['an AWS::IAM::RolePolicy', (doc) => ({ Role: role(), P: resource('AWS::IAM::RolePolicy', { RoleName: ROLE, PolicyName: 'p', PolicyDocument: doc }) })],
  ['an AWS::IAM::ManagedPolicy', (doc) => ({ Role: role(), P: resource('AWS::IAM::ManagedPolicy', { Roles: [ROLE], PolicyDocument: doc }) })],
  ['a managed policy by Ref', (doc) => ({ Role: role({ ManagedPolicyArns: [{ Ref: 'P' }] }), P: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: doc }) })],
  ['a managed policy by its name in an ARN', (doc) => ({
    Role: role({ ManagedPolicyArns: [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:policy/app' }] }),
    P: resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'app', PolicyDocument: doc }),
  })],
  ['a managed policy by an ARN with an account', (doc) => ({
    Role: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/x/app'] }),
    P: resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'app', Path: '/x/', PolicyDocument: doc }),
  })],
];

describe.each(WAYS)('%s', (_, make) => {
  test('allows', () => expect(world(make(CHANNELS)).may()).toBe('yes'));
  test('as JSON text allows', () => expect(world(make(JSON.stringify(CHANNELS))).may()).toBe('yes'));
  test('with one statement that is no list allows', () =>
    expect(world(make({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: OPEN, Resource: '*' } })).may()).toBe('yes'));
  test('allows nothing but what it says', () => expect(world(make(CHANNELS)).may('s3:GetObject')).toBe('no'));

  test('denies what another policy allows', () => {
    const { Role, ...others } = make(DENIAL) as { Role: { Properties: object } };
    const allowing = policy(CHANNELS, { PolicyName: 'allowing', Roles: [ROLE] });
    const made = world({ ...others, Role, Allowing: allowing });
    expect(made.may()).toBe('no');
    expect(made.may('ssmmessages:CreateDataChannel')).toBe('yes');
  });

  test('is unknown when it cannot be read', () => expect(world(make({ Ref: 'P0' }), { Parameters: { P0: { Type: 'String' } } }).may()).toBe('unknown'));
});

test('attachments tell the document, and what attaches it', () => {
  const { principals } = world({
    Role: role({ Policies: [inline(CHANNELS)], ManagedPolicyArns: [CORE, { Ref: 'Managed' }] }),
    Managed: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: DENIAL }),
    Separate: policy(DENIAL, { Roles: [ROLE] }),
  });
  const [found] = principals.all;
  expect(found.attachments.map(({ at, created, resource: by, policy: { name } }) => [`${at.resource.logicalId} ${at.path.join('.')}`, created, by.logicalId, name])).toEqual([
    ['Role Policies.0.PolicyDocument', 'yes', 'Role', 'inline policy "inline" of Role'],
    ['Role ManagedPolicyArns.0', 'yes', 'Role', CORE],
    ['Managed PolicyDocument', 'yes', 'Role', 'policy Managed'],
    ['Separate PolicyDocument', 'yes', 'Separate', 'policy Separate'],
  ]);
  expect([found.kind, found.boundary, found.trust?.name, found.trustAt.path]).toEqual(['role', undefined, 'trust policy of Role', ['AssumeRolePolicyDocument']]);
  expect(readable(found.arn!)).toBe('arn:aws:iam::<AWS::AccountId>:role/<stack/Role>');
});

describe('managed policies of AWS', () => {
  const with_ = (...ManagedPolicyArns: unknown[]) => world({ Role: role({ ManagedPolicyArns }) }, { Parameters: { P: { Type: 'String' } } });

  test.each([
    ['AmazonSSMManagedInstanceCore', 'yes'],
    ['service-role/AmazonECSTaskExecutionRolePolicy', 'no'],
    ['AWSXRayDaemonWriteAccess', 'no'],
    ['AWSAppMeshEnvoyAccess', 'no'],
    ['NotInTheTable', 'unknown'],
  ])('%s: %s', (name, answer) => {
    expect(with_(`arn:aws:iam::aws:policy/${name}`).may()).toBe(answer);
    expect(with_({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` }).may()).toBe(answer);
    expect(with_({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] }).may()).toBe(answer);
  });

  test.each([[{ Ref: 'P' }], [{ 'Fn::Sub': 'arn:aws:iam::aws:policy/${P}' }], ['arn:aws:iam::111122223333:policy/elsewhere'], [{ 'Fn::ImportValue': 'x' }]])(
    'may deny when it cannot be told which one %j is', (arn) => expect(with_(CORE, arn).may()).toBe('unknown'));

  test('are not those of the template that have the same name', () => {
    const own = resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'AWSXRayDaemonWriteAccess', PolicyDocument: CHANNELS });
    const may = (account: unknown) => world({
      Own: own, Role: role({ ManagedPolicyArns: [{ 'Fn::Sub': ['arn:aws:iam::${Account}:policy/AWSXRayDaemonWriteAccess', { Account: account }] }] }),
    }).may();
    expect(['aws', { Ref: 'AWS::AccountId' }].map(may)).toEqual(['no', 'yes']);
  });

  test('that are not in the table do not deny', () => expect(with_(CORE, 'arn:aws:iam::aws:policy/NotInTheTable').may()).toBe('yes'));
});

describe('which role a policy is about', () => {
  const PARAMETERS = { Parameters: { P: { Type: 'String' }, Ps: { Type: 'CommaDelimitedList' } } };
  const may = (Roles: unknown, properties: object = {}) => world({ Role: role(properties), P0: policy(CHANNELS, { Roles }) }, PARAMETERS).may();

  test.each<[string, unknown, object, string]>([
    ['another role', ['x'], {}, 'no'],
    ['the made-up name of another resource', [{ Ref: 'P0' }], {}, 'no'],
    ['a parameter, which cannot hold a name made up in its own stack', [{ Ref: 'P' }], {}, 'no'],
    ['a list parameter, which cannot either', { Ref: 'Ps' }, {}, 'no'],
    ['an import, which cannot either', [{ 'Fn::ImportValue': 'name' }], {}, 'no'],
    ['a parameter, which can hold a name that is written', [{ Ref: 'P' }], { RoleName: 'app' }, 'unknown'],
    ['a list of which nothing is known', { Ref: 'Ps' }, { RoleName: 'app' }, 'unknown'],
    ['an import, which can hold a name that is written', [{ 'Fn::ImportValue': 'name' }], { RoleName: 'app' }, 'unknown'],
    ['a value that cannot be told', [{ 'Fn::Transform': { Name: 'x' } }], {}, 'unknown'],
    ['a name that differs by case', ['APP'], { RoleName: 'app' }, 'unknown'],
    ['a name that begins otherwise', [{ 'Fn::Sub': 'x-${P}' }], { RoleName: 'app' }, 'no'],
    ['the parameter that names the role', [{ Ref: 'P' }], { RoleName: { Ref: 'P' } }, 'yes'],
    ['a name, while the role has that of a parameter', ['app'], { RoleName: { Ref: 'P' } }, 'unknown'],
    ['its name in a longer text', [{ 'Fn::Sub': '${Role}' }], {}, 'yes'],
    ['its ARN, which is no name', [{ 'Fn::GetAtt': ['Role', 'Arn'] }], {}, 'no'],
    ['nobody', NOBODY(), {}, 'no'],
  ])('%s', (_, roles, properties, answer) => expect(may(roles, properties)).toBe(answer));

  test('a name that another role certainly has is not that of a parameter', () => {
    const made = world({ Role: role({ RoleName: { Ref: 'P' } }), Other: role({ RoleName: 'other' }), P0: policy(CHANNELS, { Roles: ['other'] }) }, PARAMETERS);
    expect([made.may(OPEN, 'Role'), made.may(OPEN, 'Other')]).toEqual(['no', 'yes']);
  });

  test('each role has its own', () => {
    const made = world({ A: role(), B: role(), P0: policy(CHANNELS, { Roles: [{ Ref: 'A' }] }) });
    expect([made.may(OPEN, 'A'), made.may(OPEN, 'B')]).toEqual(['yes', 'no']);
  });
});

describe('a policy of another stack', () => {
  const stack = (name: string, Resources: Resources, account?: string, sections: object = {}) =>
    input({ ...sections, Resources }, { name, environment: account === undefined ? {} : { account } });
  const may = (name: unknown, account: string | undefined, other: string | undefined) => worldOf(
    stack('one', { Role: role({ RoleName: 'app' }), Made: role() }, account, { Outputs: { Name: { Value: { Ref: 'Made' }, Export: { Name: 'made' } } } }),
    stack('two', { P0: policy(CHANNELS, { Roles: [name] }) }, other, { Parameters: { P: { Type: 'String' } } }),
  );

  test.each([
    ['111122223333', '111122223333', 'yes'], ['111122223333', '999900001111', 'no'], [undefined, undefined, 'yes'], ['111122223333', undefined, 'unknown'],
  ])('is about a role of %s where it is of %s: %s', (account, other, answer) => expect(may('app', account, other).may()).toBe(answer));

  test('finds a role by export', () => {
    const made = may({ 'Fn::ImportValue': 'made' }, undefined, undefined);
    expect([made.may(OPEN, 'Made'), made.may(OPEN, 'Role')]).toEqual(['yes', 'no']);
  });

  test.each([[{ Ref: 'P' }], [{ 'Fn::ImportValue': 'x' }]])('may be told the made-up name of a role by %j, once there is one', (name) =>
    expect(may(name, undefined, undefined).may(OPEN, 'Made')).toBe('unknown'));
});

describe('inline policies of one name', () => {
  const may = (name: unknown, other: unknown) => world({
    Role: role({ Policies: [inline(CHANNELS, name)] }),
    Other: policy(document({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), { PolicyName: other, Roles: [ROLE] }),
  }, { Parameters: { P: { Type: 'String' } } }).may();

  test.each([['a', 'b', 'yes'], ['a', 'a', 'unknown'], ['a', { Ref: 'P' }, 'unknown'], ['a', { 'Fn::Sub': '${P}-b' }, 'yes'], [{ Ref: 'P' }, { Ref: 'P' }, 'unknown']])(
    '%j and %j: one may replace the other', (name, other, answer) => expect(may(name, other)).toBe(answer));

  test('of two roles are two', () => {
    const made = world({ Role: role({ Policies: [inline(CHANNELS)] }), Other: role({ Policies: [inline(DENIAL)] }) });
    expect([made.may(), made.may(OPEN, 'Other')]).toEqual(['yes', 'no']);
  });
});

describe('shapes met in templates', () => {
  const EXEC = ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', OPEN];

  test('an action with a stray quote grants nothing', () => {
    const made = world({ Role: role({ Policies: [inline(document({ Effect: 'Allow', Action: [...EXEC.slice(0, 3), `${OPEN}"`], Resource: '*' }))] }) });
    expect(EXEC.map((action) => made.may(action))).toEqual(['yes', 'yes', 'yes', 'no']);
  });

  test('a Deny of other services changes nothing', () => {
    const denial = document({ Effect: 'Deny', Action: ['iam:*', 'imagebuilder:*', 'ec2:*'], Resource: '*' });
    expect(world({ Role: role({ Policies: [inline(CHANNELS), inline(denial, 'deny')] }) }).may()).toBe('yes');
  });

  test('a Deny that comes out of a function counts', () => {
    const effect = (Default: string) => world(
      { Role: role({ Policies: [inline(CHANNELS), inline(document({ Effect: { Ref: 'E' }, Action: OPEN, Resource: '*' }), 'e')] }) },
      { Parameters: { E: { Type: 'String', ...Default === '' ? {} : { Default } } } },
    ).may();
    expect(['Deny', 'Allow', ''].map(effect)).toEqual(['no', 'yes', 'unknown']);
  });
});

/** A list all of whose items are taken away. */
function NOBODY(): unknown {
  return [{ Ref: 'AWS::NoValue' }];
}
