import type { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { EndpointConsumer } from './endpoint-consumer';
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
  private readonly opened = new Set<string>();

  constructor(private readonly consumer: EndpointConsumer) {
    const id = 'EndpointAccess';
    this.scope = consumer.scope.node.tryFindChild(id) as Construct ?? new Construct(consumer.scope, id);
  }

  /**
   * Lets the consumer reach an endpoint through one of its security groups.
   *
   * @param id names the rule among those of the consumer
   */
  public through(id: string, endpointGroupId: string): void {
    const [group] = this.consumer.connections.securityGroups;
    if (this.opened.has(endpointGroupId)) {
      return;
    }
    this.opened.add(endpointGroupId);
    this.rules.push(this.child(id, () => new ec2.CfnSecurityGroupIngress(this.scope, id, {
      groupId: endpointGroupId,
      sourceSecurityGroupId: group.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: HTTPS,
      toPort: HTTPS,
      description: 'HTTPS from an exec-ready service',
    })));
    if (!group.allowAllOutbound) {
      const egress = `${id}Egress`;
      this.rules.push(this.child(egress, () => new ec2.CfnSecurityGroupEgress(this.scope, egress, {
        groupId: group.securityGroupId,
        destinationSecurityGroupId: endpointGroupId,
        ipProtocol: 'tcp',
        fromPort: HTTPS,
        toPort: HTTPS,
        description: 'HTTPS to VPC endpoints',
      })));
    }
  }

  /** A gateway endpoint has no security group: only the consumer's own group can stand in the way. */
  public throughGateway(): void {
    const [group] = this.consumer.connections.securityGroups;
    if (!group.allowAllOutbound) {
      warn(this.consumer.scope, 'restrictedEgress', `the security group ${JSON.stringify(group.node.path)} does not allow all outbound traffic, `
        + 'and it cannot be seen whether it lets HTTPS out to Amazon S3, from where image layers come; '
        + 'add an egress rule on port 443 to the prefix list of S3 in the region');
    }
  }

  /** Without a group of its own an endpoint has the default group of the VPC, which this app cannot open. */
  public throughDefaultGroup(endpoint: CfnResource): void {
    warn(this.consumer.scope, 'unseenEndpoints', `the VPC endpoint ${JSON.stringify(endpoint.node.path)} has no security group of its own, `
      + 'so it cannot be seen whether it admits the service; give it a security group');
  }

  private child(id: string, create: () => CfnResource): CfnResource {
    return this.scope.node.tryFindChild(id) as CfnResource ?? create();
  }
}
