import { violated, type Rule } from './rule';
import { choicesOf } from '../model/choices';

export const SomeTaskRuns: Rule = {
  id: 'SomeTaskRuns',
  catalogue: [],
  hop: 'start-up path',
  severity: 'warning',
  requirement: 'The service runs at least one task.',
  fix: { cdk: 'desiredCount: 1', cloudFormation: 'set DesiredCount to 1 or more' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check({ parts, model }) {
    const count = parts.kind === 'task-set' ? parts.at.at('Scale', 'Value') : parts.desiredCount;
    const scheduling = parts.at.at('SchedulingStrategy').literal;
    const isDaemon = 'known' in scheduling && scheduling.known === 'DAEMON';
    if (count && !isDaemon && choicesOf(count, model.system).every(({ number }) => 'known' in number && number.known === 0)) {
      yield violated(count, 'no task is started, so there is none to open a session in');
    }
  },
};
