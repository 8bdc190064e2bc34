import type { Problem } from './resolved';
import type { ResourceScope } from './resource-scope';
import type { StackScope } from './stack-scope';
import { isObject, member, section, type Path, type Tree } from './tree';
import { isKnown } from '../model/text';

const SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Transform', 'Hooks', 'Resources', 'Outputs'];
const TYPE = /^(?:[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9:]+|Custom::[\w@-]+)$/;
const EXTENSIONS = 'AWS::LanguageExtensions';
const EXTENDED = ['Fn::Length', 'Fn::ToJsonString'];

/** The transforms of a template. */
export function transformsOf(template: Tree): string[] {
  const transform = member(template, 'Transform');
  const names = (Array.isArray(transform) ? transform : [transform]).map((each) => isObject(each) ? member(each, 'Name') : each);
  return names.filter((each): each is string => typeof each === 'string');
}

/** The transforms that may change anything: all but the one that is simulated. */
export function macrosOf(template: Tree): string[] {
  return transformsOf(template).filter((each) => each !== EXTENSIONS);
}

/** Finds what CloudFormation refuses before it creates anything. */
export class Checks {
  private readonly problems: Problem[] = [];
  /** A macro may declare what is missing. */
  private readonly closed: boolean;
  private readonly extended: boolean;

  constructor(private readonly scope: StackScope) {
    this.closed = macrosOf(scope.template).length === 0 && scope.moreResources.length === 0;
    this.extended = transformsOf(scope.template).length > 0;
  }

  public run(): Problem[] {
    const { template, resources, outputNames, conditionNames } = this.scope;
    Object.keys(template).filter((name) => !SECTIONS.includes(name)).forEach((name) => this.report([name], `CloudFormation knows no section "${name}"`));
    if (resources.size === 0) {
      this.report(['Resources'], 'a template declares at least one resource');
    }
    resources.forEach((resource) => this.resource(resource));
    conditionNames.forEach((name) => this.walk(this.scope.conditionTree(name), ['Conditions', name], true));
    outputNames.forEach((name) => this.walk(this.scope.outputTree(name), ['Outputs', name]));
    Object.keys(section(template, 'Parameters')).forEach((name) => this.parameter(name));
    return this.problems;
  }

  private resource({ logicalId, type, path, tree }: ResourceScope): void {
    if (!/^[A-Za-z0-9]+$/.test(logicalId)) {
      this.report(path, `the logical id ${JSON.stringify(logicalId)} is not alphanumeric`);
    }
    if (!TYPE.test(type)) {
      this.report([...path, 'Type'], `CloudFormation knows no resource type ${JSON.stringify(type)}`);
    }
    const dependsOn = member(tree, 'DependsOn');
    for (const name of Array.isArray(dependsOn) ? dependsOn : [dependsOn]) {
      if (typeof name === 'string' && !this.scope.resources.has(name)) {
        this.report([...path, 'DependsOn'], `depends on "${name}", which the template does not declare`);
      }
    }
    this.condition(member(tree, 'Condition'), path);
    this.walk(member(tree, 'Properties'), [...path, 'Properties']);
  }

  private parameter(name: string): void {
    const { value, allowed } = this.scope.parameter(name);
    const wrong = (Array.isArray(value) ? value : [value]).find((each) => allowed && typeof each === 'string' && isKnown(each) && !allowed.includes(each));
    if (wrong !== undefined) {
      this.report(['Parameters', name], `${JSON.stringify(wrong)} is not among the allowed values`);
    }
  }

  /** @param path where the tree stands; the same array at all depths, for speed */
  private walk(tree: Tree | undefined, path: (string | number)[], inCondition = false): void {
    if (typeof tree !== 'object' || tree === null) {
      return;
    }
    if (Array.isArray(tree)) {
      for (let index = 0; index < tree.length; index++) {
        if (typeof tree[index] === 'object') {
          this.step(tree[index], index, path, inCondition);
        }
      }
      return;
    }
    let count = 0;
    let last = '';
    for (const key in tree) {
      if (typeof tree[key] === 'object') {
        this.step(tree[key], key, path, inCondition);
      }
      count++;
      last = key;
    }
    if (count === 1) {
      this.call(last, tree[last], path, inCondition);
    }
  }

  private step(tree: Tree, key: string | number, path: (string | number)[], inCondition: boolean): void {
    path.push(key);
    this.walk(tree, path, inCondition);
    path.pop();
  }

  private call(name: string, args: Tree, path: Path, inCondition: boolean): void {
    if (name === 'Ref') {
      this.reference(args, path);
    } else if (name === 'Fn::GetAtt') {
      this.reference(Array.isArray(args) ? args[0] : typeof args === 'string' ? args.split('.')[0] : undefined, path);
    } else if (name === 'Fn::Sub') {
      this.substitution(args, path);
    } else if (name === 'Fn::If') {
      this.condition(Array.isArray(args) ? args[0] : undefined, path);
    } else if (name === 'Condition' && inCondition) {
      this.condition(args, path);
    } else if (EXTENDED.includes(name) && !this.extended) {
      this.report(path, `${name} needs the transform ${EXTENSIONS}`);
    }
  }

  private substitution(args: Tree, path: Path): void {
    const [text, own] = Array.isArray(args) ? args : [args];
    for (const [, name] of typeof text === 'string' ? text.matchAll(/\$\{([^!{}][^{}]*)\}/g) : []) {
      if (member(own, name.trim()) === undefined) {
        this.reference(name.trim().split('.')[0], path);
      }
    }
  }

  private reference(name: Tree | undefined, path: Path): void {
    if (typeof name === 'string' && !this.declared(name)) {
      this.report(path, `refers to "${name}", which the template does not declare`);
    }
  }

  private declared(name: string): boolean {
    return this.scope.resources.has(name) || name.startsWith('AWS::') || member(section(this.scope.template, 'Parameters'), name) !== undefined;
  }

  private condition(name: Tree | undefined, path: Path): void {
    if (typeof name === 'string' && this.scope.conditionTree(name) === undefined) {
      this.report(path, `condition "${name}" is not declared`);
    }
  }

  private report(path: Path, message: string): void {
    if (this.closed) {
      this.problems.push({ path: [...path], message, stopsDeployment: true });
    }
  }
}
