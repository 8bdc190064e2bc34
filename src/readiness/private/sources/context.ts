import type { Budget } from './budget';
import type { Place } from './environment';
import type { HoleBook } from './holes';
import type { Path, Tree } from './tree';
import type { Value } from './value';
import type { Answer } from '../model/answer';
import type { Text } from '../model/text';

/** Whether a condition holds, and what that depends on when it is not known. */
export interface Decision {
  readonly answer: Answer;
  readonly causes: readonly string[];
}

/** What the functions of a template can ask of its stack. */
export interface StackContext {
  readonly stack: string;
  readonly place: Place;
  readonly holes: HoleBook;
  readonly budget: Budget;
  /** Whether the stack itself is created. */
  readonly exists: Answer;
  /** The value of a parameter or pseudo parameter, what names a resource; `'undeclared'` for neither. */
  ref(name: string): { readonly value: Value | undefined; readonly resource: boolean } | 'undeclared';
  attribute(logicalId: string, attribute: string): Value | 'undeclared';
  /** Whether a resource is created when the stack is. */
  created(logicalId: string): Answer;
  conditionTree(name: string): Tree | undefined;
  condition(name: string): Decision;
  mapping(name: string): Tree | undefined;
  imported(exportName: Text): Value;
  outputOf(stackName: Text, output: Text, region: Text | undefined): Value;
  report(path: Path, message: string, stopsDeployment: boolean): void;
}

/** What a function sees from where it stands. */
export interface At {
  readonly context: StackContext;
  /** The id for a hole that only this place can have. */
  readonly id: string;
  /** Evaluates a part of the function's arguments; nothing for AWS::NoValue. */
  evaluate(tree: Tree | undefined, ...keys: (string | number)[]): Value | undefined;
  /** The same as text. */
  text(tree: Tree | undefined, ...keys: (string | number)[]): Text;
  /** Whether a condition holds here. */
  condition(name: string): Decision;
  /** Evaluates something for the case that a condition holds or does not, certainly or perhaps. */
  assuming<T>(name: string, answer: Answer, decided: boolean, something: () => T): T;
  decide(tree: Tree | undefined): Decision;
  ref(name: string): Value | undefined;
  attribute(logicalId: string, attribute: string): Value | undefined;
  problem(message: string): void;
}

/** A function of the template language: its arguments to a value. */
export type Fn = (at: At, args: Tree) => Value | undefined;
