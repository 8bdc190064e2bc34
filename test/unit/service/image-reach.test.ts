import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ExecNetwork } from '../../../src';
import { ENV, newApp, newService } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningText, warningIds } from '../_helpers/warnings';

function stackIn(region?: string): Stack {
  return new Stack(newApp(), 'Stack', region ? { env: { ...ENV, region } } : {});
}

function withImage(image: string | ecs.ContainerImage, stack = stackIn(ENV.region)): Stack {
  newService(stack, { container: { image: typeof image === 'string' ? ecs.ContainerImage.fromRegistry(image) : image } });
  return stack;
}

function ecrEndpoints(stack: Stack): string[] {
  return Object.keys(endpointsOf(Template.fromStack(stack))).filter((name) => /\becr\./.test(name));
}

const SAME = ['com.amazonaws.eu-west-1.ecr.api', 'com.amazonaws.eu-west-1.ecr.dkr'];

describe('from subnets without a way out, an image', () => {
  test.each([
    ['an address', () => ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.us-east-1.amazonaws.com/app:v1')],
    ['an address of another account', () => ecs.ContainerImage.fromRegistry('444455556666.dkr.ecr.us-east-1.amazonaws.com/app:v1')],
    ['an address for both kinds of IP', () => ecs.ContainerImage.fromRegistry('111122223333.dkr-ecr.us-east-1.on.aws/app:v1')],
    ['a repository', (stack: Stack) => ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryArn(stack, 'Far', 'arn:aws:ecr:us-east-1:111122223333:repository/app'))],
  ])('fails when it is in Amazon ECR of another region, by %s', (_, image) => {
    const stack = stackIn(ENV.region);
    expect(() => withImage(image(stack), stack)).toThrow(/^Stack\/Api: the container "app" has the image .*us-east-1.*: it is in Amazon ECR of us-east-1, and endpoints lead to that of eu-west-1 only; replicate the repository to eu-west-1 and name the image there, or choose subnets with egress through ExecNetwork\.egress or ExecNetwork\.existing$/);
  });

  test('is taken for one of this region when that is not known', () => {
    const stack = withImage('111122223333.dkr.ecr.us-east-1.amazonaws.com/app:v1', stackIn());
    expect(ecrEndpoints(stack)).toEqual(['ecr.api', 'ecr.dkr']);
    expect(warningIds(stack)).toEqual([]);
  });

  test('is pulled from another account of the same region', () => {
    const stack = withImage('444455556666.dkr.ecr.eu-west-1.amazonaws.com/app:v1');
    expect(ecrEndpoints(stack)).toEqual(SAME);
    expect(warningIds(stack)).toEqual([]);
  });

  test.each([
    'nginx', 'nginx:1.27', 'library/nginx', 'docker.io/library/nginx', 'public.ecr.aws/docker/library/nginx:1.27', 'ghcr.io/example/app@sha256:0123',
    'quay.io/example/app', 'europe-docker.pkg.dev/example/app', 'mcr.microsoft.com/dotnet/runtime',
  ])('fails when only the internet leads to it, like %s', (image) => {
    expect(() => withImage(image)).toThrow(`has the image "${image}", which cannot be pulled from subnets without a way out: only private Amazon ECR has a VPC endpoint; `
      + 'push the image to ECR and use ecs.ContainerImage.fromEcrRepository, or choose subnets with egress');
  });

  test('fails when only the internet leads to it, whatever its tag', () => {
    const stack = stackIn(ENV.region);
    const tag = new CfnParameter(stack, 'Tag').valueAsString;
    expect(() => withImage(`public.ecr.aws/example/app:${tag}`, stack)).toThrow('cannot be pulled from subnets without a way out');
  });

  test('fails with credentials of Docker Hub, too', () => {
    const stack = stackIn(ENV.region);
    const credentials = secretsmanager.Secret.fromSecretNameV2(stack, 'Login', 'login');
    expect(() => withImage(ecs.ContainerImage.fromRegistry('example/private', { credentials }), stack)).toThrow('the image "example/private", which cannot be pulled');
  });

  test.each(['registry.example.com/app:v1', 'registry.example.com:5000/app', 'localhost/app'])('is warned about when its registry may be in reach, like %s', (image) => {
    const stack = withImage(image);
    const [host] = image.split('/');
    expect(warningText(stack, 'exec-ready:unknownImage')).toContain(`it cannot be seen whether subnets without a way out lead to the registry ${host}; push the image to ECR`);
    expect(ecrEndpoints(stack)).toEqual([]);
  });

  test('brings the endpoint for the credentials of a registry that may be in reach', () => {
    const stack = stackIn(ENV.region);
    const credentials = secretsmanager.Secret.fromSecretNameV2(stack, 'Login', 'login');
    withImage(ecs.ContainerImage.fromRegistry('registry.example.com/app', { credentials }), stack);
    expect(endpointsOf(Template.fromStack(stack))['com.amazonaws.eu-west-1.secretsmanager']).toEqual(['registry credentials']);
  });

  test.each([
    '111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com/app:v1', '111122223333.dkr-ecr.eu-west-1.on.aws/app:v1', '111122223333.dkr-ecr-fips.eu-west-1.on.aws/app:v1',
  ])('is warned about when the endpoints may not lead to it under its address, like %s', (image) => {
    const stack = withImage(image);
    expect(warningText(stack, 'exec-ready:unknownImage')).toContain('it is not known whether the endpoints of Amazon ECR lead to it under this address; name it by');
    expect(ecrEndpoints(stack)).toEqual(SAME);
  });

  test.each<[string, (stack: Stack) => string]>([
    ['its address is a parameter', (stack) => new CfnParameter(stack, 'Image').valueAsString],
    ['its registry begins with something known', (stack) => `registry-${new CfnParameter(stack, 'Image').valueAsString}`],
    ['its address is imported from another stack', () => Fn.importValue('docker.io/image')],
    ['its address is a parameter of Systems Manager', (stack) => ssm.StringParameter.valueForStringParameter(stack, '/app/image')],
  ])('is warned about when %s', (_, image) => {
    const stack = stackIn(ENV.region);
    withImage(image(stack), stack);
    expect(warningText(stack, 'exec-ready:unknownImage')).toContain('the container "app" has an image that is known only at deployment');
  });
});

test.each([
  '111122223333.dkr.ecr.us-east-1.amazonaws.com/app:v1', 'nginx', 'registry.example.com/app', '111122223333.dkr-ecr.eu-west-1.on.aws/app:v1',
])('with a way out, an image is pulled from wherever it is, like %s', (image) => {
  const stack = stackIn(ENV.region);
  newService(stack, { network: ExecNetwork.existing({ vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) }), container: { image: ecs.ContainerImage.fromRegistry(image) } });
  Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  expect(warningIds(stack)).toEqual([]);
});
