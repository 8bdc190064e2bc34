import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Workload } from './workload';
import type { ExecNetworkConfig } from '../../network/exec-network';
import { ExecNetwork } from '../../network/exec-network';

/** Where the tasks of a workload, or the instances that they run on, call AWS from. */
export interface TaskPlace {
  readonly network: ExecNetwork;
  /** Undefined where they are not known. */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

export function placeOf(scope: Construct, { network, hasInterface, capacity: { hosts } }: Workload, connections: ec2.Connections): TaskPlace {
  const [host] = hasInterface ? [] : hosts;
  const { securityGroups } = host?.connections ?? connections;
  const config = host?.network ?? network;
  if (config.subnets.length === 0) {
    throw new Error(`${scope.node.path}: the subnets of the service are not known, so no task can be run beside it; `
      + 'look from one of its own machines, or give the service a network with subnets');
  }
  return { network: new SameNetwork(config), securityGroups: securityGroups.length > 0 ? securityGroups : undefined };
}

/** A network that something else is in already. */
class SameNetwork extends ExecNetwork {
  constructor(private readonly config: ExecNetworkConfig) {
    super();
  }

  public bind(_scope: Construct): ExecNetworkConfig {
    return this.config;
  }
}
