import { RULES } from '../../../../src/readiness/private/rules/index';
import type { Rule } from '../../../../src/readiness/private/rules/rule';
import { judged } from '../rules/_judge';
import { without } from '../rules/_network';
import type { Template } from '../rules/_ready';

export type Resources = Template['Resources'];

/** One thing that is done to a template. */
export type Change = (resources: Resources, template: Template) => void;

/** A template that is ready, or several that belong together. */
export type Make = () => Template | readonly Template[];

/** One cause at one place: what is said of it, as `severity resource.path` or `unknown resource.path`, and how it comes about. */
export type Broken = readonly [make: Make, says: string, ...changes: Change[]];

/** Something that looks much like a cause and is none. */
export type Sound = readonly [make: Make, ...changes: Change[]];

/** The rows of a rule, by what was done. */
export interface Rows {
  readonly broken: Readonly<Record<string, Broken>>;
  readonly sound: Readonly<Record<string, Sound>>;
}

/** Rows by the ids of rules. */
export type Table = Readonly<Record<string, Rows>>;

/** A template after some changes; of several, the first one is changed. */
export function made(make: Make, changes: readonly Change[]): readonly Template[] {
  const templates = structuredClone([make()].flat()) as Template[];
  changes.forEach((change) => change(templates[0].Resources, templates[0]));
  return templates;
}

/** What is said of everything in templates, as `Rule severity resource.path` and `hop unknown resource.path`, and the verdicts. */
export interface Judgement {
  readonly said: readonly string[];
  readonly verdicts: readonly string[];
}

export function judgement(templates: readonly Template[], rules: readonly Rule[] = RULES): Judgement {
  const results = judged(templates, rules);
  return {
    said: results.flatMap(({ findings, unknowns }) => [
      ...findings.map((finding) => `${finding.rule} ${finding.severity} ${placeOf(finding)}`),
      ...unknowns.map((fact) => `${fact.hop} unknown ${placeOf(fact)}`),
    ]),
    verdicts: results.map(({ verdict }) => verdict),
  };
}

function placeOf({ resource, path }: { readonly resource: string; readonly path: string }): string {
  return path === '' ? resource : `${resource}.${path}`;
}

/** What is below the properties of a resource, such as `Task.ContainerDefinitions.0.Image`; what is missing on the way is made. */
function holderOf(resources: Resources, path: string): readonly [holder: any, key: string] {
  const [id, ...keys] = path.split('.');
  const key = keys.pop()!;
  let holder: any = resources[id].Properties;
  keys.forEach((each, index) => {
    holder[each] ??= /^\d+$/.test(keys[index + 1] ?? key) ? [] : {};
    holder = holder[each];
  });
  return [holder, key];
}

/** Sets what is at a path; `undefined` takes it away. */
export function set(path: string, value: unknown): Change {
  return (resources) => {
    const [holder, key] = holderOf(resources, path);
    if (value === undefined && Array.isArray(holder)) {
      holder.splice(Number(key), 1);
    } else if (value === undefined) {
      delete holder[key];
    } else {
      holder[key] = structuredClone(value);
    }
  };
}

/** Adds to the list at a path. */
export function push(path: string, ...values: unknown[]): Change {
  return (resources) => {
    const [holder, key] = holderOf(resources, path);
    holder[key] = [...holder[key] ?? [], ...structuredClone(values)];
  };
}

/** Adds a resource. */
export function add(id: string, Type: string, Properties: Record<string, any> = {}, more: Partial<Resources[string]> = {}): Change {
  return (resources) => {
    resources[id] = structuredClone({ Type, Properties, ...more });
  };
}

/** Adds a resource that the service is created after. */
export function addBefore(id: string, Type: string, Properties: Record<string, any>): Change {
  return (resources, template) => {
    add(id, Type, Properties)(resources, template);
    resources.Service.DependsOn = [resources.Service.DependsOn ?? [], id].flat();
  };
}

/** Takes resources away, and what depended on them. */
export function drop(...ids: string[]): Change {
  return (resources) => without(resources, ...ids);
}

/** Gives a resource another condition, order or type. */
export function attribute(id: string, attributes: Partial<Resources[string]>): Change {
  return (resources) => {
    Object.assign(resources[id], attributes);
  };
}

/** Declares parameters without values, and a condition on the first of them that nobody can decide. */
export function undecided(...names: string[]): Change {
  return (_, template) => {
    template.Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
    template.Conditions = { Perhaps: { 'Fn::Equals': [{ Ref: names[0] }, 'yes'] } };
  };
}

/** Declares lists without values. */
export function lists(...names: string[]): Change {
  return (_, template) => {
    template.Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'CommaDelimitedList' }]));
  };
}

/** Several changes in one. */
export function all(...changes: readonly Change[]): Change {
  return (resources, template) => changes.forEach((change) => change(resources, template));
}
