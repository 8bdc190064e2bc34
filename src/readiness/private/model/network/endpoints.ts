import { agreed } from './agreed';
import { doubtBeside } from './beside';
import { otherwise } from './otherwise';
import { defaultOf, idOf } from './own-ids';
import { serviceIn } from './service-name';
import type { View } from './view';
import type { Endpoint, Known } from '../../reach/network';
import type { Property } from '../property';
import { isKnown, type Text } from '../text';

/**
 * The interface and gateway endpoints that templates make.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
 */
export function endpointsOf(view: View): Endpoint[] {
  return view.all('AWS::EC2::VPCEndpoint').flatMap((endpoint) => {
    const type = typeOf(endpoint);
    return type ? [endpointOf(view, endpoint, type)] : [];
  });
}

/** The type of an endpoint; undefined for those that lead to no service of AWS. */
export function typeOf(endpoint: Property): Endpoint['type'] | undefined {
  const type = otherwise(endpoint.at('VpcEndpointType').literal, { known: 'Gateway' });
  if ('unknown' in type) {
    return type;
  }
  switch (type.known.toLowerCase()) {
    case 'gateway': return { known: 'gateway' };
    case 'interface': return { known: 'interface' };
    case 'gatewayloadbalancer':
    case 'resource':
    case 'servicenetwork': return undefined;
    default: return { unknown: `there is no type ${JSON.stringify(type.known)}` };
  }
}

/** The service of an endpoint, as reachability knows it. */
export function serviceOf(endpoint: Property, region: Text): Known<string> {
  const services = endpoint.at('ServiceName').alternatives.map(({ text }): Known<string> =>
    'unknown' in text ? text : text.known === undefined ? { unknown: 'the endpoint names no service' } : serviceIn(text.known, region));
  const service = agreed(services);
  const away = 'unknown' in service ? undefined : elsewhere(endpoint, region);
  return away ?? service;
}

/** What becomes of the service when the endpoint leads, or may lead, to another region. */
function elsewhere(endpoint: Property, region: Text): Known<string> | undefined {
  const [away, name] = [endpoint.at('ServiceRegion').text, endpoint.at('ServiceName').text];
  if ('known' in away && (away.known === undefined || away.known === region)) {
    return undefined;
  }
  const certain = 'known' in away && isKnown(away.known!) && isKnown(region);
  return certain && 'known' in name ? { known: name.known! } : { unknown: 'the endpoint may lead to another region' };
}

function endpointOf(view: View, endpoint: Property, type: Endpoint['type']): Endpoint {
  const { resource } = endpoint;
  const region = view.system.template(resource.stack)!.region;
  const service = serviceOf(endpoint, region);
  const isGateway = 'known' in type && type.known === 'gateway';
  const vpc = otherwise(endpoint.at('VpcId').text, { unknown: 'the endpoint names no VPC' });
  const owner = view.made(vpc, ['AWS::EC2::VPC']);
  const absence = doubtBeside(resource, owner?.resource);
  const doubt = absence === undefined ? undefined : { unknown: absence };
  return {
    id: idOf(resource),
    stack: resource.stack,
    service,
    type,
    vpc,
    subnets: isGateway ? { known: [] } : endpoint.at('SubnetIds').texts,
    securityGroups: isGateway ? { known: [] } : groupsOf(endpoint, owner),
    privateDns: isGateway ? { known: false } : doubt ?? privateDnsOf(endpoint, service),
    routeTables: doubt ?? endpoint.at('RouteTableIds').texts,
  };
}

/** Without a group of its own an endpoint has the default group of its VPC. */
function groupsOf(endpoint: Property, vpc: Property | undefined): Known<readonly Text[]> {
  const { texts } = endpoint.at('SecurityGroupIds');
  if ('unknown' in texts || texts.known.length > 0) {
    return texts;
  }
  return vpc ? { known: [defaultOf(vpc.resource, 'DefaultSecurityGroup')] } : { unknown: 'the default security group of the VPC is not at hand' };
}

/** Services that have gateways, too: what their private names lead to when nothing is said is not documented. */
const WITH_GATEWAYS: readonly string[] = ['dynamodb', 's3', 's3express'];

const IPV4: readonly string[] = ['ipv4', 'dualstack', 'not-specified'];

/** Whether the public name of the service leads to an interface endpoint from everywhere in the VPC, over IPv4. */
function privateDnsOf(endpoint: Property, service: Known<string>): Known<boolean> {
  const on = otherwise(endpoint.at('PrivateDnsEnabled').flag, { unknown: 'it is not documented whether private DNS is on when nothing is said' });
  if ('unknown' in on || !on.known) {
    return on;
  }
  const scope = otherwise(endpoint.at('DnsOptions', 'PrivateDnsOnlyForInboundResolverEndpoint').literal, { known: 'NotSpecified' });
  const addresses = [endpoint.at('IpAddressType'), endpoint.at('DnsOptions', 'DnsRecordIpType')].map(({ literal }) => otherwise(literal, { known: 'ipv4' }));
  if ('unknown' in scope || scope.known === 'OnlyInboundResolver') {
    return 'unknown' in scope ? scope : { known: false };
  }
  if (addresses.some((each) => 'unknown' in each || !IPV4.includes(each.known))) {
    return { unknown: 'the endpoint may have no IPv4 addresses' };
  }
  const withGateway = 'known' in service && WITH_GATEWAYS.includes(service.known);
  return scope.known === 'AllResolvers' || !withGateway ? { known: true } : { unknown: 'private DNS may be for inbound resolvers only' };
}
