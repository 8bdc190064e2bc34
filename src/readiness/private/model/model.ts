import { Principals, ResourcePolicies } from './access/index';
import { EcsResources } from './ecs-resources';
import { Memory } from './memory';
import { Networks } from './network/index';
import type { Subject } from './subject';
import { subjectsOf } from './subjects/index';
import type { ResolvedResource, ResolvedSystem } from '../sources/resolved';

/** Everything that rules ask about. Its parts are made when first asked for. */
export class Model {
  public readonly ecs: EcsResources;
  private readonly parts = new Memory();

  constructor(public readonly system: ResolvedSystem) {
    this.ecs = new EcsResources(system);
  }

  /** What starts tasks, in the order of the templates. */
  public get subjects(): readonly Subject[] {
    return this.once('subjects', () => subjectsOf(this));
  }

  public get principals(): Principals {
    return this.once('principals', () => new Principals(this.system));
  }

  public get policies(): ResourcePolicies {
    return this.once('policies', () => new ResourcePolicies(this.system));
  }

  public get networks(): Networks {
    return this.once('networks', () => new Networks(this.system));
  }

  /** The resources of a type that are, or may be, created. */
  public ofType(type: string): readonly ResolvedResource[] {
    return this.once('resources by type', () => this.byType()).get(type) ?? [];
  }

  /** Works something out once for all subjects. A key has one kind of value only. */
  public once<T>(key: string, make: () => T): T {
    return this.parts.once(key, make);
  }

  private byType(): ReadonlyMap<string, readonly ResolvedResource[]> {
    const byType = new Map<string, ResolvedResource[]>();
    for (const { resources } of this.system.templates) {
      for (const resource of resources.values()) {
        const same = byType.get(resource.type);
        if (resource.created !== 'no' && same) {
          same.push(resource);
        } else if (resource.created !== 'no') {
          byType.set(resource.type, [resource]);
        }
      }
    }
    return byType;
  }
}
