import type { CfnResource } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { EndpointConsumer } from './endpoint-consumer';
import type { EndpointService } from '../../private/exec-facts';
import { identityOf } from '../../private/identity';
import { warn } from '../../private/warnings';

const HTTPS = 443;

/**
 * Opens endpoints for one consumer: inbound on the endpoint's security group, outbound where the consumer's own group is closed.
 *
 * The rules live with the consumer, so that a VPC of another stack needs no change and the consumer can be created after them.
 */
export class EndpointAccess {
  /** The rules that were made. */
  public readonly rules: CfnResource[] = [];
  private readonly scope: Construct;
  private readonly group: ec2.ISecurityGroup;
  private readonly opened = new Set<string>();
  private readonly reached = new Set<EndpointService>();

  constructor(private readonly consumer: EndpointConsumer) {
    const id = 'EndpointAccess';
    this.scope = consumer.scope.node.tryFindChild(id) as Construct ?? new Construct(consumer.scope, id);
    [this.group] = consumer.connections.securityGroups;
  }

  /**
   * Lets the consumer reach a service through the security group of its endpoint.
   *
   * @param id names the rule among those of the consumer
   */
  public through(service: EndpointService, endpointGroupId: string, id: string = service): void {
    const { group } = this;
    this.reached.add(service);
    if (this.opened.has(endpointGroupId)) {
      return;
    }
    this.opened.add(endpointGroupId);
    this.rules.push(this.rule('in', id, endpointGroupId, () => new ec2.CfnSecurityGroupIngress(this.scope, id, {
      groupId: endpointGroupId,
      sourceSecurityGroupId: group.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: HTTPS,
      toPort: HTTPS,
      description: 'HTTPS from an exec-ready service',
    })));
    if (!group.allowAllOutbound) {
      const egress = `${id}Egress`;
      this.rules.push(this.rule('out', egress, endpointGroupId, () => new ec2.CfnSecurityGroupEgress(this.scope, egress, {
        groupId: group.securityGroupId,
        destinationSecurityGroupId: endpointGroupId,
        ipProtocol: 'tcp',
        fromPort: HTTPS,
        toPort: HTTPS,
        description: 'HTTPS to VPC endpoints',
      })));
    }
  }

  /** Lets a closed group out to a service that no security group of an endpoint stands for. */
  public toPrefixList(service: EndpointService, list: ec2.IPrefixList): void {
    if (this.group.allowAllOutbound || this.reached.has(service)) {
      return;
    }
    this.reached.add(service);
    const id = `${service}PrefixList`;
    this.rules.push(this.rule('out', id, list.prefixListId, () => new ec2.CfnSecurityGroupEgress(this.scope, id, {
      groupId: this.group.securityGroupId,
      destinationPrefixListId: list.prefixListId,
      ipProtocol: 'tcp',
      fromPort: HTTPS,
      toPort: HTTPS,
      description: `HTTPS to ${service}`,
    })));
  }

  /** Where no security group of an endpoint is known, only the consumer's own group can stand in the way: a gateway, a route out. */
  public warnOfClosedGroup(services: EndpointService[]): void {
    const unproven = services.filter((service) => !this.reached.has(service));
    if (!this.group.allowAllOutbound && unproven.length > 0) {
      warn(this.consumer.scope, 'restrictedEgress', `the security group ${JSON.stringify(this.group.node.path)} does not allow all outbound traffic, `
        + `and it cannot be seen whether it lets HTTPS out to ${unproven.join(', ')}; add egress rules on port 443, and for Amazon S3 pass its prefix list in the region to ExecNetwork.existing as s3PrefixList`);
    }
  }

  /** Without a group of its own an endpoint has the default group of the VPC, which this app cannot open. */
  public throughDefaultGroup(endpoint: CfnResource): void {
    warn(this.consumer.scope, 'unseenEndpoints', `the VPC endpoint ${JSON.stringify(endpoint.node.path)} has no security group of its own, `
      + 'so it cannot be seen whether it admits the service; give it a security group');
  }

  /** EC2 refuses a rule that is there already, so consumers with the same group share those between it and a peer. */
  private rule(direction: 'in' | 'out', id: string, peer: string, create: () => CfnResource): CfnResource {
    const stage = Stage.of(this.scope) ?? this.scope.node.root;
    const rules = RULES.get(stage) ?? new Map<string, CfnResource>();
    RULES.set(stage, rules);
    const key = JSON.stringify([direction, identityOf(this.scope, this.group.securityGroupId), identityOf(this.scope, peer)]);
    const rule = this.scope.node.tryFindChild(id) as CfnResource | undefined ?? rules.get(key) ?? create();
    rules.set(key, rule);
    return rule;
  }
}

const RULES = new WeakMap<IConstruct, Map<string, CfnResource>>();
