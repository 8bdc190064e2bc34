import { allOf, not, type Answer } from './answer';
import { channelShortfalls } from './channels';
import { unfitHosts } from './host-answers';
import { hostsOf, type Host } from './hosts';
import type { Property } from './property';
import type { Subject } from './subject';

/** What the agent in a container finds where the task has no role. */
export interface Fallback {
  /** Whether it may find credentials that open sessions. It is never a yes: AWS asks for a task role. */
  readonly answer: 'no' | 'unknown';
  /** Instances whose role opens sessions. */
  readonly host?: Host;
}

const NONE: Fallback = { answer: 'no' };

/**
 * What ECS refuses to make with exec on and no task role, wherever its tasks run: "a valid taskRoleArn is not being used".
 *
 * @see https://repost.aws/knowledge-center/ecs-error-execute-command
 */
const MANAGED: readonly string[] = ['service', 'task-set'];

/**
 * The role of the instance, of which AWS says nothing, but which its own script that looks for faults takes for a task role.
 *
 * @see https://github.com/aws-containers/amazon-ecs-exec-checker
 */
export function instanceFallback(subject: Subject, at: Property): Fallback {
  const { compute, parts: { kind } } = subject;
  if (MANAGED.includes(kind) || 'known' in compute && compute.known.some((each) => each === 'fargate' || each === 'external')) {
    return NONE;
  }
  const hopeless = unfitHosts(subject, (host) => allOf([grants(subject, host, at), reachable(subject, host)])).some(({ fatal }) => fatal === 'yes');
  const host = hostsOf(subject).hosts.find((each) => grants(subject, each, at) === 'yes');
  return { answer: hopeless ? 'no' : 'unknown', ...host ? { host } : {} };
}

function grants(subject: Subject, { role }: Host, at: Property): Answer {
  if (!('to' in role)) {
    return 'nothing' in role ? 'no' : 'unknown';
  }
  const lacking = channelShortfalls(subject, [role.to], at);
  return lacking.length === 0 ? 'yes' : lacking.some(({ kind }) => kind !== 'unknown') ? 'no' : 'unknown';
}

/**
 * Behind the bridge of an instance a container is one hop further away from the metadata service.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
function reachable({ networkMode }: Subject, { launch }: Host): Answer {
  const options = launch.at('MetadataOptions');
  const is = (key: string, value: string): Answer => {
    const { literal } = options.at(key);
    return 'unknown' in literal ? 'unknown' : literal.known === value ? 'yes' : 'no';
  };
  const bridged: Answer = 'unknown' in networkMode ? 'unknown' : networkMode.known === 'bridge' ? 'yes' : 'no';
  const tooFar = allOf([bridged, is('HttpTokens', 'required'), is('HttpPutResponseHopLimit', '1')]);
  return allOf([not(is('HttpEndpoint', 'disabled')), not(tooFar)]);
}
