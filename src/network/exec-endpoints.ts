import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ExecEgress } from './exec-egress';
import type { ExecNetworkConfig } from './exec-network';
import { EndpointAccess } from './private/endpoint-access';
import type { Found } from './private/endpoint-checks';
import {
  checkAgreement, checkDnsOf, checkOwner, checkSingle, informOfOneZone, isNameless, warnOfDnsServers, warnOfPrivateDns, warnOfUnseen, warnOfZones,
} from './private/endpoint-checks';
import type { EndpointConsumer } from './private/endpoint-consumer';
import { EndpointPolicies } from './private/endpoint-policy';
import { isFor, isGateway, serves, subnetsWithoutGateway } from './private/existing-endpoints';
import { makeGateway, makeInterface } from './private/make-endpoint';
import { NetworkIndex } from './private/network-index';
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
  private readonly connected = new Map<Construct, Connected>();
  private readonly policies = new EndpointPolicies(this);
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
   * What these endpoints cost by the hour, in hours of an interface endpoint in one Availability Zone; gateways are free.
   *
   * Multiply it by the price of the region. 0 before synthesis, and when none was made.
   *
   * @see https://aws.amazon.com/privatelink/pricing/
   */
  public get endpointZones(): number {
    const subnets = [...this.made.values()].map((endpoint) => (ownedResource(endpoint) as ec2.CfnVPCEndpoint).subnetIds ?? []);
    return subnets.flat().length;
  }

  /**
   * Lets nothing through the endpoints that are made but what the services of this VPC need for ECS Exec and to start.
   *
   * Each gets a policy with the actions that its features call, by principals of this account; image layers are read from the
   * bucket of Amazon ECR. Whatever else uses the endpoints, such as the application itself or a pull through cache of Amazon ECR,
   * must be allowed with `allow`. Endpoints that are made for an application, and no feature, stay open, as do those that were there.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
   */
  public restrict(): void {
    this.policies.restrict();
  }

  /**
   * Lets more through an endpoint that is made, once the endpoints are restricted.
   *
   * Throws when the statement has no principal.
   *
   * @param service the last part of the endpoint's name, for example `s3`
   * @param statement a statement for the policy of the endpoint
   */
  public allow(service: string, statement: iam.PolicyStatement): void {
    this.policies.allow(service, statement);
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
    const { scope, network, requirements } = consumer;
    const access = new EndpointAccess(consumer);
    const found = new Map<EndpointService, ec2.CfnVPCEndpoint[]>();
    const lost: EndpointService[] = [];
    const needed = ENDPOINT_SERVICES.filter((service) => requirements.has(service));
    for (const service of needed) {
      const endpoints = this.find(service, network, app);
      if (endpoints.length > 0) {
        found.set(service, endpoints);
        this.use(service, endpoints, { consumer, access });
      } else if (!this.isDeclared(service, network, access)) {
        lost.push(service);
      }
    }
    this.connected.set(scope, { consumer, access });
    if (network.s3PrefixList && requirements.has('s3')) {
      access.toPrefixList('s3', network.s3PrefixList);
    }
    access.warnOfClosedGroup(needed);
    const index = NetworkIndex.of(scope, app);
    this.warnOf(consumer, { found, lost, app, index });
    return [...[...found.values()].flat(), ...access.rules, ...index.completing(network, network.egress !== ExecEgress.NONE, scope)];
  }

  /** The endpoints of this app that serve the network; one is made when there is none and no other way. */
  private find(service: EndpointService, network: ExecNetworkConfig, app: AppIndex): ec2.CfnVPCEndpoint[] {
    const existing = app.endpointsIn(this.vpc).filter((endpoint) => serves(endpoint, service));
    checkSingle(this.vpc, service, existing);
    const isMissing = service === 's3' ? subnetsWithoutGateway(network.subnets, existing).length > 0 : existing.length === 0;
    const made = this.made.get(service);
    // the name of an interface endpoint leads everybody in the VPC to it, also those who did not ask for it
    if (!isMissing || !(this.makes(service, network) || (made && service !== 's3'))) {
      return existing;
    }
    return [...existing, ownedResource(made ?? this.make(service, existing)) as ec2.CfnVPCEndpoint];
  }

  private makes(service: EndpointService, { subnets, egress, endpoints }: ExecNetworkConfig): boolean {
    if (subnets.length === 0 || endpoints?._created.has(service)) {
      return subnets.length > 0;
    }
    return !endpoints?._declared && egress === ExecEgress.NONE && ownedResource(this.vpc) !== undefined;
  }

  private make(service: EndpointService, existing: ec2.CfnVPCEndpoint[]): ec2.VpcEndpoint {
    const makers = [...this.networks].filter((network) => this.makes(service, network));
    const subnets = [...new Set(makers.flatMap((network) => network.subnets))];
    checkOwner(this.vpc);
    checkAgreement(this.vpc, service, makers, this.networks);
    const endpoint = service === 's3'
      ? makeGateway(this, this.vpc, subnetsWithoutGateway(subnets, existing))
      : this.makeInterface(service, subnets);
    const resource = ownedResource(endpoint) as ec2.CfnVPCEndpoint;
    this.policies.applyTo(resource, service, () => this.reasonsFor(service));
    resource.addMetadata('cdk-ecs-exec-ready:reasons', cdk.Lazy.list({ produce: () => this.reasonsFor(service) }));
    this.made.set(service, endpoint);
    return endpoint;
  }

  private makeInterface(service: Exclude<EndpointService, 's3'>, subnets: ec2.ISubnet[]): ec2.VpcEndpoint {
    checkDnsOf(this.vpc);
    const endpoint = makeInterface(this, service, this.vpc, subnets, this.endpointGroup());
    const resource = ownedResource(endpoint) as ec2.CfnVPCEndpoint;
    // whoever was connected before and went another way is led to it as well
    [...this.connected.values()].filter(({ consumer }) => consumer.requirements.has(service))
      .forEach(({ consumer, access }) => {
        this.use(service, [resource], { consumer, access });
        consumer.createAfter([resource, ...access.rules]);
      });
    return endpoint;
  }

  private use(service: EndpointService, endpoints: ec2.CfnVPCEndpoint[], { consumer, access }: Connected): void {
    consumer.requirements.get(service)!.forEach((reason) => this.explain(service, reason));
    endpoints.forEach((endpoint) => this.open(service, endpoint, access));
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

  private warnOf(consumer: EndpointConsumer, { found, lost, app, index }: Search): void {
    const { network } = consumer;
    const isRouted = network.egress === ExecEgress.UNKNOWN && network.subnets.every((subnet) => index.isRoutedOut(subnet));
    const nameless = lost.map((service) =>
      [service, app.endpointsIn(this.vpc).filter((endpoint) => isFor(endpoint, service) && isNameless(endpoint))] as const);
    warnOfUnseen(consumer, isRouted ? [] : lost, ownedResource(this.vpc) !== undefined);
    warnOfPrivateDns(consumer, new Map(nameless.filter(([, endpoints]) => endpoints.length > 0)));
    warnOfZones(consumer, found);
    warnOfDnsServers(consumer, index.dnsServersOf(this.vpc), found.size > 0 || network.endpoints?._declared !== undefined);
    informOfOneZone(consumer);
    if (this.connected.size === SECURITY_GROUP_RULES + 1) {
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

interface Connected {
  readonly consumer: EndpointConsumer;
  readonly access: EndpointAccess;
}

/** What came of looking for the endpoints of a consumer. */
interface Search {
  readonly found: Found;
  readonly lost: EndpointService[];
  readonly app: AppIndex;
  readonly index: NetworkIndex;
}

const ENDPOINTS = new WeakMap<object, Map<string, ExecEndpoints>>();
