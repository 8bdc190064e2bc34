import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AGENT_ENDPOINT_SERVICES, ENDPOINT_SERVICES } from '../private/exec-facts';

/**
 * VPC endpoints that exist outside this app.
 */
export interface DeclaredEndpoints {
  /**
   * The AWS services that have an endpoint with private DNS in the VPC, by the last part of the endpoint's name.
   *
   * For example `ssmmessages`, `ecr.api`, `ecr.dkr`, `s3`, `logs`, `kms`; `ecr` stands for both endpoints of Amazon ECR.
   */
  readonly services: string[];

  /**
   * The security groups of these endpoints. They are opened for the service on port 443.
   *
   * Leave them out in a VPC that another account shares: only the owner can open them.
   *
   * @default - the endpoints are taken to admit the service already
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

/**
 * Which VPC endpoints are made.
 */
export interface CreatedEndpoints {
  /**
   * The AWS services that get an endpoint, as far as a service of the network uses them, by the last part of the endpoint's name.
   *
   * For example `ecr` (both endpoints of Amazon ECR) and `s3`, where images cost more through NAT than through endpoints. Those of the agent
   * on instances, `ecs`, `ecs-agent` and `ecs-telemetry`, are made together when one of the latter two is named.
   *
   * @default - every AWS service that a service of the network uses
   */
  readonly services?: string[];
}

/**
 * Which VPC endpoints a service finds in a VPC, or is given.
 */
export class ExecEndpointSource {
  /**
   * Endpoints of this app are reused, and missing ones are made, also where there is a way out.
   *
   * In an imported VPC, make sure that no endpoint made elsewhere has the same private DNS name: its deployment would fail.
   * Throws when a name in `services` is none of an endpoint that a service can use.
   *
   * @param created which endpoints are made
   */
  public static reuseOrCreate(created: CreatedEndpoints = {}): ExecEndpointSource {
    const services = created.services?.flatMap((service) => TOGETHER[service] ?? [service]);
    const unknown = (services ?? []).filter((name) => !ENDPOINT_SERVICES.some((service) => service === name));
    if (unknown.length > 0) {
      throw new Error(`ExecEndpointSource: no service uses endpoints for ${JSON.stringify(unknown)}; choose among ${['ecr', ...ENDPOINT_SERVICES].join(', ')}`);
    }
    return new ExecEndpointSource(new Set(services ?? ENDPOINT_SERVICES));
  }

  /**
   * The VPC has these endpoints already, made outside this app. A missing one is warned about.
   *
   * @param endpoints the services that have an endpoint, and the security groups to open
   */
  public static declared(endpoints: DeclaredEndpoints): ExecEndpointSource {
    return new ExecEndpointSource(new Set(), { ...endpoints, services: endpoints.services.flatMap((service) => service === 'ecr' ? IMAGES : [service]) });
  }

  private constructor(
    /**
     * The services whose endpoints are made, whatever way out there is.
     *
     * @internal
     */
    public readonly _created: ReadonlySet<string>,

    /**
     * The endpoints that exist outside this app.
     *
     * @internal
     */
    public readonly _declared?: DeclaredEndpoints,
  ) {}
}

const IMAGES: readonly string[] = ['ecr.api', 'ecr.dkr'];

/** What is of use together only. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'ecr': IMAGES,
  'ecs-agent': AGENT_ENDPOINT_SERVICES,
  'ecs-telemetry': AGENT_ENDPOINT_SERVICES,
};
