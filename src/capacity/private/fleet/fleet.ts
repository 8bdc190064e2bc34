import { type CfnResource, Duration } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { checkTagSource, HostAgent } from './host-agent';
import { chosen, type HostChoice } from './host-options';
import { HostRole } from './host-role';
import { HostUserData } from './host-user-data';
import { hostVolumes } from './host-volumes';
import { ExecEgress } from '../../../network/exec-egress';
import type { ExecNetworkConfig } from '../../../network/exec-network';
import type { Requirements } from '../../../network/private/endpoint-consumer';
import type { AppIndex } from '../../../private/app-index';
import { ownedResource } from '../../../private/owned';
import { warn } from '../../../private/warnings';
import type { Ec2CapacityOptions } from '../../ec2-capacity-options';
import type { EcsHostInstances } from '../../host-instances';
import type { CapacityContext, Hosts } from '../capacity-kind';
import type { HostImageKind } from '../host-image-kinds';
import { HostRequirements } from '../host-requirements';

/** Instances of one kind in a cluster, which grow and shrink with the tasks on them. */
export class Fleet extends Construct implements Hosts {
  public readonly network: ExecNetworkConfig;
  public readonly choice: HostChoice;
  public readonly agent: HostAgent;
  public readonly connections: ec2.Connections;
  public readonly securityGroup: ec2.SecurityGroup;
  public readonly role: HostRole;
  public readonly launchTemplate: ec2.LaunchTemplate;
  public readonly autoScalingGroup: autoscaling.AutoScalingGroup;
  public readonly capacityProvider: ecs.AsgCapacityProvider;
  private readonly requirements: HostRequirements;
  private interfaces = 0;

