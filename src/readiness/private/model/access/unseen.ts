import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import { Property } from '../property';
import { keyOf } from './presence';

/** Transforms that leave alone what a template says of roles, keys and buckets, and attach nothing to them. */
const HARMLESS = ['AWS::Serverless-2016-10-31', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16'];
/** Adds to a template, and changes nothing. */
const INCLUDE = 'AWS::Include';
const STACKS = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/** What may be done to resources out of sight. */
export class Unseen {
  private readonly changes = new Map<string, string>();
  private readonly additions = new Map<string, string>();
  private readonly handedOut = new Map<ResolvedResource, string>();

  constructor(private readonly system: ResolvedSystem) {
    const nested = new Map<string, ResolvedTemplate>();
    for (const template of system.templates) {
      this.judge(template);
      if (template.parent) {
        nested.set(keyOf(template.parent.stack, template.parent.logicalId), template);
      }
    }
    for (const resource of system.templates.flatMap(({ resources }) => [...resources.values()])) {
      if (STACKS.includes(resource.type)) {
        this.handOut(resource, nested.get(keyOf(resource.stack, resource.logicalId)));
      }
    }
  }

  /** Why a resource may be deployed otherwise than it is written, or not be deployed. */
  public changed(resource: ResolvedResource): string | undefined {
    return this.changes.get(resource.stack);
  }

  /** Why policies may be attached to a resource that are not seen. */
  public attached(resource: ResolvedResource): string | undefined {
    return this.of(resource.stack) ?? this.handedOut.get(resource);
  }

  private of(stack: string): string | undefined {
    return this.changes.get(stack) ?? this.additions.get(stack);
  }

  private judge({ stack, transformed, moreResources }: ResolvedTemplate): void {
    const macro = transformed.find((each) => each !== INCLUDE && !HARMLESS.includes(each));
    const addition = transformed.includes(INCLUDE) ? `${INCLUDE} adds to the template` : moreResources[0];
    if (macro !== undefined) {
      this.changes.set(stack, `the macro ${macro} may change anything in the template`);
    }
    if (addition !== undefined) {
      this.additions.set(stack, addition);
    }
  }

  /** A stack that is not wholly seen may attach policies to whatever it is told the name of. */
  private handOut(stack: ResolvedResource, inner: ResolvedTemplate | undefined): void {
    const reason = inner === undefined ? `the template of ${stack.logicalId} is not at hand` : this.of(inner.stack);
    if (reason === undefined) {
      return;
    }
    const named = [...stack.references, ...stack.mayReference].map((logicalId) => this.system.resource(stack.stack, logicalId));
    const passed = Property.of(stack).at('Parameters').entries.entries.flatMap(([, value]) => value.list.items);
    for (const resource of [...named, ...passed.flatMap(({ value }) => this.system.identified(value))]) {
      if (resource) {
        this.handedOut.set(resource, reason);
      }
    }
  }
}
