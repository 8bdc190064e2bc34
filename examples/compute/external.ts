import type { App } from 'aws-cdk-lib';
import { Stack, Validations } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { image } from './shared';
import { ExecCapacity, ExecReadyCluster, ExecReadyService, ExternalInstances } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/**
 * Machines outside of AWS.
 *
 * The cluster is deployed first, then machines are registered with it as the outputs of its stack say, and then the service is deployed.
 */
export function addExternal(app: App, vpc: ec2.IVpc): void {
  const machines = new Stack(app, 'ExternalCluster');
  const cluster = new ExecReadyCluster(machines, 'Cluster', { vpc });
  ExternalInstances.of(cluster);

  const external = new Stack(app, 'External');
  const service = new ExecReadyService(external, 'App', {
    cluster,
    capacity: ExecCapacity.external(),
    container: { image: image(external) },
  });
  Validations.of(service).acknowledge({ id: 'exec-ready:externalInstances', reason: 'whoever runs the machines sees to what they reach' });
}
