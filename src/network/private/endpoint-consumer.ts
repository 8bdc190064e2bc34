import type { CfnResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { EndpointService } from '../../private/exec-facts';
import type { ExecNetworkConfig } from '../exec-network';

/** The AWS services that something uses, each with the features that need it. */
export type Requirements = ReadonlyMap<EndpointService, ReadonlySet<string>>;

/** A service of ECS that uses the endpoints of its VPC. */
export interface EndpointConsumer {
  /** Where the security group rules for this consumer live. */
  readonly scope: Construct;
  readonly connections: ec2.Connections;
  readonly network: ExecNetworkConfig;
  readonly requirements: Requirements;

  /** Has the first task of the consumer start after resources that are made for others, once it was connected. */
  readonly createAfter: (resources: CfnResource[]) => void;
}
