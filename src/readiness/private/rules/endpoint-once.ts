import { violated, type Rule } from './rule';
import type { Model } from '../model/model';
import type { EndpointResource } from '../model/network/networks';
import { Property } from '../model/property';
import type { Text } from '../model/text';
import { endpointsInUse } from '../model/traffic/endpoints-in-use';

export const EndpointOnce: Rule = {
  id: 'EndpointOnce',
  catalogue: [],
  hop: 'endpoint',
  severity: 'error',
  requirement: 'A VPC has one endpoint with private DNS for a service: AWS refuses a second one for the same name.',
  fix: { cdk: 'import the endpoint that is there, or privateDnsEnabled: false on one of them', cloudFormation: 'remove one of the endpoints, or set its PrivateDnsEnabled to false' },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  *check(subject) {
    const { model } = subject;
    for (const endpoint of endpointsInUse(subject, 'private names twice', (each) => twinOf(each, model) !== undefined)) {
      const [one, other] = [twinOf(endpoint, model)!, endpoint].map(({ resource }) => resource.logicalId);
      yield violated(Property.of(endpoint.resource).at('PrivateDnsEnabled'), `${one} and ${other} have the same private DNS names in one VPC`);
    }
  },
};

/** Another endpoint that certainly has the names of an endpoint in its VPC: the first of them. */
function twinOf(endpoint: EndpointResource, model: Model): EndpointResource | undefined {
  const { text } = Property.of(endpoint.resource).at('VpcId');
  const first = 'known' in text && text.known !== undefined && hasNames(endpoint) ? namesIn(text.known, model).get(serviceOf(endpoint)) : undefined;
  return first?.resource === endpoint.resource ? undefined : first;
}

/** The first endpoint of a VPC for each service whose names it has. */
function namesIn(vpc: Text, model: Model): ReadonlyMap<string | undefined, EndpointResource> {
  const known = model.once('endpoints with private names', () => new Map<Text, ReadonlyMap<string | undefined, EndpointResource>>());
  const found = known.get(vpc) ?? new Map(model.networks.endpointsIn(vpc).filter(hasNames).reverse().map((each) => [serviceOf(each), each]));
  known.set(vpc, found);
  return found;
}

function serviceOf({ service }: EndpointResource): string | undefined {
  return 'known' in service ? service.known : undefined;
}

/** Where DNS options limit who is told, the names of two may not be the same. */
function hasNames(endpoint: EndpointResource): boolean {
  const { resource, type } = endpoint;
  const { flag } = Property.of(resource).at('PrivateDnsEnabled');
  const isPlain = Property.of(resource).at('DnsOptions').given === 'no' && serviceOf(endpoint) !== undefined;
  return resource.created === 'yes' && 'known' in type && type.known === 'interface' && 'known' in flag && flag.known === true && isPlain;
}
