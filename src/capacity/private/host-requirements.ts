import { CfnResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { ExecEndpoints } from '../../network/exec-endpoints';
import type { ExecNetworkConfig } from '../../network/exec-network';
import type { Requirements } from '../../network/private/endpoint-consumer';
import type { AppIndex } from '../../private/app-index';
import type { EndpointService } from '../../private/exec-facts';

/** Instances, where they are, and the resource that starts them. */
export interface Host {
  readonly scope: Construct;
  readonly connections: ec2.Connections;
  readonly network: ExecNetworkConfig;
  readonly starter: CfnResource;
}

/** What instances call, for themselves and for all workloads that share them, and the ways that lead them there. */
export class HostRequirements {
  private readonly requirements = new Map<EndpointService, Set<string>>();

  constructor(private readonly host: Host) {
    ExecEndpoints.of(host.network.vpc)._announce(host.network);
  }

  /** Leads the instances to what one more workload needs, and returns what must exist before a task can start on them. */
  public serve(requirements: Requirements, app: AppIndex): CfnResource[] {
    const { starter, network, ...host } = this.host;
    [...AGENT, ...requirements].forEach(([service, reasons]) =>
      this.requirements.set(service, new Set([...this.requirements.get(service) ?? [], ...reasons])));
    const createAfter = (resources: CfnResource[]) => resources.forEach((resource) => starter.addResourceDependency(resource));
    const ways = [
      ...routesOf(network.subnets),
      ...ExecEndpoints.of(network.vpc)._connect({ ...host, network, requirements: this.requirements, createAfter }, app),
    ];
    createAfter(ways);
    return [starter, ...ways];
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

function routesOf(subnets: ec2.ISubnet[]): CfnResource[] {
  return subnets.flatMap(({ node }) => node.findAll())
    .filter((node): node is CfnResource => CfnResource.isCfnResource(node) && ROUTE_TYPES.includes(node.cfnResourceType));
}

const ROUTE_TYPES = ['AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation'];
