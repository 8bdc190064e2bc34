import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EcsAgentConfig } from '../../ecs-agent-config';
import type { AgentContext } from '../agent-context';
import { dockerEndpoint, proxySettings } from '../agent-proxies';
import { agentSettings, type AgentSetting, type AgentSettings } from '../agent-settings';
import { AGENT_VARIABLES, type AgentOption } from '../agent-variables';

type Toml = (setting: AgentSetting) => string;

const asIs: Toml = ({ text }) => text;
const quoted: Toml = ({ text }) => string(text);
const negated: Toml = ({ text }) => `${text !== 'true'}`;

/**
 * What Bottlerocket calls the options that it has.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
const SETTINGS: Partial<Record<AgentOption, { readonly name: string; readonly toml: Toml }>> = {
  disablePrivileged: { name: 'allow-privileged-containers', toml: negated },
  awsvpcBlockImds: { name: 'awsvpc-block-imds', toml: asIs },
  containerStopTimeout: { name: 'container-stop-timeout', toml: quoted },
  enableContainerMetadata: { name: 'enable-container-metadata', toml: asIs },
  enableSpotInstanceDraining: { name: 'enable-spot-instance-draining', toml: asIs },
  imageMinimumCleanupAge: { name: 'image-cleanup-age', toml: quoted },
  imagesDeletedPerCycle: { name: 'image-cleanup-delete-per-cycle', toml: asIs },
  disableImageCleanup: { name: 'image-cleanup-enabled', toml: negated },
  imageCleanupInterval: { name: 'image-cleanup-wait', toml: quoted },
  imagePullBehavior: { name: 'image-pull-behavior', toml: quoted },
  availableLoggingDrivers: { name: 'logging-drivers', toml: asIs },
  logLevel: { name: 'loglevel', toml: quoted },
  reservedMemory: { name: 'reserved-memory', toml: asIs },
  taskCleanupWait: { name: 'task-cleanup-wait', toml: quoted },
};

/** What Bottlerocket always does, and needs no setting for. */
const ALWAYS: ReadonlySet<AgentOption> = new Set<AgentOption>([
  'enableTaskIamRole', 'enableTaskIamRoleNetworkHost', 'enableTaskEni', 'enableAwslogsExecutionRoleOverride', 'selinuxCapable',
]);
/** What becomes settings in a way of its own. */
const OTHERWISE: ReadonlySet<AgentOption> = new Set<AgentOption>(['instanceAttributes', 'taskMetadataRequestLimit', 'warmPoolsCheck', 'enableGpuSupport']);
/** The one variable that only Bottlerocket has a setting for. */
const BACKEND = 'ECS_BACKEND_HOST';

/**
 * The TOML that configures the agent on Bottlerocket.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/
 */
export function bottlerocketUserData(scope: IConstruct, config: EcsAgentConfig, context: AgentContext): string {
  const { settings, options } = agentSettings(scope, config, context, 'bottlerocket');
  settings.forEach((setting) => checkSetting(scope, setting, config, context));
  const proxy = config.proxy && proxySettings(scope, config.proxy);
  return [
    '[settings.ecs]',
    `cluster = ${string(context.clusterName)}`,
    ...settings.flatMap(lineOf),
    ...limitLines(options),
    ...table('settings.ecs.instance-attributes', Object.entries(options.instanceAttributes ?? {}).map(([name, value]) => `${string(name)} = ${string(value)}`)),
    ...table('settings.autoscaling', options.warmPoolsCheck ? ['should-wait = true'] : []),
    ...table('settings.network', proxy ? [
      `https-proxy = ${string(proxy.url)}`,
      `no-proxy = [${[...proxy.exempt, dockerEndpoint('bottlerocket')].map(string).join(', ')}]`,
    ] : []),
    '',
  ].join('\n');
}

function lineOf(setting: AgentSetting): string[] {
  const { option, name, text } = setting;
  const known = option && SETTINGS[option];
  return known ? [`${known.name} = ${known.toml(setting)}`] : name === BACKEND ? [`backend-host = ${string(text)}`] : [];
}

function limitLines({ taskMetadataRequestLimit: limit }: AgentSettings['options']): string[] {
  const [steady, burst] = limit ? AGENT_VARIABLES.taskMetadataRequestLimit.text(limit, 'bottlerocket').split(',') : [];
  return limit ? [`metadata-service-rps = ${steady}`, `metadata-service-burst = ${burst}`] : [];
}

function checkSetting(scope: IConstruct, { option, name, text }: AgentSetting, config: EcsAgentConfig, { gpu }: AgentContext): void {
  const fits = option === undefined ? name === BACKEND
    : ALWAYS.has(option) ? text === 'true'
      : option === 'enableGpuSupport' ? text === `${gpu}` : option in SETTINGS || OTHERWISE.has(option);
  if (!fits) {
    const given = option ?? `additionalVariables.${name}`;
    const takes = [...Object.keys(SETTINGS), ...ALWAYS, ...OTHERWISE, 'proxy', `additionalVariables.${BACKEND}`].sort().join(', ');
    const value = option && typeof config[option] === 'boolean' ? ` ${text}` : '';
    throw new Error(`${scope.node.path}: agent.${given}${value} (${name}) has no setting on Bottlerocket; leave it out, or use another image. Bottlerocket takes ${takes}`);
  }
  if (/^\d+ms$/.test(text)) {
    throw new Error(`${scope.node.path}: agent.${option} (${name}) is ${text}, and Bottlerocket takes whole seconds; give them`);
  }
}

function table(name: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `[${name}]`, ...lines] : [];
}

/** A string in TOML, which escapes as JSON does. Tokens have nothing to escape. */
function string(value: string): string {
  return Token.isUnresolved(value) ? `"${value}"` : JSON.stringify(value);
}
