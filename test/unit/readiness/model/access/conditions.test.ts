import { CHANNELS, DENIAL, either, inline, NONE, OPEN, policy, resource, role, UNDECIDED, world, worldOf, type Resources } from './_helpers/world';
import { Presence } from '../../../../../src/readiness/private/model/access';
import { input } from '../../sources/_builders';

const ROLE = { Ref: 'Role' };
const EXECUTION = { Condition: 'C' };

describe('a policy that is created by condition', () => {
  const make = (subject: string | undefined, of: string | undefined, more: Resources = {}) => world({
    Role: role(),
    P0: policy(CHANNELS, { Roles: [ROLE] }, of === undefined ? {} : { Condition: of }),
    Service: resource('AWS::ECS::Service', {}, subject === undefined ? {} : { Condition: subject }),
    ...more,
  }, UNDECIDED);

  test.each([
    [undefined, undefined, 'yes'],
    [undefined, 'Yes', 'yes'],
    [undefined, 'No', 'no'],
    [undefined, 'C', 'unknown'],
    ['C', 'C', 'yes'],
    ['No', 'No', 'yes'],
    ['C', undefined, 'yes'],
    ['No', 'C', 'unknown'],
    ['C', 'No', 'no'],
  ])('for a service with condition %s, by condition %s: %s', (subject, of, answer) => expect(make(subject, of).may(OPEN, 'Role', 'Service')).toBe(answer));

  test('denies nothing for certain', () => {
    const Denying = policy(DENIAL, { PolicyName: 'denying', Roles: [ROLE] }, EXECUTION);
    const made = make(undefined, undefined, { Denying });
    expect([made.may(OPEN, 'Role', 'Service'), made.may('ssmmessages:CreateDataChannel', 'Role', 'Service')]).toEqual(['unknown', 'yes']);
    expect(make('C', undefined, { Denying }).may(OPEN, 'Role', 'Service')).toBe('no');
    expect(make(undefined, undefined, { Denying }).principal('Role').attachments.map(({ created }) => created)).toEqual(['yes', 'unknown']);
  });

  test('tells what it depends on', () => {
    const [statement] = make(undefined, 'C').identity('Role', 'Service').policies[0].statements;
    expect(statement.conditions).toEqual([{ reason: 'condition "C" depends on <Parameter stack/P>' }]);
  });
});

test('what has the condition of the role exists when something uses the role', () => {
  const made = world({
    Role: role({ Policies: [inline(CHANNELS)] }, EXECUTION),
    P0: policy(DENIAL, { Roles: [ROLE] }, EXECUTION),
    Service: resource('AWS::ECS::Service'),
  }, UNDECIDED);
  expect([made.may(OPEN, 'Role', 'Service'), made.may('ssmmessages:CreateDataChannel', 'Role', 'Service')]).toEqual(['no', 'yes']);
});

test('identities are made once for all that exist together', () => {
  const service = (more: object = {}) => resource('AWS::ECS::Service', {}, more);
  const made = world({ Role: role(), A: service(), B: service(), C1: service(EXECUTION), C2: service(EXECUTION) }, UNDECIDED);
  const [a, b, c, d] = ['A', 'B', 'C1', 'C2'].map((id) => made.identity('Role', id));
  expect([a === b, c === d, a === c]).toEqual([true, true, false]);
});

