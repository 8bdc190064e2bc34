import { CHANNELS, either, HOME, inline, OPEN, resource, role, UNDECIDED, world, worldOf, World } from './_helpers/world';
import { bucketAllows, identityAllows, parsePolicy } from '../../../../../src/readiness/private/iam';
import { unseenIdentity } from '../../../../../src/readiness/private/model/access';
import { input, type Options } from '../../sources/_builders';

/** The role that a task definition points to, or why there is none. */
function pointed(made: World, subject = 'Task', key = 'TaskRoleArn'): unknown {
  const link = made.principals.at(made.property(subject, key));
  return 'to' in link ? link.to.resource.logicalId : 'unseen' in link ? link.unseen : 'nothing';
}

function task(TaskRoleArn?: unknown, more: object = {}): object {
  return resource('AWS::ECS::TaskDefinition', TaskRoleArn === undefined ? {} : { TaskRoleArn }, more);
}

describe.each<[string, Options]>([['no place that is known', {}], ['a place that is known', HOME]])('in %s, a role is found', (_, options) => {
  const arn = (text: string) => ({ 'Fn::Sub': text });
  test.each<[string, object, unknown]>([
    ['by its ARN', {}, { 'Fn::GetAtt': ['Role', 'Arn'] }],
    ['by Ref', {}, { Ref: 'Role' }],
    ['by an ARN around Ref', {}, arn('arn:aws:iam::${AWS::AccountId}:role/${Role}')],
    ['by an ARN of the partition around Ref', {}, arn('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}')],
    ['by a join around Ref', {}, { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':role/', { Ref: 'Role' }]] }],
    ['by an ARN with its path', { Path: '/a/b/' }, arn('arn:aws:iam::${AWS::AccountId}:role/a/b/${Role}')],
    ['by its name', { RoleName: 'app' }, 'app'],
    ['by its name in an ARN', { RoleName: 'app' }, arn('arn:aws:iam::${AWS::AccountId}:role/app')],
    ['by an ARN that is written', { RoleName: 'app' }, 'arn:aws:iam::111122223333:role/app'],
    ['by a name of which part is unknown', { RoleName: arn('${AWS::StackName}-app') }, arn('${AWS::StackName}-app')],
    ['by a name that is a parameter', { RoleName: { Ref: 'P' } }, arn('arn:aws:iam::${AWS::AccountId}:role/${P}')],
  ])('%s', (__, properties, pointer) => expect(pointed(world({ Role: role(properties), Task: task(pointer) }, UNDECIDED, options))).toBe('Role'));
});

describe('no role is found', () => {
  test.each<[string, object, unknown, string]>([
    ['without a pointer', {}, undefined, 'nothing'],
    ['by AWS::NoValue', {}, { Ref: 'AWS::NoValue' }, 'nothing'],
    ['by a parameter', {}, { Ref: 'P' }, 'it depends on <Parameter stack/P>'],
    ['by an import', {}, { 'Fn::ImportValue': 'x' }, 'it depends on <Import x of 111122223333/eu-west-1>'],
    ['by a name that is not there', {}, 'x', '"x" is not in the templates'],
    ['by an empty text', {}, '', '"" is not in the templates'],
    ['by the ARN of another account', { RoleName: 'app' }, 'arn:aws:iam::999900001111:role/app', '"arn:aws:iam::999900001111:role/app" is not in the templates'],
    ['by an ARN of another partition', { RoleName: 'app' }, 'arn:aws-cn:iam::111122223333:role/app', '"arn:aws-cn:iam::111122223333:role/app" is not in the templates'],
    ['by an ARN without its path', { RoleName: 'app', Path: '/x/' }, 'arn:aws:iam::111122223333:role/app', '"arn:aws:iam::111122223333:role/app" is not in the templates'],
    ['by the name of a user', {}, { Ref: 'User' }, 'it depends on <stack/User>'],
    ['by the role of a function that is made by a macro', {}, { 'Fn::GetAtt': ['FunctionRole', 'Arn'] }, 'it depends on <stack: Resources > Task > Properties > TaskRoleArn>'],
    ['by one of two', {}, either({ 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'P' }), 'condition "C" depends on <Parameter stack/P>'],
    ['by a list', {}, ['x'], 'it is not a text'],
  ])('%s', (_, properties, pointer, reason) =>
    expect(pointed(world({ Role: role(properties), User: resource('AWS::IAM::User'), Task: task(pointer) }, UNDECIDED, HOME))).toBe(reason));

  test('by a value of a macro', () =>
    expect(pointed(world({ Task: { Type: 'A::B::C', Properties: { 'Fn::Transform': { Name: 'M' } } } }))).toBe('a transform adds to it at deployment'));
});

