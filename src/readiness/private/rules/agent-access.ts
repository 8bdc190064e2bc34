import { violated, type Rule } from './rule';
import { hostsOf } from '../model/hosts';
import { isOn } from '../model/offered';
import { UNCHECKED } from '../model/user-data/settings';

/** What opens the agent to others, by the setting that does. */
const OPENINGS = new Map([
  ['ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS', 'lets other machines ask the agent about its tasks'],
  ['ECS_SKIP_LOCALHOST_TRAFFIC_FILTER', 'lets other machines in the subnet reach what listens on the instance only for itself'],
  [UNCHECKED, 'keeps the agent from checking who it talks to'],
]);

export const AgentAccess: Rule = {
  id: 'AgentAccess',
  catalogue: ['X-120'],
  hop: 'service',
  severity: 'warning',
  requirement: 'The agent, which hands out the credentials of task roles, is closed to other machines and checks the certificates of AWS.',
  fix: { cloudFormation: 'take the setting out of the user data' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html',
  *check(subject) {
    for (const host of hostsOf(subject).hosts) {
      for (const [name, consequence] of OPENINGS) {
        const setting = host.agent.get(name);
        if ('known' in setting && setting.known !== undefined && isOn(setting.known) === 'yes') {
          yield violated(host.userDataAt, `${name} in the user data of ${host.resource.logicalId} ${consequence}`);
        }
      }
    }
  },
};
