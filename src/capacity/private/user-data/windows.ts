import type { IConstruct } from 'constructs';
import type { AgentProxy } from '../../agent-proxy';
import type { EcsAgentConfig } from '../../ecs-agent-config';
import type { AgentContext } from '../agent-context';
import { dockerEndpoint, proxySettings } from '../agent-proxies';
import { agentSettings } from '../agent-settings';
import type { AgentOption } from '../agent-variables';

/** What the function that starts the agent takes itself, and would set anew. */
const SWITCHES: Partial<Record<AgentOption, string>> = {
  enableTaskIamRole: '-EnableTaskIAMRole',
  enableTaskEni: '-EnableTaskENI',
  awsvpcBlockImds: '-AwsvpcBlockIMDS',
};
const PARAMETERS: Partial<Record<AgentOption, string>> = {
  awsvpcAdditionalLocalRoutes: '-AwsvpcAdditionalLocalRoutes',
  availableLoggingDrivers: '-LoggingDrivers',
};

/**
 * PowerShell lines that configure and start the agent on Windows Server.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
 */
export function windowsUserData(scope: IConstruct, config: EcsAgentConfig, context: AgentContext): string[] {
  const { settings } = agentSettings(scope, config, context, 'windows');
  const variables = settings.filter(({ option }) => option === undefined || !(option in SWITCHES || option in PARAMETERS));
  const words = settings.flatMap(({ option, text }) => {
    const parameter = option && PARAMETERS[option];
    const switched = option && text === 'true' ? SWITCHES[option] : undefined;
    return parameter ? [parameter, quoted(text)] : switched ?? [];
  });
  return [
    ...variables.map(({ name, text }) => machineVariable(name, text)),
    ...config.proxy ? proxyLines(scope, config.proxy) : [],
    'Import-Module ECSTools',
    ['Initialize-ECSAgent', '-Cluster', quoted(context.clusterName), ...words].join(' '),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/http_proxy_config.html */
function proxyLines(scope: IConstruct, proxy: AgentProxy): string[] {
  const { url, exempt } = proxySettings(scope, proxy);
  return [
    machineVariable('HTTP_PROXY', url),
    machineVariable('HTTPS_PROXY', url),
    machineVariable('NO_PROXY', [...exempt, dockerEndpoint('windows')].join(',')),
    'Restart-Service Docker',
  ];
}

function machineVariable(name: string, value: string): string {
  return `[Environment]::SetEnvironmentVariable('${name}', ${quoted(value)}, 'Machine')`;
}

/** PowerShell takes typographic quotes for plain ones. */
function quoted(value: string): string {
  return `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
