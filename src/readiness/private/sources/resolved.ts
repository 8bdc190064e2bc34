import type { Position } from './lines';
import type { Environment } from './stack-input';
import type { Path } from './tree';
import type { Value, ValueObject } from './value';
import type { Answer } from '../model/answer';
import type { Text } from '../model/text';

/** Something wrong with a template itself. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** Whether CloudFormation refuses the template, or the deployment certainly fails. */
  readonly stopsDeployment: boolean;
}

/** A resource with its functions evaluated, for the case that it is created. */
export interface ResolvedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Where the resource stands in the template. */
  readonly path: Path;
  /** Whether the first deployment creates it. */
  readonly created: Answer;
  /** Why that is not known. */
  readonly createdReason?: string;
  readonly condition?: string;
  readonly properties: ValueObject;
  /** Set when there may be more properties than those, and why. */
  readonly moreProperties?: string;
  readonly dependsOn: readonly string[];
  /** What its properties certainly refer to by Ref, GetAtt or Sub: CloudFormation creates those first. */
  readonly references: ReadonlySet<string>;
  /** What they refer to only in branches that may not be taken. */
  readonly mayReference: ReadonlySet<string>;
  readonly deletionPolicy?: Value;
  readonly updateReplacePolicy?: Value;
  readonly metadata: ValueObject;
  /** What Ref gives. */
  readonly ref: Value;
  readonly arn?: Text;
  /** What other values call it: Ref, ARN, name. */
  readonly identifiers: readonly Text[];
}

export interface ResolvedParameter {
  readonly name: string;
  readonly type: string;
  readonly value: Value;
  /** Everything that it may be set to. */
  readonly allowed?: readonly string[];
  readonly default?: Value;
  /** Whether a value was passed by the parent stack or from outside. */
  readonly given: boolean;
}

export interface ResolvedCondition {
  readonly answer: Answer;
  /** What it depends on, when that is not known. */
  readonly causes: readonly string[];
}

export interface ResolvedOutput {
  readonly value: Value | undefined;
  readonly exportName?: Text;
  readonly created: Answer;
}

/** One stack: a template, evaluated as CloudFormation would on its first deployment. */
export interface ResolvedTemplate {
  readonly stack: string;
  readonly file: string;
  /** The stack that this one is nested in. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
  readonly environment: Environment;
  readonly account: Text;
  readonly region: Text;
  readonly partition: Text;
  readonly urlSuffix: Text;
  readonly stackName: Text;
  readonly resources: ReadonlyMap<string, ResolvedResource>;
  readonly outputs: ReadonlyMap<string, ResolvedOutput>;
  readonly parameters: ReadonlyMap<string, ResolvedParameter>;
  readonly conditions: ReadonlyMap<string, ResolvedCondition>;
  readonly problems: readonly Problem[];
  /** Whether some of it was left out, because it is too large or nested too deeply to be evaluated. */
  readonly incomplete: boolean;
  /** Macros that may change anything in the template before it is deployed. */
  readonly transformed: readonly string[];
  /** Why there may be more resources than those; empty when there are not. */
  readonly moreResources: readonly string[];
  readonly notes: readonly string[];
  positionOf(path: Path): Position;
}

/** Templates that were given together. */
export interface ResolvedSystem {
  /** All stacks, parents before the stacks nested in them. */
  readonly templates: readonly ResolvedTemplate[];
  template(stack: string): ResolvedTemplate | undefined;
  resource(stack: string, logicalId: string): ResolvedResource | undefined;
  /** The resources, created or not, whose Ref, ARN or name a text is. More than one if several things are named alike. */
  identified(text: Value | undefined): readonly ResolvedResource[];
}
