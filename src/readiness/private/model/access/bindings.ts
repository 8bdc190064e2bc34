import type { ResolvedResource } from '../../sources/resolved';
import type { Answer } from '../answer';
import type { Text } from '../text';
import { Unknown } from '../unknown';
import { isOpen, isOwnName, meets, refersTo } from './naming';

/** Something that a resource assigns to whatever has a name, such as its policy to a role. */
export interface Assignment {
  readonly from: ResolvedResource;
  /** The name. */
  readonly to: Text | Unknown;
  /** Why it may not be made. */
  readonly doubt?: string;
}

/** An assignment to a resource that is known. */
export type Binding = Omit<Assignment, 'to'>;

/** What can be assigned to. */
export interface Owners {
  readonly all: readonly ResolvedResource[];
  /** All that one of them may be called. */
  namesOf(owner: ResolvedResource): readonly Text[];
  /** Whether a name means the same for two resources, as it does within one account. */
  together(one: ResolvedResource, other: ResolvedResource): Answer;
}

/** How often names that are not known may be compared with all others; few of them always may. */
const MAX_COMPARISONS = 400_000;
const FEW = 20;
/** More assignments than AWS lets anything have. */
const MAX_NAMED = 300;

/** What is assigned by name. An owner finds what is assigned to it, and what may be where names are not known. */
export class Bindings {
  private readonly byName: ReadonlyMap<string, readonly ResolvedResource[]>;
  private readonly byText = new Map<string, Assignment[]>();
  /** Those that may be to anyone, and those that may be to whoever has a name that is not known. */
  private readonly open: Assignment[] = [];
  private readonly loose: Assignment[] = [];

  constructor(private readonly owners: Owners) {
    this.byName = groupedBy(owners.all.flatMap((owner) => owners.namesOf(owner).map((name) => [name, owner] as const)));
  }

  public add(assignment: Assignment): void {
    const { to, from } = assignment;
    if (to instanceof Unknown) {
      this.open.push(assignment);
      return;
    }
    push(this.byText, keyOf(to), assignment);
    if (!this.byName.get(keyOf(to))?.some((owner) => this.isTaken(to, owner, from))) {
      (isOpen(to) ? this.open : this.loose).push(assignment);
    }
  }

  /** What is assigned to an owner; nothing when too much may be. */
  public of(owner: ResolvedResource): Binding[] | undefined {
    const names = this.owners.namesOf(owner);
    const most = Math.max(FEW, MAX_COMPARISONS / this.owners.all.length);
    const vague = names.some(isOpen) ? [...this.open.slice(0, most + 1), ...this.loose.slice(0, most + 1)] : this.open;
    const named = names.map((name) => this.byText.get(keyOf(name)) ?? []);
    if (vague.length > most || named.some(({ length }) => length > MAX_NAMED)) {
      return undefined;
    }
    const bindings = new Map<ResolvedResource, Binding>();
    for (const assignment of [...named.flat(), ...vague]) {
      const binding = this.bind(assignment, owner, names);
      if (binding && (binding.doubt === undefined || !bindings.has(binding.from))) {
        bindings.set(binding.from, binding);
      }
    }
    return [...bindings.values()];
  }

  /** Whether a name is certainly that of one owner, so that no other has it. */
  private isTaken(name: Text, owner: ResolvedResource, from: ResolvedResource): boolean {
    return isOwnName(name, owner) || this.owners.namesOf(owner).includes(name)
      && (owner.created === 'yes' || refersTo(from, owner)) && this.owners.together(from, owner) === 'yes';
  }

  private bind({ from, to, doubt }: Assignment, owner: ResolvedResource, names: readonly Text[]): Binding | undefined {
    const together = this.owners.together(from, owner);
    const stack = from.stack === owner.stack ? from.stack : undefined;
    const answers: Answer[] = to instanceof Unknown ? ['unknown'] : names.map((name) => meets(to, name, stack));
    if (together === 'no' || answers.every((answer) => answer === 'no')) {
      return undefined;
    }
    const isCertain = together === 'yes' && answers.includes('yes');
    return { from, doubt: doubt ?? (isCertain ? undefined : `cannot tell whether ${from.logicalId} is meant for ${owner.logicalId}`) };
  }
}

/** Names that differ by case alone may be the same. */
function keyOf(name: Text): string {
  return name.toLowerCase();
}

function groupedBy(entries: Iterable<readonly [Text, ResolvedResource]>): Map<string, ResolvedResource[]> {
  const groups = new Map<string, ResolvedResource[]>();
  for (const [name, resource] of entries) {
    push(groups, keyOf(name), resource);
  }
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) {
    group.push(item);
  } else {
    groups.set(key, [item]);
  }
}
