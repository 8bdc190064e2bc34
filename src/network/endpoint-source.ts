import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * VPC endpoints that exist outside this app.
 */
export interface DeclaredEndpoints {
  /**
   * The AWS services that have an endpoint with private DNS in the VPC, by the last part of the endpoint's name.
   *
   * For example `ssmmessages`, `ecr.api`, `ecr.dkr`, `s3`, `logs`, `kms`.
   */
  readonly services: string[];

  /**
   * The security groups of these endpoints. They are opened for the service on port 443.
   *
   * @default - the endpoints are taken to admit the service already
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * Which VPC endpoints a service finds in a VPC, or is given.
 */
export class ExecEndpointSource {
  /**
   * Endpoints of this app are reused, and missing ones are made.
   *
   * In an imported VPC, make sure that no endpoint made elsewhere has the same private DNS name: its deployment would fail.
   */
  public static reuseOrCreate(): ExecEndpointSource {
    return new ExecEndpointSource(true);
  }

  /**
   * The VPC has these endpoints already, made outside this app. A missing one is warned about.
   *
   * @param endpoints the services that have an endpoint, and the security groups to open
   */
  public static declared(endpoints: DeclaredEndpoints): ExecEndpointSource {
    return new ExecEndpointSource(false, endpoints);
  }

  private constructor(
    /**
     * Whether missing endpoints are made.
     *
     * @internal
     */
    public readonly _createsMissing: boolean,

    /**
     * The endpoints that exist outside this app.
     *
     * @internal
     */
    public readonly _declared?: DeclaredEndpoints,
  ) {}
}
