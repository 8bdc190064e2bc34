import { unclear, violated, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { dutiesOf } from '../model/start-up/index';

export const ExecutionRolePresent: Rule = {
  id: 'ExecutionRolePresent',
  catalogue: ['X-034'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The task has an execution role where the agent needs one: for private images, for secrets, and on Fargate for logs.',
  fix: {
    cdk: 'leave out executionRole: the task definition makes one with what its containers need',
    cloudFormation: 'set ExecutionRoleArn to a role with the managed policy service-role/AmazonECSTaskExecutionRolePolicy',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  *check(subject) {
    const { executionRole } = subject;
    if (!executionRole || !('nothing' in executionIdentity(subject))) {
      return;
    }
    const duties = dutiesOf(subject).all;
    const [needed, doubtful] = (['yes', 'unknown'] as const).map((answer) => duties.filter((duty) => duty.needed === answer));
    if (needed.length > 0) {
      yield violated(executionRole, `ExecutionRoleArn is not set, and there is ${inWords(needed)}`);
    } else if (doubtful.length > 0) {
      const doubt = doubtful[0].permissions.find((permission) => permission.doubt !== undefined)?.doubt;
      yield unclear(executionRole, `ExecutionRoleArn is not set, and there is ${inWords(doubtful)}${doubt === undefined ? '' : `: ${doubt}`}`);
    }
  },
};

function inWords(duties: readonly { readonly what: string }[]): string {
  const [first, ...rest] = new Set(duties.map(({ what }) => what));
  return rest.length === 0 ? first : `${first}, and ${rest.length} more`;
}
