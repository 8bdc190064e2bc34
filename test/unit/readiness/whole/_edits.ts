import type { Template } from '../rules/_ready';

/** A change of a template, with what was done for people to read. */
export interface Edit {
  readonly what: string;
  readonly apply: (template: Template) => void;
}

type Path = readonly (string | number)[];

/** Whether a value is computed by a function, or refers to something. */
function isComputed(value: object): boolean {
  return Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

function holderOf(template: Template, path: Path): any {
  return path.slice(0, -1).reduce<any>((holder, key) => holder[key], template.Resources);
}

/** The places of everything below the properties of resources. */
function places(value: unknown, path: Path = []): Path[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([key, each]) => places(each, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function valueAt(template: Template, path: Path): any {
  return path.reduce<any>((holder, key) => holder[key], template.Resources);
}

function removal(path: Path): Edit {
  return {
    what: `without ${path.join('.')}`,
    apply: (template) => {
      const holder = holderOf(template, path);
      if (Array.isArray(holder)) {
        holder.splice(Number(path[path.length - 1]), 1);
      } else {
        delete holder[path[path.length - 1]];
      }
    },
  };
}

function withoutResource(id: string): Edit {
  return {
    what: `without ${id}`,
    apply: ({ Resources }) => {
      delete Resources[id];
      for (const resource of Object.values(Resources)) {
        resource.DependsOn = [resource.DependsOn ?? []].flat().filter((each) => each !== id);
      }
    },
  };
}

/** Rules for security groups. Without any that let out, a group lets everything out. */
const RULE_TYPES = ['AWS::EC2::Route', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::VPCEndpoint'];

/** Everything that lets something be done, or through, taken away: statements, actions, routes, endpoints, rules. */
export function losses(template: Template): readonly Edit[] {
  const inProperties = places(template.Resources).filter((path) => path.length > 2).flatMap((path): Edit[] => {
    const value = valueAt(template, path);
    const key = path[path.length - 1];
    const list = valueAt(template, path.slice(0, -1));
    if (value?.Effect === 'Allow' && Array.isArray(list)) {
      const actions = Array.isArray(value.Action) && value.Action.length > 1 ? value.Action.map((_: unknown, index: number) => removal([...path, 'Action', index])) : [];
      return [removal(path), ...actions];
    }
    const rules = path[path.length - 2];
    return typeof key === 'number' && (rules === 'SecurityGroupIngress' || rules === 'SecurityGroupEgress' && list.length > 1) ? [removal(path)] : [];
  });
  const separate = Object.entries(template.Resources).filter(([, { Type }]) => RULE_TYPES.includes(Type));
  return [...inProperties, ...separate.map(([id]) => withoutResource(id))];
}

/** Every value that is written down, in a parameter of which nothing is known instead. */
export function hidings(template: Template): readonly Edit[] {
  const scalars = places(template.Resources).filter((path) => path[1] === 'Properties' && path.length > 2)
    .filter((path) => typeof valueAt(template, path) !== 'object' && !isComputed(valueAt(template, path.slice(0, -1)))
      && !path.some((key) => String(key).startsWith('Fn::')));
  return scalars.map((path) => ({
    what: `${path.join('.')} of a parameter`,
    apply: (other) => {
      other.Parameters = { ...other.Parameters, Hidden: { Type: 'String' } };
      holderOf(other, path)[path[path.length - 1]] = { Ref: 'Hidden' };
    },
  }));
}

/** Every resource under a condition that nobody can decide. */
export function conditions(template: Template): readonly Edit[] {
  return Object.keys(template.Resources).filter((id) => template.Resources[id].Condition === undefined).map((id) => ({
    what: `${id} under a condition`,
    apply: (other) => {
      other.Parameters = { ...other.Parameters, Hidden: { Type: 'String' } };
      other.Conditions = { ...other.Conditions, Undecided: { 'Fn::Equals': [{ Ref: 'Hidden' }, 'x'] } };
      other.Resources[id].Condition = 'Undecided';
    },
  }));
}
