import { unclear, violated, type Rule } from './rule';
import { hostsOf } from '../model/hosts';
import { executionIdentity } from '../model/identities';
import { linked } from '../model/link';
import { shortfalls, type Permission } from '../model/permissions/index';
import { dutiesOf } from '../model/start-up/index';
import { logOf } from '../model/start-up/logs';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';

export const InstanceRoleForTasks: Rule = {
  id: 'InstanceRoleForTasks',
  catalogue: ['X-087'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Without an execution role, the role of the instances may pull the images of the tasks and make the streams of their logs.',
  fix: {
    cdk: 'taskDefinition.obtainExecutionRole()',
    cloudFormation: 'set ExecutionRoleArn of the task definition, or allow ecr:GetAuthorizationToken, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and logs:CreateLogStream',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
  *check(subject) {
    if (!('nothing' in executionIdentity(subject))) {
      return;
    }
    const roles = new Set(hostsOf(subject).hosts.filter(({ managed }) => !managed).flatMap(({ role }) => linked(role) ?? []));
    const permissions = roles.size === 0 ? [] : permissionsOf(subject);
    for (const { kind, at, cause } of [...roles].flatMap((role) => shortfalls(subject, [role], permissions))) {
      yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause);
    }
  },
};

/** Without an execution role there is no doubt whose role is used. */
function permissionsOf(subject: Subject): readonly Permission[] {
  const logs = taskContainers(subject).filter(({ sure }) => sure)
    .flatMap(({ container }) => logOf(subject, container)).flatMap(({ permissions }) => permissions)
    .filter(({ action }) => action === 'logs:CreateLogStream').map((permission) => ({ ...permission, doubt: undefined }));
  return [...dutiesOf(subject).images.flatMap(({ permissions }) => permissions), ...logs];
}
