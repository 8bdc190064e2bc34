import { unclear, violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { LOGS_ENCRYPTION_CONTEXT, LOGS_KEY_ACTIONS } from '../../../private/exec-facts';
import type { LogGroupModel } from '../model/access/index';
import { enumerated } from '../model/permissions/index';
import type { Property } from '../model/property';
import { logGroupsOf, logsMayUse } from '../model/session/index';
import type { Subject } from '../model/subject';

export const LogGroupKeyPolicy: Rule = {
  id: 'LogGroupKeyPolicy',
  catalogue: ['X-050'],
  hop: 'session log',
  severity: 'error',
  requirement: 'The policy of a key lets CloudWatch Logs use it for the log group that it encrypts: otherwise the group cannot be created.',
  fix: {
    cdk: 'key.addToResourcePolicy() with the statement, or new ExecSession(this, \'Session\'), which makes key and group',
    cloudFormation: `allow ${enumerated(LOGS_KEY_ACTIONS)} to the service logs.<region>.amazonaws.com in the key policy, where ${LOGS_ENCRYPTION_CONTEXT} is the ARN of the group`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  *check(subject) {
    for (const group of logGroupsOf(subject)) {
      yield* whichever(group.kmsKeyId.alternatives, 'error', (key) => ofKey(key, group, subject));
    }
  },
};

function* ofKey(at: Property, group: LogGroupModel, { model }: Subject): Generator<Outcome> {
  const key = at.given === 'no' ? undefined : model.policies.key(at);
  const name = `log group ${group.resource.logicalId}`;
  if (key && 'unseen' in key) {
    yield unclear(at, `whether the key of ${name} lets CloudWatch Logs use it is not known: ${key.unseen}`);
  } else if (key && 'to' in key) {
    const { answer, refused, because } = logsMayUse(key.to, group, model);
    const { logicalId } = key.to.resource;
    const isDefault = key.to.policyAt.given === 'no';
    const cause = `${isDefault ? `key ${logicalId} has no policy, and the default one` : `the policy of key ${logicalId}`} does not let CloudWatch Logs use it for ${name}`;
    if (answer === 'no') {
      yield violated(key.to.policyAt, isDefault ? cause : `${cause}: ${because}`);
    } else if (answer === 'unknown') {
      yield unclear(key.to.policyAt, refused.length > 0 ? `${cause} in all the ways that AWS asks for: ${enumerated(refused)}`
        : `whether key ${logicalId} lets CloudWatch Logs use it for ${name} is not known: ${because}`);
    }
  }
}
