import { unclear, type Rule } from './rule';
import { hostsOf } from '../model/hosts';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

export const InstancesSeen: Rule = {
  id: 'InstancesSeen',
  catalogue: ['X-085'],
  hop: 'service',
  severity: 'error',
  requirement: 'The instances that the tasks run on are at hand, with their image, role and network.',
  fix: { cdk: 'check the stacks of an app together', cloudFormation: 'give the templates that hold the Auto Scaling groups of the cluster, too' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',
  *check(subject) {
    const { hosts, more } = hostsOf(subject);
    // which compute environment runs a job is not written with the job
    if (more !== undefined && subject.parts.kind !== 'batch') {
      yield unclear(placeOf(subject), more);
    }
    for (const { launch, unseen, resource } of hosts) {
      yield* unseen === undefined ? [] : [unclear(launch, `what the instances of ${resource.logicalId} are launched with is not known: ${unseen}`)];
    }
  },
};

/** What decides on where the tasks run. */
function placeOf({ parts }: Subject): Property {
  return [parts.strategy, parts.launchType].find(({ given }) => given !== 'no') ?? parts.cluster;
}
