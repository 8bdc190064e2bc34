import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { identityOf, referencedBy } from '../../private/identity';
import { egressOf, ExecEgress } from '../exec-egress';
import type { ExecNetworkConfig } from '../exec-network';
import type { ExistingNetworkOptions } from '../network-options';

export function bindExisting(scope: Construct, options: ExistingNetworkOptions): ExecNetworkConfig {
  const { vpc, endpoints, s3PrefixList } = options;
  const { subnets, isPendingLookup } = vpc.selectSubnets(options.subnets ?? { subnetType: preferredSubnets(scope, vpc) });
  if (isPendingLookup && subnets.length === 0) {
    // the values that stand for a VPC until it is looked up have no subnets of that name
    return { vpc, subnets, egress: ExecEgress.UNKNOWN, endpoints, s3PrefixList };
  }
  checkVpcOf(scope, vpc, subnets);
  return { vpc, subnets, egress: egressOf(scope, vpc, subnets), endpoints, s3PrefixList };
}

function preferredSubnets(scope: Construct, vpc: ec2.IVpc): ec2.SubnetType {
  if (vpc.privateSubnets.length > 0) {
    return ec2.SubnetType.PRIVATE_WITH_EGRESS;
  }
  if (vpc.isolatedSubnets.length > 0) {
    return ec2.SubnetType.PRIVATE_ISOLATED;
  }
  if (vpc.publicSubnets.length > 0) {
    return ec2.SubnetType.PUBLIC;
  }
  throw new Error(`${scope.node.path}: no subnets of the VPC ${JSON.stringify(vpc.node.path)} are known; import it with its subnets, `
    + 'or pass them as subnets: { subnets: [...] } to ExecNetwork.existing');
}

/** A subnet of another VPC makes the deployment of the service fail. */
function checkVpcOf(scope: Construct, vpc: ec2.IVpc, subnets: ec2.ISubnet[]): void {
  const own = identityOf(vpc, vpc.vpcId);
  const strangers = subnets.filter((subnet) => (vpcOf(scope, subnet) ?? own) !== own);
  if (strangers.length > 0) {
    throw new Error(`${scope.node.path}: the subnets ${JSON.stringify(strangers.map((subnet) => subnet.node.path))} are not in the VPC ${JSON.stringify(vpc.node.path)}; `
      + 'select subnets of that VPC alone');
  }
}

/** What the VPC of a subnet stands for, as far as this app knows. */
function vpcOf(scope: Construct, subnet: ec2.ISubnet): string | undefined {
  const own = referencedBy(subnet.subnetId).find((construct) => ec2.CfnSubnet.isCfnSubnet(construct));
  if (own) {
    return identityOf(own, own.vpcId);
  }
  const parent = subnet.node.scope as Partial<ec2.IVpc> | undefined;
  return typeof parent?.vpcId === 'string' ? identityOf(scope, parent.vpcId) : undefined;
}
