import { Budget } from './budget';
import { Checks, macrosOf } from './checks';
import { circleOf } from './cycles';
import { HoleBook } from './holes';
import { incomplete } from './incomplete';
import { Linker } from './linker';
import { malformedPolicies } from './malformed-policies';
import { usualPartition } from './partitions';
import type { Problem, ResolvedResource, ResolvedSystem, ResolvedTemplate } from './resolved';
import type { StackInput } from './stack-input';
import { StackScope } from './stack-scope';
import { cleanText, section } from './tree';
import type { Value } from './value';

/** Evaluates templates that were given together, as far as the outcome of their first deployment is certain. */
export function resolveSystem(inputs: readonly StackInput[]): ResolvedSystem {
  const linker = new Linker(new HoleBook(), new Budget(), usualPartition(inputs));
  inputs.forEach((input) => addStack(linker, input));
  return new System(linker.scopes.map(resolveStack));
}

/** Adds a stack and those nested in it, before anything is evaluated. */
function addStack(linker: Linker, input: StackInput, parent?: StackScope['parent']): StackScope {
  const scope = new StackScope(linker, input, linker.unique(cleanText(input.name)), parent);
  linker.scopes.push(scope);
  input.nested.forEach((child, logicalId) => scope.nested.set(logicalId, addStack(linker, child, { scope, logicalId })));
  return scope;
}

function resolveStack(scope: StackScope): ResolvedTemplate {
  const { stack, input, place, parent, stackName } = scope;
  const resources = new Map([...scope.resources].map(([logicalId, resource]) => [logicalId, resource.resolve()]));
  const outputs = new Map(scope.outputNames.map((name) => [name, scope.output(name)]));
  const parameters = new Map(Object.keys(section(scope.template, 'Parameters')).map((name) => [name, scope.parameter(name)]));
  const conditions = new Map(scope.conditionNames.map((name) => [name, scope.condition(name)]));
  return {
    stack,
    file: input.source.file,
    parent: parent && { stack: parent.scope.stack, logicalId: parent.logicalId },
    environment: input.environment,
    ...place,
    stackName,
    resources,
    outputs,
    parameters,
    conditions,
    problems: [...new Checks(scope).run(), ...scope.problems, ...circular(resources), ...refused(scope, resources)],
    incomplete: scope.budget.fellShort,
    transformed: macrosOf(scope.template),
    moreResources: scope.moreResources,
    notes: input.source.notes,
    positionOf: (path) => input.source.positions.positionOf(path),
  };
}

function circular(resources: ReadonlyMap<string, ResolvedResource>): Problem[] {
  const circle = circleOf(resources);
  return circle ? [{ path: ['Resources', circle[0]], message: `circular dependency between ${circle.join(', ')}`, stopsDeployment: true }] : [];
}

/** What is refused once it comes to the resource itself, unless a macro may yet mend it. */
function refused({ template }: StackScope, resources: ReadonlyMap<string, ResolvedResource>): Problem[] {
  const created = macrosOf(template).length > 0 ? [] : [...resources.values()].filter((resource) => resource.created === 'yes');
  return created.flatMap((resource) => [...incomplete(resource), ...malformedPolicies(resource)]);
}

class System implements ResolvedSystem {
  private readonly byName: ReadonlyMap<string, ResolvedTemplate>;
  private index?: ReadonlyMap<string, readonly ResolvedResource[]>;

  constructor(public readonly templates: readonly ResolvedTemplate[]) {
    this.byName = new Map(templates.map((template) => [template.stack, template]));
  }

  public template(stack: string): ResolvedTemplate | undefined {
    return this.byName.get(stack);
  }

  public resource(stack: string, logicalId: string): ResolvedResource | undefined {
    return this.template(stack)?.resources.get(logicalId);
  }

  public identified(text: Value | undefined): readonly ResolvedResource[] {
    this.index ??= indexOf(this.templates.flatMap(({ resources }) => [...resources.values()]));
    return typeof text === 'string' ? this.index.get(text) ?? [] : [];
  }
}

function indexOf(resources: readonly ResolvedResource[]): Map<string, ResolvedResource[]> {
  const index = new Map<string, ResolvedResource[]>();
  for (const resource of resources) {
    for (const text of resource.identifiers) {
      const others = index.get(text);
      if (others) {
        others.push(resource);
      } else {
        index.set(text, [resource]);
      }
    }
  }
  return index;
}
