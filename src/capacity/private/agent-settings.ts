import { Duration, Size } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { STATIC_CREDENTIALS } from '../../private/exec-facts';
import type { EcsAgentConfig } from '../ecs-agent-config';
import type { AgentContext, AgentPlatform } from './agent-context';
import { isUnresolved, settled } from './agent-late-amounts';
import { contradiction } from './agent-rules';
import type { AgentVariable } from './agent-variable';
import { AGENT_VARIABLES, type AgentOption } from './agent-variables';

/** One variable of the agent. Additional variables have no option. */
export interface AgentSetting {
  readonly option?: AgentOption;
  readonly name: string;
  readonly text: string;
}

/** Everything that an agent is told, in the order of the table, and what tells it. */
export interface AgentSettings {
  /** The options with their defaults. */
  readonly options: EcsAgentConfig;
  readonly settings: readonly AgentSetting[];
}

/** Checks a configuration, and adds what ECS Exec needs. */
export function agentSettings(scope: IConstruct, config: EcsAgentConfig, context: AgentContext, platform: AgentPlatform): AgentSettings {
  const given = withoutUndefined(config);
  const options: EcsAgentConfig = { ...defaults(given, context, platform), ...given };
  const fail = (problem: string): never => {
    throw new Error(`${scope.node.path}: agent.${problem}`);
  };
  for (const option of optionsOf(given)) {
    const problem = problemOf(option, given, platform);
    if (problem !== undefined) {
      fail(problem);
    }
  }
  const together = contradiction(given, options, context, platform);
  if (together !== undefined) {
    fail(together);
  }
  const settings: AgentSetting[] = [
    ...optionsOf(options).map((option) => ({ option, name: variable(option).name, text: variable(option).text(options[option], platform) })),
    ...Object.entries(config.additionalVariables ?? {}).map(([name, text]) => ({ name: additional(name, fail), text })),
  ];
  settings.forEach(({ option, name, text }) => checkLine(option ?? `additionalVariables.${name}`, text, platform, fail));
  return { options, settings };
}

/** Has synthesis check amounts that are not known when they are given, and are by then. */
export function checkLateAmounts(scope: IConstruct, config: EcsAgentConfig, platform: AgentPlatform): void {
  const late = optionsOf(config).filter((option) => isUnresolved(config[option]));
  scope.node.addValidation({
    validate: () => late.flatMap((option) => {
      const value = settled(scope, config[option]);
      return value === undefined ? [] : problemOf(option, { ...config, [option]: value }, platform) ?? [];
    }).map((problem) => `agent.${problem}`),
  });
}

/** Where the defaults of an agent do not do for ECS Exec, or for the instances. */
function defaults(given: EcsAgentConfig, { spot, warmPool, gpu, networkModes }: AgentContext, platform: AgentPlatform): EcsAgentConfig {
  const isWindows = platform === 'windows';
  const eni = isWindows ? networkModes.awsvpc : true;
  return {
    enableTaskIamRole: true,
    ...isWindows ? {} : { enableTaskIamRoleNetworkHost: true },
    availableLoggingDrivers: ['json-file', ...platform === 'linux' ? ['syslog'] : [], 'awslogs', 'fluentd', 'none'],
    enableTaskEni: eni,
    awsvpcBlockImds: given.enableTaskEni ?? eni,
    enableAwslogsExecutionRoleOverride: true,
    ...spot ? { enableSpotInstanceDraining: true } : {},
    ...warmPool ? { warmPoolsCheck: true } : {},
    ...gpu && !isWindows ? { enableGpuSupport: true } : {},
  };
}

function problemOf(option: AgentOption, config: EcsAgentConfig, platform: AgentPlatform): string | undefined {
  const { name, only, problem } = variable(option);
  if (only !== undefined && (only === 'windows') !== (platform === 'windows')) {
    return `${option} (${name}) is for ${only === 'windows' ? 'Windows' : 'Linux'} only; leave it out on ${NAMES[platform]}`;
  }
  const value = config[option];
  const found = isUnresolved(value) ? undefined : problem?.(value, platform);
  return found && `${option} (${name}) is ${shown(option, value)}, ${found}`;
}

const NAMES = { linux: 'Linux', windows: 'Windows', bottlerocket: 'Bottlerocket' } as const;

/** What `additionalVariables` may not set. */
const KNOWN_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['ECS_CLUSTER', 'the cluster is known'],
  ...[...STATIC_CREDENTIALS, 'AWS_SESSION_TOKEN'].map((name) => [name, 'the role of the instance gives the agent its credentials'] as const),
  ['HTTPS_PROXY', 'agent.proxy sets it'],
]);

function additional(name: string, fail: (problem: string) => never): string {
  const option = (Object.keys(AGENT_VARIABLES) as AgentOption[]).find((each) => variable(each).name === name);
  const reason = option ? `agent.${option} sets it` : KNOWN_ELSEWHERE.get(name);
  return !/^[A-Z][A-Z0-9_]*$/.test(name) ? fail(`additionalVariables has ${JSON.stringify(name)}, which is no name of a variable; give upper-case letters, digits and _`)
    : reason !== undefined ? fail(`additionalVariables has ${name}, and ${reason}; leave it out`) : name;
}

/** The file that the agent reads has one variable on each line, without quotes. */
function checkLine(option: string, text: string, platform: AgentPlatform, fail: (problem: string) => never): void {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text) || text !== text.trim()) {
    fail(`${option} has a line break, a control character, or white space at an end, which does not reach the agent; leave it out`);
  }
  if (platform === 'windows' && /<\/?(?:powershell|script|persist)>/i.test(text)) {
    fail(`${option} contains a tag that ends the user data of Windows; leave it out`);
  }
  if (platform === 'linux' && /^["']|\\$/.test(text)) {
    fail(`${option} begins with a quotation mark or ends with a backslash, which systemd and the agent read in different ways; leave it out`);
  }
}

function variable(option: AgentOption): AgentVariable<unknown> {
  return AGENT_VARIABLES[option] as AgentVariable<unknown>;
}

function optionsOf(config: EcsAgentConfig): AgentOption[] {
  return (Object.keys(AGENT_VARIABLES) as AgentOption[]).filter((option) => config[option] !== undefined);
}

function withoutUndefined(config: EcsAgentConfig): EcsAgentConfig {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

function shown(option: AgentOption, value: unknown): string {
  return option === 'engineAuthData' ? 'not shown here'
    : value instanceof Duration ? value.toHumanString()
      : value instanceof Size ? `${value.toBytes()} bytes` : JSON.stringify(value);
}
