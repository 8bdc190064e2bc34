import { violated, type Rule } from './rule';
import { strategyOf } from '../model/strategy';
import type { Subject } from '../model/subject';

export const SpreadCapacity: Rule = {
  id: 'SpreadCapacity',
  catalogue: ['X-098'],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'The tasks of a service do not depend on spot capacity alone, nor on a single availability zone.',
  fix: { cdk: 'a base of 1 on FARGATE, and subnets in two zones', cloudFormation: 'add FARGATE with a Base to the strategy, and subnets of other zones' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
  *check(subject) {
    const { parts, providers } = subject;
    if (parts.kind !== 'service' && parts.kind !== 'task-set') {
      return;
    }
    const strategy = strategyOf(subject);
    if (strategy && providers.length > 0 && providers.every(({ spot }) => spot)) {
      yield violated(strategy.at, 'all tasks run on spot capacity, which AWS takes back when it is short of it');
    }
    if (isInOneZone(subject)) {
      yield violated(parts.awsvpc.at('Subnets'), 'all tasks run in one availability zone');
    }
  },
};

/** Whether all subnets are certainly in the same zone. */
function isInOneZone({ parts, model, networkMode }: Subject): boolean {
  const { items, more } = parts.awsvpc.at('Subnets').list;
  const ids = items.map(({ text }) => 'known' in text ? text.known : undefined);
  if (ids.length === 0 || more !== undefined || ids.includes(undefined) || !('known' in networkMode && networkMode.known === 'awsvpc')) {
    return false;
  }
  const zones = [...new Set(ids)].map((id) => {
    const subnet = model.networks.resource(id!);
    const zone = subnet?.type === 'AWS::EC2::Subnet' ? subnet.properties.AvailabilityZone ?? subnet.properties.AvailabilityZoneId : undefined;
    return typeof zone === 'string' ? zone : undefined;
  });
  return zones.length === 1 || zones[0] !== undefined && zones.every((zone) => zone === zones[0]);
}
