import type { Budget } from './budget';
import { Cells } from './cells';
import type { Decision, StackContext } from './context';
import { placeOf, type Place } from './environment';
import { Evaluation } from './evaluation';
import { resourceHole, type HoleBook } from './holes';
import { resolveParameter } from './parameters';
import { pseudoParameter } from './pseudo-parameters';
import type { Problem, ResolvedOutput, ResolvedParameter } from './resolved';
import { ResourceScope } from './resource-scope';
import type { StackInput } from './stack-input';
import { cleanText, member, section, type Path, type Tree, type TreeObject } from './tree';
import { isValueObject, OneOf, textOf, UnknownList, type Value } from './value';
import type { Answer } from '../model/answer';
import { hole, type Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What stacks share and learn from each other. */
export interface SystemContext {
  readonly holes: HoleBook;
  readonly budget: Budget;
  /** The partition of the stacks whose region is not known. */
  readonly partition: string | undefined;
  imported(exportName: Text, into: StackScope): Value;
  outputOf(stackName: Text, output: Text, region: Text | undefined, into: StackScope): Value;
}

/** Parameters and outputs hold at most 4096 characters; holes are longer than what they stand for. */
const MAX_TEXT = 16_384;

/** One stack, evaluated piece by piece as its own parts and other stacks ask for it. */
export class StackScope implements StackContext {
  public readonly place: Place;
  public readonly stackName: Text;
  public readonly problems: Problem[] = [];
  public readonly moreResources: string[] = [];
  public readonly nested = new Map<string, StackScope>();
  private readonly parameters = new Cells<ResolvedParameter>();
  private readonly decisions = new Cells<Decision>();
  private readonly outputs = new Cells<ResolvedOutput>();
  private readonly exportNames = new Cells<Text>();
  private readonly sections = new Map<string, TreeObject>();
  private scopes?: ReadonlyMap<string, ResourceScope>;

  constructor(
    private readonly system: SystemContext,
    public readonly input: StackInput,
    public readonly stack: string,
    public readonly parent?: { readonly scope: StackScope; readonly logicalId: string },
  ) {
    this.place = placeOf(input.environment, system.holes, system.partition);
    this.stackName = input.stackName ?? (parent ? resourceHole('generated', stack, 'AWS::StackName')
      : system.holes.unknown(`${stack}/AWS::StackName`, { word: true }));
  }

  public get holes(): HoleBook {
    return this.system.holes;
  }

  public get budget(): Budget {
    return this.system.budget;
  }

  public get template(): TreeObject {
    return this.input.source.template;
  }

  /** Whether the stack is created: a nested one is a resource of its parent. */
  public get exists(): Answer {
    return this.parent?.scope.resources.get(this.parent.logicalId)?.created ?? 'yes';
  }

  /** The resources, loops unrolled. */
  public get resources(): ReadonlyMap<string, ResourceScope> {
    if (!this.scopes) {
      this.scopes = new Map();
      const trees = Object.entries(this.unrolled('Resources')).filter(([key]) => !key.startsWith('Fn::'));
      this.scopes = new Map(trees.map(([key, tree]) => [key, new ResourceScope(this, key, tree)]));
    }
    return this.scopes;
  }

  public ref(name: string): ReturnType<StackContext['ref']> {
    if (name.startsWith('AWS::')) {
      const pseudo = pseudoParameter(name, this.stack, this.stackName, this.place);
      return pseudo ? { ...pseudo, resource: false } : 'undeclared';
    }
    if (member(section(this.template, 'Parameters'), name) !== undefined) {
      return { value: this.parameter(name).value, resource: false };
    }
    const resource = this.resources.get(name);
    return resource ? { value: resource.names.ref, resource: true } : 'undeclared';
  }

  public attribute(logicalId: string, attribute: string): Value | 'undeclared' {
    const resource = this.resources.get(logicalId);
    const child = this.nested.get(logicalId);
    const output = /^Outputs\.(.*)$/s.exec(attribute)?.[1];
    const value = child && output !== undefined ? child.output(output).value : undefined;
    return value ?? (resource ? resource.names.attribute(attribute) : 'undeclared');
  }

  public created(logicalId: string): Answer {
    return this.resources.get(logicalId)?.decision.answer ?? 'yes';
  }

  public conditionTree(name: string): Tree | undefined {
    return member(this.unrolled('Conditions'), name);
  }

  public condition(name: string): Decision {
    const path = ['Conditions', name];
    return this.decisions.get(name, () => this.budget.deeper(() => new Evaluation(this, path).decide(this.conditionTree(name)), UNDECIDED), () => {
      this.report(path, `condition "${name}" refers to itself`, true);
      return UNDECIDED();
    });
  }

  public mapping(name: string): Tree | undefined {
    return member(section(this.template, 'Mappings'), name);
  }

  public parameter(name: string): ResolvedParameter {
    const declaration = member(section(this.template, 'Parameters'), name)!;
    const resolve = (given: Value | undefined) =>
      resolveParameter({ stack: this.stack, name, declaration, given, mark: this.place.mark }, this.holes);
    return this.parameters.get(name, () => resolve(this.given(name)), () => resolve(hole('unknown', `Parameter ${this.stack}/${name}`)));
  }

  public output(name: string): ResolvedOutput {
    const unknown = (): ResolvedOutput => ({ value: hole('unknown', `${this.stack}: Outputs > ${name}`), created: 'unknown' });
    const evaluate = () => this.evaluateOutput(name, this.outputTree(name));
    return this.outputs.get(name, () => this.budget.deeper(evaluate, unknown), unknown);
  }

  /** The name under which an output that is or may be created is exported. */
  public exportName(name: string): Text | undefined {
    const tree = this.outputTree(name);
    const exported = member(member(tree, 'Export'), 'Name');
    return exported === undefined || this.outputCreated(tree) === 'no' ? undefined
      : this.exportNames.get(name, () => this.outputEvaluation(name, tree).text(exported, 'Export', 'Name'), () => hole('unknown', `${this.stack}: ${name}`));
  }

  public outputTree(name: string): Tree | undefined {
    return member(this.unrolled('Outputs'), name);
  }

  public get outputNames(): string[] {
    return Object.keys(this.unrolled('Outputs')).filter((name) => !name.startsWith('Fn::'));
  }

  public get conditionNames(): string[] {
    return Object.keys(this.unrolled('Conditions')).filter((name) => !name.startsWith('Fn::'));
  }

  public imported(exportName: Text): Value {
    return this.system.imported(exportName, this);
  }

  public outputOf(stackName: Text, output: Text, region: Text | undefined): Value {
    return this.system.outputOf(stackName, output, region, this);
  }

  public report(path: Path, message: string, stopsDeployment: boolean): void {
    this.problems.push({ path: [...path], message, stopsDeployment });
  }

  private evaluateOutput(name: string, tree: Tree | undefined): ResolvedOutput {
    const value = tree === undefined ? undefined : this.outputEvaluation(name, tree).evaluate(member(tree, 'Value'), 'Value');
    return { value: this.short(value, `${this.stack}: Outputs > ${name}`), created: this.outputCreated(tree), exportName: this.exportName(name) };
  }

  private outputEvaluation(name: string, tree: Tree | undefined): Evaluation {
    const evaluation = new Evaluation(this, ['Outputs', name], this.outputCreated(tree) === 'yes');
    const condition = member(tree, 'Condition');
    if (typeof condition === 'string') {
      evaluation.assume(condition, 'yes');
    }
    return evaluation;
  }

  private outputCreated(tree: Tree | undefined): Answer {
    const condition = member(tree, 'Condition');
    return typeof condition === 'string' ? this.condition(condition).answer : 'yes';
  }

  /** The value that the parent stack or the user passes for a parameter. */
  private given(name: string): Value | undefined {
    const { parameters } = this.input;
    if (parameters && Object.hasOwn(parameters, name)) {
      return cleanText(parameters[name]);
    }
    const passed = this.parent?.scope.resources.get(this.parent.logicalId)?.property('Parameters');
    const id = `Parameter ${this.stack}/${name}`;
    return passed instanceof Unknown ? hole('unknown', id) : isValueObject(passed) && Object.hasOwn(passed, name) ? this.short(passed[name], id) : undefined;
  }

  /** A value as it goes from stack to stack: a list or text, and never longer than such a text may be. */
  private short(value: Value | undefined, id: string): Value | undefined {
    if (value === undefined || Array.isArray(value) || value instanceof UnknownList || value instanceof OneOf) {
      return value;
    }
    const text = textOf(value, () => id);
    return text.length > MAX_TEXT ? hole('unknown', id) : text;
  }

  /** A section of the template, loops unrolled. */
  private unrolled(name: string): TreeObject {
    let unrolled = this.sections.get(name);
    if (!unrolled) {
      this.sections.set(name, section(this.template, name));
      const { object, reasons } = new Evaluation(this, [name]).open(section(this.template, name));
      this.sections.set(name, unrolled = object);
      this.moreResources.push(...name === 'Resources' ? reasons : []);
    }
    return unrolled;
  }
}

const UNDECIDED = (): Decision => ({ answer: 'unknown', causes: [] });
