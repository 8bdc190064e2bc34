import type { Access } from './access';
import type { ExecStatement } from './exec-statement';
import type { Gate } from './gate';
import { gateOf } from './gates';
import { TagIndex, type Candidate } from './tag-index';
import { tagContext, tagOf, tagsOf, type TagKey } from './tags';
import { taskTags, type TaskTags } from './task-tags';
import type { Context, ContextEntry } from '../../iam/index';
import type { Subject } from '../subject';
import type { Text } from '../text';
import { Unknown } from '../unknown';

/** Someone for whom the tags of tasks decide, and who is meant to be let into those of a subject. */
export interface TaggedAccess {
  readonly access: Access;
  /** The statements that would let it in if all tags were handed on to the tasks. */
  readonly grants: readonly ExecStatement[];
  /** The tags that tasks would have then, and certainly do not start with. */
  readonly lacking: readonly TagKey[];
  /** What is known of the tags of the tasks. */
  carried(): Context;
}

/** How many statements are held against the tags of tasks, so that many of both are no burden. */
const MAX_COMPARISONS = 200_000;

/** Those who ask for tags and mean the tasks of a subject: tags that they ask for are written at it, though its tasks may not have them. */
export function taggedAccesses(subject: Subject): readonly TaggedAccess[] {
  const gate = gateOf(subject);
  return gate ? subject.once('tagged accesses', () => find(subject, gate)) : [];
}

function find(subject: Subject, gate: Gate): readonly TaggedAccess[] {
  const index = gate.once('tags asked for', () => new TagIndex(gate));
  const own = index.isEmpty ? undefined : taskTags(subject, gate);
  return own ? index.of(own.wanted).flatMap((candidate) => meant(candidate, own)) : [];
}

function meant({ access, statements }: Candidate, { wanted, carried }: TaskTags): readonly TaggedAccess[] {
  const grants = grantsFor(access, statements, wanted);
  const tags = [...new Set([...grants, ...access.denials].flatMap(({ statement }) => tagsOf(statement)))];
  const lacking = tags.filter((key) => wanted.has(key) && carried(key) === 'absent');
  return grants.length === 0 ? [] : [{ access, grants, lacking, carried: () => entries(access.tags, carried) }];
}

/** What lets into tasks with certain tags when nothing else stands in the way: the person, the place and the hour. */
function grantsFor(access: Access, statements: ReadonlySet<ExecStatement>, wanted: TaskTags['wanted']): readonly ExecStatement[] {
  const { gate, untagged, denials } = access;
  const asked = [...[...statements].filter(({ statement }) => statement.effect === 'Allow'), ...untagged];
  const budget = gate.once('budget for tags', () => ({ left: MAX_COMPARISONS }));
  budget.left -= asked.length + denials.length;
  if (budget.left < 0) {
    return [];
  }
  const holds = (each: ExecStatement) => {
    const tags = entries(tagsOf(each.statement), (key) => asEntry(wanted.get(key)));
    return access.reach(each, 'tasks', isOfTarget, tags);
  };
  const isDenied = denials.some((each) => isOnTarget(each) && holds(each) !== 'no');
  return isDenied ? [] : asked.filter((each) => holds(each) === 'yes');
}

/** Whether all conditions are on what a session is opened on, so that they hold or not wherever and by whomever it is opened. */
function isOnTarget({ statement }: ExecStatement): boolean {
  return statement.conditions.every((condition) => !(condition instanceof Unknown) && isOfTarget(condition.key));
}

function isOfTarget(key: Text): boolean {
  return tagOf(key) !== undefined || ['ecs:cluster', 'ecs:task'].includes(key.toLowerCase());
}

function entries(tags: readonly TagKey[], entryOf: (key: TagKey) => ContextEntry | undefined): Context {
  return tagContext(tags.flatMap((key) => {
    const entry = entryOf(key);
    return entry === undefined ? [] : [[key, entry] as const];
  }));
}

function asEntry(value: Text | undefined): ContextEntry {
  return value === undefined ? 'absent' : [value];
}
