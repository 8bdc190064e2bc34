import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import type { AppIndex } from '../../private/app-index';
import { ownedResource } from '../../private/owned';

/**
 * Creates what starts tasks after resources, and deletes it before them.
 *
 * From resource to resource: the L2 keeps the security group of the service inside the service, and the rules of the endpoints
 * refer to that group, so that a dependency between constructs would be a circle.
 */
export function createAfter(starter: CfnResource, resources: Iterable<CfnResource>): void {
  for (const resource of new Set(resources)) {
    starter.addResourceDependency(resource);
  }
}

/** The policies of a role that do not themselves name what starts the tasks. */
export function policiesOf(role: IConstruct, starter: CfnResource, app: AppIndex): CfnResource[] {
  const resource = ownedResource(role);
  if (!resource) {
    return resourcesIn(role);
  }
  const policies = new Set([...resourcesIn(role), ...app.policiesOf(resource)]);
  return [...policies].filter((policy) => !refersTo(policy, starter));
}

/** The session key, its log and its bucket, as far as this app makes them. */
export function sessionResources({ kmsKey, logConfiguration }: ecs.ExecuteCommandConfiguration): CfnResource[] {
  const { cloudWatchLogGroup, s3Bucket } = logConfiguration ?? {};
  return [kmsKey, cloudWatchLogGroup, s3Bucket].flatMap((construct) => construct ? resourcesIn(construct) : []);
}

/** The routes and associations of subnets: a route that comes after the first task is a route too late. */
export function routesOf(subnets: ec2.ISubnet[]): CfnResource[] {
  return subnets.flatMap(resourcesIn).filter(({ cfnResourceType }) => ROUTE_TYPES.includes(cfnResourceType));
}

const ROUTE_TYPES = ['AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation'];

function resourcesIn(construct: IConstruct): CfnResource[] {
  return construct.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
}

function refersTo(policy: CfnResource, starter: CfnResource): boolean {
  const stack = Stack.of(policy);
  const { policyDocument } = policy as { policyDocument?: unknown };
  return JSON.stringify(stack.resolve(policyDocument) ?? {}).includes(JSON.stringify(stack.resolve(starter.logicalId)));
}
