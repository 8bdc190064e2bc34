/** What the containers of a daemon can have, as the L2 renders it. Whatever else there is would be left out of the template without a word. */
const OFFERED: readonly string[] = [
  'command', 'cpu', 'dependsOn', 'entryPoint', 'environment', 'environmentFiles', 'essential', 'firelensConfiguration', 'healthCheck', 'image', 'interactive',
  'linuxParameters', 'logConfiguration', 'memory', 'memoryReservation', 'mountPoints', 'name', 'privileged', 'pseudoTerminal', 'readonlyRootFilesystem',
  'repositoryCredentials', 'restartPolicy', 'secrets', 'startTimeout', 'stopTimeout', 'systemControls', 'ulimits', 'user', 'workingDirectory',
];
const OFFERED_TO_LINUX: readonly string[] = ['capabilities', 'devices', 'initProcessEnabled', 'tmpfs'];

interface Container {
  readonly name: string;
  readonly linuxParameters?: object;
}

interface Volume {
  readonly name: string;
}

/**
 * What daemons cannot have, of what users gave to their containers and volumes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DaemonContainerDefinition.html
 */
export function daemonLimits(containers: readonly Container[] = [], volumes: readonly Volume[] = []): string[] {
  return [
    ...containers.flatMap((container) => [
      ...others(container, OFFERED),
      ...others(container.linuxParameters ?? {}, OFFERED_TO_LINUX).map((key) => `linuxParameters.${key}`),
    ].map((key) => `the container ${JSON.stringify(container.name)} has ${key}, which the containers of daemons cannot have; leave it out`)),
    ...volumes.filter((volume) => others(volume, ['name', 'host']).length > 0)
      .map(({ name }) => `the volume ${JSON.stringify(name)} is not one of the host, and daemons have no other; use a volume of the host`),
  ];
}

function others(given: object, offered: readonly string[]): string[] {
  return Object.keys(given).filter((key) => !offered.includes(key));
}
