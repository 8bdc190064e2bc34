import { onHosts } from './on-hosts';
import type { Outcome, Rule } from './rule';
import { whichever } from './whichever';
import type { Architecture } from '../facts/instance-architecture';
import { choicesOf } from '../model/choices';
import { unfitHosts } from '../model/host-answers';
import { hasArchitecture } from '../model/host-architecture';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

const ARCHITECTURES: Readonly<Record<string, Architecture>> = { ARM64: 'arm64', X86_64: 'x86_64' };

export const TaskArchitecture: Rule = {
  id: 'TaskArchitecture',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'There are instances of the architecture that the task definition asks for.',
  fix: { cdk: 'instances of the architecture of the image', cloudFormation: 'let CpuArchitecture of the RuntimePlatform, the types of the instances and the image of the containers be of one architecture' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',
  *check(subject) {
    const at = linked(subject.taskDefinition)?.at.at('RuntimePlatform', 'CpuArchitecture');
    if (at && at.given !== 'no' && subject.runsOn('ec2') !== 'no') {
      yield* whichever(choicesOf(at, subject.model.system), 'error', (choice) => asked(choice, subject));
    }
  },
};

function asked(at: Property, subject: Subject): readonly Outcome[] {
  const { literal, shown } = at;
  const wanted = 'known' in literal && literal.known !== undefined ? ARCHITECTURES[literal.known.toUpperCase()] : undefined;
  const needed = wanted === undefined ? Object.values(ARCHITECTURES) : [wanted];
  const unfit = unfitHosts(subject, (host) => needed.every((each) => hasArchitecture(host, each) === 'yes') ? 'yes' : wanted === undefined ? 'unknown' : 'no');
  return unfit.map((each) => onHosts(
    each, at, `the task is for ${shown}, and no type of instance of ${each.host.resource.logicalId} is`,
    `whether the task is for the architecture of the instances of ${each.host.resource.logicalId} is not known: ${at.doubt ?? `it is for ${shown}`}`,
  ));
}
