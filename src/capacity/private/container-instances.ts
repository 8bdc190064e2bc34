import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

/** The ARN of all instances that are registered with a cluster. */
export function arnOfContainerInstances(scope: Construct, { clusterName }: ecs.ICluster): string {
  return Stack.of(scope).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${clusterName}/*` });
}
