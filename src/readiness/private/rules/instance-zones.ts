import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import { sameText } from '../iam/index';
import type { Answer } from '../model/answer';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import type { Subject } from '../model/subject';
import type { Text } from '../model/text';
import { onlyHole } from '../sources/value';

/** What stands for an availability zone by its number. */
const ZONE = /^zone (\d+)(.*)$/s;

export const InstanceZones: Rule = {
  id: 'InstanceZones',
  catalogue: ['X-090'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Instances run in the availability zones of the subnets that tasks get their interfaces in.',
  fix: { cdk: 'the same subnets for the Auto Scaling group and the service', cloudFormation: 'let VPCZoneIdentifier of the group have a subnet in each zone of the tasks' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
  *check(subject) {
    const { networkMode, parts } = subject;
    const subnets = parts.awsvpc.at('Subnets').texts;
    if (!('known' in networkMode) || networkMode.known !== 'awsvpc' || 'unknown' in subnets || subnets.known.length === 0) {
      return;
    }
    for (const unfit of unfitHosts(subject, (each) => shared(subject, each, subnets.known))) {
      const cause = `the instances of ${unfit.host.resource.logicalId} run in none of the zones of these subnets, so no task is placed there`;
      yield onHosts(unfit, parts.awsvpc.at('Subnets'), cause, cause);
    }
  },
};

/** Whether instances and tasks may meet in a zone of one VPC. That they may is enough. */
function shared(subject: Subject, { subnets, managed }: Host, own: readonly Text[]): Answer {
  const groups = 'known' in subnets && !managed ? subnets.known : [];
  const apart = groups.length > 0 && groups.every((one) => own.every((other) => one !== other && areApart(subject, one, other)));
  return apart ? 'no' : 'yes';
}

function areApart({ model }: Subject, one: Text, other: Text): boolean {
  return ['AvailabilityZone', 'VpcId'].some((key) => {
    const [mine, yours] = [one, other].map((id) => model.networks.resource(id)).map((subnet) => subnet?.type === 'AWS::EC2::Subnet' ? subnet.properties[key] : undefined);
    return typeof mine === 'string' && typeof yours === 'string' && (sameText(mine, yours) === 'no' || areDifferentZones(mine, yours));
  });
}

/** Whether two texts are different items of the list of zones of a region. */
function areDifferentZones(one: Text, other: Text): boolean {
  const [[, mine, here], [, yours, there]] = [one, other].map((text) => ZONE.exec(onlyHole(text) ?? '') ?? []);
  return mine !== undefined && yours !== undefined && mine !== yours && here === there;
}
