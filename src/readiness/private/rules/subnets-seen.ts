import { joined } from './path-words';
import { unclear, type Outcome, type Rule } from './rule';
import { unseenDepartures, type Path } from '../model/paths';
import type { Subject } from '../model/subject';
import { readable } from '../model/text';
import { blocksOf } from '../model/traffic/blocks';
import { NetworkIndex } from '../reach/network-index';

export const SubnetsSeen: Rule = {
  id: 'SubnetsSeen',
  catalogue: ['X-065'],
  hop: 'task network',
  severity: 'error',
  requirement: 'The subnets that the tasks, or their instances, run in can be seen in the templates, with their VPC.',
  fix: {
    cdk: 'check the app or stage as a whole, with the stack of the VPC',
    cloudFormation: 'check the template of the VPC together with this one',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html',
  *check(subject) {
    // that instances are not at hand is told elsewhere, but for those of AWS Batch
    const unseen = unseenDepartures(subject).filter(({ instances }) => !instances || subject.parts.kind === 'batch');
    yield* unseen.map(({ at, reason }) => unclear(at, reason));
    yield* unseenSubnets(subject);
  },
};

/** Once, whatever is needed, and however little is known. */
function* unseenSubnets(subject: Subject): Iterable<Outcome> {
  const blocks = blocksOf(subject).filter(({ answer }) => answer === 'unknown');
  const unseen = blocks.filter(({ obstacle }) => obstacle === 'subnet-unknown');
  for (const { at, paths } of unseen) {
    yield unclear(at, `what can be reached from the subnets is not known: ${unseenIn(paths[0], subject)}`);
  }
  const imported = blocks.find(({ obstacle }) => obstacle === 'imported-vpc-unknown');
  if (imported && unseen.length === 0) {
    yield unclear(imported.at, `what can be reached from the subnets is not known: ${imported.reasons[0] ?? 'not all of their VPC is in the templates'}`);
  }
}

/** What is known of subnets that are not in the templates. */
function unseenIn({ departure: { interfaces } }: Path, { model, resource }: Subject): string {
  const { subnets } = NetworkIndex.of(model.networks.of(resource));
  const unknown = interfaces.flatMap((each) => 'unknown' in each.subnets ? [each.subnets.unknown] : []);
  const ids = interfaces.flatMap((each) => 'known' in each.subnets ? each.subnets.known : []).filter((id) => !subnets.has(id));
  const names = [...new Set(ids)].map(readable);
  return unknown[0] ?? (names.length === 0 ? 'no subnet is named' : `${joined(names)} ${names.length === 1 ? 'is' : 'are'} not in the templates`);
}
