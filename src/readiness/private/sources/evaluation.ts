import type { Budget } from './budget';
import type { At, Decision, Fn, StackContext } from './context';
import { withoutReferences } from './dynamic-references';
import { isLoop, unroll } from './for-each';
import { FUNCTIONS } from './functions';
import { decide } from './functions/logic';
import { bare, isObject, member, type Tree, type TreeObject } from './tree';
import { textOf, type Value, type ValueObject } from './value';
import { not, type Answer } from '../model/answer';
import { hole, type Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** Evaluates one part of a template: a property of a resource, an output, a condition. */
export class Evaluation implements At {
  private readonly budget: Budget;
  /** What is assumed of conditions, and what follows from that; most properties ask for none. */
  private assumed?: Map<string, Answer>;
  private decidedHere?: Map<string, Decision>;
  private undecided = 0;

  /**
   * @param path where it stands; this one's own from now on
   * @param exists whether the part that is evaluated is certainly deployed
   * @param references takes the logical ids that are referred to
   * @param mayReference takes those in branches that may not be taken
   */
  constructor(
    public readonly context: StackContext,
    private readonly path: (string | number)[],
    private readonly exists: boolean = true,
    private readonly references?: Set<string>,
    private readonly mayReference?: Set<string>,
  ) {
    this.budget = context.budget;
  }

  public get id(): string {
    return `${this.context.stack}: ${this.path.join(' > ')}`;
  }

  public evaluate(tree: Tree | undefined, ...keys: (string | number)[]): Value | undefined {
    if (!this.budget.enter()) {
      return new Unknown('the template is too large or nested too deeply');
    }
    this.path.push(...keys);
    const value = this.value(tree);
    this.path.length -= keys.length;
    this.budget.leave();
    return value;
  }

  public text(tree: Tree | undefined, ...keys: (string | number)[]): Text {
    return textOf(this.evaluate(tree, ...keys), () => [this.id, ...keys].join(' > '));
  }

  public decide(tree: Tree | undefined): Decision {
    return this.budget.deeper<Decision>(() => decide(this, tree), () => ({ answer: 'unknown', causes: [] }));
  }

  public condition(name: string): Decision {
    const assumed = this.assumed?.get(name);
    if (assumed !== undefined) {
      return { answer: assumed, causes: [] };
    }
    const decision = this.context.condition(name);
    if (!this.assumed?.size || decision.answer !== 'unknown' && this.exists) {
      return decision;
    }
    // What is assumed here may decide what nothing else does.
    let here = this.decidedHere?.get(name);
    if (!here) {
      this.decidedHere ??= new Map();
      this.decidedHere.set(name, decision);
      here = this.decide(this.context.conditionTree(name));
      this.decidedHere.set(name, here);
    }
    return here.answer === 'unknown' ? decision : here;
  }

  public assuming<T>(name: string, answer: Answer, decided: boolean, something: () => T): T {
    const before = this.assumed;
    this.budget.spend(before?.size ?? 0);
    this.assumed = new Map(before);
    this.undecided += decided ? 0 : 1;
    this.assume(name, answer);
    try {
      return something();
    } finally {
      this.undecided -= decided ? 0 : 1;
      this.assumed = before;
      this.decidedHere = undefined;
    }
  }

  /** Assumes an answer for a condition, and what follows from it for the conditions that it is made of. */
  public assume(name: string, answer: Answer): void {
    if (!this.assumed?.has(name) && this.budget.spend(1)) {
      this.assumed ??= new Map();
      this.assumed.set(name, answer);
      this.decidedHere = undefined;
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
    const { object, open } = unroll(isObject(tree) ? tree : bare(), (collection) => this.evaluate(collection), this.budget);
    const transform = member(object, 'Fn::Transform');
    return { object, reasons: transform === undefined ? open : [...open, 'a transform adds to it at deployment'] };
  }

  private refer(logicalId: string): void {
    (this.undecided === 0 ? this.references : this.mayReference)?.add(logicalId);
    if (this.context.created(logicalId) === 'no') {
      this.problem(`refers to "${logicalId}", which is not created under the conditions given`);
    }
  }

  private follow(tree: Tree | undefined, answer: Answer): void {
    const [name] = isObject(tree) ? Object.keys(tree) : [];
    const args = name === undefined ? undefined : member(tree, name);
    const parts = Array.isArray(args) ? args : [];
    if (name === 'Condition' && typeof args === 'string') {
      this.budget.deeper(() => this.assume(args, answer), () => undefined);
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
      return this.items(tree);
    }
    return typeof tree === 'object' ? this.object(tree) : tree;
  }

  private object(tree: TreeObject): Value | undefined {
    let count = 0;
    let functions = 0;
    let last = '';
    // a list of the keys would be made for every object of a template
    for (const key in tree) {
      count++;
      functions += key.startsWith('Fn::') ? 1 : 0;
      last = key;
    }
    const fn = count === 1 ? functionOf(last) : undefined;
    if (fn) {
      const result = fn(this, tree[last]);
      return typeof result === 'string' ? this.finished(result) : result;
    }
    return functions > 0 ? this.opened(tree) : this.members(tree);
  }

  private opened(tree: TreeObject): Value {
    const keys = Object.keys(tree);
    if (keys.some((key) => key.startsWith('Fn::') && !isLoop(key))) {
      return new Unknown(keys.length === 1 ? `the function ${keys[0]} is not known` : 'a function stands beside other keys');
    }
    const { object, reasons } = this.open(tree);
    return reasons.length > 0 ? new Unknown(reasons[0]) : this.members(object);
  }

  private items(list: readonly Tree[]): Value[] {
    const values: Value[] = [];
    for (let index = 0; index < list.length; index++) {
      const value = this.part(list[index], index);
      if (value !== undefined) {
        values.push(value);
      }
    }
    return values;
  }

  private members(object: TreeObject): ValueObject {
    const values = bare<Value>();
    for (const key in object) {
      const value = this.part(object[key], key);
      if (value !== undefined) {
        values[key] = value;
      }
    }
    return values;
  }

  /** What is under a key, evaluated like everything else. Most of it is text, for which nobody needs to know where it stands. */
  private part(tree: Tree, key: string | number): Value | undefined {
    return typeof tree === 'string' && this.budget.step() ? this.finished(tree) : this.evaluate(tree, key);
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
