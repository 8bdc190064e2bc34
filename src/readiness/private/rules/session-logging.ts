import { violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import type { Container } from '../model/container';
import { execTargets } from '../model/exec-targets';
import { isByDefault, sessionOf, type SessionLogging as Logging } from '../model/session/index';
import type { Subject } from '../model/subject';

export const SessionLogging: Rule = {
  id: 'SessionLogging',
  catalogue: ['X-038', 'X-043'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The cluster says where the output of sessions is recorded, or every container that sessions are opened in logs with awslogs.',
  fix: {
    cdk: 'executeCommandConfiguration: new ExecSession(this, \'Session\').executeCommandConfiguration',
    cloudFormation: 'set Logging to OVERRIDE in the ExecuteCommandConfiguration of the cluster, and LogConfiguration.CloudWatchLogGroupName to a log group',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging',
  *check(subject) {
    yield* whichever(sessionOf(subject).logging, 'warning', (session) => ofSession(session, subject));
  },
};

function* ofSession(session: Logging, subject: Subject): Generator<Outcome> {
  const { at, loggingAt, logging, log } = session;
  const [unlogged] = notLogged(subject);
  if (at.given === 'no') {
    const where = 'the cluster says nothing of sessions, so that they are recorded only where a container logs with awslogs';
    yield violated(at, unlogged ? `${where}, which ${unlogged.label} does not` : where, { catalogue: unlogged ? ['X-038', 'X-043'] : ['X-038'] });
  } else if ('known' in logging && logging.known === 'NONE') {
    // that ECS takes no destination then is told elsewhere
    yield* log.given === 'yes' ? [] : [violated(loggingAt, 'the output of sessions is not recorded', { catalogue: ['X-038'] })];
  } else if (isByDefault(session)) {
    for (const { logDriver, label } of notLogged(subject)) {
      yield violated(logDriver, `sessions are recorded where their container logs with awslogs, which ${label} does not`, { catalogue: ['X-043'] });
    }
  }
}

/** The containers that somebody may want a session in and that certainly do not log with awslogs. */
function notLogged(subject: Subject): readonly Container[] {
  return execTargets(subject).filter(({ sure, wanted }) => sure && wanted).map(({ container }) => container)
    .filter(({ logDriver: { literal } }) => 'known' in literal && literal.known !== 'awslogs');
}