describe('a part that may be there', () => {
  const allow = { Effect: 'Allow', Action: OPEN, Resource: '*' };
  const deny = { Effect: 'Deny', Action: OPEN, Resource: '*' };
  const doc = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
  const MANAGED = { Managed: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: CHANNELS }) };

  test.each<[string, object, Resources, string, string]>([
    ['an inline policy', { Policies: [either(inline(CHANNELS), NONE)] }, {}, 'unknown', 'no'],
    ['one of two inline policies', { Policies: [either(inline(CHANNELS), inline(CHANNELS, 'b'))] }, {}, 'unknown', 'no'],
    ['an inline denial', { Policies: [inline(CHANNELS), either(inline(DENIAL, 'denial'), NONE)] }, {}, 'unknown', 'no'],
    ['a list of inline policies', { Policies: either([inline(CHANNELS)], NONE) }, {}, 'unknown', 'no'],
    ['one list of inline policies or another', { Policies: either([inline(CHANNELS)], [inline(DENIAL)]) }, {}, 'unknown', 'no'],
    ['a document', { Policies: [inline(either(CHANNELS, DENIAL))] }, {}, 'unknown', 'no'],
    ['a statement', { Policies: [inline(doc(either(allow, NONE)))] }, {}, 'unknown', 'no'],
    ['a statement that denies', { Policies: [inline(doc(allow, either(deny, NONE)))] }, {}, 'unknown', 'no'],
    ['a statement about other things', { Policies: [inline(doc(allow, either({ ...deny, Action: 'iam:*' }, NONE)))] }, {}, 'yes', 'no'],
    ['all statements', { Policies: [inline({ Statement: either([allow, deny], [allow]) })] }, {}, 'unknown', 'no'],
    ['an effect', { Policies: [inline(doc({ ...allow, Effect: either('Allow', 'Deny') }))] }, {}, 'unknown', 'no'],
    ['an action', { Policies: [inline(doc({ ...allow, Action: either(OPEN, 'ec2:*') }))] }, {}, 'unknown', 'unknown'],
    ['a condition', { Policies: [inline(doc({ ...allow, Condition: either({ Bool: { 'aws:x': 'true' } }, NONE) }))] }, {}, 'unknown', 'no'],
    ['a managed policy', { ManagedPolicyArns: [either({ Ref: 'Managed' }, NONE)] }, MANAGED, 'unknown', 'no'],
    ['a list of managed policies', { ManagedPolicyArns: either([{ Ref: 'Managed' }], NONE) }, MANAGED, 'unknown', 'no'],
    ['the same in both cases', { ManagedPolicyArns: [either({ Ref: 'Managed' }, { 'Fn::Sub': '${Managed}' })] }, MANAGED, 'yes', 'no'],
    ['a role that a policy names', {}, { P0: policy(CHANNELS, { Roles: [either(ROLE, 'other')] }) }, 'unknown', 'no'],
    ['roles that a policy names', {}, { P0: policy(CHANNELS, { Roles: either([ROLE], ['other']) }) }, 'unknown', 'no'],
  ])('%s', (_, properties, others, answer, other) => {
    const made = world({ Role: role(properties), ...others }, UNDECIDED);
    expect([made.may(), made.may('s3:GetObject')]).toEqual([answer, other]);
  });

  test('keeps the places of the statements', () => {
    const { policies } = world({ Role: role({ Policies: [inline(doc(allow, either(deny, allow), deny))] }) }, UNDECIDED).identity();
    expect(policies[0].statements.map(({ index, conditions }) => [index, conditions.length])).toEqual([[0, 0], [1, 1], [1, 1], [2, 0]]);
  });

  test('keeps the places of statements that may be one list or another', () => {
    const { policies } = world({ Role: role({ Policies: [inline({ Statement: either([allow, deny], allow) })] }) }, UNDECIDED).identity();
    expect(policies[0].statements.map(({ index }) => index)).toEqual([0, 1, 0]);
  });
});

describe('nested stacks', () => {
  const inner = { Parameters: { Name: { Type: 'String' } }, Resources: { P0: policy(CHANNELS, { Roles: [{ Ref: 'Name' }] }), Service: resource('AWS::ECS::Service') } };
  const outer = (more: object) => input({
    ...UNDECIDED,
    Resources: { Role: role(), Inner: resource('AWS::CloudFormation::Stack', { TemplateURL: 'x', Parameters: { Name: ROLE } }, more) },
  }, { nested: { Inner: input(inner, { name: 'stack/Inner' }) } });

  test('may attach policies to what their parents pass', () => expect(worldOf(outer({})).may()).toBe('yes'));

  test('that may not be created attach them for what they hold', () => {
    const made = worldOf(outer(EXECUTION));
    expect([made.may(OPEN, 'Role', 'Role'), made.may(OPEN, 'Role', 'Service'), made.may(OPEN, 'Role', 'Inner')]).toEqual(['unknown', 'yes', 'unknown']);
  });
});

test('of a stack that is not created, what a condition decides is open for what it holds', () => {
  const inner = input({ ...UNDECIDED, Resources: { Role: role(), P0: policy(CHANNELS, { Roles: [ROLE] }, EXECUTION), Service: resource('AWS::ECS::Service') } },
    { name: 'stack/Inner' });
  const outer = { Resources: { Inner: resource('AWS::CloudFormation::Stack', { TemplateURL: 'x' }, { Condition: 'No' }) } };
  const made = worldOf(input({ ...UNDECIDED, ...outer }, { nested: { Inner: inner } }));
  expect(made.may(OPEN, 'Role', 'Service')).toBe('unknown');
  expect(made.identity('Role', 'Service').policies[0].statements[0].conditions).toEqual([{ reason: 'P0 may not be created' }]);
});

describe('Presence', () => {
  test('knows what certain conditions and stacks bring along', () => {
    const made = world({ A: role({}, EXECUTION), B: role({}, EXECUTION), D: role(), E: role({}, { Condition: 'Undeclared' }) }, UNDECIDED);
    const presence = new Presence(made.system, [made.property('A').resource]);
    expect(['A', 'B', 'D', 'E'].map((id) => presence.of(made.property(id).resource))).toEqual(['yes', 'yes', 'yes', 'unknown']);
    expect(['A', 'D'].map((id) => new Presence(made.system, []).of(made.property(id).resource))).toEqual(['unknown', 'yes']);
  });
});
