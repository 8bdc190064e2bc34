import { Stack, type App } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ExecCapacity, ExecEndpointSource, ExecNetwork, ExecReadyCluster, type ExecReadyServiceProps } from '../../../src';
import { newService, privateImage, PUBLIC_IMAGE } from '../_helpers/apps';

/** Builds an app on a network, in one stack or in several. */
export type Variant = (app: App) => void;

export const ISOLATED = [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
export const PRIVATE = [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }];

export function vpcOf(stack: Stack, props: ec2.VpcProps = {}): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false, ...props });
}

/** Subnets of a VPC whose way out is a transit gateway that exists elsewhere. */
export function transitVpc(stack: Stack): ec2.Vpc {
  const vpc = vpcOf(stack, { subnetConfiguration: PRIVATE });
  const transitGatewayId = 'tgw-0123456789abcdef0';
  const attachment = new ec2.CfnTransitGatewayAttachment(stack, 'Attachment', {
    vpcId: vpc.vpcId, transitGatewayId, subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
  });
  (vpc.privateSubnets as ec2.Subnet[]).forEach((subnet, index) => {
    new ec2.CfnRoute(stack, `Route${index}`, { routeTableId: subnet.routeTable.routeTableId, destinationCidrBlock: '0.0.0.0/0', transitGatewayId })
      .addResourceDependency(attachment);
  });
  return vpc;
}

/** A network without an L2: subnets with a way out through an internet gateway. */
function plainNetwork(stack: Stack): ec2.IVpc {
  const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: true, enableDnsSupport: true });
  const availabilityZones = ['eu-west-1a', 'eu-west-1b'];
  const subnets = availabilityZones.map((availabilityZone, index) =>
    new ec2.CfnSubnet(stack, `Subnet${index}`, { vpcId: vpc.ref, cidrBlock: `10.0.${index}.0/24`, availabilityZone }));
  const table = new ec2.CfnRouteTable(stack, 'Table', { vpcId: vpc.ref });
  const gateway = new ec2.CfnInternetGateway(stack, 'Gateway');
  new ec2.CfnVPCGatewayAttachment(stack, 'Attachment', { vpcId: vpc.ref, internetGatewayId: gateway.ref });
  new ec2.CfnRoute(stack, 'Route', { routeTableId: table.ref, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.ref });
  subnets.forEach((subnet, index) => new ec2.CfnSubnetRouteTableAssociation(stack, `Association${index}`, { subnetId: subnet.ref, routeTableId: table.ref }));
  return ec2.Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId: vpc.ref, availabilityZones, publicSubnetIds: subnets.map(({ ref }) => ref), publicSubnetRouteTableIds: subnets.map(() => table.ref),
  });
}

function natInstance(): ec2.NatProvider {
  return ec2.NatProvider.instanceV2({
    instanceType: new ec2.InstanceType('t4g.nano'), machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' }),
  });
}

function closedGroup(stack: Stack): Partial<ExecReadyServiceProps> {
  const vpc = vpcOf(stack, { subnetConfiguration: ISOLATED });
  const s3PrefixList = ec2.PrefixList.fromPrefixListId(stack, 'S3', 'pl-6da54004');
  return {
    network: ExecNetwork.existing({ vpc, s3PrefixList }),
    securityGroups: [new ec2.SecurityGroup(stack, 'Closed', { vpc, allowAllOutbound: false })],
  };
}