  constructor(cluster: ecs.Cluster, id: string, context: CapacityContext, public readonly options: Ec2CapacityOptions) {
    super(cluster, id);
    const { agent = {}, warmPool } = options;
    this.choice = chosen(this, options);
    this.network = options.network?.bind(this) ?? context.network;
    checkTagSource(this, agent, this.network.egress);
    this.agent = new HostAgent(this, agent, {
      platform: this.choice.image.agent,
      clusterName: cluster.clusterName,
      spot: this.choice.purchase._hasSpot,
      warmPool: warmPool !== undefined,
      gpu: this.choice.hardware.accelerator === 'gpu',
    });
    this.securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc: this.network.vpc, description: 'Instances that run tasks' });
    this.connections = this.securityGroup.connections;
    this.role = new HostRole(this, 'Role', context.cluster, agent);
    const userData = new HostUserData(this.choice.image.agent, () => this.agent.userData());
    this.launchTemplate = this.createLaunchTemplate(userData);
    this.autoScalingGroup = this.createGroup();
    if (warmPool) {
      this.autoScalingGroup.addWarmPool(warmPool);
    }
    this.capacityProvider = this.createProvider();
    // an option that the types do not have any more: unless it is zero, the L2 makes a function that drains instances
    const withoutFunction: object = { taskDrainTime: Duration.seconds(0) };
    const join = () => cluster.addAsgCapacityProvider(this.capacityProvider, withoutFunction);
    this.role.leaveOut(() => userData.leaveOut(join));
    const { connections, network } = this;
    this.requirements = new HostRequirements({ scope: this, connections, network, starter: ownedResource(this.autoScalingGroup)! });
    warnOfImage(this, this.choice.image);
  }

  public serve(requirements: Requirements, app: AppIndex): CfnResource[] {
    this.agent.userData();
    return this.requirements.serve(requirements, app);
  }

  /** How many tasks want a network interface on the instances. */
  public get wanted(): number {
    return this.interfaces;
  }

  /** Counts the tasks of one more service, each with a network interface of its own. */
  public want(tasks: number): void {
    this.interfaces += tasks;
  }

  /** What users get to see. */
  public get instances(): EcsHostInstances {
    const { autoScalingGroup, launchTemplate, role, securityGroup, capacityProvider } = this;
    return { autoScalingGroup, launchTemplate, role, securityGroup, capacityProvider };
  }

  private createLaunchTemplate(userData: ec2.UserData): ec2.LaunchTemplate {
    const { cpuCredits, detailedMonitoring, keyPair, placementGroup, networkInterfaceTrunking } = this.options;
    const launchTemplate = new ec2.LaunchTemplate(this, 'LaunchTemplate', {
      role: this.role,
      securityGroup: this.securityGroup,
      userData,
      machineImage: this.choice.machineImage,
      instanceType: this.choice.types[0],
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      associatePublicIpAddress: this.network.egress === ExecEgress.PUBLIC || undefined,
      blockDevices: hostVolumes(this, this.options, this.choice),
      cpuCredits,
      detailedMonitoring,
      keyPair,
      placementGroup,
    });
    if (networkInterfaceTrunking) {
      // trunking does not go with names that are made from ids of resources
      ownedResource(launchTemplate)!.addPropertyOverride('LaunchTemplateData.PrivateDnsNameOptions.EnableResourceNameDnsARecord', false);
    }
    return launchTemplate;
  }

  private createGroup(): autoscaling.AutoScalingGroup {
    const { choice: { purchase, types, minCapacity, maxCapacity, hasManagedDraining }, launchTemplate, network, options } = this;
    const hasOneKind = !purchase._hasSpot && types.length === 1;
    return new autoscaling.AutoScalingGroup(this, 'AutoScalingGroup', {
      ...groupOptions(options),
      ...hasOneKind ? { launchTemplate } : {
        mixedInstancesPolicy: {
          launchTemplate,
          launchTemplateOverrides: types.map((instanceType) => ({ instanceType })),
          instancesDistribution: {
            onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
            onDemandBaseCapacity: purchase._onDemandBase,
            onDemandPercentageAboveBaseCapacity: purchase._onDemandPercentage,
            spotAllocationStrategy: autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
          },
        },
      },
      capacityRebalance: options.capacityRebalance ?? ((purchase._hasSpot && hasManagedDraining) || undefined),
      vpc: network.vpc,
      vpcSubnets: { subnets: network.subnets },
      minCapacity,
      maxCapacity,
    });
  }

  private createProvider(): ecs.AsgCapacityProvider {
    const { choice: { hasManagedScaling, hasManagedDraining, isProtected }, options } = this;
    return new ecs.AsgCapacityProvider(this, 'Provider', {
      autoScalingGroup: this.autoScalingGroup,
      capacityProviderName: options.capacityProviderName,
      enableManagedScaling: hasManagedScaling,
      enableManagedDraining: hasManagedDraining,
      enableManagedTerminationProtection: isProtected,
      instanceWarmupPeriod: options.instanceWarmupPeriod,
      maximumScalingStepSize: options.maximumScalingStepSize,
      minimumScalingStepSize: options.minimumScalingStepSize,
      targetCapacityPercent: options.targetCapacityPercent,
    });
  }
}

/** What is for the Auto Scaling group alone. */
function groupOptions(options: Ec2CapacityOptions): Omit<autoscaling.CommonAutoScalingGroupProps, 'vpcSubnets'> {
  const {
    autoScalingGroupName, azCapacityDistributionStrategy, defaultInstanceWarmup, deletionProtection, groupMetrics, healthChecks,
    ignoreUnmodifiedSizeProperties, instanceLifecyclePolicy, maxInstanceLifetime, notifications, terminationPolicies, updatePolicy,
  } = options;
  return {
    autoScalingGroupName,
    azCapacityDistributionStrategy,
    defaultInstanceWarmup,
    deletionProtection,
    groupMetrics,
    healthChecks,
    ignoreUnmodifiedSizeProperties,
    instanceLifecyclePolicy,
    maxInstanceLifetime,
    notifications,
    terminationPolicies,
    updatePolicy,
  };
}

function warnOfImage(scope: Construct, { name, isKnown, maintainedUntil }: HostImageKind): void {
  if (!isKnown) {
    warn(scope, 'customHostImage', `the machine image is ${name}, so it cannot be seen whether it has an ECS agent with ECS Exec; `
      + 'make sure that it has 1.50.2 or later on Linux, or 1.56 or later on Windows');
  }
  if (maintainedUntil) {
    warn(scope, 'unmaintainedHostImage', `the machine image is ${name}, which AWS maintained until ${maintainedUntil}; choose EcsHostImage.amazonLinux2023()`);
  }
}
