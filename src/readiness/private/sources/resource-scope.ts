import { Cells } from './cells';
import type { Decision, StackContext } from './context';
import type { Place } from './environment';
import { Evaluation } from './evaluation';
import { undecided } from './functions/logic';
import type { HoleBook } from './holes';
import { Names, type Named } from './physical';
import type { ResolvedResource } from './resolved';
import { bare, member, section, type Path, type Tree, type TreeObject } from './tree';
import { isValueObject, type Value, type ValueObject } from './value';
import { allOf, type Answer } from '../model/answer';
import { Unknown } from '../model/unknown';

const UNCONDITIONAL: Decision = { answer: 'yes', causes: [] };

/** A resource of a stack, evaluated piece by piece as others ask for it. */
export class ResourceScope implements Named {
  public readonly stack: string;
  public readonly type: string;
  public readonly path: Path;
  public readonly place: Place;
  public readonly holes: HoleBook;
  public readonly names: Names;
  private readonly condition: string | undefined;
  private readonly references = new Set<string>();
  private readonly mayReference = new Set<string>();
  private readonly cells = new Cells<Value | undefined>();
  private readonly decisions = new Cells<Decision>();
  private opened?: ReturnType<Evaluation['open']>;

  constructor(private readonly context: StackContext, public readonly logicalId: string, public readonly tree: Tree) {
    const [type, condition] = [member(tree, 'Type'), member(tree, 'Condition')];
    this.stack = context.stack;
    this.place = context.place;
    this.holes = context.holes;
    this.type = typeof type === 'string' ? type : '';
    this.condition = typeof condition === 'string' ? condition : undefined;
    this.path = ['Resources', logicalId];
    this.names = new Names(this);
  }

  /** Whether the resource is created, by its condition. */
  public get decision(): Decision {
    const { condition } = this;
    return condition === undefined ? UNCONDITIONAL
      : this.decisions.get('', () => this.context.condition(condition), () => ({ answer: 'unknown', causes: [] }));
  }

  public get created(): Answer {
    const { exists } = this.context;
    return this.condition === undefined ? exists : allOf([exists, this.decision.answer]);
  }

  /** A property, for the case that the resource is created. */
  public property(name: string): Value | undefined {
    const { object, reasons } = this.written;
    const tree = member(object, name);
    if (tree === undefined) {
      return reasons.length > 0 ? new Unknown(reasons[0]) : undefined;
    }
    return this.cells.get(name, () => this.evaluated(['Properties', name], tree), () => {
      this.context.report([...this.path, 'Properties', name], 'refers to itself through other values', this.created === 'yes');
      return new Unknown('the value refers to itself');
    });
  }

  /** The whole resource. */
  public resolve(): ResolvedResource {
    const { created } = this;
    const properties = this.properties();
    const { ref, arn, all } = this.names;
    const metadata = this.evaluated(['Metadata'], member(this.tree, 'Metadata'), false);
    return {
      stack: this.stack,
      logicalId: this.logicalId,
      type: this.type,
      path: this.path,
      created,
      createdReason: created === 'unknown' ? this.doubt() : undefined,
      condition: this.condition,
      properties,
      moreProperties: this.written.reasons[0],
      dependsOn: this.dependsOn(),
      references: this.references,
      mayReference: this.mayReference,
      deletionPolicy: this.evaluated(['DeletionPolicy'], member(this.tree, 'DeletionPolicy'), false),
      updateReplacePolicy: this.evaluated(['UpdateReplacePolicy'], member(this.tree, 'UpdateReplacePolicy'), false),
      metadata: isValueObject(metadata) ? metadata : bare(),
      ref,
      arn,
      identifiers: all,
    };
  }

  private doubt(): string {
    const { answer, causes } = this.decision;
    return answer === 'unknown' ? undecided(this.condition!, causes) : 'the stack that it is nested in may not be created';
  }

  /** The properties as they are written, loops unrolled. */
  private get written(): ReturnType<Evaluation['open']> {
    if (!this.opened) {
      const tree = section(this.tree, 'Properties');
      this.opened = { object: tree, reasons: [] };
      this.opened = Object.keys(tree).some(isFunction) ? this.open(tree) : this.opened;
    }
    return this.opened;
  }

  private open(tree: TreeObject): ReturnType<Evaluation['open']> {
    const { object, reasons } = this.evaluation(['Properties'], true).open(tree);
    const function_ = Object.keys(object).find((key) => isFunction(key) && key !== 'Fn::Transform');
    return { object, reasons: function_ === undefined ? reasons : [...reasons, `${function_} stands in place of properties`] };
  }

  private properties(): ValueObject {
    const properties = bare<Value>();
    for (const name of Object.keys(this.written.object)) {
      const value = isFunction(name) ? undefined : this.property(name);
      if (value !== undefined) {
        properties[name] = value;
      }
    }
    return properties;
  }

  private evaluated(keys: Path, tree: Tree | undefined, refers = true): Value | undefined {
    return tree === undefined ? undefined : this.evaluation(keys, refers).evaluate(tree);
  }

  private evaluation(keys: Path, refers: boolean): Evaluation {
    const path = this.path.concat(keys);
    const evaluation = refers ? new Evaluation(this.context, path, this.created === 'yes', this.references, this.mayReference)
      : new Evaluation(this.context, path, this.created === 'yes');
    if (this.condition !== undefined) {
      evaluation.assume(this.condition, 'yes');
    }
    return evaluation;
  }

  private dependsOn(): string[] {
    const tree = member(this.tree, 'DependsOn');
    return (Array.isArray(tree) ? tree : [tree]).filter((each): each is string => typeof each === 'string');
  }
}

function isFunction(key: string): boolean {
  return key.startsWith('Fn::');
}
