import { unclear, violated, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { enumerated } from '../model/permissions/index';
import { pathFlaw } from '../model/role-path';
import { dutiesOf } from '../model/start-up/index';

export const ExecutionRoleSeen: Rule = {
  id: 'ExecutionRoleSeen',
  catalogue: ['X-034', 'X-035', 'X-036'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role is in the templates where the agent needs one, so that its policies can be read, and is given with its path.',
  fix: { cdk: 'make the role in the app, and check the stacks of an app together', cloudFormation: 'give the template that makes the role, and set ExecutionRoleArn to its ARN with Fn::GetAtt' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  *check(subject) {
    const { executionRole } = subject;
    const identity = executionIdentity(subject);
    const actions = new Set(dutiesOf(subject).all.flatMap(({ permissions }) => permissions).map(({ action }) => action));
    const flaw = executionRole && actions.size > 0 ? pathFlaw(executionRole, subject.model) : undefined;
    if (executionRole && flaw) {
      const { answer, because } = flaw;
      yield answer === 'no' ? violated(executionRole, `there is no such execution role: ${because}`) : unclear(executionRole, `whether there is such an execution role is not known: ${because}`);
    } else if (executionRole && 'unseen' in identity && actions.size > 0) {
      yield unclear(executionRole, `the execution role is not at hand: ${identity.unseen}; it must trust ecs-tasks.amazonaws.com and allow ${enumerated([...actions])}`);
    }
  },
};
