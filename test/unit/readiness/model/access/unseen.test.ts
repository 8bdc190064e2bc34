import { CHANNELS, DENIAL, document, inline, OPEN, policy, resource, role, UNDECIDED, world, worldOf, type Resources } from './_helpers/world';
import { input } from '../../sources/_builders';

const ROLE = { Ref: 'Role' };
const GRANTED = { Role: role({ Policies: [inline(CHANNELS)] }) };
const NESTED = 'AWS::CloudFormation::Stack';

describe('what may be in a template and is not seen', () => {
  test.each<[string, object, string, string]>([
    ['a macro', { Transform: 'Mine' }, 'unknown', 'unknown'],
    ['one of several macros', { Transform: ['AWS::Serverless-2016-10-31', { Name: 'Mine' }] }, 'unknown', 'unknown'],
    ['an included file', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://x' } } }, 'unknown', 'unknown'],
    ['SAM', { Transform: 'AWS::Serverless-2016-10-31' }, 'yes', 'no'],
    ['blue/green deployments', { Transform: ['AWS::CodeDeployBlueGreen'] }, 'yes', 'no'],
    ['extensions of the language', { Transform: ['AWS::LanguageExtensions'] }, 'yes', 'no'],
  ])('%s', (_, sections, answer, other) => {
    const made = world(GRANTED, sections);
    expect([made.may(), made.may('s3:GetObject')]).toEqual([answer, other]);
  });

  test('resources of a loop', () => {
    const loop = { 'Fn::ForEach::More': ['X', { Ref: 'Ps' }, { 'Policy${X}': policy(DENIAL, { Roles: [ROLE] }) }] };
    const made = world({ ...GRANTED, ...loop }, { ...UNDECIDED, Transform: 'AWS::LanguageExtensions' });
    expect(made.may()).toBe('unknown');
    expect(made.principal('Role').attachments.map(({ created, policy: { name } }) => [name, created])).toEqual([
      ['inline policy "inline" of Role', 'yes'], ['a policy of Role', 'unknown'],
    ]);
  });

  test('resources that a transform adds', () => expect(world({ ...GRANTED, 'Fn::Transform': { Name: 'AWS::Include' } }).may()).toBe('unknown'));

  test('does not reach other stacks', () => {
    const made = worldOf(input({ Resources: GRANTED }, { name: 'one' }), input({ Transform: 'Mine', Resources: { Other: role() } }, { name: 'two' }));
    expect([made.may(), made.may(OPEN, 'Other')]).toEqual(['yes', 'unknown']);
  });

  test('changes documents, trust and keys', () => {
    const made = world({
      Role: role({ AssumeRolePolicyDocument: CHANNELS }),
      Managed: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: CHANNELS }),
      Key: resource('AWS::KMS::Key'),
      Alias: resource('AWS::KMS::Alias', { TargetKeyId: { Ref: 'Key' }, AliasName: 'alias/x' }),
    }, { Transform: 'Mine' });
    const key = made.policies.key(made.property('Alias', 'TargetKeyId'));
    const reason = 'the macro Mine may change anything in the template';
    expect(made.principal('Role').trust!.doubts).toEqual([reason]);
    expect(made.principals.unattached.map(({ policy: { doubts } }) => doubts)).toEqual([[reason]]);
    expect('to' in key && key.to.policy.doubts).toEqual([reason]);
  });
});

describe('properties that are not seen', () => {
  const transform = { 'Fn::Transform': { Name: 'AWS::Include' } };

  test('may be policies', () => expect(world({ Role: role({ ...transform }), P0: policy(CHANNELS, { Roles: [ROLE] }) }).may()).toBe('unknown'));

  test('may be the roles of a policy', () => {
    const { Properties } = policy(CHANNELS) as { Properties: object };
    expect(world({ Role: role(), P0: { Type: 'AWS::IAM::Policy', Properties: { ...Properties, ...transform } } }).may()).toBe('unknown');
  });

  test.each<[string, object]>([
    ['the list of inline policies', { Policies: { Ref: 'Ps' } }],
    ['an inline policy', { Policies: [transform] }],
    ['the list of managed policies', { ManagedPolicyArns: { Ref: 'Ps' } }],
    ['a managed policy', { ManagedPolicyArns: [transform] }],
    ['the boundary', { PermissionsBoundary: transform }],
    ['a document under a name that is misspelt', { Policies: [{ PolicyName: 'x', policyDocument: DENIAL }] }],
  ])('may be %s', (_, properties) =>
    expect(world({ Role: role(properties), P0: policy(CHANNELS, { Roles: [ROLE] }) }, UNDECIDED).may()).toBe('unknown'));
});

describe('a nested stack', () => {
  const outer = (Parameters: unknown, more: Resources = {}) => ({ ...GRANTED, ...more, Inner: resource(NESTED, { TemplateURL: 'x', Parameters }) });

  test.each<[string, unknown, string]>([
    ['the name of the role', { Name: ROLE }, 'unknown'],
    ['its ARN', { Arn: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'unknown'],
    ['its name by condition', { Name: { 'Fn::If': ['C', ROLE, 'x'] } }, 'unknown'],
    ['something else', { Name: 'x', List: ['a', 'b'] }, 'yes'],
    ['nothing', undefined, 'yes'],
  ])('that is not at hand and is told %s', (_, parameters, answer) => expect(world(outer(parameters), UNDECIDED).may()).toBe(answer));

  test('that is at hand shows what it attaches', () => {
    const inner = (sections: object) => ({ Inner: input({ Resources: { P0: policy(document()) }, ...sections }, { name: 'stack/Inner' }) });
    const may = (sections: object) => worldOf(input({ Resources: outer({ Name: ROLE }) }, { nested: inner(sections) })).may();
    expect([may({}), may({ Transform: 'Mine' })]).toEqual(['yes', 'unknown']);
  });

  test('that is not at hand may be told a name by its parent\'s parent', () => {
    const middle = { Parameters: { Name: { Type: 'String' } }, Resources: { Deep: resource(NESTED, { Parameters: { Name: { Ref: 'Name' } } }) } };
    expect(worldOf(input({ Resources: outer({ Name: ROLE }) }, { nested: { Inner: input(middle, { name: 'stack/Inner' }) } })).may()).toBe('unknown');
  });
});

describe('more than anyone would attach', () => {
  test('is not looked at', () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`P${index}`, policy(document(), { PolicyName: `p${index}`, Roles: [ROLE] })]));
    expect(world({ ...GRANTED, ...many }).may()).toBe('unknown');
    const inlines = Array.from({ length: 400 }, (_, index) => inline(CHANNELS, `p${index}`));
    const made = world({ Role: role({ Policies: inlines }) });
    expect([made.may(), made.principal('Role').attachments.length]).toEqual(['unknown', 301]);
  });

  test('of names that are not known may be meant for anyone', () => {
    const vague = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) =>
      [`P${index}`, policy(document({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }), { PolicyName: `p${index}`, Roles: [{ 'Fn::ImportValue': `r${index}` }] })]));
    const roles = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`R${index}`, role()]));
    expect(world({ ...GRANTED, ...roles, ...vague(20) }).may()).toBe('yes');
    expect(world({ ...GRANTED, ...roles, ...vague(21) }).may()).toBe('unknown');
  });
});
