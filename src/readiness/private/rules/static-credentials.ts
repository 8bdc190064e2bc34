import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { STATIC_CREDENTIALS } from '../../../private/exec-facts';
import { environmentOf } from '../model/environment';
import { execTargets } from '../model/exec-targets';

const NAMES: readonly string[] = STATIC_CREDENTIALS;

export const StaticCredentials: Rule = {
  id: 'StaticCredentials',
  catalogue: ['X-111'],
  hop: 'container',
  severity: 'warning',
  requirement: 'The container is given no AWS keys, which the agent would use in place of the task role.',
  fix: { cdk: 'grant what the keys are for to the task role', cloudFormation: 'remove the variables, and grant what the keys are for to the task role' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    for (const target of execTargets(subject)) {
      const { container } = target;
      const keys = environmentOf(container).filter(({ name, value, sure }) => sure && NAMES.includes(name) && !('known' in value && value.known === ''));
      if (keys.length > 0) {
        const names = [...new Set(keys.map(({ name }) => name))];
        yield* ifThere(target.sure, violated(keys[0].at, `the agent in ${container.label} uses ${names.join(', ')} in place of the task role`), 'warning');
      }
    }
  },
};
