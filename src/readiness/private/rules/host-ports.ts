import { violated, type Outcome, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { sureContainers } from '../model/exec-targets';
import { linked } from '../model/link';
import { mappingsOf, type PortMapping } from '../model/port-mapping';
import type { Subject } from '../model/subject';

/** Ports that the agent keeps for itself unless it is told otherwise. */
const RESERVED = [22, 2375, 2376, 51_678, 51_679, 51_680];

/** As many ports as an instance keeps in all. */
const MOST_RESERVED = 100;

export const HostPorts: Rule = {
  id: 'HostPorts',
  catalogue: ['X-097'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'Ports of the host are left to ECS to choose, so that an instance has room for several tasks.',
  fix: { cdk: 'leave hostPort out of the port mapping', cloudFormation: 'set HostPort to 0' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',
  *check(subject) {
    const { networkMode } = subject;
    const definition = linked(subject.taskDefinition);
    const mode = 'known' in networkMode ? networkMode.known : 'none';
    if (!definition || mode === 'awsvpc' || mode === 'none' || subject.runsOn('ec2', 'external') !== 'yes' || subject.parts.kind === 'batch') {
      return;
    }
    const fixed = sureContainers(definition).flatMap(({ at }) => mappingsOf(at)).map((mapping) => ({ mapping, port: fixedPort(mapping, mode) }))
      .filter((each): each is Fixed => each.port !== undefined);
    const ports = new Set(fixed.map(({ port }) => port));
    if (ports.size > MOST_RESERVED - RESERVED.length) {
      yield violated(definition.containersAt, `the task takes ${ports.size} ports of its host, and there are ${MOST_RESERVED - RESERVED.length}`, { severity: 'error' });
    }
    yield* fixed.flatMap((each) => clashes(each, subject));
    if (fixed.length > 0 && isReplicated(subject)) {
      yield violated(fixed[0].mapping.at, `port ${fixed[0].port} of the host is fixed, so that each of the tasks needs an instance of its own`);
    }
  },
};

interface Fixed {
  readonly mapping: PortMapping;
  readonly port: number;
}

/** The port of the host that a mapping always takes. */
function fixedPort({ container, host }: PortMapping, mode: string): number | undefined {
  const port = mode === 'host' ? container : host;
  return typeof port === 'number' && port > 0 ? port : undefined;
}

function clashes({ mapping, port }: Fixed, { os, taskRole }: Subject): readonly Outcome[] {
  const isWindows = 'known' in os && os.known === 'windows';
  if (isWindows && port === 80 && taskRole?.given === 'yes') {
    return [violated(mapping.at, 'port 80 of a Windows host is taken by the proxy that hands out the credentials of task roles', { severity: 'error' })];
  }
  return RESERVED.includes(port) && !isWindows ? [violated(mapping.at, `port ${port} of the host is kept for the host itself, unless its agent is told otherwise`)] : [];
}

/** Whether there are to be several tasks at once. */
function isReplicated({ parts, model }: Subject): boolean {
  const scheduling = parts.at.at('SchedulingStrategy').literal;
  const isDaemon = 'unknown' in scheduling || scheduling.known === 'DAEMON';
  return !isDaemon && parts.desiredCount !== undefined
    && choicesOf(parts.desiredCount, model.system).every(({ number }) => 'known' in number && (number.known ?? 1) > 1);
}
