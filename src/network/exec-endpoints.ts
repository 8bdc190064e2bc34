import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ExecEgress } from './exec-egress';
import type { ExecNetworkConfig } from './exec-network';
import { EndpointAccess } from './private/endpoint-access';
import type { EndpointConsumer } from './private/endpoint-consumer';
import { isGateway, serves, subnetsWithoutGateway } from './private/existing-endpoints';
import { makeGateway, makeInterface } from './private/make-endpoint';
import type { AppIndex } from '../private/app-index';
import type { EndpointService } from '../private/exec-facts';
import { ENDPOINT_SERVICES, SECURITY_GROUP_RULES } from '../private/exec-facts';
import { identityOf } from '../private/identity';
import { ownedResource } from '../private/owned';
import { warn } from '../private/warnings';

/**
 * A VPC endpoint, and why it is there.
 */
export interface ExecEndpoint {
  /**
   * The AWS service, by the last part of the endpoint's name, for example `ssmmessages`.
   */
  readonly service: string;

  /**
   * The features that need it.
   */
  readonly reasons: string[];

  /**
   * The endpoint.
   */
  readonly endpoint: ec2.VpcEndpoint;
}

/**
 * The VPC endpoints that the exec-ready services of one VPC use. There is one of it per VPC.
 *
 * An endpoint is made when the first service without another way needs it, and admits each such service on port 443, nobody
 * else. The reasons stand in the metadata of the endpoint in the template.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export class ExecEndpoints extends Construct {
  /**
   * The endpoints of a VPC.
   *
   * @param vpc a VPC of this app, or an imported one
   */
  public static of(vpc: ec2.IVpc): ExecEndpoints {
    const stage = cdk.Stage.of(vpc) ?? vpc.node.root;
    const identity = identityOf(vpc, vpc.vpcId);
    const byVpc = ENDPOINTS.get(stage) ?? new Map<string, ExecEndpoints>();
    const endpoints = byVpc.get(identity) ?? new ExecEndpoints(vpc);
    ENDPOINTS.set(stage, byVpc.set(identity, endpoints));
    return endpoints;
  }

  private readonly networks = new Set<ExecNetworkConfig>();
  private readonly made = new Map<EndpointService, ec2.VpcEndpoint>();
  private readonly reasons = new Map<EndpointService, Set<string>>();
  private readonly consumers = new Set<Construct>();
  private _securityGroup?: ec2.SecurityGroup;

  private constructor(private readonly vpc: ec2.IVpc) {
    super(vpc as unknown as Construct, 'ExecEndpoints');
  }

  /**
   * The endpoints that were made, each with its reasons.
   *
   * Empty before synthesis: what is needed is known only when the last container is.
   */
  public get endpoints(): ExecEndpoint[] {
    return [...this.made].map(([service, endpoint]) => ({ service, endpoint, reasons: this.reasonsFor(service) }));
  }

  /**
   * The security group of the endpoints that were made.
   *
   * Undefined before synthesis, and when none was made.
   */
  public get securityGroup(): ec2.ISecurityGroup | undefined {
    return this._securityGroup;
  }

  /**
   * Announces a network from which endpoints will be used, so that they cover its subnets.
   *
   * @internal
   */
  public _announce(network: ExecNetworkConfig): void {
    this.networks.add(network);
  }

  /**
   * Finds or makes the endpoints that a consumer needs, and opens them for it.
   *
   * Returns the resources that must exist before the first task of the consumer starts.
   *
   * @internal
   */
  public _connect(consumer: EndpointConsumer, app: AppIndex): cdk.CfnResource[] {
    const access = new EndpointAccess(consumer);
    const unseen: EndpointService[] = [];
    const used: cdk.CfnResource[] = [];
    for (const service of ENDPOINT_SERVICES.filter((candidate) => consumer.requirements.has(candidate))) {
      const endpoints = this.find(service, consumer.network, app);
      if (endpoints.length > 0) {
        consumer.requirements.get(service)!.forEach((reason) => this.explain(service, reason));
        endpoints.forEach((endpoint) => this.open(service, endpoint, access));
        used.push(...endpoints);
      } else if (!this.isDeclared(service, consumer.network, access)) {
        unseen.push(service);
      }
    }
    access.warnOfClosedGroup([...consumer.requirements.keys()]);
    this.warnOf(unseen, consumer);
    return [...used, ...access.rules];
  }

  /** The endpoints of this app that serve the network; one is made when there is none and no other way. */
  private find(service: EndpointService, network: ExecNetworkConfig, app: AppIndex): ec2.CfnVPCEndpoint[] {
    const existing = app.endpointsIn(this.vpc).filter((endpoint) => serves(endpoint, service));
    const isMissing = service === 's3' ? subnetsWithoutGateway(network.subnets, existing).length > 0 : existing.length === 0;
    if (!isMissing || !this.makesMissing(network)) {
      return existing;
    }
    const made = this.made.get(service) ?? this.make(service, existing);
    return [...existing, ownedResource(made) as ec2.CfnVPCEndpoint];
  }

  private makesMissing(network: ExecNetworkConfig): boolean {
    return network.endpoints?._createsMissing ?? (network.egress === ExecEgress.NONE && ownedResource(this.vpc) !== undefined);
  }

  private make(service: EndpointService, existing: ec2.CfnVPCEndpoint[]): ec2.VpcEndpoint {
    const subnets = [...new Set([...this.networks].filter((network) => this.makesMissing(network)).flatMap((network) => network.subnets))];
    const endpoint = service === 's3'
      ? makeGateway(this, this.vpc, subnetsWithoutGateway(subnets, existing))
      : makeInterface(this, service, this.vpc, subnets, this.endpointGroup());
    ownedResource(endpoint)!.addMetadata('cdk-ecs-exec-ready:reasons', cdk.Lazy.list({ produce: () => this.reasonsFor(service) }));
    this.made.set(service, endpoint);
    return endpoint;
  }

  private endpointGroup(): ec2.SecurityGroup {
    this._securityGroup ??= new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: this.vpc,
      description: 'VPC endpoints of exec-ready services',
      allowAllOutbound: false,
    });
    return this._securityGroup;
  }

  private open(service: EndpointService, endpoint: ec2.CfnVPCEndpoint, access: EndpointAccess): void {
    const [group] = endpoint.securityGroupIds ?? [];
    if (group !== undefined) {
      access.through(service, group);
    } else if (!isGateway(endpoint)) {
      access.throughDefaultGroup(endpoint);
    }
  }

  private isDeclared(service: EndpointService, network: ExecNetworkConfig, access: EndpointAccess): boolean {
    const declared = network.endpoints?._declared;
    if (!declared?.services.includes(service)) {
      return false;
    }
    if (service !== 's3') {
      declared.securityGroups?.forEach((group, index) => access.through(service, group.securityGroupId, `Declared${index}`));
    }
    return true;
  }

  private warnOf(unseen: EndpointService[], consumer: EndpointConsumer): void {
    const { egress } = consumer.network;
    if (egress === ExecEgress.UNKNOWN && unseen.length > 0) {
      warn(consumer.scope, 'unknownEgress', `it cannot be seen whether the subnets of the service have a way out; it must reach ${unseen.join(', ')}; `
        + 'select subnets from the lists of the VPC, or pass ExecEndpointSource.reuseOrCreate() or .declared(...) to ExecNetwork.existing');
    } else if (egress === ExecEgress.NONE && unseen.length > 0) {
      warn(consumer.scope, 'unseenEndpoints', `the subnets of the service have no way out, and it cannot be seen whether the imported VPC has endpoints for ${unseen.join(', ')}; `
        + 'pass ExecEndpointSource.declared({ services: [...] }) to ExecNetwork.existing when it has them, or .reuseOrCreate() to have them made');
    }
    this.consumers.add(consumer.scope);
    if (this.consumers.size === SECURITY_GROUP_RULES + 1) {
      warn(this, 'manyConsumers', `more than ${SECURITY_GROUP_RULES} services use the endpoints of this VPC, which is the default quota of inbound rules `
        + 'of a security group; ask AWS for a higher one before you deploy');
    }
  }

  private explain(service: EndpointService, reason: string): void {
    this.reasons.set(service, (this.reasons.get(service) ?? new Set()).add(reason));
  }

  private reasonsFor(service: EndpointService): string[] {
    return [...this.reasons.get(service) ?? []].sort();
  }
}

const ENDPOINTS = new WeakMap<object, Map<string, ExecEndpoints>>();
