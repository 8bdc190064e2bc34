import type { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { ExecEgress } from '../exec-egress';
import type { ExecNetworkConfig } from '../exec-network';
import type { EgressNetworkOptions, IsolatedNetworkOptions, NewNetworkOptions, PublicNetworkOptions } from '../network-options';

export function newIsolatedNetwork(scope: Construct, options: IsolatedNetworkOptions): ExecNetworkConfig {
  const vpc = newVpc(scope, options, {
    natGateways: 0,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  return { vpc, subnets: vpc.isolatedSubnets, egress: ExecEgress.NONE };
}

export function newEgressNetwork(scope: Construct, options: EgressNetworkOptions): ExecNetworkConfig {
  const { natGateways, natGatewayProvider, endpoints } = options;
  if (natGateways !== undefined && natGateways < 1) {
    throw new Error(`${scope.node.path}: natGateways ${natGateways} leaves the private subnets without a way out; `
      + 'leave it out for one in each Availability Zone, or use ExecNetwork.isolated() or ExecNetwork.public()');
  }
  const vpc = newVpc(scope, options, {
    natGateways,
    natGatewayProvider,
    subnetConfiguration: [
      // a NAT instance has no other public address, a NAT gateway brings its own
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: natGatewayProvider !== undefined },
      { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    ],
  });
  return { vpc, subnets: vpc.privateSubnets, egress: ExecEgress.PRIVATE, endpoints };
}

export function newPublicNetwork(scope: Construct, options: PublicNetworkOptions): ExecNetworkConfig {
  const vpc = newVpc(scope, options, {
    natGateways: 0,
    subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
  });
  return { vpc, subnets: vpc.publicSubnets, egress: ExecEgress.PUBLIC, endpoints: options.endpoints };
}

function newVpc(scope: Construct, { ipAddresses, maxAzs, ipProtocol }: NewNetworkOptions, props: ec2.VpcProps): ec2.Vpc {
  const vpc = new ec2.Vpc(scope, 'Vpc', {
    ipAddresses,
    ipProtocol,
    maxAzs: maxAzs ?? 2,
    // the flag of a fresh CDK app would bring a custom resource
    restrictDefaultSecurityGroup: false,
    ...props,
  });
  if (vpc.privateSubnets.length === 0) {
    // the L2 makes an egress-only gateway that no route leads to, unless a feature flag is on
    vpc.node.tryRemoveChild('EIGW6');
  }
  orderRoutes(vpc);
  return vpc;
}

/** The L2 orders the routes of IPv4 and NAT gateways only; a NAT instance loads what it runs on when it starts. */
function orderRoutes(vpc: ec2.Vpc): void {
  const attachment = vpc.node.tryFindChild('VPCGW') as CfnResource | undefined;
  for (const subnet of vpc.publicSubnets) {
    const route = subnet.node.tryFindChild('DefaultRoute6') as CfnResource | undefined;
    if (route && attachment) {
      route.addResourceDependency(attachment);
    }
    subnet.node.findAll().filter((node) => ec2.CfnInstance.isCfnInstance(node))
      .forEach((nat) => nat.node.addDependency(subnet.internetConnectivityEstablished));
  }
}
