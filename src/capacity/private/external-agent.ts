import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { EcsAgentConfig } from '../ecs-agent-config';
import { checkLateAmounts } from './agent-settings';
import { linuxUserData } from './user-data/linux';

/** Shell lines that configure the container agent of a machine outside of AWS, where there are no network interfaces for tasks. */
export function externalAgentLines(scope: Construct, { clusterName }: ecs.ICluster, agent: EcsAgentConfig): string[] {
  const [absent] = (['enableSpotInstanceDraining', 'propagateTagsFrom', 'warmPoolsCheck', 'enableTaskEni', 'awsvpcBlockImds', 'enableHighDensityEni'] as const)
    .filter((option) => agent[option]);
  if (absent) {
    throw new Error(`${scope.node.path}: agent.${absent} is for instances of Amazon EC2, and these machines are outside of AWS; leave it out`);
  }
  checkLateAmounts(scope, agent, 'linux');
  return linuxUserData(scope, { ...agent, enableTaskEni: false }, {
    clusterName,
    spot: false,
    warmPool: false,
    gpu: agent.enableGpuSupport ?? false,
    awslogs: true,
    // the metadata of instances, which are kept from tasks in mode bridge on Amazon EC2, are not there
    networkModes: { awsvpc: false, bridge: false, host: true },
  });
}
