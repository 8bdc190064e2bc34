import { input, system, type Options } from './_builders';
import { hole, readable } from '../../../../src/readiness/private/model/text';
import { OneOf, textOf, UnknownList, type Value } from '../../../../src/readiness/private/sources/value';

const type = 'A::B::C';
const exporting = (name: unknown, value: unknown, more: object = {}) => ({ Resources: { R: { Type: 'AWS::EC2::VPC' } }, Outputs: { O: { Value: value, Export: { Name: name }, ...more } } });
const using = (value: unknown, more: object = {}) => ({ ...more, Resources: { U: { Type: type, Properties: { X: value } } } });
const show = (value: Value | undefined) => readable(textOf(value, () => 'unknown'));

function used(value: unknown, options: Options, ...others: ReturnType<typeof input>[]): string {
  return show(system(...others, input(using(value), { name: 'user', ...options })).resource('user', 'U')!.properties.X);
}

describe('Fn::ImportValue', () => {
  const vpc = (options: Options = {}) => input(exporting('net-vpc', { Ref: 'R' }), { name: 'net', ...options });

  test('finds the export of a stack given with it', () => {
    expect(used({ 'Fn::ImportValue': 'net-vpc' }, {}, vpc())).toBe('<net/R>');
    expect(used({ 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-vpc' } }, { stackName: 'net' }, vpc())).toBe('<net/R>');
    expect(used({ 'Fn::ImportValue': 'net:vpc' }, {}, input(exporting({ 'Fn::Sub': '${AWS::StackName}:vpc' }, { Ref: 'R' }), { name: 'n', stackName: 'net' }))).toBe('<n/R>');
  });

  test('does not guess when there is none, or more than one', () => {
    expect(used({ 'Fn::ImportValue': 'other' }, {}, vpc())).toBe('<Import other>');
    expect(used({ 'Fn::ImportValue': 'net-vpc' }, {}, vpc(), vpc({ name: 'net2' }))).toBe('<Import net-vpc>');
    expect(used({ 'Fn::ImportValue': 'net-vpc' }, {}, vpc({ environment: { region: 'eu-west-1' } }), vpc({ environment: { region: 'us-east-1' } }))).toBe('<Import net-vpc>');
  });

  test('stays in its region and account', () => {
    const options = { environment: { region: 'us-east-1' } };
    expect(used({ 'Fn::ImportValue': 'net-vpc' }, options, vpc({ name: 'eu', environment: { region: 'eu-west-1' } }), vpc(options))).toBe('<net/R>');
    expect(used({ 'Fn::ImportValue': 'net-vpc' }, options, vpc({ environment: { region: 'eu-west-1' } }))).toBe('<Import net-vpc of any account/us-east-1>');
  });

  test('follows imports of imports, whatever the order', () => {
    const middle = input(exporting('middle', { 'Fn::ImportValue': 'net-vpc' }), { name: 'middle' });
    const last = input(using({ 'Fn::ImportValue': 'middle' }), { name: 'last' });
    expect(show(system(last, middle, vpc()).resource('last', 'U')!.properties.X)).toBe('<net/R>');
  });

  test('finds no export under a condition that does not hold', () => {
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] }, Maybe: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'b'] } };
    expect(used({ 'Fn::ImportValue': 'x' }, {}, input({ ...exporting('x', 'v', { Condition: 'No' }), Conditions }))).toBe('<Import x>');
    expect(used({ 'Fn::ImportValue': 'x' }, {}, input({ ...exporting('x', 'v', { Condition: 'Maybe' }), Conditions }))).toBe('v');
  });

  test('ends when exports go in circles', () => {
    const circle = input({ Resources: {}, Outputs: { A: { Value: { 'Fn::ImportValue': 'b' }, Export: { Name: 'a' } }, B: { Value: { 'Fn::ImportValue': 'a' }, Export: { Name: 'b' } } } });
    expect(used({ 'Fn::ImportValue': 'a' }, {}, circle)).toBe('<stack: Outputs > A>');
    expect(used({ 'Fn::ImportValue': 'a' }, {}, input(exporting({ 'Fn::ImportValue': 'a' }, 'x')))).toBe('<Import a>');
  });

  test('splits a list that was exported as text', () => {
    const net = input({
      Resources: { A: { Type: 'AWS::EC2::Subnet' }, B: { Type: 'AWS::EC2::Subnet' } },
      Outputs: { O: { Value: { 'Fn::Join': ['||', [{ Ref: 'A' }, { Ref: 'B' }]] }, Export: { Name: 'subnets' } } },
    }, { name: 'net' });
    expect(used({ 'Fn::Select': [1, { 'Fn::Split': ['||', { 'Fn::ImportValue': 'subnets' }] }] }, {}, net)).toBe('<net/B>');
  });
});

