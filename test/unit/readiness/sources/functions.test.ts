import { shown, stops, valueOf } from './_builders';
import { Unknown } from '../../../../src/readiness/private/model/unknown';
import { decoded, Encoded, OneOf, textOf, UnknownList } from '../../../../src/readiness/private/sources/value';

const PARAMETERS = {
  Known: { Type: 'String', Default: 'known' },
  Open: { Type: 'String' },
  List: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
  OpenList: { Type: 'List<AWS::EC2::Subnet::Id>' },
  Vpc: { Type: 'AWS::EC2::VPC::Id' },
};
const CONDITIONS = {
  Yes: { 'Fn::Equals': [{ Ref: 'Known' }, 'known'] },
  No: { 'Fn::Equals': [{ Ref: 'Known' }, 'other'] },
  Maybe: { 'Fn::Equals': [{ Ref: 'Open' }, 'x'] },
};
const SECTIONS = {
  Parameters: PARAMETERS,
  Conditions: CONDITIONS,
  Mappings: { Map: { 'us-east-1': { A: '1', Same: 's', L: ['x', 'y'] }, 'eu-west-1': { A: '2', Same: 's', L: ['x', 'y'] } } },
  Resources: { Vpc2: { Type: 'AWS::EC2::VPC' }, Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } },
};
const USEAST = { environment: { region: 'us-east-1', account: '111122223333' } };

