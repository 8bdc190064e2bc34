import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { ExecEndpointSource } from './endpoint-source';
import { egressOf, ExecEgress } from './exec-egress';

/**
 * Options for a new VPC without a way out.
 */
export interface IsolatedNetworkOptions {
  /**
   * The addresses of the new VPC.
   *
   * @default ec2.IpAddresses.cidr('10.0.0.0/16')
   */
  readonly ipAddresses?: ec2.IIpAddresses;

  /**
   * The number of Availability Zones of the new VPC.
   *
   * @default 2
   */
  readonly maxAzs?: number;
}

/**
 * Options for a VPC that exists, in this app or elsewhere.
 */
export interface ExistingNetworkOptions {
  /**
   * The VPC of the tasks.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the tasks.
   *
   * @default - the private subnets with egress, else the isolated ones, else the public ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Which VPC endpoints the tasks find or are given.
   *
   * @default - reuse what is there; where there is no egress, make what is missing in a VPC of this app, and warn about it in an imported one
   */
  readonly endpoints?: ExecEndpointSource;
}

/**
 * What a network gives to the service that uses it.
 */
export interface ExecNetworkConfig {
  /**
   * The VPC of the tasks.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the tasks.
   */
  readonly subnets: ec2.ISubnet[];

  /**
   * How the tasks reach what is outside their subnets.
   */
  readonly egress: ExecEgress;

  /**
   * Which VPC endpoints the tasks find or are given.
   *
   * @default - reuse what is there; where there is no egress, make what is missing in a VPC of this app, and warn about it in an imported one
   */
  readonly endpoints?: ExecEndpointSource;
}

/**
 * Where the tasks of a service run, and how they reach AWS from there.
 */
export abstract class ExecNetwork {
  /**
   * A new VPC whose subnets have no way out but the VPC endpoints that its services use.
   *
   * @param options the size of the VPC
   */
  public static isolated(options: IsolatedNetworkOptions = {}): ExecNetwork {
    return new IsolatedNetwork(options);
  }

  /**
   * A VPC of this app, or an imported one.
   *
   * @param options the VPC, the subnets, and which endpoints are there
   */
  public static existing(options: ExistingNetworkOptions): ExecNetwork {
    return new ExistingNetwork(options);
  }

  /**
   * Called when a service or a cluster uses the network.
   *
   * @param scope the service or the cluster
   */
  public abstract bind(scope: Construct): ExecNetworkConfig;
}

class IsolatedNetwork extends ExecNetwork {
  constructor(private readonly options: IsolatedNetworkOptions) {
    super();
  }

  public bind(scope: Construct): ExecNetworkConfig {
    const vpc = new ec2.Vpc(scope, 'Vpc', {
      ipAddresses: this.options.ipAddresses,
      maxAzs: this.options.maxAzs ?? 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      // the flag of a fresh CDK app would bring a custom resource
      restrictDefaultSecurityGroup: false,
    });
    return { vpc, subnets: vpc.isolatedSubnets, egress: ExecEgress.NONE };
  }
}

class ExistingNetwork extends ExecNetwork {
  constructor(private readonly options: ExistingNetworkOptions) {
    super();
  }

  public bind(scope: Construct): ExecNetworkConfig {
    const { vpc, endpoints } = this.options;
    const { subnets } = vpc.selectSubnets(this.options.subnets ?? { subnetType: preferredSubnets(vpc) });
    return { vpc, subnets, egress: egressOf(scope, vpc, subnets), endpoints };
  }
}

function preferredSubnets(vpc: ec2.IVpc): ec2.SubnetType {
  if (vpc.privateSubnets.length > 0) {
    return ec2.SubnetType.PRIVATE_WITH_EGRESS;
  }
  return vpc.isolatedSubnets.length > 0 ? ec2.SubnetType.PRIVATE_ISOLATED : ec2.SubnetType.PUBLIC;
}
