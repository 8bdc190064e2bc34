import type { Random } from '../reach/_helpers/random';
import type { Template } from '../rules/_ready';

type Names = ReadonlyMap<string, string>;

/** The same template with other logical ids, wherever they are referred to. */
export function renamed(template: Template, names: Names): Template {
  const { Resources, ...rest } = template;
  const resources = Object.entries(Resources).map(([id, resource]) => [names.get(id) ?? id, withNames(resource, names)]);
  return { ...withNames(rest, names) as object, Resources: Object.fromEntries(resources) };
}

/** Other names for all resources. */
export function otherNames({ Resources }: Template, random: Random): Names {
  return new Map(random.shuffled(Object.keys(Resources)).map((id, index) => [id, `${random.one(['A', 'Zz', 'M1', 'Service'])}${index}X`]));
}

/** The same resources in another order. */
export function shuffled(template: Template, random: Random): Template {
  return { ...template, Resources: Object.fromEntries(random.shuffled(Object.entries(template.Resources))) };
}

/** Two of everything, side by side: names that must differ do. */
export function doubled(template: Template): Template {
  const names = new Map(Object.keys(template.Resources).map((id) => [id, `${id}Two`]));
  const copy = JSON.parse(JSON.stringify(renamed(template, names))
    .replaceAll('/exec/app', '/exec/two').replaceAll(':::sessions', ':::sessions-two').replaceAll('"BucketName":"sessions"', '"BucketName":"sessions-two"')
    .replaceAll('ecsInstanceRole-app', 'ecsInstanceRole-two')) as Template;
  return { ...template, Resources: { ...template.Resources, ...copy.Resources } };
}

function withNames(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => withNames(each, names));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withNamesUnder(key, each, names)])) : value;
}

function withNamesUnder(key: string, value: unknown, names: Names): unknown {
  const name = (text: string) => names.get(text) ?? text;
  switch (key) {
    case 'Ref': return name(String(value));
    case 'DependsOn': return [value].flat().map((each) => name(String(each)));
    case 'Fn::GetAtt': return [name((value as string[])[0]), (value as string[])[1]];
    case 'Fn::Sub': return typeof value === 'string' ? value.replace(/\$\{(\w+)/g, (_, id: string) => `\${${name(id)}`) : withNames(value, names);
    default: return withNames(value, names);
  }
}
