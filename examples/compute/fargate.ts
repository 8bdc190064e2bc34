import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { image } from './shared';
import { ExecCapacity, ExecHeadroom, ExecNetwork, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** AWS Fargate: no instances at all. */
export function addFargate(app: App, vpc: ec2.IVpc): void {
  const network = ExecNetwork.existing({ vpc });

  const fargate = new Stack(app, 'Fargate');
  new ExecReadyService(fargate, 'App', {
    network,
    capacity: ExecCapacity.fargate(),
    runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    container: { image: image(fargate) },
  });

  const windows = new Stack(app, 'FargateWindows');
  new ExecReadyService(windows, 'App', {
    network,
    cpu: 1024,
    memoryLimitMiB: 2048,
    runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
    container: { image: image(windows) },
  });

  // a root file system that only the agent can write to, and room for the agent beside what the application has
  const hardened = new Stack(app, 'FargateReadonlyRoot');
  new ExecReadyService(hardened, 'App', {
    network,
    cpu: 512,
    memoryLimitMiB: 1024,
    headroom: ExecHeadroom.standard(),
    container: { image: image(hardened), readonlyRootFilesystem: true, writableAgentDirectories: true },
  });

  const spot = new Stack(app, 'FargateSpot');
  new ExecReadyService(spot, 'App', {
    network,
    capacity: ExecCapacity.fargateSpot(),
    container: { image: image(spot) },
  });

  // one task that stays, and three of four of the others on spare capacity
  const mix = new Stack(app, 'FargateMix');
  new ExecReadyService(mix, 'App', {
    network,
    capacity: ExecCapacity.mix(
      { capacity: ExecCapacity.fargate(), base: 1, weight: 1 },
      { capacity: ExecCapacity.fargateSpot(), weight: 3 },
    ),
    container: { image: image(mix) },
  });
}
