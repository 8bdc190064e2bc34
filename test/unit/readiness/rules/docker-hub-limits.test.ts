import { publicInstances, ref } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady } from './_task';
import { DockerHubLimits } from '../../../../src/readiness/private/rules/docker-hub-limits';

const image = (Image: unknown, container: object = {}, more: object = {}) => saysOf(DockerHubLimits, { container: { Image, ...container }, ...more });

describe('DockerHubLimits', () => {
  test.each(['nginx', 'nginx:1.27', 'amazon/amazon-ecs-sample', 'docker.io/library/nginx:1.27', 'registry-1.docker.io/a/b@sha256:' + 'a'.repeat(64)])('warns of %s', (address) => {
    expect(image(address)).toEqual([`warning ${CONTAINER}.Image`]);
  });

  test('is silent about other registries, and what is no address', () => {
    expect(saysOfReady(DockerHubLimits)).toEqual([]);
    expect(image('quay.io/a/b:1')).toEqual([]);
    expect(image('Not An Image')).toEqual([]);
    expect(image(ref('Image'), {}, { parameters: parameters('Image') })).toEqual([]);
  });

  test('is silent when there are credentials, or the instance may have some', () => {
    expect(image('nginx', { RepositoryCredentials: { CredentialsParameter: 'login' } })).toEqual([]);
    expect(image('nginx', {}, { make: publicInstances })).toEqual([]);
  });
});
