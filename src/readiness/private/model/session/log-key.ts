import { LOGS_ENCRYPTION_CONTEXT } from '../../../../private/exec-facts';
import { contextOf, keyAllows, type Context, type Decision } from '../../iam/index';
import type { ResolvedResource, ResolvedTemplate } from '../../sources/resolved';
import type { KeyModel, LogGroupModel } from '../access/index';
import { allOf, type Answer } from '../answer';
import type { Model } from '../model';

/**
 * What CloudWatch Logs does with the key of a log group. That it looks the key up is left out: it does without.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
const USES = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey'];

/** What a key policy says of the use of its key for one log group. */
export interface LogKeyUse {
  /** No only when nothing is allowed of all that CloudWatch Logs does. */
  readonly answer: Answer;
  /** What is not allowed for certain. */
  readonly refused: readonly string[];
  readonly because: string;
}

/** Whether CloudWatch Logs may use a key for a log group: otherwise the group cannot be created. */
export function logsMayUse(key: KeyModel, group: LogGroupModel, model: Model): LogKeyUse {
  const uses = model.once('uses of the keys of log groups', () => new Map<ResolvedResource, Map<ResolvedResource, LogKeyUse>>());
  const ofGroup = uses.get(group.resource) ?? new Map<ResolvedResource, LogKeyUse>();
  const use = ofGroup.get(key.resource) ?? readUse(key, group, model.system.template(group.resource.stack)!);
  uses.set(group.resource, ofGroup.set(key.resource, use));
  return use;
}

function readUse(key: KeyModel, group: LogGroupModel, template: ResolvedTemplate): LogKeyUse {
  const decisions = USES.map((action) => useOf(action, key, group, template));
  const refused = USES.filter((_, index) => decisions[index].answer === 'no');
  const all = allOf(decisions.map(({ answer }) => answer));
  const { because } = decisions.find(({ answer }) => answer === all)!;
  return { answer: all === 'no' && refused.length < USES.length ? 'unknown' : all, refused, because };
}

/** The answer that holds whether or not AWS tells the key for whom it is used. */
function useOf(action: string, key: KeyModel, { arn }: LogGroupModel, template: ResolvedTemplate): Decision {
  const told = { 'aws:SourceAccount': template.account, 'aws:SourceArn': arn };
  const inContext = (origin: Context) => decide(action, key, new Map([...contextOf({ [LOGS_ENCRYPTION_CONTEXT]: [arn] }), ...origin]), template);
  const decision = inContext(new Map());
  if (decision.answer !== 'unknown') {
    return decision;
  }
  const [silent, open] = [contextOf({ 'aws:SourceAccount': 'absent', 'aws:SourceArn': 'absent' }), contextOf(told)].map(inContext);
  return silent.answer === open.answer ? open
    : { ...open, answer: 'unknown', because: 'AWS does not say whether CloudWatch Logs sends aws:SourceAccount and aws:SourceArn when it uses the key of a log group' };
}

/** CloudWatch Logs goes by a name with its Region, in the domain of the partition or the common one, and by one that is the same everywhere. */
function decide(action: string, key: KeyModel, context: Context, { region, urlSuffix }: ResolvedTemplate): Decision {
  const by = (service: string) => keyAllows({ action, resource: key.arn, caller: { service }, context }, key.policy);
  const regional = [...new Set(['amazonaws.com', urlSuffix])].map((suffix) => by(`logs.${region}.${suffix}`));
  const certain = regional.find(({ answer, decidedBy }) => answer === 'no' && decidedBy) ?? regional.find(({ answer }) => answer === 'yes');
  if (certain) {
    return certain;
  }
  const anywhere = by('logs.amazonaws.com');
  return anywhere.answer === 'yes' ? anywhere : regional.find(({ answer }) => answer === 'unknown') ?? regional[0];
}
