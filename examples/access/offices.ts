import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { ExecOperatorNetwork } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Where operators work: a bastion host, and the endpoints that make their calls known to come from its VPC. */
export class Offices extends Stack {
  public readonly desk: ExecOperatorNetwork;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
    const operators = new ec2.BastionHostLinux(this, 'Bastion', { vpc, requireImdsv2: true });
    this.desk = new ExecOperatorNetwork(this, 'Desk', { vpc, operators });
  }
}
