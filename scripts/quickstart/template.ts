/** The parts of a synthesised template that the quickstart tells about. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The logical id of the one resource of a type whose id begins with a word. */
export function logicalId(template: Template, type: string, prefix = ''): string {
  const ids = resourcesOf(template, type).map(([id]) => id).filter((id) => id.startsWith(prefix));
  if (ids.length !== 1) {
    throw new Error(`expected one ${type} ${prefix}*, found ${JSON.stringify(ids)}`);
  }
  return ids[0];
}

/** A value with intrinsic functions, for people. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(readable).join(', ');
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [[intrinsic, argument]] = Object.entries(value);
  switch (intrinsic) {
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(readable).join(separator);
    }
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    case 'Ref': return `<${argument as string}>`;
    default: return `<${intrinsic}>`;
  }
}
