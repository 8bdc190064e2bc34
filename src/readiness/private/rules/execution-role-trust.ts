import { unclear, violated, type Rule } from './rule';
import { executionIdentity, taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import { trustsIn } from '../model/trust';

export const ExecutionRoleTrust: Rule = {
  id: 'ExecutionRoleTrust',
  catalogue: ['X-019', 'X-020'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'ECS may assume the execution role, without which no task starts that names one.',
  fix: {
    cdk: 'assumedBy: new iam.ServicePrincipal(\'ecs-tasks.amazonaws.com\')',
    cloudFormation: 'let AssumeRolePolicyDocument allow sts:AssumeRole to ecs-tasks.amazonaws.com',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  *check(subject) {
    // a role that is the task role, too, is judged as that
    const own = new Set(linked(taskIdentity(subject))?.map(({ resource }) => resource));
    const roles = linked(executionIdentity(subject));
    for (const trust of roles ? trustsIn(subject, roles) : []) {
      const { role: { trustAt, resource }, answer, unmet } = trust;
      if (answer === 'no' && !own.has(resource)) {
        yield violated(trustAt, `ECS may not assume role ${resource.logicalId}: ${trust.because}`, { catalogue: [unmet ? 'X-020' : 'X-019'] });
      } else if (answer === 'unknown' && !own.has(resource)) {
        yield unclear(trustAt, `whether ECS may assume role ${resource.logicalId} is not known: ${trust.because}`);
      }
    }
  },
};
