import type { App } from 'aws-cdk-lib';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { image } from './shared';
import { EcsHostImage, ExecCapacity, ExecNetwork, ExecReadyCluster, ExecReadyService, InstancePurchase } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Instances of Amazon EC2 in an Auto Scaling group that follows the tasks. */
export function addInstances(app: App, vpc: ec2.IVpc): void {
  const network = ExecNetwork.existing({ vpc });

  // each task with a network interface of its own, as on AWS Fargate
  const instances = new Stack(app, 'Instances');
  new ExecReadyService(instances, 'App', {
    network,
    capacity: ExecCapacity.ec2({ instanceTypes: [new ec2.InstanceType('m7g.large')], minCapacity: 1, maxCapacity: 4 }),
    container: { image: image(instances) },
  });

  // services of one cluster on the same instances, with the network interface of the instance
  const bridge = new Stack(app, 'InstancesBridge');
  const cluster = new ExecReadyCluster(bridge, 'Cluster', { vpc });
  const capacity = ExecCapacity.ec2({ agent: { taskCleanupWait: Duration.hours(1) } });
  for (const id of ['Orders', 'Billing']) {
    new ExecReadyService(bridge, id, {
      cluster,
      network,
      capacity,
      networkMode: ecs.NetworkMode.BRIDGE,
      container: { image: image(bridge, id.toLowerCase()) },
    });
  }
  // and one task of an agent on each of the instances
  new ExecReadyService(bridge, 'Agent', {
    cluster,
    network,
    capacity,
    daemon: true,
    networkMode: ecs.NetworkMode.HOST,
    container: { image: image(bridge, 'agent') },
  });

  const host = new Stack(app, 'InstancesHost');
  new ExecReadyService(host, 'App', {
    network,
    capacity: ExecCapacity.ec2({ warmPool: { minSize: 1 } }),
    networkMode: ecs.NetworkMode.HOST,
    container: { image: image(host) },
  });

  // one instance on demand, all others on spare capacity, of whichever type there is most of
  const spot = new Stack(app, 'InstancesSpot');
  new ExecReadyService(spot, 'App', {
    network,
    capacity: ExecCapacity.ec2({
      instanceTypes: ['m7g.large', 'm6g.large', 'c7g.xlarge'].map((type) => new ec2.InstanceType(type)),
      purchase: InstancePurchase.mixed({ onDemandBase: 1 }),
    }),
    container: { image: image(spot) },
  });

  const bottlerocket = new Stack(app, 'InstancesBottlerocket');
  new ExecReadyService(bottlerocket, 'App', {
    network,
    capacity: ExecCapacity.ec2({ image: EcsHostImage.bottlerocket() }),
    container: { image: image(bottlerocket) },
  });

  // for whoever cannot move to Amazon Linux 2023 yet
  const former = new Stack(app, 'InstancesAmazonLinux2');
  const onFormer = new ExecReadyService(former, 'App', {
    network,
    capacity: ExecCapacity.ec2({ image: EcsHostImage.amazonLinux2() }),
    container: { image: image(former) },
  });
  Validations.of(onFormer.cluster).acknowledge({ id: 'exec-ready:unmaintainedHostImage', reason: 'the move to Amazon Linux 2023 is planned' });

  const windows = new Stack(app, 'InstancesWindows');
  new ExecReadyService(windows, 'App', {
    network,
    capacity: ExecCapacity.ec2({ image: EcsHostImage.windowsServer2022Core() }),
    container: { image: image(windows), cpu: 1024, memoryLimitMiB: 2048 },
  });
}
