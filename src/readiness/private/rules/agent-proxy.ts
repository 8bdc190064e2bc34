import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import { INSTANCE_METADATA_ADDRESS } from '../facts/link-local';
import type { Answer } from '../model/answer';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { exempts } from '../model/no-proxy';

export const AgentProxy: Rule = {
  id: 'AgentProxy',
  catalogue: ['X-093'],
  hop: 'service',
  severity: 'error',
  requirement: 'An agent with a proxy asks for the metadata of its instance without it, which is where its credentials come from.',
  fix: { cloudFormation: 'set NO_PROXY=169.254.169.254,169.254.170.2,/var/run/docker.sock in the user data, beside HTTP_PROXY' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html',
  *check(subject) {
    for (const unfit of unfitHosts(subject, exempted)) {
      const { userDataAt, resource: { logicalId } } = unfit.host;
      yield onHosts(unfit, userDataAt, `the user data of ${logicalId} sets HTTP_PROXY, and NO_PROXY does not exempt ${INSTANCE_METADATA_ADDRESS}`,
        `whether the agent on ${logicalId} reaches the metadata of its instance without its proxy is not known`);
    }
  },
};

function exempted({ agent }: Host): Answer {
  const [proxy, exemptions] = ['HTTP_PROXY', 'NO_PROXY'].map((name) => agent.get(name));
  if ('unknown' in proxy || !proxy.known) {
    return 'yes';
  }
  return 'unknown' in exemptions ? 'unknown' : exempts(exemptions.known ?? '', INSTANCE_METADATA_ADDRESS);
}
