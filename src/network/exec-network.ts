import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { ExecEndpointSource } from './endpoint-source';
import type { ExecEgress } from './exec-egress';
import type { EgressNetworkOptions, ExistingNetworkOptions, IsolatedNetworkOptions, PublicNetworkOptions } from './network-options';
import { bindExisting } from './private/existing-network';
import { newEgressNetwork, newIsolatedNetwork, newPublicNetwork } from './private/new-network';

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

  /**
   * The prefix list of Amazon S3 in the region, to which a closed security group of the service is let out on port 443.
   *
   * @default - no rule is added
   */
  readonly s3PrefixList?: ec2.IPrefixList;
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
   * A new VPC of private subnets with a way out through NAT, and of public subnets that hold the NAT alone.
   *
   * Throws when there would be no NAT gateway.
   *
   * @param options the size of the VPC, the NAT, and which endpoints are made all the same
   */
  public static egress(options: EgressNetworkOptions = {}): ExecNetwork {
    return new EgressNetwork(options);
  }

  /**
   * A new VPC of public subnets, in which the tasks have public IP addresses.
   *
   * @param options the size of the VPC, and which endpoints are made all the same
   */
  public static public(options: PublicNetworkOptions = {}): ExecNetwork {
    return new PublicNetwork(options);
  }

  /**
   * A VPC of this app, or an imported one.
   *
   * Private subnets whose way out is a transit gateway, or anything else that is not NAT, are recognised by their default route.
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
    return newIsolatedNetwork(scope, this.options);
  }
}

class EgressNetwork extends ExecNetwork {
  constructor(private readonly options: EgressNetworkOptions) {
    super();
  }

  public bind(scope: Construct): ExecNetworkConfig {
    return newEgressNetwork(scope, this.options);
  }
}

class PublicNetwork extends ExecNetwork {
  constructor(private readonly options: PublicNetworkOptions) {
    super();
  }

  public bind(scope: Construct): ExecNetworkConfig {
    return newPublicNetwork(scope, this.options);
  }
}

class ExistingNetwork extends ExecNetwork {
  constructor(private readonly options: ExistingNetworkOptions) {
    super();
  }

  public bind(scope: Construct): ExecNetworkConfig {
    return bindExisting(scope, this.options);
  }
}
