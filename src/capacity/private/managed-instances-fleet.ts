import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CapacityContext, Hosts } from './capacity-kind';
import { HostRequirements } from './host-requirements';
import { createInfrastructureRole, createInstanceProfile } from './managed-instances-roles';
import { ExecEgress } from '../../network/exec-egress';
import type { ExecNetworkConfig } from '../../network/exec-network';
import type { Requirements } from '../../network/private/endpoint-consumer';
import type { AppIndex } from '../../private/app-index';
import { identityOf } from '../../private/identity';
import { ownedResource } from '../../private/owned';
import { warn } from '../../private/warnings';
import type { ManagedInstancesCapacityOptions } from '../managed-instances-capacity-options';

/** Instances that Amazon ECS starts, patches and replaces, in the subnets of this app. */
export class ManagedInstancesFleet extends Construct implements Hosts {
  public readonly network: ExecNetworkConfig;
  public readonly connections: ec2.Connections;
  public readonly provider: ecs.ManagedInstancesCapacityProvider;
  private readonly requirements: HostRequirements;

  constructor(cluster: ecs.Cluster, id: string, context: CapacityContext, options: ManagedInstancesCapacityOptions) {
    super(cluster, id);
    const { name: _, network, instanceProfile, ...rest } = options;
    this.network = network?.bind(this) ?? context.network;
    checkVpc(this, this.network.vpc, cluster.vpc);
    checkPublicAddresses(this, this.network);
    const securityGroups = options.securityGroups ?? [
      new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: this.network.vpc, description: 'Amazon ECS Managed Instances' }),
    ];
    const ec2InstanceProfile = instanceProfile ?? createInstanceProfile(this, context.cluster);
    this.provider = new ecs.ManagedInstancesCapacityProvider(this, 'Provider', {
      ...rest,
      subnets: this.network.subnets,
      securityGroups,
      ec2InstanceProfile,
      infrastructureRole: options.infrastructureRole ?? this.createInfrastructureRole(ec2InstanceProfile, securityGroups, options),
    });
    cluster.addManagedInstancesCapacityProvider(this.provider);
    this.connections = this.provider.connections;
    const starter = ownedResource(this.provider)!;
    this.requirements = new HostRequirements({ scope: this, connections: this.connections, network: this.network, starter });
  }

  public serve(requirements: Requirements, app: AppIndex): CfnResource[] {
    const { infrastructureRole, ec2InstanceProfile: { role } } = this.provider;
    const starter = ownedResource(this.provider)!;
    // roles of the user may have policies beside them; the provider refers to the first role itself
    [infrastructureRole, ...role ? [role] : []].flatMap(({ node }) => node.findAll()).filter((node) => CfnResource.isCfnResource(node))
      .filter((resource) => resource !== ownedResource(infrastructureRole))
      .forEach((resource) => starter.addResourceDependency(resource));
    // what starts tasks refers to the provider itself
    return this.requirements.serve(requirements, app).filter((resource) => resource !== starter);
  }

  private createInfrastructureRole(
    profile: iam.IInstanceProfile, securityGroups: ec2.ISecurityGroup[], { capacityOptionType }: ManagedInstancesCapacityOptions,
  ): iam.Role {
    if (!profile.role) {
      throw new Error(`${this.node.path}: instanceProfile ${JSON.stringify(profile.node.path)} was imported without its role, so Amazon ECS cannot be allowed to pass it; `
        + 'import it through iam.InstanceProfile.fromInstanceProfileAttributes with the role, or give infrastructureRole too');
    }
    return createInfrastructureRole(this, 'InfrastructureRole', {
      subnets: this.network.subnets, securityGroups, instanceRole: profile.role, capacityOptionType,
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-awsvpc-mode.html */
function checkVpc(scope: Construct, vpc: ec2.IVpc, tasks: ec2.IVpc): void {
  if (identityOf(vpc, vpc.vpcId) !== identityOf(tasks, tasks.vpcId)) {
    throw new Error(`${scope.node.path}: the instances are in the VPC ${JSON.stringify(vpc.node.path)} and the tasks in ${JSON.stringify(tasks.node.path)}; `
      + 'choose subnets of the VPC of the tasks through ExecNetwork.existing, or leave network out');
  }
}

/** There is no other way to give the instances public addresses than the setting of their subnets. */
function checkPublicAddresses(scope: Construct, { egress, subnets }: ExecNetworkConfig): void {
  const own = egress === ExecEgress.PUBLIC ? subnets.map((subnet) => ownedResource(subnet) as ec2.CfnSubnet | undefined) : [];
  const without = subnets.filter((_, index) => own[index] && own[index].mapPublicIpOnLaunch !== true).map(({ node }) => node.path);
  if (without.length > 0) {
    throw new Error(`${scope.node.path}: the public subnets ${JSON.stringify(without)} give instances no public IP addresses, so the instances have no way out; `
      + 'set mapPublicIpOnLaunch on the subnets, or choose private ones');
  }
  if (own.includes(undefined)) {
    warn(scope, 'unknownEgress', 'the public subnets of the instances are imported, so it cannot be seen whether they give instances public IP addresses, without which there is no way out; '
      + 'make sure that they do, or choose private subnets');
  }
}
