import { anyOf, type Answer } from './answer';
import type { Host } from './hosts';
import { linked } from './link';
import { Property } from './property';
import type { Subject } from './subject';
import { isKnown, readable, type Text } from './text';
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
  if (answer === 'yes' && agent.stopped !== undefined) {
    return { answer: 'unknown', because: agent.stopped };
  }
  // an image of one's own may name the cluster
  const hidden = answer === 'no' && !setting.known;
  const other = hidden ? namedLater(subject) : undefined;
  return { answer: hidden && (image.kind === 'unknown' || other !== undefined) ? 'unknown' : answer, because: other ?? because };
}

/** Documents of AWS that leave the settings of the agent alone, or that are no more than the start of a script, which is looked at. */
const HARMLESS = /^(?:AWS-(?:UpdateSSMAgent|GatherSoftwareInventory|RunPatchBaseline\w*|RunInspecChecks|ConfigureAWSPackage|InstallWindowsUpdates)|AmazonCloudWatch-ManageAgent|AWSEC2-.*|AmazonInspector\w*-.*)$/;
const SCRIPTS = ['AWS-RunShellScript', 'AWS-RunPowerShellScript'];

/** What Systems Manager does to instances once they run, if that may name the cluster. */
function namedLater({ model }: Subject): string | undefined {
  return model.once('associations that may name a cluster', () => {
    const found = model.ofType('AWS::SSM::Association').find((each) => mayName(Property.of(each)));
    return { because: found && `what the association ${found.logicalId} of Systems Manager does to them is not known` };
  }).because;
}

function mayName(association: Property): boolean {
  const { literal } = association.at('Name');
  const commands = association.at('Parameters', 'commands').texts;
  return 'unknown' in literal || literal.known === undefined || (SCRIPTS.includes(literal.known)
    ? 'unknown' in commands || commands.known.some((command) => !isKnown(command) || /ecs/i.test(command)) : !HARMLESS.test(literal.known));
}

function namesOf({ cluster, parts }: Subject): readonly Text[] {
  const { text } = parts.cluster;
  const written = 'known' in text ? text.known ?? DEFAULT : undefined;
  return [...written === undefined ? [] : [written, written.replace(/^.*:cluster\//s, '')], ...linked(cluster)?.resource.identifiers ?? []];
}