describe('Fn::GetStackOutput', () => {
  const net = (options: Options = {}) => input({ Resources: {}, Outputs: { Vpc: { Value: 'vpc-1' } } }, { stackName: 'net', name: 'net', ...options });
  const get = (more: object = {}) => ({ 'Fn::GetStackOutput': { StackName: 'net', OutputName: 'Vpc', ...more } });

  test('reads an output of a stack given with it', () => {
    expect(used(get(), {}, net())).toBe('vpc-1');
    expect(used(get({ Region: 'eu-west-1' }), { environment: { region: 'us-east-1' } }, net({ environment: { region: 'eu-west-1' } }))).toBe('vpc-1');
  });

  test('does not guess otherwise', () => {
    expect(used(get({ OutputName: 'X' }), {}, net())).toBe('<Output net.X>');
    expect(used(get({ Region: 'eu-west-1' }), {}, net({ environment: { region: 'us-east-1' } }))).toBe('<Output net.Vpc>');
    expect(used(get({ Region: { Ref: 'AWS::Region' } }), {}, net(), net({ name: 'b' }))).toBe('<Output net.Vpc>');
    expect(used({ 'Fn::GetStackOutput': 'x' }, {}, net())).toMatch(/^<Output </);
  });
});

describe('nested stacks', () => {
  const child = (template: object) => input(template, { name: 'ignored' });
  const parent = (properties: object, value: unknown, nested: ReturnType<typeof input>, more: object = {}) => input({
    ...more,
    Resources: {
      N: { Type: 'AWS::CloudFormation::Stack', Properties: properties },
      A: { Type: 'AWS::EC2::Subnet' },
      B: { Type: 'AWS::EC2::Subnet' },
      U: { Type: type, Properties: { X: value } },
    },
  }, { name: 'p', nested: { N: nested } });
  const echo = (declaration: object) => child({ Parameters: { P: declaration }, Resources: { U: { Type: type, Properties: { X: { Ref: 'P' } } } }, Outputs: { O: { Value: { Ref: 'P' } } } });
  const out = { 'Fn::GetAtt': ['N', 'Outputs.O'] };

  function passed(value: unknown, declaration: object = { Type: 'String', Default: 'd' }, more: object = {}) {
    const found = system(parent({ Parameters: { P: value } }, out, echo(declaration), more));
    return { up: found.resource('p', 'U')!.properties.X, down: found.template('ignored')!.parameters.get('P')!.value };
  }

  test('take parameters and give outputs', () => {
    expect(passed('x')).toEqual({ up: 'x', down: 'x' });
    expect(passed(3)).toEqual({ up: '3', down: '3' });
    expect(passed({ Ref: 'A' })).toEqual({ up: hole('generated', 'p/A'), down: hole('generated', 'p/A') });
    expect(passed({ Ref: 'AWS::NoValue' })).toEqual({ up: 'd', down: 'd' });
  });

  test('take lists as text', () => {
    const { down } = passed({ 'Fn::Join': [',', [{ Ref: 'A' }, { Ref: 'B' }]] }, { Type: 'List<AWS::EC2::Subnet::Id>' });
    expect(down).toEqual([hole('generated', 'p/A'), hole('generated', 'p/B')]);
    const list = passed({ 'Fn::Join': [',', { Ref: 'L' }] }, { Type: 'CommaDelimitedList' }, { Parameters: { L: { Type: 'CommaDelimitedList' } } });
    expect(list.down).toBeInstanceOf(UnknownList);
    expect(passed({ Ref: 'L' }, { Type: 'CommaDelimitedList' }, { Parameters: { L: { Type: 'CommaDelimitedList' } } }).down).toMatchObject({ id: 'Parameter p/L' });
    expect(passed(['a'], { Type: 'CommaDelimitedList' }).down).toEqual(['a']);
  });

  test('take what is not known as such', () => {
    expect(passed({ 'Fn::Transform': {} })).toEqual({ up: hole('unknown', 'Parameter ignored/P'), down: hole('unknown', 'Parameter ignored/P') });
    expect(passed({ 'Fn::Transform': {} }, { Type: 'CommaDelimitedList' }).down).toMatchObject({ id: 'Parameter ignored/P' });
    const Conditions = { Maybe: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] } };
    expect(passed({ 'Fn::If': ['Maybe', 'a', 'b'] }, undefined, { Conditions }).up).toBeInstanceOf(OneOf);
    const whole = system(parent({ Parameters: { 'Fn::Transform': {} } }, out, echo({ Type: 'String', Default: 'd' })));
    expect(show(whole.resource('p', 'U')!.properties.X)).toBe('<Parameter ignored/P>');
    expect(show(passed('x'.repeat(20_000)).up)).toBe('<Parameter ignored/P>');
  });

  test('have defaults when nothing is passed', () => {
    expect(show(system(parent({}, out, echo({ Type: 'String', Default: 'd' }))).resource('p', 'U')!.properties.X)).toBe('d');
  });

  test('give unknown values for outputs that they do not have', () => {
    expect(show(system(parent({}, { 'Fn::GetAtt': ['N', 'Outputs.Nope'] }, echo({}))).resource('p', 'U')!.properties.X)).toBe('<p/N.Outputs.Nope>');
    expect(show(system(parent({}, { 'Fn::GetAtt': ['N', 'Other'] }, echo({}))).resource('p', 'U')!.properties.X)).toBe('<p/N.Other>');
  });

  test('know their parent, and AWS makes up their name', () => {
    const { templates } = system(parent({}, { Ref: 'N' }, child({ Resources: { U: { Type: type, Properties: { X: { Ref: 'AWS::StackName' } } } } })));
    expect(templates.map(({ stack, parent: above }) => [stack, above])).toEqual([['p', undefined], ['ignored', { stack: 'p', logicalId: 'N' }]]);
    expect(templates[1].stackName).toBe(hole('generated', 'ignored/AWS::StackName'));
  });

  test.each([['Yes', 'yes'], ['No', 'no'], ['Maybe', 'unknown']])('under condition %s have resources that are created: %s', (condition, created) => {
    const Conditions = { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Equals': ['a', 'b'] }, Maybe: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'b'] } };
    const inner = child({ Resources: { U: { Type: type }, V: { Type: type, Properties: { X: { Ref: 'U' } } } } });
    const outer = input({ Conditions, Resources: { N: { Type: 'AWS::CloudFormation::Stack', Condition: condition } } }, { name: 'p', nested: { N: inner } });
    const { resources, problems } = system(outer).template('ignored')!;
    expect(resources.get('U')!.created).toBe(created);
    expect(resources.get('U')!.createdReason).toBe(created === 'unknown' ? 'the stack that it is nested in may not be created' : undefined);
    expect(problems).toEqual([]);
  });

  test('that need their own output end', () => {
    const found = system(parent({ Parameters: { P: out } }, out, echo({ Type: 'String', Default: 'd' })));
    expect(show(found.resource('p', 'U')!.properties.X)).toMatch(/^<.*>$/);
  });
});

test('stacks of one name are told apart', () => {
  const one = () => input(using('x'), { name: 'same' });
  expect(system(one(), one(), one()).templates.map(({ stack }) => stack)).toEqual(['same', 'same#2', 'same#3']);
});

test('outputs say whether they are created', () => {
  const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } };
  const { outputs } = system(input({ ...exporting('n', 'v', { Condition: 'No' }), Conditions })).templates[0];
  expect(outputs.get('O')).toEqual({ value: 'v', created: 'no', exportName: undefined });
});
