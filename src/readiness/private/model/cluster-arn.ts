import { linked } from './link';
import type { Subject } from './subject';
import { hole, type Text } from './text';

/** The ARN of the cluster that tasks run in. */
export function clusterArn({ cluster, parts, template: { partition, region, account } }: Subject): Text {
  const { text } = parts.cluster;
  const written = 'known' in text ? text.known ?? 'default' : hole('unknown', 'the cluster');
  return linked(cluster)?.resource.arn ?? (written.startsWith('arn:') ? written : `arn:${partition}:ecs:${region}:${account}:cluster/${written}`);
}