describe('text functions', () => {
  test.each<[unknown, string]>([
    [{ 'Fn::Sub': 'a-${Known}-${AWS::Region}' }, 'a-known-<AWS::Region>'],
    [{ 'Fn::Sub': '${!Known} ${ Known } ${} ${' }, '${Known} known ${} ${'],
    [{ 'Fn::Sub': ['${X}-${Known}', { X: { Ref: 'Open' } }] }, '<Parameter stack/Open>-known'],
    [{ 'Fn::Sub': ['${Known}', { Known: 'own' }] }, 'own'],
    [{ 'Fn::Sub': '${Role.Arn}' }, 'arn:<AWS::Partition>:iam::<AWS::AccountId>:role/r'],
    [{ 'Fn::Sub': '${Vpc2}' }, '<stack/Vpc2>'],
    [{ 'Fn::Sub': '${OpenList}' }, '<Parameter stack/OpenList>'],
    [{ 'Fn::Join': ['-', ['a', 1, true, { Ref: 'Known' }]] }, 'a-1-true-known'],
    [{ 'Fn::Join': ['', ['a', { Ref: 'AWS::NoValue' }, 'b']] }, 'ab'],
    [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b,c'],
    [{ 'Fn::Join': [',', { Ref: 'OpenList' }] }, '<Parameter stack/OpenList joined by ",">'],
    [{ 'Fn::Join': [',', { 'Fn::GetAtt': ['Vpc2', 'CidrBlockAssociations'] }] }, '<stack/Vpc2.CidrBlockAssociations joined by ",">'],
    [{ 'Fn::Join': ['', ['a', { 'Fn::If': ['Maybe', 'b', 'c'] }]] }, 'a<stack: Resources > Subject > Properties > Value > 1>'],
    [{ 'Fn::Join': ['', ['a', { 'Fn::If': ['Maybe', 'b', { Ref: 'AWS::NoValue' }] }]] }, '<stack: Resources > Subject > Properties > Value>'],
    [{ 'Fn::Join': [',', 'text'] }, '<stack: Resources > Subject > Properties > Value>'],
    [{ 'Fn::ToJsonString': { a: [1, true, 'x', { Ref: 'Known' }] } }, '{"a":[1,true,"x","known"]}'],
    [{ 'Fn::ToJsonString': { a: { Ref: 'Open' } } }, '{"a":"<Parameter stack/Open>"}'],
    [{ 'Fn::ToJsonString': { 'Fn::Transform': {} } }, '<stack: Resources > Subject > Properties > Value>'],
    ['{{resolve:ssm:/a/b:1}}', '<{{resolve:ssm:/a/b:1}}>'],
    [{ 'Fn::Sub': 'x{{resolve:secretsmanager:${Open}:SecretString}}y' }, 'x<{{resolve:secretsmanager:<Parameter stack/Open>:SecretString}}>y'],
    [{ 'Fn::Join': ['', ['{{resolve:', 'ssm-secure:/p}}']] }, '<{{resolve:ssm-secure:/p}}>'],
    ['{{resolve:other:x}}', '{{resolve:other:x}}'],
  ])('%j gives %s', (expression, expected) => expect(shown(expression, SECTIONS)).toBe(expected));

  test('Base64 keeps its text readable', () => {
    const value = valueOf({ 'Fn::Base64': { 'Fn::Sub': 'echo ${Known}' } }, SECTIONS);
    expect(value).toBeInstanceOf(Encoded);
    expect(decoded(value)).toBe('echo known');
    expect(decoded(Buffer.from('echo').toString('base64'))).toBe('echo');
    expect(decoded('echo $X')).toBe('echo $X');
    expect(decoded(undefined)).toBeUndefined();
    expect(textOf(new Encoded('a'), () => '')).toBe('YQ==');
    expect(shown({ 'Fn::Join': ['', [{ 'Fn::Base64': { Ref: 'Open' } }]] }, SECTIONS)).toMatch(/^<stack: /);
  });

  test.each([
    { 'Fn::Sub': { a: 1 } }, { 'Fn::Sub': [] }, { 'Fn::Join': 'x' }, { 'Fn::Join': [1, []] }, { 'Fn::Length': { Ref: 'OpenList' } },
    { 'Fn::Transform': { Name: 'AWS::Include' } }, { 'Fn::Nonsense': 1 }, { 'Fn::Sub': 'a', 'B': 1 }, { Ref: ['A'] },
    { 'Fn::GetAtt': ['A'] }, { 'Fn::GetAtt': 'A' }, { 'Fn::GetAtt': 1 }, { 'Fn::FindInMap': 'x' }, { 'Fn::If': ['Yes', 'a'] }, { 'Fn::If': 'Yes' },
    { 'Fn::Transform': 'x' },
  ])('%j is unknown', (expression) => expect(valueOf(expression, SECTIONS)).toBeInstanceOf(Unknown));

  test('Length counts a list that is known', () => {
    expect(valueOf({ 'Fn::Length': { Ref: 'List' } }, SECTIONS)).toBe(3);
  });
});

describe('list functions', () => {
  test.each<[unknown, string]>([
    [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    [{ 'Fn::Select': [{ Ref: 'Open' }, ['a']] }, '<stack: Resources > Subject > Properties > Value>'],
    [{ 'Fn::Select': [0, { Ref: 'OpenList' }] }, '<Parameter stack/OpenList[0]>'],
    [{ 'Fn::Select': [0, { Ref: 'Open' }] }, '<Parameter stack/Open[0]>'],
    [{ 'Fn::Select': [0, 'text'] }, '<stack: Resources > Subject > Properties > Value>'],
    [{ 'Fn::Select': [0, { 'Fn::GetAtt': ['Vpc2', 'DnsEntries'] }] }, '<stack/Vpc2.DnsEntries[0]>'],
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '<zone 0>'],
    [{ 'Fn::Select': [1, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] }, '<zone 1>'],
    [{ 'Fn::Select': [1, { 'Fn::GetAZs': 'eu-west-1' }] }, '<zone 1 of eu-west-1>'],
    [{ 'Fn::Select': [1, [{ 'Fn::If': ['Maybe', 'x', { Ref: 'AWS::NoValue' }] }, 'a', 'b']] }, '<stack: Resources > Subject > Properties > Value>'],
    [{ 'Fn::Select': [1, [{ 'Fn::If': ['Maybe', 'x', 'y'] }, 'a', 'b']] }, 'a'],
    [{ 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Role', 'Arn'] }] }] }, 'role/r'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, '<stack/AWS::StackName>'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] }, '<AWS::Region split at "-"[0]>'],
    [{ 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'Open' }] }] }, '<Parameter stack/Open split at ","[0]>'],
    [{ 'Fn::Select': [0, { 'Fn::Split': [',', { 'Fn::Join': [',', { Ref: 'OpenList' }] }] }] }, '<Parameter stack/OpenList[0]>'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [',', { 'Fn::Join': [',', [{ Ref: 'Vpc' }, { Ref: 'Vpc2' }]] }] }] }, '<stack/Vpc2>'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['.', 1.5] }] }, '1'],
    [{ 'Fn::Join': ['|', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }] }, '10.0.0.0/24|10.0.1.0/24'],
    [{ 'Fn::Join': ['|', { 'Fn::Cidr': ['10.0.0.0/24', '2', '5'] }] }, '10.0.0.0/27|10.0.0.32/27'],
    [{ 'Fn::Join': ['|', { 'Fn::Cidr': ['192.168.7.9/24', 1] }] }, '192.168.7.0/24'],
    [{ 'Fn::Join': ['|', { 'Fn::Cidr': ['2001:db8::/56', 2, 64] }] }, '2001:db8::/64|2001:db8:0:1::/64'],
    [{ 'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc2', 'CidrBlock'] }, 2, 8] }] }, '<<stack/Vpc2.CidrBlock> cut in 2 cut in 8[0]>'],
  ])('%j gives %s', (expression, expected) => expect(shown(expression, SECTIONS)).toBe(expected));

  test.each([
    ['10.0.0.0/24', 9, 8], ['10.0.0/24', 1, 8], ['10.0.0.300/24', 1, 8], ['10.0.0.0', 1, 8], ['10.0.0.0/33', 1, 0], ['10.0.0.0/8', 257, 8],
    ['::1::/64', 1, 8], ['1:2:3/64', 1, 8], ['1:2:3:4:5:6:7::8/64', 1, 8], ['zz::/64', 1, 8], ['10.0.0.0/24', 'x', 8],
  ])('Cidr of %s in %s by %s is unknown', (...args) => expect(valueOf({ 'Fn::Cidr': args })).toBeInstanceOf(UnknownList));

  test('Cidr writes addresses without zeros in its middle in full', () => {
    expect(valueOf({ 'Fn::Cidr': ['1:2:3:4:5:6:7:8/120', 1, 8] })).toEqual(['1:2:3:4:5:6:7:0/120']);
    expect(valueOf({ 'Fn::Cidr': ['::/120', 1, 8] })).toEqual(['::/120']);
  });

  test.each([
    [{ 'Fn::Split': ['', 'a'] }], [{ 'Fn::Split': [',', ['a']] }], [{ 'Fn::Split': 'a' }], [{ 'Fn::Cidr': 'x' }],
  ])('%j is an unknown list', (expression) => expect(valueOf(expression)).toBeInstanceOf(UnknownList));

  test('Select beyond the end stops the deployment', () => {
    const template = { Resources: { A: { Type: 'A::B::C', Properties: { X: { 'Fn::Select': [3, ['a']] } } } } };
    expect(stops(template)).toEqual(['Fn::Select takes item 3 of a list of 1']);
  });
});

