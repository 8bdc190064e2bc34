import { violated, type Outcome, type Rule } from './rule';
import type { Container } from '../model/container';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';
import { mappingsOf, type PortMapping } from '../model/port-mapping';
import type { NetworkMode } from '../model/task-definition';

const LAST_PORT = 65_535;

export const PortMappings: Rule = {
  id: 'PortMappings',
  catalogue: ['X-097'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The ports of the containers suit the network mode, and no two containers take the same.',
  fix: { cdk: 'portMappings: [{ containerPort: 80 }]', cloudFormation: 'remove HostPort, or set it to what the network mode allows' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',
  *check({ taskDefinition, networkMode }) {
    const definition = linked(taskDefinition);
    if (definition?.kind === 'ecs' && 'known' in networkMode) {
      yield* ofContainers(sureContainers(definition), networkMode.known);
    }
  },
};

function* ofContainers(containers: readonly Container[], mode: NetworkMode): Generator<Outcome> {
  const taken = new Set<string>();
  for (const { at, label } of containers) {
    for (const mapping of mappingsOf(at)) {
      const cause = wrong(mapping, mode);
      const port = hostPortOf(mapping, mode);
      const key = port === undefined || mapping.protocol === undefined ? undefined : `${mapping.protocol} ${port}`;
      if (cause !== undefined) {
        yield violated(mapping.at, `${label}: ${cause}`);
      } else if (key !== undefined && taken.has(key)) {
        yield violated(mapping.at, `${label}: port ${port} of the ${mode === 'awsvpc' ? 'task' : 'host'} is taken already`);
      } else if (key !== undefined) {
        taken.add(key);
      }
    }
  }
}

function wrong({ container, host, isRange }: PortMapping, mode: NetworkMode): string | undefined {
  const isPort = (port: number) => Number.isInteger(port) && port >= 1 && port <= LAST_PORT;
  if (mode === 'none') {
    return 'there are no ports in the network mode none';
  }
  if (!isRange && (container === 'absent' || typeof container === 'number' && !isPort(container))) {
    return container === 'absent' ? 'a port mapping has no ContainerPort' : `${container} is no port`;
  }
  const isOwn = mode === 'awsvpc' || mode === 'host';
  return isOwn && typeof host === 'number' && host !== 0 && typeof container === 'number' && host !== container
    ? `the host port ${host} differs from the container port ${container}, and in the network mode ${mode} they are one` : undefined;
}

/** The port that is taken on the network interface of the task, or on the host. */
function hostPortOf({ container, host }: PortMapping, mode: NetworkMode): number | undefined {
  const port = mode === 'awsvpc' || mode === 'host' ? container : host;
  return typeof port === 'number' && port !== 0 ? port : undefined;
}
