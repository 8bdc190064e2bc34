import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { zoneOf } from './zones';
import type { EndpointService } from '../../private/exec-facts';

/** Whether tasks reach the service in their region through the endpoint without knowing of it. */
export function serves(endpoint: ec2.CfnVPCEndpoint, service: EndpointService): boolean {
  return isFor(endpoint, service) && (isGateway(endpoint) || endpoint.privateDnsEnabled === true);
}

/** Whether the endpoint leads to the service in their region, by whatever name. */
export function isFor(endpoint: ec2.CfnVPCEndpoint, service: EndpointService): boolean {
  return endOfName(endpoint).endsWith(`.${service}`) && isOfRegion(endpoint);
}

/** An interface endpoint can lead to a service of another region, under the names of that region. */
function isOfRegion({ serviceRegion, stack }: ec2.CfnVPCEndpoint): boolean {
  return serviceRegion === undefined || JSON.stringify(stack.resolve(serviceRegion)) === JSON.stringify(stack.resolve(stack.region));
}

/** The name is joined from the region and the service, or substituted, as often as it is written out. */
function endOfName(endpoint: ec2.CfnVPCEndpoint): string {
  const name = Stack.of(endpoint).resolve(endpoint.serviceName) as string | Record<string, [unknown, ...unknown[]]> | undefined;
  if (typeof name !== 'object') {
    return name ?? '';
  }
  const [[intrinsic, argument]] = Object.entries(name);
  const [first, second] = [argument].flat() as unknown[];
  return intrinsic === 'Fn::Join' ? `${first}${(second as unknown[]).at(-1)}` : `${first}`;
}

export function isGateway(endpoint: ec2.CfnVPCEndpoint): boolean {
  return (endpoint.vpcEndpointType ?? ec2.VpcEndpointType.GATEWAY) === ec2.VpcEndpointType.GATEWAY;
}

/** The subnets that no gateway among the endpoints has a route for. */
export function subnetsWithoutGateway(subnets: ec2.ISubnet[], endpoints: ec2.CfnVPCEndpoint[]): ec2.ISubnet[] {
  if (endpoints.some((endpoint) => !isGateway(endpoint) || Token.isUnresolved(endpoint.routeTableIds))) {
    return [];
  }
  const routed = new Set(endpoints.flatMap((endpoint) => endpoint.routeTableIds ?? []));
  return subnets.filter((subnet) => !routed.has(subnet.routeTable?.routeTableId));
}

/** An interface endpoint takes one subnet per Availability Zone. */
export function onePerZone(subnets: ec2.ISubnet[]): ec2.ISubnet[] {
  const unknown = subnets.filter((subnet) => zoneOf(subnet) === undefined);
  if (unknown.length > 0) {
    throw new Error(`${unknown[0].node.path}: the Availability Zone of the subnet is not known, so no interface endpoint can be made in it; `
      + 'import it with ec2.Subnet.fromSubnetAttributes({ subnetId, availabilityZone, routeTableId })');
  }
  const byZone = new Map<string, ec2.ISubnet>();
  subnets.forEach((subnet) => byZone.set(subnet.availabilityZone, byZone.get(subnet.availabilityZone) ?? subnet));
  return [...byZone.values()];
}
