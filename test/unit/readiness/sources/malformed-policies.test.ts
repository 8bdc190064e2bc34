import { resolved } from './_builders';

const FULL = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const TRUSTED = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } };

const problems = (Type: string, Properties: object) => resolved({ Parameters: { P: { Type: 'String' } }, Resources: { Thing: { Type, Properties } } })
  .problems.map(({ path, message }) => `${path.slice(3).join('.')}: ${message}`);

const policy = (Statement: unknown) => problems('AWS::IAM::Policy', { PolicyName: 'p', Roles: ['r'], PolicyDocument: { Statement } });

describe('A statement that IAM refuses', () => {
  test.each([
    [FULL, undefined],
    [{ Effect: 'Deny', NotAction: 's3:*', NotResource: '*' }, undefined],
    [{ Action: 's3:GetObject', Resource: '*' }, 'Effect'],
    [{ Effect: 'Allow', Resource: '*' }, 'Action'],
    [{ Effect: 'Allow', Action: '*' }, 'Resource'],
    [{}, 'Effect and Action and Resource'],
    [{ Effect: { Ref: 'P' }, Action: '*', Resource: '*' }, undefined],
    [{ Effect: 'Allow', Action: '*', resource: '*' }, undefined],
  ])('in a policy, %j lacks %s', (statement, lacking) => {
    expect(policy([FULL, statement])).toEqual(lacking === undefined ? [] : [`PolicyDocument.Statement.1: IAM takes no statement without ${lacking}`]);
  });

  test('is told in a single statement too', () => {
    expect(policy({ Effect: 'Allow' })).toEqual(['PolicyDocument.Statement: IAM takes no statement without Action and Resource']);
  });

  test('is told in a role, of its own policies and of whom it trusts', () => {
    const { Principal, ...nobody } = TRUSTED;
    expect(problems('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [TRUSTED, nobody] },
      Policies: [{ PolicyName: 'a', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*' }] } }],
    })).toEqual([
      'Policies.0.PolicyDocument.Statement.0: IAM takes no statement without Resource',
      'AssumeRolePolicyDocument.Statement.1: IAM takes no statement without Principal',
    ]);
    expect(Principal).toBeDefined();
  });

  test('is not looked for in a text, an unknown document or the policy of another thing', () => {
    expect(problems('AWS::IAM::ManagedPolicy', { PolicyDocument: '{"Statement":{}}' })).toEqual([]);
    expect(problems('AWS::IAM::ManagedPolicy', { PolicyDocument: { Ref: 'P' } })).toEqual([]);
    expect(problems('AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: { Statement: [{}] } })).toEqual([]);
  });
});
