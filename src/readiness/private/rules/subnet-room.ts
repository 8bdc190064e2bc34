import { shownIds } from './path-words';
import { violated, type Rule } from './rule';
import type { Subject } from '../model/subject';
import { hasOwnInterface, taskDepartures } from '../model/task-network';
import type { Text } from '../model/text';
import { parseCidr } from '../reach/cidr';
import { NetworkIndex } from '../reach/network-index';

/** The addresses of each subnet that AWS keeps: the first four and the last. */
const KEPT = 5;

export const SubnetRoom: Rule = {
  id: 'SubnetRoom',
  catalogue: ['X-083'],
  hop: 'task network',
  severity: 'warning',
  requirement: 'The subnets have an address for each of the tasks that are wanted.',
  fix: { cdk: 'subnets with a shorter cidrMask', cloudFormation: 'name more subnets, or subnets with a larger CidrBlock' },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
  *check(subject) {
    const { desiredCount } = subject.parts;
    const wanted = desiredCount?.number;
    const subnets = hasOwnInterface(subject) ? subnetsOf(subject) : undefined;
    const room = subnets && roomIn(subnets, subject);
    if (desiredCount && wanted && 'known' in wanted && wanted.known !== undefined && room !== undefined && wanted.known > room) {
      yield violated(desiredCount, `${wanted.known} tasks are wanted, and ${shownIds(subnets!, subject)} have ${room} addresses for them at most`);
    }
  },
};

/** The subnets of the tasks, when there is only one choice of them. */
function subnetsOf(subject: Subject): readonly Text[] | undefined {
  const [first, ...others] = taskDepartures(subject).departures.flatMap(({ interfaces }) => interfaces);
  return first && others.length === 0 && 'known' in first.subnets ? [...new Set(first.subnets.known)] : undefined;
}

/** The addresses of all subnets together, when their ranges are known. */
function roomIn(ids: readonly Text[], { model, resource }: Subject): number | undefined {
  const { subnets } = NetworkIndex.of(model.networks.of(resource));
  let room = 0;
  for (const id of ids) {
    const cidrs = subnets.get(id)?.cidrs;
    const range = cidrs && 'known' in cidrs ? cidrs.known.map(parseCidr).find((cidr) => cidr?.family === 4) : undefined;
    if (!range) {
      return undefined;
    }
    room += Math.max(0, Number(range.last - range.first) + 1 - KEPT);
  }
  return ids.length === 0 ? undefined : room;
}
