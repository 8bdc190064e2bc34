import { unclear, violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { sessionOf, type Destination } from '../model/session/index';
import type { Subject } from '../model/subject';

export const SessionLogExists: Rule = {
  id: 'SessionLogExists',
  catalogue: ['X-040'],
  hop: 'session log',
  severity: 'error',
  requirement: 'A session log that must be encrypted is in the templates, so that it can be seen to exist and to be encrypted.',
  fix: {
    cdk: 'logConfiguration: { cloudWatchLogGroup: logGroup } with a log group that the app makes',
    cloudFormation: 'set CloudWatchLogGroupName to the Ref of an AWS::Logs::LogGroup, or S3BucketName to that of an AWS::S3::Bucket',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    yield* whichever(sessionOf(subject).logging, 'error', ({ destinations }) => destinations.flatMap((each) => [...ofDestination(each, subject)]));
  },
};

function* ofDestination({ kind, at, misnamed, demanded }: Destination, { model: { policies } }: Subject): Generator<Outcome> {
  const link = kind === 'bucket' ? policies.bucket(at) : policies.logGroup(at);
  if (misnamed) {
    const cause = `${at.shown} is not the name of a ${kind}, so that there is none`;
    yield demanded === 'unknown' ? unclear(at, `${cause}, and whether the session log must be encrypted is not known`)
      : violated(at, `${cause}${demanded === 'yes' ? ': the agent refuses every session' : ': the log of sessions is lost'}`, { severity: demanded === 'yes' ? 'error' : 'warning' });
  } else if ('unseen' in link && demanded !== 'no') {
    yield unclear(at, `the agent refuses sessions unless the ${kind} is there and encrypted, which is not known: ${link.unseen}`);
  }
}
