import { resolved, shown, stops, valueOf } from './_builders';
import { readable } from '../../../../src/readiness/private/model/text';
import { textOf, UnknownList } from '../../../../src/readiness/private/sources/value';

const R = { R: { Type: 'A::B::C' } };

function value(declaration: object, parameters?: Record<string, string>): unknown {
  const found = resolved({ Parameters: { P: declaration }, Resources: R }, { parameters }).parameters.get('P')!.value;
  return typeof found === 'string' ? readable(found) : found instanceof UnknownList ? `list ${found.id}` : found;
}

describe('a parameter', () => {
  test.each<[object, unknown]>([
    [{ Type: 'String', Default: 'a' }, 'a'],
    [{ Type: 'String', Default: true }, 'true'],
    [{ Type: 'Number', Default: 3 }, '3'],
    [{ Type: 'String', Default: '' }, ''],
    [{ Default: 'a' }, 'a'],
    [{ Type: { bad: 1 }, Default: 'a' }, 'a'],
    [{ Type: 'String' }, '<Parameter stack/P>'],
    [{ Type: 'String', MinLength: { bad: 1 } }, '<Parameter stack/P>'],
    [{ Type: 'CommaDelimitedList', Default: 'a, b' }, ['a', 'b']],
    [{ Type: 'CommaDelimitedList', Default: '' }, []],
    [{ Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-2' }, ['subnet-1', 'subnet-2']],
    [{ Type: 'List<AWS::EC2::Subnet::Id>' }, 'list Parameter stack/P'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' }, '<{{resolve:ssm:/a}}>'],
    [{ Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ecs/x' }, '<{{resolve:ssm:/aws/service/ecs/x}}>'],
    [{ Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/a' }, 'list {{resolve:ssm:/a}}'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '<Parameter stack/P>'],
    [{ Type: 'AWS::SSM::Parameter::Name', Default: '/a' }, '/a'],
  ])('declared as %j has its value', (declaration, expected) => expect(value(declaration)).toEqual(expected));

  test('takes what is passed before its default', () => {
    expect(value({ Type: 'String', Default: 'a' }, { P: 'b' })).toBe('b');
    expect(value({ Type: 'CommaDelimitedList' }, { P: 'b,c' })).toEqual(['b', 'c']);
    expect(value({ Type: 'String', Default: 'a' }, { Q: 'b' })).toBe('a');
  });

  test('tells rules everything that it may be', () => {
    const { parameters } = resolved({ Parameters: { P: { Type: 'String', AllowedValues: ['a', 1] }, Q: { Default: 'x' } }, Resources: R });
    expect(parameters.get('P')).toMatchObject({ type: 'String', allowed: ['a', '1'], given: false });
    expect(parameters.get('Q')).toMatchObject({ default: 'x', allowed: undefined });
  });

  test('stops the deployment when it is set to what is not allowed', () => {
    const Parameters = { P: { Type: 'String', AllowedValues: ['a'], Default: 'b' }, Q: { Type: 'CommaDelimitedList', AllowedValues: ['a'], Default: 'a,c' } };
    expect(stops({ Parameters, Resources: R })).toEqual(['"b" is not among the allowed values', '"c" is not among the allowed values']);
    expect(stops({ Parameters: { P: { ...Parameters.P, Default: 'a' } }, Resources: R })).toEqual([]);
  });

  test('in a list of names can be split, in free text cannot', () => {
    const Parameters = { Id: { Type: 'AWS::EC2::Subnet::Id' }, Free: { Type: 'String' }, One: { Type: 'String', AllowedValues: ['a', 'b'] }, Two: { Type: 'String', AllowedValues: ['a:', 'b'] } };
    const half = (name: string) => shown({ 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Sub': `x:\${${name}}` }] }] }, { Parameters });
    expect(half('Id')).toBe('<Parameter stack/Id>');
    expect(half('One')).toBe('<Parameter stack/One>');
    expect(half('Two')).toContain('split');
    expect(half('Free')).toContain('split');
  });
});

describe('a pseudo parameter', () => {
  const all = '${AWS::AccountId} ${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix} ${AWS::StackName}';

  test.each([
    [{}, '<AWS::AccountId> <AWS::Region> <AWS::Partition> <AWS::URLSuffix> <stack/AWS::StackName>'],
    [{ environment: { account: '1', region: 'eu-west-1' }, stackName: 's' }, '1 eu-west-1 aws amazonaws.com s'],
    [{ environment: { region: 'cn-north-1' } }, '<AWS::AccountId> cn-north-1 aws-cn amazonaws.com.cn <stack/AWS::StackName>'],
    [{ environment: { region: 'us-gov-west-1' } }, '<AWS::AccountId> us-gov-west-1 aws-us-gov amazonaws.com <stack/AWS::StackName>'],
    [{ environment: { region: 'us-isob-east-1' } }, '<AWS::AccountId> us-isob-east-1 aws-iso-b sc2s.sgov.gov <stack/AWS::StackName>'],
  ])('with %j has its value', (options, expected) => expect(shown({ 'Fn::Sub': all }, {}, options)).toBe(expected));

  test('names the stack and its topics', () => {
    expect(shown({ Ref: 'AWS::StackId' }, {}, { stackName: 's', environment: { account: '1', region: 'eu-west-1' } }))
      .toBe('arn:aws:cloudformation:eu-west-1:1:stack/s/<stack/AWS::StackId>');
    expect(valueOf({ Ref: 'AWS::NotificationARNs' })).toBeInstanceOf(UnknownList);
    expect(valueOf({ Ref: 'AWS::NoValue' })).toBeUndefined();
    expect(shown({ Ref: 'AWS::Nonsense' })).toBe('<stack: Resources > Subject > Properties > Value>');
  });

  test('marks what is named alike in other places', () => {
    const options = { environment: { region: 'eu-west-1' } };
    expect(shown({ 'Fn::ImportValue': 'x' }, {}, options)).toBe('<Import x of any account/eu-west-1>');
    expect(shown({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, {}, options)).toBe('<zone 0 of any account/eu-west-1>');
    expect(shown('{{resolve:ssm:a}}', {}, { environment: { account: '1' } })).toBe('<{{resolve:ssm:a}} of 1/any region>');
  });
});

test('values turn into text one way', () => {
  expect(textOf(undefined, () => 'place')).toBe(textOf({}, () => 'place'));
  expect([textOf(1, () => ''), textOf(false, () => '')]).toEqual(['1', 'false']);
});
