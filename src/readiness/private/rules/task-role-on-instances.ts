import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import type { Answer } from '../model/answer';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { isOn, offersTaskRoles } from '../model/offered';

const ON_HOST = 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST';

export const TaskRoleOnInstances: Rule = {
  id: 'TaskRoleOnInstances',
  catalogue: ['X-093'],
  hop: 'task role',
  severity: 'error',
  requirement: 'The agent of the instances hands out task roles: it does so on Linux unless it is told not to, and on Windows when it is told to.',
  fix: {
    cdk: "userData.addCommands('Initialize-ECSAgent -Cluster … -EnableTaskIAMRole') on Windows",
    cloudFormation: 'start the agent with -EnableTaskIAMRole on Windows; elsewhere take ECS_ENABLE_TASK_IAM_ROLE and ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST out of the user data',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  *check(subject) {
    const { networkMode } = subject;
    if (subject.taskRole?.given !== 'yes' || 'unknown' in networkMode) {
      return;
    }
    const onHost = networkMode.known === 'host';
    for (const unfit of unfitHosts(subject, onHost ? offersOnHost : offersTaskRoles)) {
      const { userDataAt, resource: { logicalId } } = unfit.host;
      const cause = onHost ? `the user data of ${logicalId} sets ${ON_HOST} to false, and the tasks use the network of the host`
        : `the instances of ${logicalId} hand out no task roles`;
      yield onHosts(unfit, userDataAt, cause, `whether the instances of ${logicalId} hand out task roles is not known`);
    }
  },
};

/** The agent is told so by its service, so that only an explicit no counts. */
function offersOnHost({ agent, managed }: Host): Answer {
  const setting = agent.get(ON_HOST);
  return managed || 'unknown' in setting || setting.known === undefined || isOn(setting.known) !== 'no' ? 'yes' : 'no';
}
