import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { AppIndex } from '../../private/app-index';
import { identityOf, referencedBy } from '../../private/identity';
import type { ExecNetworkConfig } from '../exec-network';

const DHCP = 'AWS::EC2::VPCDHCPOptionsAssociation';

/** Resources that complete a subnet, a route table or a VPC, by the property that names it. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::EC2::Route': 'routeTableId',
  'AWS::EC2::SubnetRouteTableAssociation': 'subnetId',
  'AWS::EC2::VPCGatewayAttachment': 'vpcId',
  'AWS::EC2::TransitGatewayAttachment': 'vpcId',
  'AWS::EC2::TransitGatewayVpcAttachment': 'vpcId',
  [DHCP]: 'vpcId',
};

const DEFAULT_ROUTE = '0.0.0.0/0';

/** What completes the networks of an app, wherever in the app it is written, found in one walk. */
export class NetworkIndex {
  /** The index that goes with the one of the whole app. */
  public static of(scope: IConstruct, app: AppIndex): NetworkIndex {
    const index = INDICES.get(app) ?? new NetworkIndex(scope);
    INDICES.set(app, index);
    return index;
  }

  private readonly byIdentity = new Map<string, CfnResource[]>();

  constructor(scope: IConstruct) {
    for (const node of (Stage.of(scope) ?? scope.node.root).node.findAll()) {
      const property = CfnResource.isCfnResource(node) ? NAMED_BY[node.cfnResourceType] : undefined;
      const id = property && (node as unknown as Record<string, unknown>)[property];
      if (typeof id === 'string') {
        this.add(identityOf(node, id), node as CfnResource);
      }
    }
  }

  /** Whether a default route leads out of the subnet, to whatever it leads. */
  public isRoutedOut(subnet: ec2.ISubnet): boolean {
    return this.routesOf(subnet).some(({ destinationCidrBlock }) => destinationCidrBlock === DEFAULT_ROUTE);
  }

  /**
   * The routes, associations and attachments that are written beside the VPC, and not inside it.
   *
   * Only those that stand in the stack of what they complete, or in that of the user of the network: a third stack may be
   * deployed after both.
   */
  public completing({ vpc, subnets }: ExecNetworkConfig, leadsOut: boolean, user: IConstruct): CfnResource[] {
    const attachments = leadsOut ? this.about(vpc, vpc.vpcId).filter(({ cfnResourceType }) => cfnResourceType !== DHCP) : [];
    const stacks = [user, ...[vpc.vpcId, ...subnets.map(({ subnetId }) => subnetId)].flatMap(referencedBy)].map((construct) => Stack.of(construct));
    const paths = subnets.flatMap((subnet) => this.pathOf(subnet));
    const beside = [...paths, ...attachments].filter((resource) => !isInside(resource, [vpc, ...subnets]));
    return [...beside, ...this.beyondInstances(subnets)].filter((resource) => stacks.includes(Stack.of(resource)));
  }

  /** The DNS servers that the app gives to a VPC; undefined when they are those of Amazon or not known. */
  public dnsServersOf(vpc: ec2.IVpc): string[] | undefined {
    const options = this.about(vpc, vpc.vpcId).filter((resource) => ec2.CfnVPCDHCPOptionsAssociation.isCfnVPCDHCPOptionsAssociation(resource))
      .flatMap(({ dhcpOptionsId }) => referencedBy(dhcpOptionsId)).find((construct) => ec2.CfnDHCPOptions.isCfnDHCPOptions(construct));
    const servers = options?.domainNameServers;
    return servers && servers.length > 0 && !servers.some((server) => AMAZON_DNS.includes(server)) ? servers : undefined;
  }

  /** The path of the instances that the subnets are routed to: the L2 has a NAT gateway wait for its own way out, and no NAT instance. */
  private beyondInstances(subnets: ec2.ISubnet[]): CfnResource[] {
    const instances = subnets.flatMap((subnet) => this.routesOf(subnet)).flatMap(({ instanceId }) => referencedBy(instanceId ?? ''))
      .filter((construct) => ec2.CfnInstance.isCfnInstance(construct));
    return instances.flatMap((instance) => this.path(instance, instance.subnetId ?? ''));
  }

  private routesOf(subnet: ec2.ISubnet): ec2.CfnRoute[] {
    return this.pathOf(subnet).filter((resource) => ec2.CfnRoute.isCfnRoute(resource));
  }

  private pathOf(subnet: ec2.ISubnet): CfnResource[] {
    return this.path(subnet, subnet.subnetId, subnet.routeTable?.routeTableId);
  }

  /** The associations of a subnet and the routes of its tables. */
  private path(scope: IConstruct, subnetId: string, table?: string): CfnResource[] {
    const associations = this.about(scope, subnetId);
    const tables = [table, ...associations.map((association) => (association as ec2.CfnSubnetRouteTableAssociation).routeTableId)];
    return [...associations, ...new Set(tables.filter((id) => typeof id === 'string').flatMap((id) => this.about(scope, id)))];
  }

  private about(scope: IConstruct, id: string): CfnResource[] {
    return this.byIdentity.get(identityOf(scope, id)) ?? [];
  }

  private add(identity: string, resource: CfnResource): void {
    this.byIdentity.set(identity, [...this.byIdentity.get(identity) ?? [], resource]);
  }
}

/** By name, and by the address that it has in every VPC. */
const AMAZON_DNS = ['AmazonProvidedDNS', '169.254.169.253'];

function isInside(resource: CfnResource, constructs: IConstruct[]): boolean {
  return resource.node.scopes.some((scope) => constructs.includes(scope));
}

const INDICES = new WeakMap<AppIndex, NetworkIndex>();
