import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ExecEndpointSource } from './endpoint-source';
import { ExecEgress } from './exec-egress';
import { ExecEndpoints } from './exec-endpoints';
import type { ExecNetworkConfig } from './exec-network';
import { ExecNetwork } from './exec-network';
import type { AppIndex } from '../private/app-index';
import { Completion } from '../private/completion';
import type { EndpointService } from '../private/exec-facts';

/**
 * Properties of an ExecOperatorNetwork.
 */
export interface ExecOperatorNetworkProps {
  /**
   * The VPC of the machines that sessions are opened from.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The machines, whose security groups the endpoints admit: a bastion host, a fleet of workspaces, the end of a VPN.
   */
  readonly operators: ec2.IConnectable;

  /**
   * The subnets of the machines.
   *
   * @default - the private subnets with egress, else the isolated ones, else the public ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * The endpoints that exist outside this app, for an imported VPC.
   *
   * @default - endpoints of this app are reused, and missing ones are made
   */
  readonly endpoints?: ExecEndpointSource;
}

/**
 * A VPC that operators open sessions from, with the endpoints that a session is opened through.
 *
 * AWS knows that a call comes from a VPC only when it comes through an endpoint there. So there is one for Amazon ECS, one for
 * AWS KMS if a session key is used, and, where there is no way out, one for the channel of the session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc
 *
 * @example
 * declare const api: ExecReadyService;
 * declare const bastion: ec2.BastionHostLinux;
 * declare const offices: ec2.Vpc;
 * const desk = new ExecOperatorNetwork(this, 'Desk', { vpc: offices, operators: bastion });
 * api.grants.exec(operators, { from: desk });
 */
export class ExecOperatorNetwork extends Construct {
  /**
   * The VPC of the machines.
   */
  public readonly vpc: ec2.IVpc;

  /**
   * The endpoints of the VPC, shared with the services that run in it.
   */
  public readonly endpoints: ExecEndpoints;

  private readonly network: ExecNetworkConfig;
  private readonly connections: ec2.Connections;
  private readonly keys = new Set<kms.IKeyRef>();

  constructor(scope: Construct, id: string, props: ExecOperatorNetworkProps) {
    super(scope, id);

    const { vpc, subnets, operators, endpoints = CREATED } = props;
    this.network = ExecNetwork.existing({ vpc, subnets, endpoints }).bind(this);
    this.vpc = vpc;
    this.connections = operators.connections;
    this.endpoints = ExecEndpoints.of(vpc);
    this.endpoints._announce(this.network);
    Completion.register(this);
  }

  /**
   * Has sessions that are encrypted with a key opened from here.
   *
   * @internal
   */
  public _use(key: kms.IKeyRef): void {
    this.keys.add(key);
  }

  /**
   * Finds or makes the endpoints, once all grants are known.
   *
   * @internal
   */
  public _complete(app: AppIndex): void {
    const requirements = new Map<EndpointService, ReadonlySet<string>>([
      ['ecs', new Set(['ECS Exec: operators open sessions from this VPC'])],
      ...this.network.egress === ExecEgress.NONE ? [['ssmmessages', new Set(['ECS Exec: the channel between operators and Session Manager'])] as const] : [],
      ...this.keys.size > 0 ? [['kms', new Set(['ECS Exec: operators use the session key from this VPC'])] as const] : [],
    ]);
    this.endpoints._connect({ scope: this, connections: this.connections, network: this.network, requirements, createAfter: () => undefined }, app);
  }
}

/** Also where there is a way out: through it, no call is known to come from the VPC. */
const CREATED = ExecEndpointSource.reuseOrCreate();
