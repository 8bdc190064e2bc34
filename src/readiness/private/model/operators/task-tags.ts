import { CLUSTER_NAME_TAG, type Gate } from './gate';
import { OF_AWS, tagsIn, type TagKey } from './tags';
import { SERVICE_NAME_TAG } from '../../../../private/exec-facts';
import { splitText, type ContextEntry } from '../../iam/index';
import { linked } from '../link';
import type { Property } from '../property';
import type { Subject } from '../subject';
import { isKnown, type Text } from '../text';

type Tags = ReadonlyMap<TagKey, Text>;

/** The tags of the tasks that something starts. */
export interface TaskTags {
  /** Those that the tasks would have if all were handed on to them. */
  readonly wanted: Tags;
  /** What the tasks start with of a tag; nothing when that is not known. */
  carried(key: TagKey): ContextEntry | undefined;
}

const NONE: Tags = new Map();

/**
 * The tags of the tasks of a service, or of those that are run by themselves; nothing for others, whose tags are not written where they are
 * started.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
 */
export function taskTags(subject: Subject, gate: Gate): TaskTags | undefined {
  const { kind, at } = subject.parts;
  const definition = linked(subject.taskDefinition)?.at.at('Tags');
  const ofDefinition = definition ? tagsIn(definition) : NONE;
  if (kind !== 'service' && kind !== 'run-task') {
    return undefined;
  }
  const own = kind === 'service' ? [at.at('Tags')] : [at.at('Tags'), at.at('TagList')];
  const written = new Map(own.flatMap((list) => [...tagsIn(list)]));
  const managed = managedTags(subject, gate);
  const handedOn = sourceOf(at, { TASK_DEFINITION: ofDefinition, ...kind === 'service' ? { SERVICE: written } : {} });
  const direct = (key: TagKey) => kind === 'service' ? 'absent' : entryIn(written, key, own.every(isWritten));
  return {
    wanted: new Map([...ofDefinition, ...written, ...managed]),
    carried: (key) => {
      if (key.startsWith(OF_AWS)) {
        return managedEntry(at.at('EnableECSManagedTags'), managed.get(key));
      }
      const entry = direct(key);
      return entry === 'absent' ? handedOn(key) : entry;
    },
  };
}

/** What ECS calls the cluster and the service, when it is told to tag the tasks. */
function managedTags({ parts: { kind }, resource }: Subject, { name }: Gate): Tags {
  const service = kind === 'service' && resource.arn !== undefined ? splitText(resource.arn, '/').at(-1) : undefined;
  const tags: readonly [string, Text][] = [[CLUSTER_NAME_TAG, name], ...service === undefined ? [] : [[SERVICE_NAME_TAG, service] as [string, Text]]];
  return new Map(tags.map(([key, value]) => [key.toLowerCase(), value]));
}

function managedEntry({ flag }: Property, value: Text | undefined): ContextEntry | undefined {
  return 'unknown' in flag ? undefined : flag.known !== true ? 'absent' : value === undefined ? undefined : [value];
}

/** What is handed on; without a source nothing is. The stack may have given the source more tags than are written. */
function sourceOf(at: Property, sources: Readonly<Record<string, Tags>>): (key: TagKey) => ContextEntry | undefined {
  const { literal } = at.at('PropagateTags');
  if ('unknown' in literal) {
    return () => undefined;
  }
  const { known: source = 'NONE' } = literal;
  const tags = Object.hasOwn(sources, source) ? sources[source] : NONE;
  return (key) => entryIn(tags, key, source === 'NONE');
}

function entryIn(tags: Tags, key: TagKey, complete: boolean): ContextEntry | undefined {
  const value = tags.get(key);
  return value !== undefined ? [value] : complete ? 'absent' : undefined;
}

function isWritten(list: Property): boolean {
  const { items, more } = list.list;
  return more === undefined && items.every((item) => {
    const { text } = item.at('Key');
    return 'known' in text && text.known !== undefined && isKnown(text.known);
  });
}
