import { resolved, stops, valueOf } from './_builders';
import { readable } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

const EXTENSIONS = 'AWS::LanguageExtensions';
const type = 'A::B::C';

describe('a resource', () => {
  test('keeps its policies, metadata and dependencies', () => {
    const { resources } = resolved({
      Resources: {
        A: { Type: type, DependsOn: 'B', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete', Metadata: { 'aws:cdk:path': 'p' } },
        B: { Type: type },
        C: { Type: type, DependsOn: ['A', 'B', 3], Metadata: 'x' },
      },
    });
    expect(resources.get('A')).toMatchObject({ dependsOn: ['B'], deletionPolicy: 'Retain', updateReplacePolicy: 'Delete', metadata: { 'aws:cdk:path': 'p' } });
    expect(resources.get('C')).toMatchObject({ dependsOn: ['A', 'B'], metadata: {} });
  });

  test('knows what it refers to, certainly and perhaps', () => {
    const { resources } = resolved({
      Parameters: { P: { Type: 'String' } },
      Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, No: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: { Type: type },
        B: { Type: type },
        C: { Type: type },
        D: { Type: type },
        E: { Type: type },
        X: {
          Type: type,
          Metadata: { Ref: 'E' },
          Properties: {
            One: { Ref: 'A' },
            Two: { 'Fn::GetAtt': ['B', 'Arn'] },
            Three: { 'Fn::Sub': '${C.Arn}${P}' },
            Four: { 'Fn::If': ['Maybe', { Ref: 'D' }, 'x'] },
            Five: { 'Fn::If': ['No', { Ref: 'E' }, 'x'] },
          },
        },
      },
    });
    expect([...resources.get('X')!.references]).toEqual(['A', 'B', 'C']);
    expect([...resources.get('X')!.mayReference]).toEqual(['D']);
  });

  test.each([
    [{ 'A': 1, 'Fn::Transform': { Name: 'AWS::Include' } }, { A: 1 }, 'a transform adds to it at deployment'],
    [{ 'Fn::If': ['X', {}, {}] }, {}, 'Fn::If stands in place of properties'],
    [{ 'A': 1, 'Fn::ForEach::L': ['X', { Ref: 'Nope' }, {}] }, { A: 1 }, 'the loop L goes over a collection that is not known'],
    [{ A: 1 }, { A: 1 }, undefined],
    ['text', {}, undefined],
  ])('with properties %j says whether there may be more', (properties, expected, more) => {
    const resource = resolved({ Resources: { A: { Type: type, Properties: properties } } }).resources.get('A')!;
    expect({ ...resource.properties }).toEqual(expected);
    expect(resource.moreProperties).toBe(more);
  });
});

describe('Fn::ForEach', () => {
  const loop = (collection: unknown, body: unknown, identifier: unknown = 'X') => ({ 'Fn::ForEach::Loop': [identifier, collection, body] });
  const ids = (template: object) => [...resolved({ Transform: EXTENSIONS, ...template }).resources.keys()];

  test('makes resources', () => {
    const Parameters = { P: { Type: 'CommaDelimitedList', Default: 'a,b' } };
    const body = { 'Topic${X}': { Type: type, Properties: { A: { Ref: 'X' }, B: { 'Fn::Sub': 'x-${X}-${AWS::Region}' }, C: ['${X}', 1, true], D: { 'Fn::GetAtt': ['Topic${X}', 'Y'] } } } };
    const { resources, problems } = resolved({ Transform: EXTENSIONS, Parameters, Resources: loop({ Ref: 'P' }, body) });
    expect([...resources.keys()]).toEqual(['Topica', 'Topicb']);
    expect(resources.get('Topicb')!.properties).toMatchObject({ A: 'b', C: ['b', 1, true] });
    expect(readable(resources.get('Topicb')!.properties.B as string)).toBe('x-b-<AWS::Region>');
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining('circular')]);
  });

  test('strips what a key cannot hold, takes numbers and lists in lists, and nests', () => {
    expect(ids({ Resources: loop(['a.b', 1, ['c']], { 'R&{X}': { Type: type } }) })).toEqual(['Rab', 'R1', 'Rc']);
    expect(ids({ Resources: loop(['a', 'b'], { 'Fn::ForEach::Inner': ['Y', ['1', '2'], { '${X}${Y}': { Type: type } }] }) })).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  test('makes conditions, outputs and properties', () => {
    const found = resolved({
      Transform: EXTENSIONS,
      Conditions: loop(['a', 'b'], { 'Is${X}': { 'Fn::Equals': ['${X}', 'a'] } }),
      Outputs: loop(['a', 'b'], { 'Out${X}': { Value: '${X}' } }),
      Resources: { R: { Type: type, Properties: { Tags: loop(['a', 'b'], { 'Key${X}': '${X}' }), ...loop(['a'], { 'P${X}': 1 }) } } },
    });
    expect([...found.conditions].map(([name, { answer }]) => [name, answer])).toEqual([['Isa', 'yes'], ['Isb', 'no']]);
    expect(found.outputs.get('Outb')).toMatchObject({ value: 'b' });
    expect(found.resources.get('R')!.properties).toEqual({ Tags: { Keya: 'a', Keyb: 'b' }, Pa: 1 });
  });

  test.each([
    ['goes over a collection that is not known', loop({ Ref: 'AWS::NotificationARNs' }, { '${X}': { Type: type } })],
    ['goes over a collection that is not known', loop([{ Ref: 'AWS::Region' }], { '${X}': { Type: type } })],
    ['is not an identifier, a collection and a body', loop(['a'], 'x')],
    ['is not an identifier, a collection and a body', { 'Fn::ForEach::Loop': 'x' }],
    ['is not an identifier, a collection and a body', loop(['a'], {}, 3)],
  ])('%s: more resources are possible', (message, Resources) => {
    expect(resolved({ Transform: EXTENSIONS, Resources })).toMatchObject({ moreResources: [`the loop Loop ${message}`] });
  });

  test('over what is not known leaves an object unknown', () => {
    expect(valueOf(loop([{ Ref: 'AWS::Region' }], { '${X}': 1 }))).toBeInstanceOf(Unknown);
  });
});

