// The services made with this library.
import { LIBRARY, require } from './given.mjs';

export function load() {
  return require(LIBRARY).ExecReadyService;
}

export function makeShared(stack) {
  const { ExecReadyCluster } = require(LIBRARY);
  return { cluster: new ExecReadyCluster(stack, 'Cluster') };
}

export function makeService(stack, id, { cluster, repository, secret, operators }) {
  const { ContainerImage, Secret } = require('aws-cdk-lib/aws-ecs');
  const { ExecReadyService } = require(LIBRARY);
  const service = new ExecReadyService(stack, id, {
    cluster,
    container: {
      image: ContainerImage.fromEcrRepository(repository, 'v1'),
      portMappings: [{ containerPort: 8080 }],
      secrets: { TOKEN: Secret.fromSecretsManager(secret) },
    },
  });
  service.grants.exec(operators);
}