test('each of several values is asked about alone', () => {
  const made = world({ Role: role(), Task: task(either({ 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'P' })) }, UNDECIDED);
  const links = made.property('Task', 'TaskRoleArn').alternatives.map((each) => made.principals.at(each));
  expect(links.map((link) => 'to' in link ? link.to.resource.logicalId : link)).toEqual(['Role', { unseen: 'it depends on <Parameter stack/P>' }]);
});

describe('roles of one name', () => {
  const twins = { A: role({ RoleName: 'app' }, { Condition: 'C' }), B: role({ RoleName: 'app' }, { Condition: 'D' }) };
  const sections = { ...UNDECIDED, Conditions: { ...UNDECIDED.Conditions, D: { 'Fn::Not': [{ Condition: 'C' }] } } };

  test('are told apart by condition', () => {
    expect(pointed(world({ ...twins, Task: task('app', { Condition: 'C' }) }, sections))).toBe('A');
    expect(pointed(world({ ...twins, Task: task('app', { Condition: 'D' }) }, sections))).toBe('B');
  });

  test('are told apart by what refers to them', () => expect(pointed(world({ ...twins, Task: task({ 'Fn::GetAtt': ['B', 'Arn'] }) }, sections))).toBe('B'));

  test('may be either', () => expect(pointed(world({ ...twins, Task: task('app') }, sections))).toBe('condition "C" depends on <Parameter stack/P>'));

  test('are several', () => expect(pointed(world({ A: role({ RoleName: 'app' }), B: role({ RoleName: 'app' }), Task: task('app') })))
    .toBe('several resources are called "app"'));

  test('are several by ARN too', () => {
    const arn = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/app' };
    expect(pointed(world({ A: role({ RoleName: 'app' }), B: role({ RoleName: 'app' }), Task: task(arn) })))
      .toBe('several resources are called "arn:aws:iam::<AWS::AccountId>:role/app"');
  });

  test('are of different accounts', () => {
    const stack = (name: string, account: string, Resources: object) => input({ Resources }, { name, environment: { account } });
    const made = worldOf(stack('one', '111122223333', { Role: role({ RoleName: 'app' }) }), stack('two', '999900001111', { Other: role({ RoleName: 'app' }), Task: task('app') }));
    expect(pointed(made)).toBe('Other');
  });

  test('are in stacks of one account', () => {
    const stack = (name: string, Resources: object) => input({ Resources }, { name });
    expect(pointed(worldOf(stack('one', { Role: role({ RoleName: 'app' }) }), stack('two', { Task: task('app') })))).toBe('Role');
    expect(pointed(worldOf(stack('one', { A: role({ RoleName: 'app' }) }), stack('two', { B: role({ RoleName: 'app' }), Task: task('app') })))).toBe('B');
  });

  test('are too many', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`R${index}`, role({ RoleName: 'app' })]));
    expect(pointed(world({ ...many, Task: task('app') }))).toBe('several resources are called "app"');
  });
});

describe('a role that may not be created', () => {
  test.each([['app', 'Role is not created'], [{ Ref: 'Role' }, 'Role']])('and is pointed to by %j: %s', (pointer, found) =>
    expect(pointed(world({ Role: role({ RoleName: 'app' }, { Condition: 'No' }), Task: task(pointer) }, UNDECIDED))).toBe(found));

  test('is used by what is not created either', () =>
    expect(pointed(world({ Role: role({ RoleName: 'app' }, { Condition: 'No' }), Task: task('app', { Condition: 'No' }) }, UNDECIDED))).toBe('Role'));

  test('exists when a branch that refers to it is taken', () => {
    const made = world({ Role: role({ RoleName: 'app' }, { Condition: 'C' }), Task: task(either({ 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'P' })) }, UNDECIDED);
    const [first] = made.property('Task', 'TaskRoleArn').alternatives.map((each) => made.principals.at(each));
    expect('to' in first && first.to.resource.logicalId).toBe('Role');
  });
});