describe('mappings', () => {
  const find = (...keys: unknown[]) => ({ 'Fn::FindInMap': ['Map', ...keys] });

  test('are looked up', () => {
    expect(valueOf(find({ Ref: 'AWS::Region' }, 'A'), SECTIONS, USEAST)).toBe('1');
    expect(valueOf(find('us-east-1', 'L'), SECTIONS)).toEqual(['x', 'y']);
  });

  test('give what all keys have in common', () => {
    expect(valueOf(find({ Ref: 'AWS::Region' }, 'Same'), SECTIONS)).toBe('s');
    expect(valueOf(find({ Ref: 'AWS::Region' }, 'L'), SECTIONS)).toEqual(['x', 'y']);
    expect(valueOf(find({ Ref: 'AWS::Region' }, 'A'), SECTIONS)).toEqual(expect.objectContaining({ alternatives: ['1', '2'] }));
    expect(valueOf(find('us-east-1', { Ref: 'Open' }), SECTIONS)).toBeInstanceOf(OneOf);
    expect(valueOf({ 'Fn::FindInMap': [{ Ref: 'Open' }, 'a', 'b'] }, SECTIONS)).toBeInstanceOf(Unknown);
  });

  test('fall back to the default value', () => {
    expect(valueOf(find('mars-1', 'A', { DefaultValue: { Ref: 'Known' } }), SECTIONS)).toBe('known');
    expect(valueOf(find({ Ref: 'AWS::Region' }, 'Same', { DefaultValue: 't' }), SECTIONS)).toEqual(expect.objectContaining({ alternatives: ['s', 't'] }));
  });

  test('stop the deployment when they have no such key', () => {
    const Resources = { A: { Type: 'A::B::C', Properties: { X: find('mars-1', 'A') } } };
    expect(stops({ ...SECTIONS, Resources })).toEqual(['the mapping Map has no value for mars-1 and A']);
  });
});
