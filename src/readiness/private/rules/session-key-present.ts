import { violated, type Rule } from './rule';
import { whichever } from './whichever';
import { sessionOf } from '../model/session/index';

export const SessionKeyPresent: Rule = {
  id: 'SessionKeyPresent',
  catalogue: ['X-053'],
  hop: 'session encryption',
  severity: 'info',
  requirement: 'Sessions are encrypted with a KMS key from the client to the container, on top of TLS.',
  fix: {
    cdk: 'executeCommandConfiguration: new ExecSession(this, \'Session\').executeCommandConfiguration',
    cloudFormation: 'set KmsKeyId in the ExecuteCommandConfiguration of the cluster',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    yield* whichever(sessionOf(subject).keys, 'info', (key) =>
      key.given === 'no' ? [violated(key, 'sessions have no KMS key, so that TLS alone protects them')] : []);
  },
};
