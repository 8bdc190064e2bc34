import type { Access } from './access';
import type { ExecStatement } from './exec-statement';
import type { Gate } from './gate';
import { tagOf, type TagKey } from './tags';
import type { Text } from '../text';
import { Unknown } from '../unknown';

/** Someone, and those of the statements that may be about certain tags. */
export interface Candidate {
  readonly access: Access;
  readonly statements: Set<ExecStatement>;
}

type Entry = readonly [Access, ExecStatement];
type Condition = Exclude<ExecStatement['statement']['conditions'][number], Unknown>;

/** More than anyone would want to be told of. */
const MOST = 100;
const EQUALS = /^(?:ForAnyValue:)?(?:String|Arn)Equals$/;
const DIFFERS = /^(?:String|Arn)NotEquals(?:IfExists)?$/;

/** The statements that ask for tags, by what they ask for. */
export class TagIndex {
  private readonly byTag = new Map<string, Entry[]>();
  /** Those of which it takes a closer look to see what they ask for. */
  private readonly others: Entry[] = [];

  constructor({ accesses }: Gate) {
    accesses.forEach((access) => [...access.grants, ...access.denials].forEach((each) => this.add(access, each)));
  }

  public get isEmpty(): boolean {
    return this.byTag.size + this.others.length === 0;
  }

  /** Those who may mean something with certain tags. */
  public of(tags: Iterable<readonly [TagKey, Text]>): readonly Candidate[] {
    const found = new Map<Access, Candidate>();
    const named = [...tags].flatMap((tag) => this.byTag.get(keyOf(...tag))?.slice(0, MOST) ?? []);
    for (const [access, each] of [...named, ...this.others.slice(0, MOST)]) {
      const candidate = found.get(access) ?? { access, statements: new Set() };
      candidate.statements.add(each);
      found.set(access, candidate);
    }
    return [...found.values()];
  }

  private add(access: Access, each: ExecStatement): void {
    const { effect, conditions } = each.statement;
    const asked = conditions.filter((condition): condition is Condition => !(condition instanceof Unknown) && tagOf(condition.key) !== undefined);
    const plain = asked.find(({ operator, values }) => (effect === 'Allow' ? EQUALS : DIFFERS).test(operator) && values.every(isPlain));
    if (plain) {
      // one of the tags is enough to find it by
      plain.values.forEach((value) => this.placeOf(keyOf(tagOf(plain.key)!, value as Text)).push([access, each]));
    } else if (asked.length > 0) {
      this.others.push([access, each]);
    }
  }

  private placeOf(key: string): Entry[] {
    const place = this.byTag.get(key) ?? [];
    this.byTag.set(key, place);
    return place;
  }
}

function isPlain(value: Condition['values'][number]): boolean {
  return typeof value === 'string' && !/[*?]/.test(value);
}

function keyOf(tag: TagKey, value: Text): string {
  return JSON.stringify([tag, value]);
}
