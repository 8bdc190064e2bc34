import { onHosts } from './on-hosts';
import { shownIds } from './path-words';
import { violated, type Outcome, type Rule } from './rule';
import { unfitHosts } from '../model/host-answers';
import { hostsOf, type Host } from '../model/hosts';
import type { Model } from '../model/model';
import { areApart, apartIn, vpcAt, vpcOfGroup, vpcOfSubnet, type Pair, type WhichVpc } from '../model/network/which-vpc';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { targetGroupAt } from '../model/target-group';
import { hasOwnInterface, taskDepartures } from '../model/task-network';
import type { Text } from '../model/text';
import { endpointsInUse } from '../model/traffic/endpoints-in-use';
import { itemsOf } from '../reach/known';
import type { ResolvedResource } from '../sources/resolved';

export const SameVpc: Rule = {
  id: 'SameVpc',
  catalogue: [],
  hop: 'task network',
  severity: 'error',
  requirement: 'Security groups and target groups are of the VPC of the subnets that they are used with.',
  fix: { cdk: 'the same vpc for all of them', cloudFormation: 'set VpcId of the group to the VPC of the subnets' },
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  *check(subject) {
    yield* ofTasks(subject);
    yield* ofInstances(subject);
    yield* ofEndpoints(subject);
    yield* ofTargetGroups(subject);
  },
};

function causeOf([group, subnet]: Pair, subject: Subject): string {
  return `${shownIds([group], subject)} is of another VPC than ${shownIds([subnet], subject)}, and AWS refuses them together`;
}

function ofTasks(subject: Subject): readonly Outcome[] {
  const [departure] = hasOwnInterface(subject) ? taskDepartures(subject).departures : [];
  const { model, resource } = subject;
  const pairs = departure?.interfaces.map(({ securityGroups, subnets }) => apartIn(itemsOf(securityGroups), itemsOf(subnets), resource, model)) ?? [];
  return pairs.length > 0 && !pairs.includes(undefined) ? [violated(departure.groupsAt, causeOf(pairs[0]!, subject))] : [];
}

function ofInstances(subject: Subject): readonly Outcome[] {
  const { model } = subject;
  const pairOf = ({ securityGroups, subnets, resource }: Host) =>
    apartIn(itemsOf(securityGroups), itemsOf(subnets), resource, model);
  return unfitHosts(subject, (host) => pairOf(host) ? 'no' : 'yes').map((unfit) => {
    const cause = causeOf(pairOf(unfit.host)!, subject);
    return onHosts(unfit, unfit.host.launch, cause, cause);
  });
}

function ofEndpoints(subject: Subject): readonly Outcome[] {
  const { model } = subject;
  return endpointsInUse(subject, 'in another VPC', ({ resource }) => strangerOf(resource, model) !== undefined).map(({ resource }) => {
    const [at, id] = strangerOf(resource, model)!;
    return violated(at, `${shownIds([id], subject)} is of another VPC than the endpoint ${resource.logicalId}, and AWS refuses them together`);
  });
}

/** What an endpoint names that is of another VPC. */
function strangerOf(endpoint: ResolvedResource, model: Model): readonly [at: Property, id: Text] | undefined {
  const [vpc, groups, subnets] = ['VpcId', 'SecurityGroupIds', 'SubnetIds'].map((key) => Property.of(endpoint).at(key));
  const own = vpcAt(vpc, model);
  const isStranger = (of: (id: Text) => WhichVpc | undefined) => (id: Text) => areApart(own, of(id));
  const group = itemsOf(groups.texts).find(isStranger((id) => vpcOfGroup(id, model)));
  const subnet = itemsOf(subnets.texts).find(isStranger((id) => vpcOfSubnet(id, endpoint, model)));
  return group !== undefined ? [groups, group] : subnet !== undefined ? [subnets, subnet] : undefined;
}

/** Instances of another VPC are refused; addresses of another one may be taken, when it is peered. */
function ofTargetGroups(subject: Subject): readonly Outcome[] {
  const { parts: { at, kind }, model, resource } = subject;
  const own = hasOwnInterface(subject);
  const sources = own ? taskDepartures(subject).departures.flatMap(({ interfaces }) => interfaces) : hostsOf(subject).hosts;
  const vpcs = sources.flatMap(({ subnets }) => 'known' in subnets ? subnets.known.map((subnet) => vpcOfSubnet(subnet, resource, model)) : [undefined]);
  const pointers = kind === 'service' || kind === 'task-set' ? at.at('LoadBalancers').list.items.map((balancer) => balancer.at('TargetGroupArn')) : [];
  return pointers.map((pointer) => targetGroupAt(pointer, model)).filter((group) => group !== undefined).flatMap((group) => {
    const vpc = vpcAt(group.at('VpcId'), model);
    const isApart = vpcs.length > 0 && vpcs.every((each) => areApart(vpc, each));
    const isCertain = !own && hostsOf(subject).more === undefined && hostsOf(subject).maybe.length === 0;
    const cause = `${group.resource.logicalId} is of another VPC than the ${own ? 'tasks' : 'instances'}`;
    return isApart ? [violated(group.at('VpcId'), cause, { severity: isCertain ? 'error' : 'warning' })] : [];
  });
}
