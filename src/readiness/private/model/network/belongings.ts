import { doubtBeside } from './beside';
import { mayBeAnyId } from './own-ids';
import type { Known } from '../../reach/network';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import type { Items, Property } from '../property';
import type { Text } from '../text';

/** A resource that belongs to another, such as a route to its table. */
export interface Piece {
  /** All its properties. */
  readonly at: Property;
  /** Why it may not be there, though what it belongs to is. */
  readonly doubt?: string;
}

/** The pieces of one resource. */
export interface Belonging {
  readonly pieces: readonly Piece[];
  /** Why there may be others. */
  readonly more?: string;
}

/** What belongs to what, by the ids that pieces name. A piece that names no certain id may belong to anything. */
export class Belongings {
  private readonly byOwner = new Map<Text, Property[]>();
  private reason?: string;

  constructor(private readonly system: ResolvedSystem) {}

  public add(piece: Property, owners: Items): void {
    owners.items.forEach(({ text }) => this.addTo(piece, text));
    if (owners.more !== undefined) {
      this.stray(piece);
    }
  }

  /** @param owner the resource that is called so, if it is at hand */
  public of(id: Text, owner?: ResolvedResource): Belonging {
    const pieces = (this.byOwner.get(id) ?? []).map((at) => ({ at, doubt: doubtBeside(at.resource, owner) }));
    return { pieces, more: this.more };
  }

  /** Why there may be pieces of anything. */
  public get more(): string | undefined {
    return this.reason;
  }

  /** All ids that pieces name. */
  public get owners(): Iterable<Text> {
    return this.byOwner.keys();
  }

  private addTo(piece: Property, id: Known<Text | undefined>): void {
    if ('unknown' in id) {
      this.stray(piece);
    } else if (id.known !== undefined) {
      const others = this.byOwner.get(id.known);
      if (others) {
        others.push(piece);
      } else {
        this.byOwner.set(id.known, [piece]);
      }
      if (mayBeAnyId(id.known, this.system)) {
        this.stray(piece);
      }
    }
  }

  private stray({ resource }: Property): void {
    this.reason ??= `it is not known what ${resource.logicalId} belongs to`;
  }
}
