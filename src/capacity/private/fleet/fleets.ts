import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { Fleet } from './fleet';
import { ExecReadyCluster } from '../../../cluster/exec-ready-cluster';
import type { Ec2CapacityOptions } from '../../ec2-capacity-options';
import type { CapacityContext } from '../capacity-kind';

/** The fleets that the tasks of a workload may land on. */
const BY_WORKLOAD = new WeakMap<Construct, Fleet[]>();

export function fleetsOf({ scope }: CapacityContext): readonly Fleet[] {
  return BY_WORKLOAD.get(scope) ?? [];
}

/** Instances that are made once for a cluster, however many workloads use them. */
export class Fleets {
  private readonly byCluster = new WeakMap<ecs.ICluster, Fleet>();

  constructor(private readonly options: Ec2CapacityOptions) {}

  /** Those in a cluster; undefined until a workload uses them there. */
  public find(cluster: ecs.ICluster): Fleet | undefined {
    return this.byCluster.get(cluster instanceof ExecReadyCluster ? cluster.cluster : cluster);
  }

  public for(context: CapacityContext): Fleet {
    const { scope, cluster, ownCluster } = context;
    if (!ownCluster) {
      throw new Error(`${scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} is imported, so no instances can be associated with it here; `
        + 'make the capacity in the app that makes the cluster, or give the service a cluster of its own');
    }
    const fleet = this.find(ownCluster) ?? this.create(ownCluster, context);
    this.byCluster.set(ownCluster, fleet);
    BY_WORKLOAD.set(scope, [...fleetsOf(context), fleet]);
    return fleet;
  }

  private create(cluster: ecs.Cluster, context: CapacityContext): Fleet {
    const { name = 'Ec2' } = this.options;
    if (cluster.node.tryFindChild(name)) {
      throw new Error(`${context.scope.node.path}: the cluster ${JSON.stringify(cluster.node.path)} has something named ${JSON.stringify(name)} already; `
        + 'give the services the same ExecCapacity.ec2(), or the capacity another name');
    }
    return new Fleet(cluster, name, context, this.options);
  }
}
