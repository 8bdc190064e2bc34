import { changed, judged, says } from './_judge';
import { isolatedFargate, ref, sub } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, task } from './_task';
import { ImageAddress } from '../../../../src/readiness/private/rules/image-address';

const PLACE = `${CONTAINER}.Image`;
const image = (Image: unknown, declared?: object) => saysOf(ImageAddress, { container: { Image }, parameters: declared });
const inRepository = (Image: unknown, properties: object = {}) => says(ImageAddress, changed(isolatedFargate, (resources) => {
  resources.Repository = { Type: 'AWS::ECR::Repository', Properties: properties };
  resources.Task.Properties.ContainerDefinitions[0].Image = Image;
}));

describe('ImageAddress', () => {
  test.each([
    'nginx:1.27', 'amazon/amazon-ecs-sample:v1', 'registry.example.com:5000/team/app_x/y--z:1.0', `nginx@sha256:${'0'.repeat(64)}`,
    `public.ecr.aws/a/b:latest@sha256:${'f'.repeat(64)}`, '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1',
    '222222222222.dkr.ecr.eu-west-1.amazonaws.com/app:1',
  ])('is silent about %s', (address) => {
    expect(image(address)).toEqual([]);
  });

  test('is silent about what is not known, and the templates that are ready', () => {
    expect(saysOfReady(ImageAddress)).toEqual([]);
    expect(image(ref('Image'), parameters('Image'))).toEqual([]);
    expect(image(sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:${Version}'), parameters('Version'))).toEqual([]);
  });

  test.each([
    '', ' ', 'https://public.ecr.aws/nginx:1', 'Nginx:1', 'nginx:', 'nginx:a b', '<image>', 'nginx@sha256:abc', 'nginx@md5:' + 'a'.repeat(64), 'a//b', `${'a'.repeat(250)}:1.0.0`,
  ])('is broken by %j', (address) => {
    expect(image(address)).toEqual([`error ${PLACE}`]);
  });

  test.each(['nginx', 'nginx:latest', '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app'])('mentions that %s moves', (address) => {
    expect(image(address)).toEqual([`info ${PLACE}`]);
  });

  test('mentions another Region', () => {
    expect(image('111111111111.dkr.ecr.us-east-1.amazonaws.com/app:1')).toEqual([`info ${PLACE}`]);
    expect(judged(task({ container: { Image: '111111111111.dkr.ecr.us-east-1.amazonaws.com/app:1' } }), [ImageAddress])[0].findings[0].cause)
      .toBe('the image is pulled from another Region, us-east-1: endpoints of the VPC do not lead there');
  });

  test('is broken by another partition', () => {
    expect(image('111111111111.dkr.ecr.cn-north-1.amazonaws.com.cn/app:1')).toEqual([`error ${PLACE}`]);
    expect(image('111111111111.dkr.ecr.us-gov-west-1.amazonaws.com/app:1')).toEqual([`error ${PLACE}`]);
  });

  test('is broken by the name of a repository in place of its address', () => {
    expect(inRepository(ref('Repository'))).toEqual([`error ${PLACE}`]);
    expect(inRepository(sub('${Repository}:v1'))).toEqual([`error ${PLACE}`]);
    expect(inRepository(sub('${Repository.RepositoryUri}:v1'))).toEqual([]);
    expect(inRepository(sub('${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/${Repository}:v1'))).toEqual([]);
    expect(inRepository(sub('${AppLog}:v1'))).toEqual([]);
  });

  test('leaves a container open that may not be there', () => {
    const others = (Image: string) => saysOf(ImageAddress, { others: [{ 'Fn::If': ['Traced', { Name: 'tracer', Image }, ref('AWS::NoValue')] }] });
    expect(others('Not An Image')).toEqual(['unknown Task.ContainerDefinitions.1.Image']);
    expect(others('nginx')).toEqual([]);
  });
});
