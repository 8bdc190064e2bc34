import type { CfnResource } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { HostRole } from './host-role';
import { HostUserData } from './host-user-data';
import { ExecEgress } from '../../../network/exec-egress';
import { ExecEndpoints } from '../../../network/exec-endpoints';
import type { ExecNetworkConfig } from '../../../network/exec-network';
import type { Requirements } from '../../../network/private/endpoint-consumer';
import type { AppIndex } from '../../../private/app-index';
import type { EndpointService } from '../../../private/exec-facts';
import { ownedResource } from '../../../private/owned';
import type { Ec2CapacityOptions } from '../../ec2-capacity-options';
import type { CapacityContext, Hosts } from '../capacity-kind';

/** Instances of one kind in a cluster, which grow and shrink with the tasks on them. */
export class Fleet extends Construct implements Hosts {
  public readonly network: ExecNetworkConfig;
  public readonly connections: ec2.Connections;
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  public readonly provider: ecs.AsgCapacityProvider;
  private readonly requirements = new Map<EndpointService, Set<string>>();

  constructor(cluster: ecs.Cluster, id: string, { network, ...context }: CapacityContext, options: Ec2CapacityOptions) {
    super(cluster, id);
    this.network = options.network?.bind(this) ?? network;
    ExecEndpoints.of(this.network.vpc)._announce(this.network);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: this.network.vpc, description: 'Instances that run tasks' });
    const role = new HostRole(this, 'Role', context.cluster);
    const userData = new HostUserData(ec2.UserData.forLinux());
    userData.addCommands(`echo ECS_CLUSTER=${cluster.clusterName} >> /etc/ecs/ecs.config`);
    const launchTemplate = new ec2.LaunchTemplate(this, 'LaunchTemplate', {
      role,
      securityGroup,
      userData,
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
      instanceType: options.instanceTypes?.[0] ?? ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      associatePublicIpAddress: this.network.egress === ExecEgress.PUBLIC || undefined,
      blockDevices: [{ deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(30, { encrypted: true, volumeType: ec2.EbsDeviceVolumeType.GP3 }) }],
    });
    this.autoScalingGroup = new autoscaling.AutoScalingGroup(this, 'AutoScalingGroup', {
      launchTemplate,
      vpc: this.network.vpc,
      vpcSubnets: { subnets: this.network.subnets },
      minCapacity: options.minCapacity ?? 1,
      maxCapacity: options.maxCapacity ?? 10,
    });
    this.provider = new ecs.AsgCapacityProvider(this, 'Provider', {
      autoScalingGroup: this.autoScalingGroup,
      enableManagedDraining: true,
      enableManagedTerminationProtection: true,
    });
    role.leaveOut(() => userData.leaveOut(() => cluster.addAsgCapacityProvider(this.provider)));
    this.connections = securityGroup.connections;
  }

  public serve(requirements: Requirements, app: AppIndex): CfnResource[] {
    const { autoScalingGroup, connections, network } = this;
    [...AGENT, ...requirements].forEach(([service, reasons]) =>
      this.requirements.set(service, new Set([...this.requirements.get(service) ?? [], ...reasons])));
    const group = ownedResource(autoScalingGroup)!;
    const createAfter = (resources: CfnResource[]) => resources.forEach((resource) => group.addResourceDependency(resource));
    const ways = ExecEndpoints.of(network.vpc)._connect({ scope: this, connections, network, requirements: this.requirements, createAfter }, app);
    createAfter(ways);
    return [group, ...ways];
  }
}

/**
 * What the agent on an instance calls for itself. AWS wants all three endpoints or none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
const AGENT: ReadonlyArray<readonly [EndpointService, ReadonlySet<string>]> = [
  ['ecs', new Set(['agent on instances: registration'])],
  ['ecs-agent', new Set(['agent on instances: orders from Amazon ECS'])],
  ['ecs-telemetry', new Set(['agent on instances: metrics'])],
];
