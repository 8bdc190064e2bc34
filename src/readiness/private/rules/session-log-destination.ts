import { unclear, violated, type Outcome, type Rule } from './rule';
import { whichever } from './whichever';
import { sessionOf, type SessionLogging } from '../model/session/index';

const VALUES = ['NONE', 'DEFAULT', 'OVERRIDE'];

export const SessionLogDestination: Rule = {
  id: 'SessionLogDestination',
  catalogue: ['X-039', 'X-047'],
  hop: 'session log',
  severity: 'error',
  requirement: 'Logging is NONE, DEFAULT or OVERRIDE, and a log group or bucket is named where it is OVERRIDE and nowhere else.',
  fix: {
    cdk: 'logging: ecs.ExecuteCommandLogging.OVERRIDE, logConfiguration: { cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled: true }',
    cloudFormation: 'set Logging to OVERRIDE, and CloudWatchLogGroupName or S3BucketName in LogConfiguration',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html',
  *check(subject) {
    yield* whichever(sessionOf(subject).logging, 'error', ofSession);
  },
};

function* ofSession({ loggingAt, logging, log, destinations }: SessionLogging): Generator<Outcome> {
  if ('unknown' in logging) {
    yield unclear(loggingAt, `whether sessions are recorded is not known: ${logging.unknown}`);
  } else if (!VALUES.includes(logging.known)) {
    yield violated(loggingAt, `ECS knows no Logging ${JSON.stringify(logging.known)}`, { catalogue: ['X-039'] });
  } else if (logging.known !== 'OVERRIDE') {
    yield* isWithoutUse(log, logging.known);
  } else if (destinations.length === 0) {
    yield violated(log, 'Logging is OVERRIDE, and neither a log group nor a bucket is named', { catalogue: ['X-039'] });
  } else if (destinations.every(({ given }) => given === 'unknown')) {
    yield unclear(log, `whether a log group or a bucket is named is not known: ${destinations[0].at.doubt}`);
  } else {
    yield* demandsOfNothing(log, destinations.map(({ kind }) => kind));
  }
}

function isWithoutUse(log: SessionLogging['log'], logging: string): readonly Outcome[] {
  switch (log.given) {
    case 'yes': return [violated(log, `ECS takes a LogConfiguration only where Logging is OVERRIDE, not ${logging}`, { catalogue: ['X-039'] })];
    case 'no': return [];
    case 'unknown': return [unclear(log, `ECS takes a LogConfiguration only where Logging is OVERRIDE, and whether there is one is not known: ${log.doubt}`)];
  }
}

function* demandsOfNothing(log: SessionLogging['log'], kinds: readonly string[]): Generator<Outcome> {
  for (const [kind, key] of [['log group', 'CloudWatchEncryptionEnabled'], ['bucket', 'S3EncryptionEnabled']] as const) {
    const { flag } = log.at(key);
    if (!kinds.includes(kind) && 'known' in flag && flag.known === true) {
      yield violated(log.at(key), `${key} is true, and no ${kind} is named`, { catalogue: ['X-047'], severity: 'warning' });
    }
  }
}
