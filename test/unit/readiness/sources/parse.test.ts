import { parseJson, parseTemplate } from '../../../../src/readiness/private/sources/parse';

function tree(text: string, file = 'x.yaml'): unknown {
  const result = parseTemplate(file, `Resources: {}\nValue:\n  ${text.replaceAll('\n', '\n  ')}\n`);
  return result.ok ? JSON.parse(JSON.stringify(result.template.Value ?? null)) : result.error;
}

function error(text: string | Uint8Array): unknown {
  const result = parseTemplate('t', text);
  return result.ok ? 'no error' : result.error;
}

describe('short forms', () => {
  test.each([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.B', { 'Fn::GetAtt': ['A', 'B'] }],
    ['!GetAtt A.B.C', { 'Fn::GetAtt': ['A', 'B.C'] }],
    ['!GetAtt A', { 'Fn::GetAtt': 'A' }],
    ['!GetAtt [A, B]', { 'Fn::GetAtt': ['A', 'B'] }],
    ['!Sub "${A}"', { 'Fn::Sub': '${A}' }],
    ['!Sub ["${A}", {A: b}]', { 'Fn::Sub': ['${A}', { A: 'b' }] }],
    ['!Sub |\n  a\n  b', { 'Fn::Sub': 'a\nb\n' }],
    ['!Join ["", [a, !Ref B]]', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Split [",", a]', { 'Fn::Split': [',', 'a'] }],
    ['!If [A, 1, !Ref "AWS::NoValue"]', { 'Fn::If': ['A', 1, { Ref: 'AWS::NoValue' }] }],
    ['!Equals [a, b]', { 'Fn::Equals': ['a', 'b'] }],
    ['!And [!Condition A]', { 'Fn::And': [{ Condition: 'A' }] }],
    ['!Or []', { 'Fn::Or': [] }],
    ['!Not [true]', { 'Fn::Not': [true] }],
    ['!FindInMap [A, b, c]', { 'Fn::FindInMap': ['A', 'b', 'c'] }],
    ['!ImportValue\n  Fn::Sub: "${A}-b"', { 'Fn::ImportValue': { 'Fn::Sub': '${A}-b' } }],
    ['!Cidr [10.0.0.0/16, 2, 8]', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
    ['!Base64 abc', { 'Fn::Base64': 'abc' }],
    ['!Base64 yes', { 'Fn::Base64': 'yes' }],
    ['!Transform {Name: A}', { 'Fn::Transform': { Name: 'A' } }],
    ['!ToJsonString {a: 1}', { 'Fn::ToJsonString': { a: 1 } }],
    ['!Length [1]', { 'Fn::Length': [1] }],
    ['!GetStackOutput {StackName: a}', { 'Fn::GetStackOutput': { StackName: 'a' } }],
    ['!Ref', { Ref: '' }],
  ])('reads %s', (text, expected) => expect(tree(text)).toEqual(expected));
});

describe('scalars', () => {
  test.each([
    ['true', true], ['yes', true], ['On', true], ['FALSE', false], ['no', false], ['off', false],
    ['y', 'y'], ['N', 'N'], ['tRue', 'tRue'],
    ['"yes"', 'yes'], ["'true'", 'true'], ['!!str true', 'true'], ['!!int 3', 3], ['!!bool on', true], ['!!null x', 'x'],
    ['12', 12], ['-3', -3], ['0.5', 0.5], ['"12"', '12'],
    ['2012-10-17', '2012-10-17'], ['2010-09-09', '2010-09-09'], ['1.4.0', '1.4.0'], ['1.10', '1.10'],
    ['000123456789', '000123456789'], ['0777', '0777'], ['123456789012345678901', '123456789012345678901'],
    ['1e3', '1e3'], ['0x10', '0x10'], ['22:30', '22:30'], ['1_000', '1_000'], ['.5', '.5'],
    ['null', null], ['~', null], ['', null],
    ['>\n  folded\n  text', 'folded text\n'],
    ['{a: b, c: [d]}', { a: 'b', c: ['d'] }],
    ['? a\n: b', { a: 'b' }],
    ['? a', { a: null }],
  ])('reads %s as CloudFormation does', (text, expected) => expect(tree(text)).toEqual(expected));

  test('fails when a tag is none of CloudFormation’s', () => {
    expect(tree('!!binary aGk=')).toMatchObject({ message: expect.stringContaining('does not take the tag') });
    expect(tree('!lower x')).toMatchObject({ message: expect.stringContaining('!lower'), line: 3 });
  });
});

describe('anchors', () => {
  test('are copied, with a note', () => {
    const result = parseTemplate('t', 'Resources:\n  A: &a {Type: X}\n  B: *a\n  C: *a\n');
    expect(result).toMatchObject({ ok: true, template: { Resources: { A: { Type: 'X' }, B: { Type: 'X' } } }, notes: [expect.stringContaining('aliases')] });
  });

  test.each([
    ['a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { b: 1, c: 3 }],
    ['a: &x {b: 1}\ne: &y {b: 2, f: 4}\nd: {<<: [*x, *y]}', { b: 1, f: 4 }],
    ['d: {"<<": 1}', { '<<': 1 }],
    ['d: {<<: 1}', {}],
  ])('merge %j', (text, expected) => expect((tree(text) as { d: unknown }).d).toEqual(expected));

  test.each([
    ['*b', 'has no anchor before it'],
    ['&a [*a]', 'stands inside what it refers to'],
    ['*b : 1', 'a key is not text'],
    ['[a]: 1', 'a key is not text'],
  ])('fails when written as %s', (text, message) => expect(tree(text)).toMatchObject({ message: expect.stringContaining(message) }));

  test('uses the anchor that was last set before', () => {
    expect(tree('- &a 1\n- *a\n- &a 2\n- *a')).toEqual([1, 1, 2, 2]);
  });
});

describe('JSON', () => {
  test.each([
    ['as text', '{"Resources": {"A": 1}}'],
    ['with a byte-order mark', '\uFEFF{"Resources": {"A": 1}}'],
    ['as bytes with a byte-order mark', Buffer.from('\uFEFF{"Resources": {"A": 1}}')],
    ['after white space', '\r\n  {"Resources": {"A": 1}}'],
  ])('is read %s', (_, text) => expect(parseTemplate('t', text)).toMatchObject({ ok: true, template: { Resources: { A: 1 } } }));

  test.each([
    ['{"Resources": {}', 1, 17, '"}" is missing'],
    ['{"Resources": {\n  "A": nope}}', 2, 8, 'unexpected "n"'],
    ['{"Resources": {\n  "A": "a\nb"}}', 2, 8, 'a JSON string is not well-formed'],
    ['{\n  Resources: {}}', 2, 3, 'a JSON key in double quotes is missing'],
    ['{"a" 1}', 1, 6, '":" is missing'],
    ['{"a": 1,}', 1, 9, 'a JSON key in double quotes is missing'],
    ['{"a": ', 1, 7, 'the JSON ends too early'],
    ['{"a": [1 2]}', 1, 10, '"]" is missing'],
    ['{} {}', 1, 4, 'something follows the end of the JSON value'],
  ])('fails when it is %j', (text, line, column, message) => expect(error(text)).toEqual({ file: 't', line, column, message }));

  test('keeps keys that objects have by nature as data', () => {
    const result = parseTemplate('t', '{"Resources": {"__proto__": {"a": 1}, "constructor": 2, "hasOwnProperty": 3}}');
    const resources = result.ok ? result.template.Resources as object : {};
    expect(Object.keys(resources)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect((result as unknown as { template: Record<string, unknown> }).template.constructor).toBeUndefined();
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  test('loses the characters that mark holes, and halves of characters', () => {
    const result = parseTemplate('t', '{"Resources": {"a\\uE000": "\\uE001b\\ud800", "c": ["\uE000d", "\\ud83d\\ude00"]}}');
    expect(result).toMatchObject({ template: { Resources: { a: 'b\uFFFD', c: ['d', '\u{1F600}'] } } });
  });
});

describe('YAML', () => {
  test('fails when a key stands twice', () => {
    expect(error('Resources:\n  A: 1\n  B: 2\n  A: 3\n')).toEqual({ file: 't', line: 4, column: 3, message: 'key "A" stands here a second time' });
  });

  test('keeps keys that objects have by nature as data', () => {
    const result = parseTemplate('t', 'Resources:\n  __proto__: {a: 1}\n  constructor: 2\n');
    expect(Object.keys(result.ok ? result.template.Resources as object : {})).toEqual(['__proto__', 'constructor']);
  });

  test('loses the characters that mark holes', () => {
    expect(parseTemplate('t', 'Resources: {"a\\uE000": "b\\uE001", c: d\uE000}')).toMatchObject({ template: { Resources: { a: 'b', c: 'd' } } });
  });

  test('names the line of a syntax error', () => {
    expect(error('Resources:\n  A: [1, 2\n  B: 3\n')).toMatchObject({ line: expect.any(Number), message: expect.any(String) });
    expect(error('a: 1\n---\nb: 2\n')).toMatchObject({ line: 2, message: 'the file holds more than one document' });
  });
});

describe('what is no template', () => {
  test.each([
    ['', 'the file is empty'],
    [' \n\t\n', 'the file is empty'],
    ['# nothing\n', 'not a template: it is a single value'],
    ['[]', 'not a template: it is a list'],
    ['- a\n- b\n', 'not a template: it is a list'],
    ['just text', 'not a template: it is a single value'],
    ['<!DOCTYPE html><html></html>', 'not a template but HTML or XML'],
    ['{}', 'not a template: it has no Resources section'],
    ['Resources: 3', 'not a template: it has no Resources section'],
    ['services: {web: {image: nginx}}', 'not a template: it has no Resources section'],
  ])('is told for %j', (text, message) => expect(parseTemplate('t', text)).toEqual({ ok: false, foreign: true, error: { file: 't', message } }));

  test.each([
    ['a NUL byte', 'Resources: \0'],
    ['bytes that are not UTF-8', Uint8Array.from([0x52, 0xff, 0xfe, 0x00])],
  ])('is told for %s', (_, content) => expect(error(content)).toEqual({ file: 't', message: 'not text in UTF-8' }));

  test('is told for files beyond all bounds', () => {
    expect(error(Buffer.alloc(65 * 1024 * 1024))).toEqual({ file: 't', message: 'larger than 64 MB' });
    expect(error(Buffer.alloc(17 * 1024 * 1024, 'a'))).toEqual({ file: 't', message: 'larger than 16 MB, which takes too long as YAML; give it as JSON' });
  });
});

test('JSON that is no template can be read too', () => {
  expect(parseJson(Buffer.from('{"a": 1}'))).toEqual({ a: 1 });
  expect(parseJson(Buffer.from('{'))).toBeUndefined();
  expect(parseJson(Uint8Array.from([0xff]))).toBeUndefined();
});
