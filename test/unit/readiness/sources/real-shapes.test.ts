import { input, resolved, stops, system, valueOf } from './_builders';
import { hole, piecesOf } from '../../../../src/readiness/private/model/text';
import { Unknown } from '../../../../src/readiness/private/model/unknown';

/** Shapes that public templates have and that are easily got wrong. */
describe('shapes of real templates', () => {
  test('a stray quote inside an action stays where it is', () => {
    const { resources } = resolved('Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      Action: ["ssmmessages:CreateDataChannel\'"]\n');
    expect(resources.get('P')!.properties.Action).toEqual(["ssmmessages:CreateDataChannel'"]);
  });

  test('an effect out of a function is resolved', () => {
    const sections = { Parameters: { P: { Type: 'String', Default: 'no' } }, Conditions: { On: { 'Fn::Equals': [{ Ref: 'P' }, 'yes'] } } };
    expect(valueOf([{ Effect: { 'Fn::If': ['On', 'Allow', 'Deny'] } }], sections)).toEqual([{ Effect: 'Deny' }]);
  });

  test('a statement that may be missing is unknown, one that is missing is gone', () => {
    const sections = { Parameters: { P: { Type: 'String' } }, Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, No: { 'Fn::Equals': ['a', 'b'] } } };
    const statement = (condition: string) => ({ 'Fn::If': [condition, { Effect: 'Allow' }, { Ref: 'AWS::NoValue' }] });
    expect(valueOf([statement('Maybe')], sections)).toEqual([expect.any(Unknown)]);
    expect(valueOf([statement('No'), statement('No')], sections)).toEqual([]);
  });

  test('a managed policy by Ref, by Sub and by Join is one text', () => {
    const arn = (expression: unknown) => valueOf(expression, {}, { environment: { region: 'cn-north-1' } });
    const expected = 'arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore';
    expect(arn({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore' })).toBe(expected);
    expect(arn({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] })).toBe(expected);
  });

  test('run-task JSON in the pieces of a long join can be parsed', () => {
    const states = Array.from({ length: 4000 }, (_, index) => [`"S${index}":{"Cluster":"`, { 'Fn::GetAtt': ['C', 'Arn'] }, `","Text":"${'x'.repeat(120)}"},`]).flat();
    const definition = { 'Fn::Join': ['', ['{', ...states, '"End":true}']] };
    const text = valueOf(definition, { Resources: { C: { Type: 'AWS::ECS::Cluster' } } }) as string;
    const { S3999: { Cluster } } = JSON.parse(text) as { S3999: { Cluster: string } };
    expect(piecesOf(Cluster)).toContainEqual({ hole: 'generated', id: 'stack/C' });
  });

  test('a literal family finds the task definition', () => {
    const found = system(input({ Resources: { T: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'web' } }, S: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: 'web' } } } }));
    expect(found.identified(found.resource('stack', 'S')!.properties.TaskDefinition).map(({ logicalId }) => logicalId)).toEqual(['T']);
    expect(found.identified(found.resource('stack', 'T')!.ref)).toHaveLength(1);
  });

  test('a task role by Ref and by GetAtt leads to the role', () => {
    const found = system(input({ Resources: { R: { Type: 'AWS::IAM::Role' }, T: { Type: 'AWS::ECS::TaskDefinition', Properties: { TaskRoleArn: { Ref: 'R' }, ExecutionRoleArn: { 'Fn::GetAtt': 'R.Arn' } } } } }));
    const { TaskRoleArn, ExecutionRoleArn } = found.resource('stack', 'T')!.properties;
    expect([TaskRoleArn, ExecutionRoleArn].flatMap((text) => found.identified(text)).map(({ logicalId }) => logicalId)).toEqual(['R', 'R']);
  });

  test('the same logical id in two files is two resources', () => {
    const one = () => ({ Resources: { Role: { Type: 'AWS::IAM::Role' } } });
    const found = system(input(one(), { name: 'a.yaml' }), input(one(), { name: 'b/c.yaml' }));
    expect(found.identified(hole('generated', 'b/c.yaml/Role')).map(({ stack }) => stack)).toEqual(['b/c.yaml']);
  });

  test('a switch that is a YAML boolean by default and text in its condition works', () => {
    const text = 'Parameters: {On: {Type: String, Default: true}}\nConditions: {IsOn: !Equals [!Ref On, "true"]}\nResources: {R: {Type: A::B::C, Condition: IsOn}}';
    expect(resolved(text).resources.get('R')!.created).toBe('yes');
  });

  test('text that was never substituted stays text', () => {
    expect(valueOf('arn:${AWS::Partition}:iam::x')).toBe('arn:${AWS::Partition}:iam::x');
  });

  test('what CloudFormation refuses is told and nothing is thrown', () => {
    const template = {
      Resources: {
        A: { Type: 'String' },
        S: { Type: 'AWS::ECS::Service', Condition: 'Nope', DependsOn: 'T', Properties: { TaskDefinition: { Ref: 'Nope' }, cluster: 'x', Tags: [{ Ref: 'AWS::NoValue' }] } },
        T: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: { Ref: 'S' } } },
      },
    };
    expect(stops(template)).toEqual([
      'CloudFormation knows no resource type "String"', 'condition "Nope" is not declared', 'refers to "Nope", which the template does not declare',
    ]);
  });
});
