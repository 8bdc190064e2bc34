import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { referencedBy } from '../../private/identity';
import type { ExecNetworkConfig } from '../exec-network';

/** The Availability Zone of a subnet; undefined for one that was imported by its id alone, where the L2 throws. */
export function zoneOf(subnet: ec2.ISubnet): string | undefined {
  return '_availabilityZone' in subnet ? subnet._availabilityZone as string | undefined : subnet.availabilityZone;
}

/** The zones of the tasks, as a template writes them; undefined when one is not known. */
export function zonesOf({ subnets }: ExecNetworkConfig): string[] | undefined {
  return distinct(subnets.map((subnet) => written(subnet, zoneOf(subnet))));
}

/** The zones that an interface endpoint of this app is in; undefined when one is not known. */
export function zonesOfEndpoint(endpoint: ec2.CfnVPCEndpoint, { vpc, subnets }: ExecNetworkConfig): string[] | undefined {
  const known = [...subnets, ...vpc.isolatedSubnets, ...vpc.privateSubnets, ...vpc.publicSubnets];
  const zoneOfId = (id: string) => {
    const own = referencedBy(id).find((construct) => ec2.CfnSubnet.isCfnSubnet(construct));
    const subnet = known.find(({ subnetId }) => subnetId === id);
    return own ? written(own, own.availabilityZone) : subnet && written(subnet, zoneOf(subnet));
  };
  return Token.isUnresolved(endpoint.subnetIds) ? undefined : distinct((endpoint.subnetIds ?? []).map(zoneOfId));
}

function written(scope: IConstruct, zone: string | undefined): string | undefined {
  return zone === undefined ? undefined : JSON.stringify(Stack.of(scope).resolve(zone));
}

function distinct(zones: (string | undefined)[]): string[] | undefined {
  const known = zones.filter((zone) => zone !== undefined);
  return known.length < zones.length ? undefined : [...new Set(known)];
}