test('a role of another stack comes by export, by output and by parameter', () => {
  const one = input({ Resources: { Role: role() }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'role-arn' } } } }, { name: 'one' });
  const inner = input({ Parameters: { Arn: { Type: 'String' } }, Resources: { Inner: task({ Ref: 'Arn' }) } }, { name: 'two/Nested' });
  const two = input({
    Resources: {
      Task: task({ 'Fn::ImportValue': 'role-arn' }),
      Nested: resource('AWS::CloudFormation::Stack', { Parameters: { Arn: { 'Fn::ImportValue': 'role-arn' } } }),
    },
  }, { name: 'two', nested: { Nested: inner } });
  const made = worldOf(one, two);
  expect([pointed(made), pointed(made, 'Inner')]).toEqual(['Role', 'Role']);
});

describe('instance profiles', () => {
  const profile = (Roles: unknown) => ({ Role: role(), Profile: resource('AWS::IAM::InstanceProfile', { Roles, InstanceProfileName: 'profile' }) });
  const found = (pointer: unknown, roles: unknown = [{ Ref: 'Role' }]) => {
    const made = world({ ...profile(roles), Instance: resource('AWS::EC2::Instance', { IamInstanceProfile: pointer }) }, UNDECIDED);
    const link = made.principals.ofInstanceProfile(made.property('Instance', 'IamInstanceProfile'));
    return 'to' in link ? link.to.resource.logicalId : 'unseen' in link ? link.unseen : 'nothing';
  };

  test.each([
    [{ Ref: 'Profile' }], ['profile'], [{ 'Fn::GetAtt': ['Profile', 'Arn'] }], [{ Name: { Ref: 'Profile' } }], [{ Arn: { 'Fn::GetAtt': ['Profile', 'Arn'] } }],
    [{ Arn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:instance-profile/${Profile}' } }],
  ])('are found by %j', (pointer) => expect(found(pointer)).toBe('Role'));

  test.each<[unknown, unknown, string]>([
    [{ Ref: 'AWS::NoValue' }, undefined, 'nothing'],
    [{}, undefined, 'nothing'],
    [{ Ref: 'Profile' }, [], 'nothing'],
    [{ Ref: 'P' }, undefined, 'it depends on <Parameter stack/P>'],
    [either({ Name: 'profile' }, { Name: 'x' }), undefined, 'condition "C" depends on <Parameter stack/P>'],
    [{ Ref: 'Profile' }, [{ Ref: 'P' }], 'it depends on <Parameter stack/P>'],
    [{ Ref: 'Profile' }, { Ref: 'Ps' }, 'parameter Ps has no value'],
    [{ Ref: 'Profile' }, [{ Ref: 'Role' }, 'x'], 'an instance profile has one role'],
    [{ Ref: 'Profile' }, ['x'], '"x" is not in the templates'],
    ['x', undefined, '"x" is not in the templates'],
  ])('that %j means, with roles %j: %s', (pointer, roles, reason) => expect(found(pointer, roles)).toBe(reason));
});

test('a trust policy is read as it is written', () => {
  const trust = (AssumeRolePolicyDocument: unknown) => world({ Role: role({ AssumeRolePolicyDocument }) }, UNDECIDED).principal('Role').trust!;
  const doc = { Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' } };
  expect(trust(doc).statements[0].principals!.items).toEqual([{ type: 'Service', name: 'ecs-tasks.amazonaws.com' }]);
  expect(trust(JSON.stringify(doc)).statements).toEqual(trust(doc).statements);
  expect(trust(either(doc, doc)).doubts).toEqual([]);
  expect(trust(either(doc, { Statement: [] })).statements.map(({ conditions }) => conditions.length)).toEqual([1]);
  expect(trust({ Ref: 'P' }).doubts).toEqual(['the policy document is not JSON']);
});

test('the identity of a role that is not at hand leaves everything open', () => {
  const identity = unseenIdentity('it is a parameter');
  const request = { action: OPEN, resource: '*', caller: { arn: 'arn:aws:iam::1:role/x' } };
  expect(identityAllows(request, identity)).toMatchObject({ answer: 'unknown', because: 'cannot tell whether statement 1 of the role allows it: it is a parameter' });
  expect(bucketAllows(request, parsePolicy({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }), identity).answer).toBe('unknown');
});

test('roles that nobody points to are there too', () => {
  const { principals } = world({ Role: role({ Policies: [inline(CHANNELS)] }), User: resource('AWS::IAM::User'), Group: resource('AWS::IAM::Group'), No: role({}, { Condition: 'No' }) }, UNDECIDED);
  expect(principals.all.map(({ kind, resource: { logicalId, created } }) => `${kind} ${logicalId} ${created}`)).toEqual(['role Role yes', 'role No no', 'user User yes', 'group Group yes']);
});
