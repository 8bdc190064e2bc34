import type { IConstruct } from 'constructs';
import type { AgentProxy } from '../../agent-proxy';
import type { EcsAgentConfig } from '../../ecs-agent-config';
import type { AgentContext } from '../agent-context';
import { dockerEndpoint, proxySettings } from '../agent-proxies';
import { agentSettings } from '../agent-settings';
import { blockMetadataForBridge } from './bridge-metadata';
import { writeFile } from './here-document';

/** The file that the agent and ecs-init read. The last value of a name counts. */
const AGENT_FILE = '/etc/ecs/ecs.config';

/**
 * Shell lines that configure the agent on Amazon Linux. They need no network, and can run more than once.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
 */
export function linuxUserData(scope: IConstruct, config: EcsAgentConfig, context: AgentContext): string[] {
  const { settings } = agentSettings(scope, config, context, 'linux');
  const variables = [['ECS_CLUSTER', context.clusterName], ...settings.map(({ name, text }) => [name, text])];
  const proxy = config.proxy && proxyLines(scope, config.proxy);
  return [
    ...writeFile(AGENT_FILE, [
      // ends a last line without an end
      '',
      ...variables.map(([name, text]) => `${name}=${text}`),
      ...proxy?.agent ?? [],
    ], 'append'),
    ...proxy?.services ?? [],
    ...context.networkModes.bridge ? blockMetadataForBridge() : [],
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html */
function proxyLines(scope: IConstruct, proxy: AgentProxy): { readonly agent: string[]; readonly services: string[] } {
  const { url, exempt } = proxySettings(scope, proxy);
  const variables = (noProxy: readonly string[]) => [`HTTP_PROXY=${url}`, `HTTPS_PROXY=${url}`, `NO_PROXY=${noProxy.join(',')}`];
  const dropIn = (service: string, noProxy: readonly string[]) => writeFile(`/etc/systemd/system/${service}.service.d/http-proxy.conf`, [
    '[Service]',
    ...variables(noProxy).map((each) => `Environment="${each}"`),
  ]);
  const withDocker = [...exempt, dockerEndpoint('linux')];
  return {
    agent: variables(withDocker),
    services: [
      ...dropIn('ecs', withDocker),
      ...dropIn('docker', exempt),
      'systemctl daemon-reload',
      // Docker may have started before this script
      'systemctl try-restart --no-block docker.service',
    ],
  };
}
