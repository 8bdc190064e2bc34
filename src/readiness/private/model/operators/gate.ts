import type { Access } from './access';
import { SWITCH_KEY } from './switch-key';
import { tagContext, tagsIn } from './tags';
import { SERVICE_NAME_TAG } from '../../../../private/exec-facts';
import { contextOf, splitText, type Context } from '../../iam/index';
import type { Cluster } from '../cluster';
import { linked } from '../link';
import { Memory } from '../memory';
import { Property } from '../property';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';

/** The two things of which AWS asks whether someone may open a session on them: both must be allowed. */
export type Side = 'cluster' | 'tasks';

/** The tag that ECS puts on tasks, beside that of the service. */
export const CLUSTER_NAME_TAG = 'aws:ecs:clusterName';

/** The tags that ECS puts on tasks and never on a cluster. */
const OF_TASKS = [SERVICE_NAME_TAG, CLUSTER_NAME_TAG].map((tag) => [tag.toLowerCase(), 'absent'] as const);

/**
 * A cluster with the tasks in it, as whoever wants to open a session finds them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export class Gate {
  /** Those who may be let in. */
  public readonly accesses: Access[] = [];
  /** Whether there are more than can be looked at. */
  public crowded = false;
  private readonly memory = new Memory();

  /** @param subject the first of those in the cluster */
  constructor(public readonly subject: Subject, public readonly cluster: Text) {}

  /** The name of the cluster. */
  public get name(): Text {
    return splitText(this.cluster, '/')[1];
  }

  /** The ARN of any task in it. */
  public get tasks(): Text {
    return this.task(hole('generated', 'the id of the task'));
  }

  /** The ARN of a task in it. */
  public task(id: Text): Text {
    return `${splitText(this.cluster, ':').slice(0, 5).join(':')}:task/${this.name}/${id}`;
  }

  public get seen(): Cluster | undefined {
    return linked(this.subject.cluster);
  }

  /** What is known of the tags of the cluster. Its stack may give it others. */
  public get tags(): Context {
    return this.once('tags', () => {
      const written = this.seen ? tagsIn(Property.of(this.seen.resource).at('Tags')) : [];
      return tagContext([...OF_TASKS, ...[...written].map(([key, value]) => [key, [value]] as const)]);
    });
  }

  /** What a call to open a session carries where one side is asked. */
  public contextOf(side: Side): Context {
    return this.once(`context of ${side}`, () => {
      const known = contextOf({ 'ecs:cluster': this.cluster, 'ecs:task': this.tasks, [SWITCH_KEY]: 'absent' });
      return new Map([...known, ...side === 'cluster' ? this.tags : []]);
    });
  }

  /** Works something out once for all in the cluster. A key has one kind of value only. */
  public once<T>(key: string, make: () => T): T {
    return this.memory.once(key, make);
  }
}

/** The ARN of the cluster that a subject is in; nothing when that is not even a text. */
export function clusterArn({ cluster, parts, template: { partition, region, account } }: Subject): Text | undefined {
  const { text } = parts.cluster;
  const seen = linked(cluster)?.resource.arn;
  if (seen !== undefined || 'unknown' in text) {
    return seen;
  }
  const [scheme, , , , , resource] = splitText(text.known ?? 'default', ':');
  const inPlace = `arn:${partition}:ecs:${region}:${account}:cluster/`;
  return scheme !== 'arn' ? `${inPlace}${text.known ?? 'default'}` : resource?.startsWith('cluster/') ? text.known : undefined;
}
