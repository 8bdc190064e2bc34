import { resolved, shown, stops, system, input } from './_builders';
import { hole, readable } from '../../../../src/readiness/private/model/text';
import { resourceHole, resourceOf } from '../../../../src/readiness/private/sources/holes';

const ENVIRONMENT = { environment: { account: '111122223333', region: 'us-east-1' } };

function both(type: string, properties: object, attribute: string): string[] {
  const Resources = { R: { Type: type, Properties: properties } };
  return [{ Ref: 'R' }, { 'Fn::GetAtt': ['R', attribute] }].map((expression) => shown(expression, { Resources }, ENVIRONMENT));
}

describe('Ref and GetAtt', () => {
  test.each([
    ['AWS::IAM::Role', { RoleName: 'r' }, 'Arn', 'r', 'arn:aws:iam::111122223333:role/r'],
    ['AWS::IAM::Role', { Path: '/a/' }, 'Arn', '<stack/R>', 'arn:aws:iam::111122223333:role/a/<stack/R>'],
    ['AWS::IAM::Role', {}, 'RoleId', '<stack/R>', '<stack/R.RoleId>'],
    ['AWS::IAM::ManagedPolicy', {}, 'PolicyArn', 'arn:aws:iam::111122223333:policy/<stack/R>', 'arn:aws:iam::111122223333:policy/<stack/R>'],
    ['AWS::ECS::Cluster', { ClusterName: 'c' }, 'Arn', 'c', 'arn:aws:ecs:us-east-1:111122223333:cluster/c'],
    ['AWS::ECS::Service', { Cluster: 'c', ServiceName: 's' }, 'Name', 'arn:aws:ecs:us-east-1:111122223333:service/c/s', 's'],
    ['AWS::ECS::Service', {}, 'Name', 'arn:aws:ecs:us-east-1:111122223333:service/default/<stack/R>', '<stack/R>'],
    ['AWS::ECS::Service', { Cluster: { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:1:cluster/x' } }, 'ServiceArn',
      'arn:aws:ecs:us-east-1:111122223333:service/x/<stack/R>', 'arn:aws:ecs:us-east-1:111122223333:service/x/<stack/R>'],
    ['AWS::ECS::Service', { Cluster: { 'Fn::ImportValue': 'c' } }, 'Name', 'arn:aws:ecs:us-east-1:111122223333:service/<stack/R.cluster>/<stack/R>', '<stack/R>'],
    ['AWS::ECS::Service', { Cluster: [] }, 'Name', 'arn:aws:ecs:us-east-1:111122223333:service/<stack/R.cluster>/<stack/R>', '<stack/R>'],
    ['AWS::ECS::TaskDefinition', { Family: 'f' }, 'TaskDefinitionArn',
      'arn:aws:ecs:us-east-1:111122223333:task-definition/f:<stack/R.revision>', 'arn:aws:ecs:us-east-1:111122223333:task-definition/f:<stack/R.revision>'],
    ['AWS::ECS::DaemonTaskDefinition', {}, 'DaemonTaskDefinitionArn',
      'arn:aws:ecs:us-east-1:111122223333:daemon-task-definition/<stack/R>:<stack/R.revision>', 'arn:aws:ecs:us-east-1:111122223333:daemon-task-definition/<stack/R>:<stack/R.revision>'],
    ['AWS::Logs::LogGroup', { LogGroupName: '/a' }, 'Arn', '/a', 'arn:aws:logs:us-east-1:111122223333:log-group:/a:*'],
    ['AWS::S3::Bucket', {}, 'Arn', '<stack/R>', 'arn:aws:s3:::<stack/R>'],
    ['AWS::S3::Bucket', { BucketName: 12 }, 'DomainName', '12', '<stack/R.DomainName>'],
    ['AWS::KMS::Key', {}, 'Arn', '<stack/R>', 'arn:aws:kms:us-east-1:111122223333:key/<stack/R>'],
    ['AWS::KMS::Key', {}, 'KeyId', '<stack/R>', '<stack/R>'],
    ['AWS::ECR::Repository', { RepositoryName: 'a/b' }, 'Arn', 'a/b', 'arn:aws:ecr:us-east-1:111122223333:repository/a/b'],
    ['AWS::SecretsManager::Secret', { Name: 's' }, 'Id',
      'arn:aws:secretsmanager:us-east-1:111122223333:secret:s-<stack/R.suffix>', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s-<stack/R.suffix>'],
    ['AWS::SSM::Parameter', { Name: '/p', Value: 'v', Type: 'String' }, 'Value', '/p', 'v'],
    ['AWS::SQS::Queue', { QueueName: 'q' }, 'Arn', 'https://sqs.us-east-1.amazonaws.com/111122223333/q', 'arn:aws:sqs:us-east-1:111122223333:q'],
    ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, 'CidrBlock', '<stack/R>', '10.0.0.0/16'],
    ['AWS::EC2::VPC', {}, 'VpcId', '<stack/R>', '<stack/R>'],
    ['AWS::EC2::Subnet', {}, 'AvailabilityZone', '<stack/R>', '<stack/R.AvailabilityZone>'],
    ['AWS::EC2::SecurityGroup', { VpcId: 'vpc-1' }, 'VpcId', '<stack/R>', 'vpc-1'],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', {}, 'TargetGroupName',
      'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/<stack/R>/<stack/R.id>', '<stack/R>'],
    ['Custom::Thing', {}, 'Some/Thing', '<stack/R>', '<stack/R.Some%2FThing>'],
    ['constructor', {}, 'toString', '<stack/R>', '<stack/R.toString>'],
  ])('of %s with %j and %s', (type, properties, attribute, ref, value) => expect(both(type, properties, attribute)).toEqual([ref, value]));

  test('keep apart what AWS makes up and what could be anything', () => {
    const kind = (type: string, properties: object = {}) => resolved({ Parameters: { P: { Type: 'String' } }, Resources: { R: { Type: type, Properties: properties } } }).resources.get('R')!.ref;
    expect(kind('AWS::IAM::Role')).toBe(hole('generated', 'stack/R'));
    expect(kind('Custom::Thing')).toBe(hole('unknown', 'stack/R'));
    expect(kind('AWS::IAM::Role', { RoleName: { 'Fn::Transform': {} } })).toBe(hole('unknown', 'stack/R'));
    expect(kind('AWS::IAM::Role', { 'Path': '/', 'Fn::Transform': {} })).toBe(hole('unknown', 'stack/R'));
    expect(kind('AWS::IAM::Role', { RoleName: { Ref: 'P' } })).toBe(hole('unknown', 'Parameter stack/P'));
  });

  test('cannot grow without bound', () => {
    const chain = Object.fromEntries(Array.from({ length: 60 }, (_, index) =>
      [`R${index}`, { Type: 'AWS::IAM::Role', Properties: { RoleName: index === 0 ? 'x' : { 'Fn::Sub': `\${R${index - 1}}\${R${index - 1}}` } } }]));
    const { resources } = resolved({ Resources: chain });
    expect(readable(resources.get('R59')!.ref as string).length).toBeLessThan(10_000);
  });

  test('of what is not declared are unknown', () => {
    expect(shown({ Ref: 'Nope' })).toBe('<stack: Resources > Subject > Properties > Value>');
    expect(shown({ 'Fn::GetAtt': ['Nope', 'Arn'] })).toBe('<stack: Resources > Subject > Properties > Value>');
  });

  test('that go in circles end', () => {
    const user = (name: unknown) => ({ Type: 'AWS::IAM::User', Properties: { UserName: name } });
    const template = { Resources: { A: user({ Ref: 'B' }), B: user({ 'Fn::Sub': 'x${A}' }) } };
    expect(stops(template)).toEqual(['refers to itself through other values', 'circular dependency between A, B']);
  });
});

describe('resourceOf', () => {
  test.each([
    [resourceHole('generated', 'a/b.yaml', 'R'), { stack: 'a/b.yaml', logicalId: 'R' }],
    [resourceHole('unknown', 's', 'R', 'Outputs.X'), { stack: 's', logicalId: 'R', attribute: 'Outputs.X' }],
    [resourceHole('unknown', 's', 'R', 'a/b c'), { stack: 's', logicalId: 'R', attribute: 'a/b c' }],
  ])('finds the resource', (text, expected) => expect(resourceOf(text)).toEqual(expected));

  test.each([
    'text', undefined, 3, hole('unknown', 'AWS::Region'), hole('unknown', 'Parameter s/P'), hole('unknown', 'Import a/b'), hole('unknown', '{{resolve:ssm:/a/b}}'),
    hole('unknown', 'zone 0'), hole('unknown', 'a/b.yaml: Resources > X'), hole('generated', 's/AWS::StackName'), `x${hole('generated', 's/R')}`, '',
  ])('finds none in %j', (text) => expect(resourceOf(text)).toBeUndefined());
});

describe('identified', () => {
  const Resources = {
    C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'c' } },
    L: { Type: 'AWS::Logs::LogGroup' },
    D: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'c' } },
  };
  const found = system(input({ Resources }, ENVIRONMENT));
  const ids = (text: string | undefined) => found.identified(text).map((resource) => resource.logicalId);

  test.each([
    ['c', ['C', 'D']],
    ['arn:aws:ecs:us-east-1:111122223333:cluster/c', ['C', 'D']],
    [hole('generated', 'stack/L'), ['L']],
    [`arn:aws:logs:us-east-1:111122223333:log-group:${hole('generated', 'stack/L')}`, ['L']],
    [`arn:aws:logs:us-east-1:111122223333:log-group:${hole('generated', 'stack/L')}:*`, ['L']],
    ['x', []],
    [undefined, []],
  ])('finds resources by %s', (text, expected) => expect(ids(text)).toEqual(expected));

  test('goes with a lookup by stack and logical id', () => {
    expect(found.resource('stack', 'C')?.type).toBe('AWS::ECS::Cluster');
    expect(found.resource('stack', 'X')).toBeUndefined();
    expect(found.resource('other', 'C')).toBeUndefined();
    expect(found.template('stack')?.file).toBe('stack.json');
  });
});
