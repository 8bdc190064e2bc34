import { unclear, violated, type Rule } from './rule';
import { taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import { trustsIn } from '../model/trust';

export const TaskRoleTrust: Rule = {
  id: 'TaskRoleTrust',
  catalogue: ['X-019', 'X-020'],
  hop: 'task role',
  severity: 'error',
  requirement: 'ECS may assume the task role for tasks of this account and region, and for no others.',
  fix: {
    cdk: 'assumedBy: new iam.ServicePrincipal(\'ecs-tasks.amazonaws.com\')',
    cloudFormation: 'let AssumeRolePolicyDocument allow sts:AssumeRole to ecs-tasks.amazonaws.com',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    const roles = linked(taskIdentity(subject));
    for (const trust of roles ? trustsIn(subject, roles) : []) {
      const { role: { trustAt, resource }, answer, unmet, open } = trust;
      const name = `role ${resource.logicalId}`;
      if (answer === 'no') {
        yield violated(trustAt, `ECS may not assume ${name}: ${trust.because}`, unmet ? { catalogue: ['X-020'], fix: CONDITIONS } : { catalogue: ['X-019'] });
      } else if (answer === 'unknown') {
        yield unclear(trustAt, `whether ECS may assume ${name} is not known: ${trust.because}`);
      } else if (open) {
        yield violated(trustAt, `ECS may assume ${name} for tasks of any account`, { severity: 'warning', catalogue: ['X-020'], fix: CONDITIONS });
      }
    }
  },
};

const CONDITIONS = {
  cdk: 'assumedBy: new iam.ServicePrincipal(\'ecs-tasks.amazonaws.com\', { conditions: {'
    + ' StringEquals: { \'aws:SourceAccount\': this.account }, ArnLike: { \'aws:SourceArn\': this.formatArn({ service: \'ecs\', resource: \'*\' }) } } })',
  cloudFormation: 'let the conditions of the trust policy be StringEquals aws:SourceAccount with the account,'
    + ' and ArnLike aws:SourceArn with arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*',
};
