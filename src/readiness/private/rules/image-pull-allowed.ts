import { unclear, violated, type Rule } from './rule';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls } from '../model/permissions/index';
import { dutiesOf } from '../model/start-up/index';

export const ImagePullAllowed: Rule = {
  id: 'ImagePullAllowed',
  catalogue: ['X-034', 'X-037'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The execution role may log in to Amazon ECR and pull the images that are in its private repositories.',
  fix: {
    cdk: 'repository.grantPull(taskDefinition.obtainExecutionRole())',
    cloudFormation: 'allow ecr:GetAuthorizationToken on *, and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repository',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html',
  *check(subject) {
    const roles = linked(executionIdentity(subject));
    const permissions = roles ? dutiesOf(subject).images.flatMap((duty) => duty.permissions) : [];
    for (const { kind, at, cause } of roles ? shortfalls(subject, roles, permissions) : []) {
      if (kind === 'unknown') {
        yield unclear(at, cause);
      } else {
        yield violated(at, cause, kind === 'unmet' ? { catalogue: ['X-037'], fix: UNMET } : { catalogue: ['X-034'] });
      }
    }
  },
};

const UNMET = {
  cloudFormation: 'allow ecr:GetAuthorizationToken without a Condition, and let aws:sourceVpce or aws:sourceVpc name the endpoint or VPC of the task for the other actions',
};
