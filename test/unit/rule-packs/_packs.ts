import type { App, Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import * as library from '../../../src';

export const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];

/** What a rule of a pack has found, in the words of the document. */
export interface Finding {
  /** The construct of the library that the resource is of; `Grants` where it is the policy of a role outside. */
  readonly construct: string;
  /** The path of the resource below the construct. */
  readonly on: string;
  /** The id of the rule, with references in angle brackets left blank. */
  readonly rule: string;
  readonly resource: CfnResource;
}

/** A rule as a pack names it, and the resource that it is about. */
interface Violation {
  readonly rule: string;
  readonly resource: CfnResource;
}

/** What the four packs find in an app, once it is synthesised. */
export function violationsIn(stack: Stack): Violation[] {
  (stack.node.root as App).synth();
  const resources = new Map(stack.node.root.node.findAll().filter((node) => CfnResource.isCfnResource(node)).map((node) => [node.node.path, node]));
  return PACKS.flatMap((Pack) => new Pack().validateScope(stack.node.root).violations).flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ rule: ruleName, resource: resources.get(constructPath!)! })));
}

/** What they find in resources that the library makes, or writes to. */
export function findingsIn(stack: Stack): Finding[] {
  return violationsIn(stack).flatMap(({ rule, resource }) => placesOf(resource).map((place) => ({ ...place, rule: blank(rule), resource })));
}

/** References are to what is called otherwise in every app, and so is the family of a task definition. */
export function blank(text: string): string {
  return text.replace(/<(?!AWS::)[^>]+>/g, '<…>').replace(/(:task-definition\/)\w+/, '$1<…>');
}

function placesOf(resource: CfnResource): Pick<Finding, 'construct' | 'on'>[] {
  const scopes = resource.node.scopes;
  const constructs = scopes.map((scope, index) => nameOf(scope, scopes[index - 1]) ?? '');
  const index = Math.max(...constructs.map((construct, at) => construct ? at : -1));
  if (index < 0) {
    return resource.cfnResourceType === 'AWS::IAM::Policy' ? [{ construct: 'Grants', on: pathOf(scopes.slice(2)) }] : [];
  }
  const construct = constructs[index];
  return [{ construct, on: pathOf(scopes.slice(PARTS.has(construct) ? index : index + 1)) }];
}

/** What is no construct of its own, so that the paths begin with its id. */
const PARTS = new Set(['ExecCapacity', 'ExecNetwork']);

function nameOf(scope: IConstruct, owner: IConstruct | undefined): string | undefined {
  if (ecs.Cluster.isCluster(owner) && ['Ec2', 'ManagedInstances'].includes(scope.node.id)) {
    return 'ExecCapacity';
  }
  const isOurs = owner && CLASSES.has(owner.constructor);
  return isOurs && scope.node.id === 'Vpc' ? 'ExecNetwork' : CLASSES.get(scope.constructor);
}

const CLASSES = new Map<unknown, string>(Object.entries(library).map(([name, value]) => [value, name]));

function pathOf(scopes: IConstruct[]): string {
  return scopes.map(({ node }) => node.id.replace(/(?<=Subnet)\d+$/, '')).join('/').replace(/\/(?:Resource|Subnet)$/, '');
}
