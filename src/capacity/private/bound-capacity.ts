import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IDependable } from 'constructs';
import { associationsOf } from './associations';
import type { CapacityContext, CapacityKind, CapacityPart, Headroom, Hosts, ServiceOptions, TaskDefinitionOptions } from './capacity-kind';
import { enlarged } from './headroom';

/** The capacity of one workload. */
export class BoundCapacity {
  private readonly kind: CapacityKind;

  constructor(private readonly context: CapacityContext, private readonly parts: readonly CapacityPart[]) {
    checkParts(context, parts);
    [{ kind: this.kind }] = parts;
    if (this.strategies) {
      parts.forEach(({ associate }) => associate?.());
    }
  }

  /** The instances that this app makes for the tasks; none where AWS or somebody else keeps them. */
  public get hosts(): Hosts[] {
    return this.parts.flatMap(({ hosts }) => hosts ?? []);
  }

  /** What containers have in their environment, unless they say otherwise. */
  public get environment(): { readonly [name: string]: string } {
    return Object.assign({}, ...this.parts.map(({ environment }) => environment)) as { [name: string]: string };
  }

  /** How tasks are spread over capacity providers; undefined where the launch type says it all. */
  public get strategies(): ecs.CapacityProviderStrategy[] | undefined {
    const [{ provider, isLaunchType }] = this.parts;
    return provider === undefined || (isLaunchType && this.parts.length === 1) ? undefined : this.parts.map((part) => ({
      capacityProvider: part.provider!, base: part.base, weight: part.weight ?? 1,
    }));
  }

  /** What must know of the capacity before a task can start on it. */
  public get associations(): IDependable[] {
    const { ownCluster } = this.context;
    return ownCluster && this.strategies ? [associationsOf(ownCluster)] : [];
  }

  /** @param headroom what tasks are to have beside what the options ask for */
  public createTaskDefinition(id: string, options: TaskDefinitionOptions, headroom?: Headroom): ecs.TaskDefinition {
    const { kind, context } = this;
    const size = headroom && (kind.enlarge?.(context, options, headroom) ?? enlarged(context, options, headroom));
    return kind.createTaskDefinition(context, id, { ...options, ...size }, this.strategies);
  }

  public createService(id: string, options: ServiceOptions): ecs.BaseService {
    // AWS takes no strategy for daemons: they run on every instance that the launch type leads to
    return this.kind.createService(this.context, id, options, options.daemon ? undefined : this.strategies, this.hosts);
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
function checkParts({ scope }: CapacityContext, parts: readonly CapacityPart[]): void {
  const kinds = [...new Set(parts.map(({ kind }) => kind.name))];
  if (kinds.length > 1) {
    throw new Error(`${scope.node.path}: the capacity is a mix of ${kinds.join(' and ')}, and the tasks of a service run on one kind only; `
      + 'make a service for each, or mix capacity of one kind');
  }
  const names = parts.map(({ provider }) => provider);
  if (parts.length > 1 && names.includes(undefined) || new Set(names).size < names.length) {
    throw new Error(`${scope.node.path}: ExecCapacity.mix was given ${parts.length} parts, of which ${new Set(names.filter((name) => name !== undefined)).size} `
      + 'are capacity providers of their own; mix parts that differ');
  }
  if (parts.length > MOST_PROVIDERS) {
    throw new Error(`${scope.node.path}: ExecCapacity.mix was given ${parts.length} capacity providers, and a service takes ${MOST_PROVIDERS}; leave some out`);
  }
  checkShares(scope.node.path, parts);
}

const MOST_PROVIDERS = 20;

function checkShares(path: string, parts: readonly CapacityPart[]): void {
  parts.forEach(({ base, weight }) => {
    checkRange(path, 'base', base, 100_000);
    checkRange(path, 'weight', weight, 1_000);
  });
  const bases = parts.map(({ base }) => base ?? 0).filter((base) => base > 0);
  if (bases.length > 1) {
    throw new Error(`${path}: ExecCapacity.mix was given the bases ${bases.join(', ')}, and only one capacity provider of a service can have a base; leave the others out`);
  }
  if (parts.every(({ weight }) => weight === 0)) {
    throw new Error(`${path}: every weight is 0, so no task beyond the base can start; give at least one part of ExecCapacity.mix a weight of 1 or more`);
  }
}

function checkRange(path: string, name: string, value: number | undefined, most: number): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 0 && value <= most)) {
    throw new Error(`${path}: the ${name} ${value} of a part of ExecCapacity.mix is not an integer from 0 to ${most}; choose one that is`);
  }
}
