import { obstacleRule, severityOf } from './obstacle-rule';
import { joined, shownIds } from './path-words';
import { violated, type Outcome, type Rule } from './rule';
import type { Model } from '../model/model';
import type { EndpointResource } from '../model/network/networks';
import { Property } from '../model/property';
import type { Subject } from '../model/subject';
import type { Text } from '../model/text';
import { remarksOf } from '../model/traffic/blocks';
import { endpointsInUse } from '../model/traffic/endpoints-in-use';
import { shownService } from '../model/traffic/service-names';
import { itemsOf } from '../reach/known';
import { NetworkIndex } from '../reach/network-index';

export const EndpointPlacement: Rule = obstacleRule({
  id: 'EndpointPlacement',
  catalogue: ['X-082'],
  hop: 'endpoint',
  obstacles: ['endpoint-in-other-vpc', 'endpoint-unknown', 'endpoint-subnets-unknown'],
  requirement: 'The endpoints are in the VPC of the tasks, with one network interface in each of their zones.',
  fix: {
    cdk: 'vpc.addInterfaceEndpoint() on the VPC of the service, with the subnets of the service',
    cloudFormation: 'set VpcId of the endpoint to the VPC of the tasks, and SubnetIds to one subnet in each of their zones',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  cause: ({ ids }, subject) => `${shownIds(ids.map(([endpoint]) => endpoint), subject)} is in another VPC than the tasks, and no route leads out`,
  doubt: ({ obstacle, ids, reasons, paths }, subject) => {
    const endpoints = shownIds(ids.map(([endpoint]) => endpoint), subject);
    const because = reasons.length > 0 ? `: ${reasons[0]}` : '';
    return obstacle === 'endpoint-unknown'
      ? `whether ${endpoints} is what leads to ${joined([...new Set(paths.map(({ need }) => shownService(need.services[0])))])} is not known${because}`
      : `the subnets of ${endpoints} are not all known${because}`;
  },
  more: otherPlacement,
});

function* otherPlacement(subject: Subject): Iterable<Outcome> {
  yield* uncoveredZones(subject);
  yield* crowdedZones(subject);
}

/** AWS refuses such an endpoint. */
function* crowdedZones(subject: Subject): Iterable<Outcome> {
  const { model } = subject;
  for (const endpoint of endpointsInUse(subject, 'crowded zone', (each) => crowdIn(each, model) !== undefined)) {
    const subnets = shownIds(crowdIn(endpoint, model)!, subject);
    const cause = `the subnets ${subnets} of ${endpoint.resource.logicalId} are in one zone, and AWS takes one for each zone`;
    yield violated(Property.of(endpoint.resource).at('SubnetIds'), cause, { fix: { cloudFormation: 'name one subnet for each zone' } });
  }
}

/** Two subnets of an endpoint that are certainly in the same zone. */
function crowdIn({ resource }: EndpointResource, model: Model): readonly Text[] | undefined {
  const { subnets } = NetworkIndex.of(model.networks.of(resource));
  const zones = new Map<Text, Text>();
  for (const id of new Set(itemsOf(Property.of(resource).at('SubnetIds').texts))) {
    const zone = subnets.get(id)?.availabilityZone;
    const other = zone && 'known' in zone ? zones.get(zone.known) : undefined;
    if (other !== undefined) {
      return [other, id];
    }
    zones.set(zone && 'known' in zone ? zone.known : id, id);
  }
  return undefined;
}

/** They work as long as the other zone does. */
function* uncoveredZones(subject: Subject): Iterable<Outcome> {
  for (const { obstacle, at, ids, paths } of remarksOf(subject)) {
    if (obstacle === 'endpoint-zone-not-covered' && severityOf(paths) === 'error') {
      const [endpoints, subnets] = [0, 1].map((index) => shownIds(ids.map((each) => each[index]), subject));
      yield violated(at, `${endpoints} has no network interface in the zone of ${subnets}: when the other zone fails, tasks there lose it`, { severity: 'warning' });
    }
  }
}