/** One service in one stack, by what its network is. */
const SINGLE: Readonly<Record<string, (stack: Stack) => Partial<ExecReadyServiceProps>>> = {
  'a new isolated VPC': () => ({}),
  'a new isolated VPC with IPv6': () => ({ network: ExecNetwork.isolated({ ipProtocol: ec2.IpProtocol.DUAL_STACK }) }),
  'a new VPC with NAT': () => ({ network: ExecNetwork.egress(), container: { image: PUBLIC_IMAGE } }),
  'a new VPC with one NAT gateway for three zones': () => ({ network: ExecNetwork.egress({ natGateways: 1, maxAzs: 3 }), container: { image: PUBLIC_IMAGE } }),
  'a new VPC with NAT and IPv6': () => ({ network: ExecNetwork.egress({ ipProtocol: ec2.IpProtocol.DUAL_STACK }), container: { image: PUBLIC_IMAGE } }),
  'a new VPC with a NAT instance': () => ({ network: ExecNetwork.egress({ natGatewayProvider: natInstance() }), container: { image: PUBLIC_IMAGE } }),
  'a new VPC with NAT and endpoints for security': () => ({ network: ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate() }) }),
  'a new VPC with NAT and endpoints for cost': () => ({ network: ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr', 's3'] }) }) }),
  'a new public VPC': () => ({ network: ExecNetwork.public(), container: { image: PUBLIC_IMAGE } }),
  'a new public VPC with IPv6': () => ({ network: ExecNetwork.public({ ipProtocol: ec2.IpProtocol.DUAL_STACK }), container: { image: PUBLIC_IMAGE } }),
  'isolated subnets of the app': (stack) => ({ network: ExecNetwork.existing({ vpc: vpcOf(stack, { subnetConfiguration: ISOLATED }) }) }),
  'private subnets of the app': (stack) => ({ network: ExecNetwork.existing({ vpc: vpcOf(stack, { natGateways: 1 }) }), container: { image: PUBLIC_IMAGE } }),
  'private subnets behind a NAT instance of the app': (stack) => ({
    network: ExecNetwork.existing({ vpc: vpcOf(stack, { natGateways: 1, natGatewayProvider: natInstance() }) }), container: { image: PUBLIC_IMAGE },
  }),
  'subnets behind a transit gateway': (stack) => ({ network: ExecNetwork.existing({ vpc: transitVpc(stack) }), container: { image: PUBLIC_IMAGE } }),
  'a network without an L2': (stack) => ({ network: ExecNetwork.existing({ vpc: plainNetwork(stack) }), container: { image: PUBLIC_IMAGE } }),
  'isolated subnets and a closed security group': closedGroup,
};

/** Services of several stacks, and of several kinds of subnets. */
const SHARED: Readonly<Record<string, Variant>> = {
  'two stacks on the VPC of a third': (app) => {
    const vpc = vpcOf(stackIn(app, 'Network'), { subnetConfiguration: ISOLATED });
    const cluster = new ExecReadyCluster(stackIn(app, 'Cluster'), 'Cluster', { vpc });
    ['First', 'Second'].forEach((id) => newService(stackIn(app, id), { cluster }));
  },
  'a stack on the NAT of another': (app) => {
    const vpc = vpcOf(stackIn(app, 'Network'), { natGateways: 1 });
    newService(stackIn(app, 'Api'), { network: ExecNetwork.existing({ vpc }), container: { image: PUBLIC_IMAGE } });
  },
  'a new VPC behind a load balancer, with a secret and a sidecar': (app) => {
    const stack = stackIn(app);
    const secrets = { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')) };
    const api = newService(stack, { container: { image: privateImage(stack), portMappings: [{ containerPort: 8080 }], secrets } });
    api.addContainer('proxy', { image: privateImage(stack), readonlyRootFilesystem: true, execTarget: false });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: api.vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    balancer.addListener('Http', { port: 80, open: false }).addTargets('Api', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, targets: [api] });
  },
  'a new VPC with restricted endpoints': (app) => newService(stackIn(app)).endpoints.restrict(),
  'private and isolated subnets of one VPC': (app) => {
    const stack = stackIn(app);
    const vpc = vpcOf(stack, { natGateways: 1, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }, ...PRIVATE, ...ISOLATED] });
    const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc });
    newService(stack, { cluster }, 'Private');
    newService(stack, { cluster, network: ExecNetwork.existing({ vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }) }, 'Isolated');
  },
};

/** The same on instances: their agent starts the tasks, from the interface of the instance. */
const ON_INSTANCES: Readonly<Record<string, ecs.NetworkMode>> = {
  'a new isolated VPC': ecs.NetworkMode.AWS_VPC,
  'a new VPC with NAT': ecs.NetworkMode.HOST,
  'a new VPC with NAT and IPv6': ecs.NetworkMode.AWS_VPC,
  'a new VPC with NAT and endpoints for security': ecs.NetworkMode.AWS_VPC,
  'a new VPC with NAT and endpoints for cost': ecs.NetworkMode.BRIDGE,
  'a new public VPC': ecs.NetworkMode.BRIDGE,
  'isolated subnets of the app': ecs.NetworkMode.BRIDGE,
  'private subnets of the app': ecs.NetworkMode.AWS_VPC,
  'isolated subnets and a closed security group': ecs.NetworkMode.AWS_VPC,
};

function stackIn(app: App, id = 'Stack'): Stack {
  return new Stack(app, id, { env: { account: '111122223333', region: 'eu-west-1' } });
}

function single(name: string, more: Partial<ExecReadyServiceProps> = {}): Variant {
  return (app) => {
    const stack = stackIn(app);
    newService(stack, { ...SINGLE[name](stack), ...more });
  };
}

export const VARIANTS: Readonly<Record<string, Variant>> = {
  ...Object.fromEntries(Object.keys(SINGLE).map((name) => [name, single(name)])),
  ...Object.fromEntries(Object.entries(ON_INSTANCES).map(([name, networkMode]) =>
    [`${name}, on instances in mode ${networkMode}`, single(name, { networkMode, capacity: ExecCapacity.ec2() })])),
  ...SHARED,
};
