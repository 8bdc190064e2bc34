import { Property } from '../../../../../src/readiness/private/model/property';
import { readable } from '../../../../../src/readiness/private/model/text';
import { imageSourceOf } from '../../../../../src/readiness/private/model/traffic/image-source';
import { input, system } from '../../sources/_builders';

function sourceOf(Image: unknown) {
  const all = system(input({
    Parameters: { Name: { Type: 'String' }, Tag: { Type: 'String' }, Router: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/aws/service/aws-for-fluent-bit/latest' } },
    Conditions: { Is: { 'Fn::Equals': [{ Ref: 'Name' }, 'x'] } },
    Resources: { Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'mine' } }, Subject: { Type: 'A::B::C', Properties: { Image } } },
  }, { environment: { account: '111111111111', region: 'eu-west-1' } }));
  const source = imageSourceOf(Property.of(all.resource('stack', 'Subject')!).at('Image'), all);
  return source && JSON.parse(readable(JSON.stringify(source)));
}

const ecr = (repository: string, more: object = {}) => ({ from: 'ecr', region: 'eu-west-1', repository: `arn:aws:ecr:eu-west-1:111111111111:repository/${repository}`, usualName: true, ...more });
const sub = (text: string) => ({ 'Fn::Sub': text });

describe('an image', () => {
  test.each([
    ['111111111111.dkr.ecr.eu-west-1.amazonaws.com/a/b:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', ecr('a/b')],
    ['111111111111.dkr.ecr.eu-west-1.amazonaws.com.cn/a', ecr('a')],
    ['111111111111.dkr.ecr-fips.eu-west-1.amazonaws.com/a', ecr('a', { usualName: false })],
    ['111111111111.dkr-ecr.eu-west-1.on.aws/a:1', ecr('a', { usualName: false })],
    [sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/a:${Tag}'), ecr('a')],
    [sub('${Repository.RepositoryUri}:${Tag}'), ecr('mine')],
    [{ 'Fn::GetAtt': ['Repository', 'RepositoryUri'] }, ecr('mine')],
  ])('comes from Amazon ECR: %j', (image, source) => {
    expect(sourceOf(image)).toEqual(source);
  });

  test.each([
    [{ Ref: 'Router' }], ['{{resolve:ssm:/aws/service/aws-for-fluent-bit/stable}}'], [sub('{{resolve:ssm:/aws/service/aws-for-fluent-bit/init-latest}}')],
  ])('comes from Amazon ECR of the region as the log router of AWS: %j', (image) => {
    const account = '<the account of AWS with its log router>';
    expect(sourceOf(image)).toEqual({ from: 'ecr', region: 'eu-west-1', repository: `arn:aws:ecr:eu-west-1:${account}:repository/aws-for-fluent-bit`, usualName: true });
  });

  test.each([
    ['nginx', 'docker.io'], ['nginx:1', 'docker.io'], ['nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'docker.io'], ['team/app', 'docker.io'], ['docker.io/team/app', 'docker.io'],
    [sub('nginx:${Tag}'), 'docker.io'], [sub('team/${Name}'), 'docker.io'],
    ['public.ecr.aws/a/b', 'public.ecr.aws'], ['ghcr.io/a/b:1', 'ghcr.io'], ['ecr-public.aws.com/a/b', 'ecr-public.aws.com'], ['eu.gcr.io/a/b', 'eu.gcr.io'], ['europe-docker.pkg.dev/a', 'europe-docker.pkg.dev'],
  ])('comes over the internet: %j', (image, registry) => {
    expect(sourceOf(image)).toEqual({ from: 'internet', registry });
  });

  test.each([['localhost/a', 'localhost'], ['registry:5000/a', 'registry:5000'], ['ghcr.io.example.com/a', 'ghcr.io.example.com'], ['dkr.ecr.example.com/a', 'dkr.ecr.example.com']])(
    'comes from somewhere: %j', (image, registry) => {
      expect(sourceOf(image)).toEqual({ from: 'elsewhere', registry });
    });

  test.each([
    [{ Ref: 'Name' }], [sub('${Name}/app')], ['{{resolve:ssm:/team/router}}'], ['{{resolve:ssm:/aws/service/aws-for-fluent-bit/stable}}/more'], [sub('nginx${Name}')], [sub('${Name}.dkr/app')], [{ 'Fn::If': ['Is', 'nginx', 'registry:5000/a'] }], [{ A: 1 }],
  ])('comes from where nobody knows: %j', (image) => {
    expect(sourceOf(image)).toEqual({ from: 'unknown', reason: expect.any(String) });
  });

  test('comes from one place when all alternatives do', () => {
    expect(sourceOf({ 'Fn::If': ['Is', 'nginx:1', 'nginx:2'] })).toEqual({ from: 'internet', registry: 'docker.io' });
  });

  test('need not be there', () => {
    expect(sourceOf(undefined)).toBeUndefined();
  });
});
