import { unclear, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { enumerated } from '../model/permissions/index';
import { dutiesOf } from '../model/start-up/index';

export const ExecutionRoleSeen: Rule = {
  id: 'ExecutionRoleSeen',
  catalogue: ['X-034', 'X-035', 'X-036'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role is in the templates where the agent needs one, so that its policies can be read.',
  fix: { cdk: 'make the role in the app, and check the stacks of an app together', cloudFormation: 'give the template that makes the role' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  *check(subject) {
    const { executionRole } = subject;
    const identity = executionIdentity(subject);
    const actions = new Set(dutiesOf(subject).all.flatMap(({ permissions }) => permissions).map(({ action }) => action));
    if (executionRole && 'unseen' in identity && actions.size > 0) {
      yield unclear(executionRole, `the execution role is not at hand: ${identity.unseen}; it must trust ecs-tasks.amazonaws.com and allow ${enumerated([...actions])}`);
    }
  },
};
