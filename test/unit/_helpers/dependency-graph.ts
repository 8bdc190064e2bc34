import type { Stage } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | string[];
}

/**
 * What CloudFormation creates before what, over all stacks of an assembly.
 *
 * A resource comes after what it refers to or depends on, and after all resources of the stacks that its own stack depends on.
 * Resources are named `<stack>.<logical id>`.
 */
export class DependencyGraph {
  private readonly types = new Map<string, string>();
  private readonly edges = new Map<string, string[]>();

  constructor(stage: Stage) {
    const stacks = stage.synth().stacksRecursively;
    stacks.forEach((stack) => Object.entries(resourcesOf(stack)).forEach(([id, { Type }]) => this.types.set(`${stack.stackName}.${id}`, Type)));
    stacks.forEach((stack) => this.connect(stack));
  }

  /** The resources of a type whose name contains a part. */
  public find(type: string, part = ''): string[] {
    return [...this.types.keys()].filter((name) => this.types.get(name) === type && name.includes(part));
  }

  /** What is created before a resource. */
  public before(name: string): string[] {
    const found = new Set<string>();
    const pending = [...this.edges.get(name) ?? []];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!found.has(next)) {
        found.add(next);
        pending.push(...this.edges.get(next) ?? []);
      }
    }
    return [...found];
  }

  /** The resources that would have to be created before themselves. */
  public cyclic(): string[] {
    return [...this.types.keys()].filter((name) => this.before(name).includes(name));
  }

  private connect(stack: CloudFormationStackArtifact): void {
    const others = stack.dependencies.flatMap((other) => [...this.types.keys()].filter((name) => name.startsWith(`${stackNameOf(other)}.`)));
    for (const [id, resource] of Object.entries(resourcesOf(stack))) {
      const own = [...references(resource), ...[resource.DependsOn ?? []].flat()].map((other) => `${stack.stackName}.${other}`);
      this.edges.set(`${stack.stackName}.${id}`, [...own.filter((name) => this.types.has(name)), ...others]);
    }
  }
}

function stackNameOf(artifact: object): string {
  return (artifact as { stackName?: string }).stackName ?? '';
}

function resourcesOf(stack: CloudFormationStackArtifact): Record<string, Resource> {
  return (stack.template as { Resources?: Record<string, Resource> }).Resources ?? {};
}

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') {
      return [inner as string];
    }
    return key === 'Fn::GetAtt' ? [[inner as string | string[]].flat()[0].split('.')[0]] : references(inner);
  });
}
