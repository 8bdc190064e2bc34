import { violated, type Rule } from './rule';
import { hostsOf } from '../model/hosts';
import { executionIdentity, taskIdentity } from '../model/identities';
import { linked } from '../model/link';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';

export const SeparateRoles: Rule = {
  id: 'SeparateRoles',
  catalogue: ['X-025', 'X-026'],
  hop: 'task role',
  severity: 'warning',
  requirement: 'The task role is neither the execution role nor the role of an instance, so that a session has no more than the application needs.',
  fix: { cdk: 'leave out executionRole: the task definition makes one', cloudFormation: 'set TaskRoleArn to a role that nothing else uses' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  *check(subject) {
    const { taskRole, executionRole } = subject;
    if (taskRole && executionRole && isExecutionRole(subject, taskRole, executionRole)) {
      yield violated(executionRole, 'the execution role is the task role, so whoever opens a session may do what the agent does', { catalogue: ['X-025'] });
    }
    if (taskRole && isInstanceRole(subject)) {
      yield violated(taskRole, 'the task role is the role of the instances, so whoever opens a session may act as one of them', { catalogue: ['X-026'] });
    }
  },
};

function isExecutionRole(subject: Subject, { text }: Property, { text: other }: Property): boolean {
  const [own, agents] = [linked(taskIdentity(subject)), linked(executionIdentity(subject))];
  return own && agents ? [...own, ...agents].every(({ resource }) => resource === own[0].resource)
    : 'known' in text && 'known' in other && !!text.known && text.known === other.known;
}

function isInstanceRole(subject: Subject): boolean {
  const own = linked(taskIdentity(subject));
  return own?.length === 1 && subject.runsOn('fargate', 'external') === 'no'
    && hostsOf(subject).hosts.some(({ role }) => linked(role)?.resource === own[0].resource);
}
