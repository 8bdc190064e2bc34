import { NetworkIndex } from '../../reach/network-index';
import type { Model } from '../model';
import { needsOf } from '../needs';
import type { EndpointResource } from '../network/networks';
import { isCreatedWith } from '../order/created-with';
import type { Subject } from '../subject';
import { taskDepartures } from '../task-network';
import type { Text } from '../text';

/**
 * The interface endpoints that a subject needs, or that stop the deployment of its stack when they cannot be made, as far as they pass a test.
 *
 * @param key a name for the test
 */
export function endpointsInUse(subject: Subject, key: string, test: (endpoint: EndpointResource) => boolean): readonly EndpointResource[] {
  const { model, resource } = subject;
  const found = [...vpcsOf(subject)].flatMap((vpc) => passing(vpc, model, key, test)).filter((each) => isCreatedWith(each.resource, resource));
  const services = new Set(found.length > 0 ? needsOf(subject).flatMap((need) => need.services) : []);
  return found.filter(({ resource: { stack }, service }) => stack === resource.stack || 'known' in service && services.has(service.known));
}

function vpcsOf(subject: Subject): ReadonlySet<Text> {
  const index = NetworkIndex.of(subject.model.networks.of(subject.resource));
  const subnets = taskDepartures(subject).departures.flatMap(({ interfaces }) => interfaces).flatMap(({ subnets: ids }) => 'known' in ids ? ids.known : []);
  return new Set(subnets.map((id) => index.subnets.get(id)?.vpc).flatMap((vpc) => vpc && 'known' in vpc ? [vpc.known] : []));
}

function passing(vpc: Text, model: Model, key: string, test: (endpoint: EndpointResource) => boolean): readonly EndpointResource[] {
  const known = model.once(`endpoints: ${key}`, () => new Map<Text, readonly EndpointResource[]>());
  const found = known.get(vpc) ?? model.networks.endpointsIn(vpc).filter((each) => 'known' in each.type && each.type.known === 'interface' && test(each));
  known.set(vpc, found);
  return found;
}
