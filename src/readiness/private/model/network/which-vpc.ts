import { NetworkIndex } from '../../reach/network-index';
import { resourceOf } from '../../sources/holes';
import type { ResolvedResource } from '../../sources/resolved';
import type { Model } from '../model';
import { Property } from '../property';
import type { Text } from '../text';

/** A VPC that can be told from others: one that is made, the id of one, or the one that AWS makes in every region. */
export type WhichVpc = ResolvedResource | string;

const DEFAULT: WhichVpc = 'default';
const ID = /^vpc-[0-9a-f]+$/;

/** Whether two VPCs are certainly not the same. Which id the default VPC has is not known. */
export function areApart(one: WhichVpc | undefined, other: WhichVpc | undefined): boolean {
  const isOpen = typeof one === 'string' && typeof other === 'string' && (one === DEFAULT || other === DEFAULT);
  return one !== undefined && other !== undefined && one !== other && !isOpen;
}

/** The VPC that a property names. */
export function vpcAt({ text }: Property, model: Model): WhichVpc | undefined {
  return 'known' in text && text.known !== undefined ? vpcCalled(text.known, model) : undefined;
}

/** The VPC of a security group; without naming one, a group is in the default VPC. */
export function vpcOfGroup(id: Text, model: Model): WhichVpc | undefined {
  const found = model.networks.resource(id);
  if (found?.type === 'AWS::EC2::SecurityGroup') {
    const vpc = Property.of(found).at('VpcId');
    return vpc.given === 'no' ? DEFAULT : vpcAt(vpc, model);
  }
  return found?.type === 'AWS::EC2::VPC' && resourceOf(id)?.attribute === 'DefaultSecurityGroup' ? found : undefined;
}

/** @param from where the subnet is named */
export function vpcOfSubnet(id: Text, from: ResolvedResource, model: Model): WhichVpc | undefined {
  const vpc = NetworkIndex.of(model.networks.of(from)).subnets.get(id)?.vpc;
  return vpc && 'known' in vpc ? vpcCalled(vpc.known, model) : undefined;
}

/** A security group, and a subnet of another VPC. */
export type Pair = readonly [group: Text, subnet: Text];

/** The first security group that is certainly not of the VPC of some subnet. */
export function apartIn(groups: readonly Text[], subnets: readonly Text[], from: ResolvedResource, model: Model): Pair | undefined {
  const vpcs = subnets.map((subnet) => [subnet, vpcOfSubnet(subnet, from, model)] as const);
  for (const group of groups) {
    const vpc = vpcOfGroup(group, model);
    const other = vpcs.find(([, each]) => areApart(vpc, each));
    if (other) {
      return [group, other[0]];
    }
  }
  return undefined;
}

function vpcCalled(id: Text, model: Model): WhichVpc | undefined {
  const found = model.networks.resource(id);
  return found?.type === 'AWS::EC2::VPC' ? found : ID.test(id) ? id : undefined;
}