describe('a template that CloudFormation refuses', () => {
  const R = { Type: type };
  test.each<[object, string[]]>([
    [{ Resources: {} }, ['a template declares at least one resource']],
    [{ Resources: { R }, Resource: {} }, ['CloudFormation knows no section "Resource"']],
    [{ Resources: { 'R-1': R } }, ['the logical id "R-1" is not alphanumeric']],
    [{ Resources: { R: { Type: 'String' } } }, ['CloudFormation knows no resource type "String"']],
    [{ Resources: { R: {} } }, ['CloudFormation knows no resource type ""']],
    [{ Resources: { R: 'x' } }, ['CloudFormation knows no resource type ""']],
    [{ Resources: { R: { ...R, Properties: { A: { Ref: 'X' } } } } }, ['refers to "X", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: [{ 'Fn::GetAtt': ['X', 'Arn'] }] } } } }, ['refers to "X", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: { 'Fn::GetAtt': 'X.Arn' } } } } }, ['refers to "X", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: { 'Fn::Sub': '${X.Arn}${!Y}${Z}${AWS::Region}' } } } } },
      ['refers to "X", which the template does not declare', 'refers to "Z", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: { 'Fn::Sub': ['${X}${Own}', { Own: 1 }] } } } } }, ['refers to "X", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: { 'Fn::If': ['C', 1, 2] } } } } }, ['condition "C" is not declared']],
    [{ Resources: { R: { ...R, Condition: 'C' } } }, ['condition "C" is not declared']],
    [{ Resources: { R }, Conditions: { A: { 'Fn::Not': [{ Condition: 'C' }] } } }, ['condition "C" is not declared']],
    [{ Resources: { R: { ...R, DependsOn: 'X' } } }, ['depends on "X", which the template does not declare']],
    [{ Resources: { R: { ...R, DependsOn: ['R'] } } }, ['circular dependency between R']],
    [{ Resources: { R }, Outputs: { O: { Value: { Ref: 'X' } } } }, ['refers to "X", which the template does not declare']],
    [{ Resources: { R: { ...R, Properties: { A: { 'Fn::Length': [] } } } } }, ['Fn::Length needs the transform AWS::LanguageExtensions']],
    [{ Resources: { R: { ...R, Properties: { A: null } } } }, ['null values are not allowed in templates']],
    [{ Resources: { A: { ...R, DependsOn: 'B' }, B: { ...R, DependsOn: 'C' }, C: { ...R, DependsOn: 'B' } } }, ['circular dependency between B, C']],
  ])('is one like %j', (template, expected) => expect(stops(template)).toEqual(expected));

  test.each<[object]>([
    [{ Resources: { R }, Rules: {}, Hooks: {}, Metadata: {}, Mappings: {}, Description: 'd', AWSTemplateFormatVersion: '2010-09-09' }],
    [{ Resources: { R: { Type: 'Custom::My-Thing@1' }, S: { Type: 'A::B::C::MODULE' } } }],
    [{ Resources: { R: { ...R, Properties: { Condition: 'x', Policy: { Condition: 'y' } } } } }],
    [{ Resources: { R: { ...R, DependsOn: ['S', 'S'] }, S: R } }],
    [{ Transform: ['AWS::Serverless-2016-10-31'], Globals: {}, Resources: { F: { Type: 'AWS::Serverless::Function' }, R: { ...R, Properties: { A: { 'Fn::GetAtt': ['FRole', 'Arn'] } } } } }],
  ])('is not one like %j', (template) => expect(stops(template)).toEqual([]));

  test('is not condemned for what a macro may repair', () => {
    const found = resolved({ Transform: [EXTENSIONS, { Name: 'MyMacro' }, 3], Resources: { R: { ...R, Properties: { A: { Ref: 'X' } } } } });
    expect(found).toMatchObject({ transformed: ['MyMacro'], problems: [] });
    expect(resolved({ Transform: EXTENSIONS, Resources: { R } }).transformed).toEqual([]);
  });

  test('has a line for its problem', () => {
    const found = resolved('Resources:\n  R:\n    Type: A::B::C\n    Properties:\n      A: !Ref X\n');
    expect(found.positionOf(found.problems[0].path)).toEqual({ line: 5, column: 7 });
  });
});
