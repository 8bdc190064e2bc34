import { Belongings, type Belonging } from './belongings';
import { Doubts } from './doubts';
import type { Known } from '../../reach/network';
import { resourceOf } from '../../sources/holes';
import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import { Property, type Items } from '../property';
import type { Text } from '../text';

/** What is seen from one place: the resources of all stacks that may be there, and what of them belongs together. */
export class View {
  public readonly doubts: Doubts;
  private readonly byType = new Map<string, Property[]>();
  private readonly belongings = new Map<string, Belongings>();

  constructor(public readonly system: ResolvedSystem, templates: readonly ResolvedTemplate[]) {
    this.doubts = new Doubts(system, templates);
    for (const { resources } of templates) {
      for (const resource of resources.values()) {
        this.add(resource);
      }
    }
  }

  /** The resources of a type that are, or may be, created. */
  public all(type: string): readonly Property[] {
    return this.byType.get(type) ?? [];
  }

  /** Pieces of a type by the property that holds the ids of what they belong to. */
  public pieces(type: string, key: string): Belongings {
    return this.gather(`${type}.${key}`, () => this.all(type), (piece) => piece.at(key).list);
  }

  /** The pieces of one resource. */
  public belonging(type: string, key: string, id: Text, owner?: ResolvedResource): Belonging {
    return this.pieces(type, key).of(id, owner);
  }

  /** Pieces of whatever kind, under a name that no others have. */
  public gather(name: string, pieces: () => readonly Property[], owners: (piece: Property) => Items): Belongings {
    let belongings = this.belongings.get(name);
    if (!belongings) {
      this.belongings.set(name, belongings = new Belongings(this.system));
      for (const piece of pieces()) {
        belongings.add(piece, owners(piece));
      }
    }
    return belongings;
  }

  /**
   * The resource of one of these types that a text stands for.
   *
   * @param attribute the attribute that gives the id, too
   */
  public made(text: Known<Text | undefined>, types: readonly string[], attribute?: string): Property | undefined {
    if ('unknown' in text || text.known === undefined) {
      return undefined;
    }
    const held = resourceOf(text.known);
    const holder = held && held.attribute === attribute ? this.system.resource(held.stack, held.logicalId) : undefined;
    const found = [...new Set([...this.system.identified(text.known), ...holder ? [holder] : []])]
      .filter(({ type, created }) => types.includes(type) && created !== 'no');
    return found.length === 1 ? Property.of(found[0]) : undefined;
  }

  private add(resource: ResolvedResource): void {
    const same = this.byType.get(resource.type);
    if (resource.created !== 'no' && same) {
      same.push(Property.of(resource));
    } else if (resource.created !== 'no') {
      this.byType.set(resource.type, [Property.of(resource)]);
    }
  }
}
