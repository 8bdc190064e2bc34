import { anyOf, type Answer } from './answer';
import type { Host } from './hosts';
import { linked } from './link';
import type { Subject } from './subject';
import { readable, type Text } from './text';
import { INITIALIZED } from './user-data/settings';
import { sameText } from '../iam/index';

/** Whether instances join the cluster of a subject, and what they do otherwise. */
export interface Joining {
  readonly answer: Answer;
  readonly because: string;
}

/** The cluster of agents that are told no other. */
const DEFAULT = 'default';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html */
export function joining(subject: Subject, host: Host): Joining {
  const { agent, image, os } = host;
  const setting = agent.get('ECS_CLUSTER');
  if ('unknown' in setting) {
    return { answer: 'unknown', because: setting.unknown };
  }
  const started = agent.get(INITIALIZED);
  if ('known' in os && os.known === 'windows' && 'known' in started && started.known === undefined) {
    return { answer: image.kind === 'windows' ? 'no' : 'unknown', because: 'the user data does not call Initialize-ECSAgent, which starts the agent' };
  }
  const name = setting.known || DEFAULT;
  const answer = anyOf(namesOf(subject).map((each) => each === name ? 'yes' : sameText(each, name)));
  const because = setting.known ? `the user data names the cluster ${readable(name)}` : 'the user data names no cluster, so that they join the one called default';
  // an image of one's own may name the cluster
  return { answer: answer === 'no' && !setting.known && image.kind === 'unknown' ? 'unknown' : answer, because };
}

function namesOf({ cluster, parts }: Subject): readonly Text[] {
  const { text } = parts.cluster;
  const written = 'known' in text ? text.known ?? DEFAULT : undefined;
  return [...written === undefined ? [] : [written, written.replace(/^.*:cluster\//s, '')], ...linked(cluster)?.resource.identifiers ?? []];
}
