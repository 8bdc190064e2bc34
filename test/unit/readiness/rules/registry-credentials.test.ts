import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { RegistryCredentials } from '../../../../src/readiness/private/rules/registry-credentials';

const PARAMETER = `${CONTAINER}.RepositoryCredentials.CredentialsParameter`;
const image = (Image: unknown, more: object = {}) => saysOf(RegistryCredentials, { container: { Image }, ...more });
const credentials = (CredentialsParameter: unknown, declared?: object) => saysOf(RegistryCredentials, {
  container: { Image: 'registry.example.com/app:1', RepositoryCredentials: { CredentialsParameter } }, parameters: declared,
});

describe('RegistryCredentials', () => {
  test.each([
    'nginx:1.27', 'docker.io/library/nginx:1.27', 'public.ecr.aws/nginx/nginx:1', 'quay.io/a/b:1', 'ghcr.io/a/b:1', 'mcr.microsoft.com/dotnet/runtime:8.0',
    '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1',
  ])('is silent about %s', (address) => {
    expect(image(address)).toEqual([]);
  });

  test('is silent about an image that a parameter names, and the templates that are ready', () => {
    expect(saysOfReady(RegistryCredentials)).toEqual([]);
    expect(image(ref('Image'), { parameters: parameters('Image') })).toEqual([]);
  });

  test.each(['registry.example.com/app:1', 'localhost:5000/app:1', 'example.azurecr.io/app:1'])('does not know whether %s needs a login', (address) => {
    expect(image(address)).toEqual([`unknown ${CONTAINER}.Image`]);
  });

  test('is broken on Fargate when the registry asks everybody to log in', () => {
    expect(image('registry.redhat.io/ubi9:9.4')).toEqual([`error ${CONTAINER}.Image`]);
    expect(image('registry.redhat.io/ubi9:9.4', { make: publicInstances })).toEqual([`unknown ${CONTAINER}.Image`]);
  });

  test('is silent about credentials in Secrets Manager', () => {
    expect(credentials('arn:aws:secretsmanager:eu-west-1:111111111111:secret:login-AbCdEf')).toEqual([]);
    expect(credentials('login')).toEqual([]);
    expect(credentials(ref('Login'), parameters('Login'))).toEqual([]);
  });

  test('is broken by credentials that are elsewhere, or nowhere', () => {
    expect(credentials('arn:aws:ssm:eu-west-1:111111111111:parameter/login')).toEqual([`error ${PARAMETER}`]);
    expect(credentials(undefined)).toEqual([`error ${PARAMETER}`]);
  });

  test('leaves credentials alone that may not be there', () => {
    expect(saysOf(RegistryCredentials, {
      container: {
        Image: 'registry.example.com/app:1', RepositoryCredentials: { 'Fn::If': ['Private', { CredentialsParameter: 'login' }, ref('AWS::NoValue')] },
      },
    })).toEqual([]);
  });
});
