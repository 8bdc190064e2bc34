import type { App } from 'aws-cdk-lib';
import { Size, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { image } from './shared';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ExecReadyDaemon, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Amazon ECS Managed Instances: instances of your account that Amazon ECS starts, patches and stops. */
export function addManagedInstances(app: App, vpc: ec2.IVpc): void {
  const network = ExecNetwork.existing({ vpc });

  const managed = new Stack(app, 'ManagedInstances');
  new ExecReadyService(managed, 'App', {
    network,
    capacity: ExecCapacity.managedInstances({
      instanceRequirements: { vCpuCountMin: 2, vCpuCountMax: 8, memoryMin: Size.gibibytes(4) },
    }),
    container: { image: image(managed) },
  });

  // spare capacity, and an agent of which one task runs on each of the instances, before all others
  const daemon = new Stack(app, 'ManagedInstancesDaemon');
  const cluster = new ExecReadyCluster(daemon, 'Cluster', { vpc });
  const capacity = ExecCapacity.managedInstances({ capacityOptionType: ecs.CapacityOptionType.SPOT });
  new ExecReadyService(daemon, 'App', { cluster, network, capacity, container: { image: image(daemon) } });
  new ExecReadyDaemon(daemon, 'Agent', { cluster, network, capacity, container: { image: image(daemon, 'agent') } });
}
