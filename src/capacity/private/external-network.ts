import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { ExecEgress } from '../../network/exec-egress';
import type { ExecNetworkConfig } from '../../network/exec-network';
import { ExecNetwork } from '../../network/exec-network';

/**
 * The network of tasks outside of AWS, of which nothing is known.
 *
 * The L2 wants a VPC for every cluster, so a new cluster gets one of isolated subnets. Nothing is in it, and it costs nothing.
 */
export function externalNetwork(scope: Construct, network?: ExecNetwork, cluster?: ecs.ICluster): ExecNetworkConfig {
  if (network) {
    throw new Error(`${scope.node.path}: network is given, and the tasks run on external instances, which are in no VPC; leave network out, or choose other capacity`);
  }
  return { vpc: cluster?.vpc ?? ExecNetwork.isolated().bind(scope).vpc, subnets: [], egress: ExecEgress.UNKNOWN };
}
