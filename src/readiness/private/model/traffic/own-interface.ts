import { familiesIn } from './address-families';
import type { Known, Source } from '../../reach/network';
import { OneOf } from '../../sources/value';
import { choicesOf } from '../choices';
import type { Property } from '../property';
import type { Subject } from '../subject';
import type { Departure, KindOfCompute } from '../task-network';
import { textListsOf } from '../text-lists';

/** More combinations of subnets, security groups and public addresses than anyone would write down. */
const MOST = 16;

/**
 * The interface that a task gets in network mode `awsvpc`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 */
export function ownInterface(subject: Subject, compute: KindOfCompute): Departure {
  const { awsvpc } = subject.parts;
  const found = awsvpc.alternatives.filter(({ value }) => value !== undefined).flatMap((each) => interfacesIn(subject, each, compute));
  const reason = 'it depends on too many conditions';
  const tooMany: Source = { ...found[0], subnets: { unknown: reason }, securityGroups: { unknown: reason }, families: { known: 'ipv4' } };
  const choice = found.length > 1 ? choiceOf(awsvpc) : undefined;
  return {
    interfaces: found.length > MOST ? [tooMany] : found,
    ...choice === undefined ? {} : { choice },
    ...'unknown' in compute ? { unseen: true } : {},
    subnetsAt: awsvpc.at('Subnets'),
    groupsAt: awsvpc.at('SecurityGroups'),
    publicIpAt: awsvpc.at('AssignPublicIp'),
  };
}

function interfacesIn({ model, resource }: Subject, config: Property, compute: KindOfCompute): Source[] {
  const addresses = distinct(choicesOf(config.at('AssignPublicIp'), model.system).map((each) => publicIpOf(each, compute)));
  const groups = textListsOf(config.at('SecurityGroups'));
  return textListsOf(config.at('Subnets')).flatMap((subnets) => groups.flatMap((given) => addresses.map((publicIp) => ({
    subnets,
    securityGroups: 'known' in given && given.known.length === 0 ? model.networks.defaultGroupOf(subnets, resource) : given,
    publicIp,
    compute: kindOf(compute),
    families: familiesIn('known' in subnets ? subnets.known : [], model, resource),
  }))));
}

/** On Managed Instances it is as on any others. */
function kindOf(compute: KindOfCompute): Source['compute'] {
  return 'unknown' in compute ? compute : { known: compute.known === 'fargate' ? 'fargate' : 'ec2-awsvpc' };
}

/**
 * Whether the task asks for a public address. It has none when nothing is said, and never on instances.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-awsvpc-mode.html
 */
function publicIpOf({ literal }: Property, compute: KindOfCompute): Known<boolean> {
  if ('known' in compute && compute.known !== 'fargate') {
    return { known: false };
  }
  if ('unknown' in literal) {
    return literal;
  }
  return literal.known === 'ENABLED' ? { known: true } : literal.known === undefined || literal.known === 'DISABLED' ? { known: false }
    : { unknown: `${JSON.stringify(literal.known)} is neither ENABLED nor DISABLED` };
}

function distinct(values: readonly Known<boolean>[]): readonly Known<boolean>[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** What one of several configurations depends on. */
function choiceOf(awsvpc: Property): string {
  const lists = ['Subnets', 'SecurityGroups'].map((key) => awsvpc.at(key));
  const open = [awsvpc, awsvpc.at('AssignPublicIp'), ...lists, ...lists.flatMap((list) => list.list.items)];
  return open.find(({ value }) => value instanceof OneOf)?.doubt ?? 'it depends on a parameter';
}
