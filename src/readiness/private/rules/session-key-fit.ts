import { unclear, violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { sameText, splitText } from '../iam/index';
import type { KeyModel } from '../model/access/index';
import type { Property } from '../model/property';
import { arnsOf, logGroupsOf, sessionOf } from '../model/session/index';
import type { Subject } from '../model/subject';
import type { Text } from '../model/text';

export const SessionKeyFit: Rule = {
  id: 'SessionKeyFit',
  catalogue: ['X-052'],
  hop: 'session encryption',
  severity: 'error',
  requirement: 'The keys of sessions and of their log are symmetric KMS keys for encryption, enabled, of the account and Region of the tasks, and none that AWS keeps.',
  fix: { cdk: 'new kms.Key(this, \'Key\', { enableKeyRotation: true })', cloudFormation: 'set KmsKeyId to an AWS::KMS::Key of the Region, without KeySpec, KeyUsage and Enabled' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    const ofSessions = whichever(sessionOf(subject).keys, 'error', (key) => [...ofKey(key, subject), ...elsewhere(key, subject)]);
    const ofLogs = logGroupsOf(subject).flatMap(({ kmsKeyId }) => whichever(kmsKeyId.alternatives, 'error', (key) => ofKey(key, subject)));
    yield* [...ofSessions, ...ofLogs];
  },
};

function* ofKey(at: Property, { model }: Subject): Generator<Outcome> {
  const key = at.given === 'no' ? undefined : model.policies.key(at);
  if (key && 'awsManaged' in key) {
    yield violated(at, `${at.shown} is a key that AWS keeps for one of its services, which nothing else can use`);
  } else if (key && 'to' in key) {
    yield* ofModel(key.to);
  }
}

function* ofModel({ resource: { logicalId }, enabled, spec, usage }: KeyModel): Generator<Outcome> {
  const isOn = enabled.flag;
  if ('unknown' in isOn) {
    yield unclear(enabled, `whether key ${logicalId} is enabled is not known: ${isOn.unknown}`);
  } else if (isOn.known === false) {
    yield violated(enabled, `key ${logicalId} is not enabled`);
  }
  yield* purpose(spec, usage, logicalId);
}

/** What is said of a key that is, or may be, for something else: once, as one goes with the other. */
function purpose(spec: Property, usage: Property, logicalId: string): readonly Outcome[] {
  const known = (at: Property) => 'known' in at.literal ? at.literal.known : undefined;
  const wrong = ([[spec, 'SYMMETRIC_DEFAULT'], [usage, 'ENCRYPT_DECRYPT']] as const).find(([at, needed]) => (known(at) ?? needed) !== needed)?.[0];
  return wrong ? [violated(wrong, `key ${logicalId} is not for symmetric encryption: ${known(wrong)}`)]
    : [spec, usage].flatMap((at) => 'unknown' in at.literal ? [unclear(at, `whether key ${logicalId} is for symmetric encryption is not known: ${at.literal.unknown}`)] : []);
}

/** Whether a key elsewhere may be used depends on its policy, and whether it can be, on what AWS does not say. */
function* elsewhere(at: Property, subject: Subject): Generator<Outcome> {
  const key = at.given === 'no' ? undefined : subject.model.policies.key(at);
  const arn: Text = key && 'to' in key ? key.to.arn : key && 'unseen' in key ? arnsOf(at, subject)[0] : '';
  const [, , , region, account] = splitText(arn, ':');
  const { template } = subject;
  if (region && sameText(region, template.region) === 'no') {
    yield unclear(at, 'whether sessions can be encrypted with a key of another Region is not documented');
  } else if (account && key && 'unseen' in key && sameText(account, template.account) === 'no') {
    yield unclear(at, 'whether the key, which is in another account, lets the task role use it is not known: its policy is not at hand');
  }
}
