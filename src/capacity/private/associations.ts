import { CfnResource } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct, IDependable } from 'constructs';
import { Dependable } from 'constructs';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';

/** What tells a cluster of its capacity providers. The L2 makes it at synthesis only, so it is looked for when dependencies are written. */
export function associationsOf(cluster: ecs.Cluster): IDependable {
  const associations = {};
  Dependable.implement(associations, {
    get dependencyRoots(): IConstruct[] {
      return cluster.node.findAll().filter((node) => CfnResource.isCfnResource(node) && node.cfnResourceType === ASSOCIATIONS);
    },
  });
  return associations;
}
