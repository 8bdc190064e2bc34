import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { image } from './shared';
import { ExecCapacity, ExecNetwork, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** Instances with accelerators. Their machine image follows from the instance types. */
export function addAccelerators(app: App, vpc: ec2.IVpc): void {
  const network = ExecNetwork.existing({ vpc });

  const gpu = new Stack(app, 'InstancesGpu');
  new ExecReadyService(gpu, 'App', {
    network,
    capacity: ExecCapacity.ec2({ instanceTypes: [new ec2.InstanceType('g5.xlarge')] }),
    container: { image: image(gpu), gpuCount: 1 },
  });

  // AWS Neuron, for AWS Inferentia and AWS Trainium, whose devices are given to the container
  const neuron = new Stack(app, 'InstancesNeuron');
  const linuxParameters = new ecs.LinuxParameters(neuron, 'Devices');
  linuxParameters.addDevices({ hostPath: '/dev/neuron0', containerPath: '/dev/neuron0', permissions: [ecs.DevicePermission.READ, ecs.DevicePermission.WRITE] });
  new ExecReadyService(neuron, 'App', {
    network,
    capacity: ExecCapacity.ec2({ instanceTypes: [new ec2.InstanceType('inf2.xlarge')] }),
    container: { image: image(neuron), linuxParameters },
  });
}
