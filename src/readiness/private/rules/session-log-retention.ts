import { violated, type Rule } from './rule';
import { whichever } from './whichever';
import { linked } from '../model/link';
import { sessionOf } from '../model/session/index';

export const SessionLogRetention: Rule = {
  id: 'SessionLogRetention',
  catalogue: ['X-040'],
  hop: 'session log',
  severity: 'warning',
  requirement: 'The log group of sessions says how long it keeps what it holds.',
  fix: { cdk: 'retention: logs.RetentionDays.ONE_YEAR', cloudFormation: 'set RetentionInDays' },
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-loggroup.html',
  *check(subject) {
    const { policies } = subject.model;
    yield* whichever(sessionOf(subject).logging, 'warning', ({ destinations }) => destinations
      .flatMap(({ kind, at, given, misnamed }) => kind === 'log group' && given === 'yes' && !misnamed ? linked(policies.logGroup(at)) ?? [] : [])
      .filter(({ retentionInDays }) => retentionInDays.given === 'no')
      .map(({ resource, retentionInDays }) => violated(retentionInDays, `log group ${resource.logicalId} keeps what is done in sessions for ever`)));
  },
};
