import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The CloudFormation resource of an L2 that this app makes; undefined when the L2 stands for something made elsewhere. */
export function ownedResource(construct: IConstruct): CfnResource | undefined {
  const child = construct.node.defaultChild;
  return child && CfnResource.isCfnResource(child) ? child : undefined;
}
