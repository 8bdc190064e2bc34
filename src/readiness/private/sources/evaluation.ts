import type { At, Decision, Fn, StackContext } from './context';
import { withoutReferences } from './dynamic-references';
import { isLoop, unroll } from './for-each';
import { FUNCTIONS } from './functions';
import { decide } from './functions/logic';
import { bare, isObject, member, type Path, type Tree, type TreeObject } from './tree';
import { textOf, type Value, type ValueObject } from './value';
import { not, type Answer } from '../model/answer';
import { hole, type Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** Evaluates one part of a template: a property of a resource, an output, a condition. */
export class Evaluation implements At {
  private readonly path: (string | number)[];
  private readonly assumed = new Map<string, Answer>();
  private readonly decidedHere = new Map<string, Decision>();
  private undecided = 0;

  /**
   * @param exists whether the part that is evaluated is certainly deployed
   * @param references takes the logical ids that are referred to
   * @param mayReference takes those in branches that may not be taken
   */
  constructor(
    public readonly context: StackContext,
    path: Path,
    private readonly exists: boolean = true,
    private readonly references = new Set<string>(),
    private readonly mayReference = new Set<string>(),
  ) {
    this.path = [...path];
  }

  public get id(): string {
    return `${this.context.stack}: ${this.path.join(' > ')}`;
  }

  public evaluate(tree: Tree | undefined, ...keys: (string | number)[]): Value | undefined {
    const { budget } = this.context;
    if (!budget.enter()) {
      return new Unknown('the template is too large or nested too deeply');
    }
    this.path.push(...keys);
    const value = this.value(tree);
    this.path.length -= keys.length;
    budget.leave();
    return value;
  }

  public text(tree: Tree | undefined, ...keys: (string | number)[]): Text {
    return textOf(this.evaluate(tree, ...keys), () => [this.id, ...keys].join(' > '));
  }

  public decide(tree: Tree | undefined): Decision {
    return this.context.budget.deeper<Decision>(() => decide(this, tree), () => ({ answer: 'unknown', causes: [] }));
  }

  public condition(name: string): Decision {
    const assumed = this.assumed.get(name);
    if (assumed !== undefined) {
      return { answer: assumed, causes: [] };
    }
    const decision = this.context.condition(name);
    if (this.assumed.size === 0 || decision.answer !== 'unknown' && this.exists) {
      return decision;
    }
    // What is assumed here may decide what nothing else does.
    let here = this.decidedHere.get(name);
    if (!here) {
      this.decidedHere.set(name, decision);
      here = this.decide(this.context.conditionTree(name));
      this.decidedHere.set(name, here);
    }
    return here.answer === 'unknown' ? decision : here;
  }

  public assuming<T>(name: string, answer: Answer, decided: boolean, something: () => T): T {
    const before = new Map(this.assumed);
    this.context.budget.spend(before.size);
    this.undecided += decided ? 0 : 1;
    this.assume(name, answer);
    try {
      return something();
    } finally {
      this.undecided -= decided ? 0 : 1;
      this.assumed.clear();
      this.decidedHere.clear();
      before.forEach((each, key) => this.assumed.set(key, each));
    }
  }

  /** Assumes an answer for a condition, and what follows from it for the conditions that it is made of. */
  public assume(name: string, answer: Answer): void {
    if (!this.assumed.has(name) && this.context.budget.spend(1)) {
      this.assumed.set(name, answer);
      this.decidedHere.clear();
      this.follow(this.context.conditionTree(name), answer);
    }
  }

  public ref(name: string): Value | undefined {
    const found = this.context.ref(name);
    if (found === 'undeclared') {
      return hole('unknown', this.id);
    }
    if (found.resource) {
      this.refer(name);
    }
    return found.value;
  }

  public attribute(logicalId: string, attribute: string): Value | undefined {
    const value = this.context.attribute(logicalId, attribute);
    if (value === 'undeclared') {
      return hole('unknown', this.id);
    }
    this.refer(logicalId);
    return value;
  }

  public problem(message: string): void {
    this.context.report(this.path, message, this.exists && this.undecided === 0);
  }

  /** An object whose further keys are not known, with the reason. */
  public open(tree: Tree | undefined): { readonly object: TreeObject; readonly reasons: readonly string[] } {
    const { object, open } = unroll(isObject(tree) ? tree : bare(), (collection) => this.evaluate(collection), this.context.budget);
    const transform = member(object, 'Fn::Transform');
    return { object, reasons: transform === undefined ? open : [...open, 'a transform adds to it at deployment'] };
  }

  private refer(logicalId: string): void {
    (this.undecided === 0 ? this.references : this.mayReference).add(logicalId);
    if (this.context.created(logicalId) === 'no') {
      this.problem(`refers to "${logicalId}", which is not created under the conditions given`);
    }
  }

  private follow(tree: Tree | undefined, answer: Answer): void {
    const [name] = isObject(tree) ? Object.keys(tree) : [];
    const args = name === undefined ? undefined : member(tree, name);
    const parts = Array.isArray(args) ? args : [];
    if (name === 'Condition' && typeof args === 'string') {
      this.context.budget.deeper(() => this.assume(args, answer), () => undefined);
    } else if (name === 'Fn::Not' && parts.length === 1) {
      this.follow(parts[0], not(answer));
    } else if (name === 'Fn::And' && answer === 'yes' || name === 'Fn::Or' && answer === 'no') {
      parts.forEach((part) => this.follow(part, answer));
    }
  }

  private value(tree: Tree | undefined): Value | undefined {
    if (typeof tree === 'string') {
      return this.finished(tree);
    }
    if (tree === null || tree === undefined) {
      return tree === null ? this.absent() : undefined;
    }
    if (Array.isArray(tree)) {
      return tree.map((item, index) => this.evaluate(item, index)).filter((item) => item !== undefined);
    }
    return typeof tree === 'object' ? this.object(tree) : tree;
  }

  private object(tree: TreeObject): Value | undefined {
    const keys = Object.keys(tree);
    const fn = keys.length === 1 ? functionOf(keys[0]) : undefined;
    if (fn) {
      const result = fn(this, tree[keys[0]]);
      return typeof result === 'string' ? this.finished(result) : result;
    }
    if (keys.some(isFunctionKey)) {
      return new Unknown(keys.length === 1 ? `the function ${keys[0]} is not known` : 'a function stands beside other keys');
    }
    const { object, reasons } = keys.some(isLoop) ? this.open(tree) : { object: tree, reasons: [] };
    return reasons.length > 0 ? new Unknown(reasons[0]) : this.members(object);
  }

  private members(object: TreeObject): ValueObject {
    const values = bare<Value>();
    for (const key of Object.keys(object)) {
      const value = this.evaluate(object[key], key);
      if (value !== undefined) {
        values[key] = value;
      }
    }
    return values;
  }

  private finished(text: Text): Text {
    return withoutReferences(text, this.context.place.mark);
  }

  private absent(): undefined {
    this.problem('null values are not allowed in templates');
  }
}

function functionOf(key: string): Fn | undefined {
  return Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : undefined;
}

function isFunctionKey(key: string): boolean {
  return key.startsWith('Fn::') && !isLoop(key);
}
