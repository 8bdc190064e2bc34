import type { IAspect } from 'aws-cdk-lib';
import { AspectPriority, Aspects, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { AppIndex } from './app-index';

/** What can only be settled when the whole app is known: containers, secrets and endpoints may come in any order. */
export interface Completable extends IConstruct {
  /** @internal */
  _complete(app: AppIndex): void;
}

/** After the aspects that change constructs, before those that only read them. */
const PRIORITY = (AspectPriority.DEFAULT + AspectPriority.READONLY) / 2;

/**
 * Completes constructs at synthesis, in the order they were made.
 *
 * All of them are completed before any other aspect sees a construct below the stage, so that tags and the like reach
 * what completion makes; and each once more when the aspects of the user have been at one of its `parts`.
 */
export class Completion implements IAspect {
  /** Has a construct completed at synthesis. */
  public static register(construct: Completable, ...parts: IConstruct[]): void {
    const stage = Stage.of(construct) ?? construct.node.root;
    let completion = COMPLETIONS.get(stage);
    if (!completion) {
      completion = new Completion(stage);
      COMPLETIONS.set(stage, completion);
      Aspects.of(stage).add(completion, { priority: PRIORITY });
    }
    completion.constructs.add(construct);
    parts.forEach((part) => completion.parts.set(part, construct));
  }

  private readonly constructs = new Set<Completable>();
  private readonly parts = new Map<IConstruct, Completable>();
  private index?: AppIndex;

  private constructor(private readonly stage: IConstruct) {}

  public visit(node: IConstruct): void {
    if (node === this.stage) {
      this.index = new AppIndex(this.stage);
      this.constructs.forEach((construct) => construct._complete(this.index!));
    } else {
      // the scope too: an aspect may have changed a container of the task definition
      (this.parts.get(node) ?? this.parts.get(node.node.scope!))?._complete(this.index!);
    }
  }
}

const COMPLETIONS = new WeakMap<IConstruct, Completion>();
