import { unclear, violated, type Rule } from './rule';
import { CHANNELS_IN_WORDS } from '../model/channels';
import { taskIdentity } from '../model/identities';
import { pathFlaw } from '../model/role-path';

export const TaskRoleSeen: Rule = {
  id: 'TaskRoleSeen',
  catalogue: ['X-027'],
  hop: 'task role',
  severity: 'error',
  requirement: 'The task role is in the templates, so that its policies can be read, and is given with its path.',
  fix: {
    cdk: 'make the role in the app, and check the stacks of an app together',
    cloudFormation: 'give the template that makes the role, and set TaskRoleArn to its ARN with Fn::GetAtt',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    const { taskRole } = subject;
    const identity = taskIdentity(subject);
    const flaw = taskRole && pathFlaw(taskRole, subject.model);
    if (flaw) {
      yield flaw.answer === 'no' ? violated(taskRole, `there is no such task role: ${flaw.because}`) : unclear(taskRole, `whether there is such a task role is not known: ${flaw.because}`);
    } else if (taskRole && 'unseen' in identity) {
      yield unclear(taskRole, `the task role is not at hand: ${identity.unseen}; it must trust ecs-tasks.amazonaws.com and allow ${CHANNELS_IN_WORDS} on *`);
    }
  },
};
