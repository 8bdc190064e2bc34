import type { App } from 'aws-cdk-lib';
import { Size, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { image } from './shared';
import { ExecCapacity, ExecNetwork, ExecReadyCluster, ExecReadyDaemon, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Amazon ECS Managed Instances: instances of your account that Amazon ECS starts, patches and stops. */
export function addManagedInstances(app: App, vpc: ec2.IVpc): void {
  const managed = new Stack(app, 'ManagedInstances');
  const cluster = new ExecReadyCluster(managed, 'Cluster', { vpc });
  const network = ExecNetwork.existing({ vpc });
  const capacity = ExecCapacity.managedInstances({
    instanceRequirements: { vCpuCountMin: 2, vCpuCountMax: 8, memoryMin: Size.gibibytes(4) },
  });
  new ExecReadyService(managed, 'App', { cluster, network, capacity, container: { image: image(managed) } });

  // an agent of which one task runs on each of the instances, before all others
  new ExecReadyDaemon(managed, 'Agent', { cluster, network, capacity, container: { image: image(managed, 'agent') } });
}
