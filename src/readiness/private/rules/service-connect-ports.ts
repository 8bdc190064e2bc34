import { unclear, violated, type Outcome, type Rule } from './rule';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import { isKnown, type Text } from '../model/text';

export const ServiceConnectPorts: Rule = {
  id: 'ServiceConnectPorts',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'What Service Connect offers is a port of a container, by the name that the port has there.',
  fix: {
    cdk: "portMappings: [{ name: 'api', containerPort: 8080 }] on the container",
    cloudFormation: 'set the Name of the port in PortMappings to the PortName of the service, or the other way round',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html',
  *check(subject) {
    const { kind, at } = subject.parts;
    const configuration = at.at('ServiceConnectConfiguration');
    const enabled = configuration.at('Enabled').flag;
    const services = kind === 'service' && !('known' in enabled && enabled.known !== true) ? configuration.at('Services').list.items : [];
    const definition = linked(subject.taskDefinition);
    const names = services.length > 0 && definition ? namesOf(subject, definition.moreContainers) : undefined;
    for (const service of names ? services : []) {
      yield* ofService(service, names!, 'known' in enabled);
    }
  },
};

/** The names of ports that are certainly there, or may be; open where there may be others. */
interface Names {
  readonly sure: ReadonlySet<Text>;
  readonly all: ReadonlySet<Text>;
  readonly open: boolean;
}

function namesOf(subject: Subject, more: string | undefined): Names {
  const [sure, all] = [new Set<Text>(), new Set<Text>()];
  let open = more !== undefined;
  for (const { container, sure: isThere } of taskContainers(subject)) {
    const list = container.at.at('PortMappings').list;
    open ||= list.more !== undefined;
    for (const { given, alternatives } of list.items) {
      for (const { text } of alternatives.map((each) => each.at('Name'))) {
        const name = 'known' in text ? text.known : undefined;
        open ||= 'unknown' in text || name !== undefined && !isKnown(name);
        if (name !== undefined) {
          // one that is there in two forms is there in one of them
          (isThere && given === 'yes' && alternatives.length === 1 || all.has(name) ? sure : all).add(name);
        }
      }
    }
  }
  return { sure, all, open };
}

function ofService(service: Property, { sure, all, open }: Names, isOn: boolean): readonly Outcome[] {
  const at = service.at('PortName');
  const name = 'known' in at.text ? at.text.known : undefined;
  const isThere = service.given === 'yes';
  if (name === undefined || sure.has(name) || all.has(name) && !isThere) {
    return [];
  }
  return isOn && isThere && !open && !all.has(name) && isKnown(name) ? [violated(at, `no container has a port that is called ${at.shown}`)]
    : [unclear(at, `whether a container has a port that is called ${at.shown} is not known`)];
}
