import { unclear, violated, type Rule } from './rule';
import { CHANNELS_IN_WORDS } from '../model/channels';
import { taskIdentity } from '../model/identities';
import { instanceFallback } from '../model/instance-credentials';

export const TaskRolePresent: Rule = {
  id: 'TaskRolePresent',
  catalogue: ['X-018', 'X-032'],
  hop: 'task role',
  severity: 'error',
  requirement: 'The task has a role of its own, with whose credentials the agent in the container opens the session.',
  fix: {
    cdk: 'taskRole: new iam.Role(this, \'TaskRole\', { assumedBy: new iam.ServicePrincipal(\'ecs-tasks.amazonaws.com\') })',
    cloudFormation: `set TaskRoleArn (JobRoleArn for a job of AWS Batch) to a role that allows ${CHANNELS_IN_WORDS} on *`,
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    const { taskRole } = subject;
    if (!taskRole || !('nothing' in taskIdentity(subject))) {
      return;
    }
    const absence = `${String(taskRole.path.at(-1))} is not set`;
    const { answer, host } = instanceFallback(subject, taskRole);
    if (answer === 'no') {
      yield violated(taskRole, host ? `${absence}, and the containers have no way to the credentials of the instance` : absence, { catalogue: [host ? 'X-032' : 'X-018'] });
    } else {
      yield unclear(taskRole, host ? `${absence}; only the role of the instances opens sessions, and whether the agent in a container uses that is not documented`
        : `${absence}; whether the agent in a container gets by with the role of the instance is not known`);
    }
  },
};
