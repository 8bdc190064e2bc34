import { Token } from 'aws-cdk-lib';
import { EcsLogRollover } from '../agent-enums';
import type { EcsAgentConfig } from '../ecs-agent-config';
import type { AgentContext, AgentPlatform } from './agent-context';
import { ALWAYS_EXEMPT, badProxy, dockerEndpoint } from './agent-proxies';

type Rule = (given: EcsAgentConfig, all: EcsAgentConfig, context: AgentContext, platform: AgentPlatform) => string | undefined;

/** What the options may not be together, each with the remedy: `given` by the user, and `all` with the defaults. */
const RULES: readonly Rule[] = [
  // what ECS Exec needs
  (given) => given.enableTaskIamRole === false
    ? 'enableTaskIamRole is false, and without the credentials of the task role no session of ECS Exec opens; leave it out' : undefined,
  (given, _, { networkModes }) => given.enableTaskIamRoleNetworkHost === false && networkModes.host
    ? 'enableTaskIamRoleNetworkHost is false, and tasks run in host mode, where no session of ECS Exec opens without the task role; leave it out or run the tasks in awsvpc mode' : undefined,
  (given) => given.enableAwslogsExecutionRoleOverride === false
    ? 'enableAwslogsExecutionRoleOverride is false, and tasks whose logs or secrets need the execution role do not start; leave it out' : undefined,
  (given, _, { networkModes }) => given.enableTaskEni === false && networkModes.awsvpc
    ? 'enableTaskEni is false, and tasks run in awsvpc mode, which needs it; leave it out' : undefined,
  (given, _, { awslogs }) => awslogs && given.availableLoggingDrivers && isKnown(given.availableLoggingDrivers) && !given.availableLoggingDrivers.includes('awslogs')
    ? `availableLoggingDrivers is ${JSON.stringify(given.availableLoggingDrivers)}, and tasks that use "awslogs" find no instance; add it` : undefined,

  // what is nothing without another
  (given, all) => given.pollingMetricsWait && !all.pollMetrics
    ? 'pollingMetricsWait is given without pollMetrics, and nothing is polled; set pollMetrics or leave it out' : undefined,
  (given) => given.pollMetrics && given.disableMetrics
    ? 'pollMetrics and disableMetrics are both set, and no metrics are gathered; leave one out' : undefined,
  (given) => given.taskCleanupWaitJitter && !given.taskCleanupWait
    ? 'taskCleanupWaitJitter is given without taskCleanupWait, which it adds to; give both' : undefined,
  (given) => given.logMaxFileSize && given.logRollover !== EcsLogRollover.SIZE
    ? 'logMaxFileSize is given, and the log is rotated every hour; set logRollover to EcsLogRollover.SIZE or leave it out' : undefined,
  (given) => given.logOptions && given.logDriver === undefined
    ? 'logOptions is given without logDriver, whose options it has; give both' : undefined,
  (given) => (given.excludeUntrackedImages ?? given.untrackedImageMinimumCleanupAge) && !given.enableUntrackedImageCleanup
    ? `${given.excludeUntrackedImages ? 'excludeUntrackedImages' : 'untrackedImageMinimumCleanupAge'} is given without enableUntrackedImageCleanup, and no such image is cleaned up; `
      + 'set enableUntrackedImageCleanup or leave it out' : undefined,
  (given) => {
    const cleanup = (['imageCleanupInterval', 'imageMinimumCleanupAge', 'imagesDeletedPerCycle', 'enableUntrackedImageCleanup'] as const).find((each) => given[each]);
    return given.disableImageCleanup && cleanup ? `${cleanup} is given, and disableImageCleanup is true, so that no image is cleaned up; leave one out` : undefined;
  },
  (given) => (given.engineAuthType === undefined) !== (given.engineAuthData === undefined)
    ? `${given.engineAuthType ? 'engineAuthType is given without engineAuthData' : 'engineAuthData is given without engineAuthType'}; give both or none` : undefined,
  (given) => (given.credentialsFetcherHost ?? given.credentialsFetcherSecretName) !== undefined && !given.gmsaSupported
    ? `${given.credentialsFetcherHost === undefined ? 'credentialsFetcherSecretName' : 'credentialsFetcherHost'} is given without gmsaSupported; set gmsaSupported or leave it out` : undefined,
  (given) => given.offhostIntrospectionInterfaceName !== undefined && given.allowOffhostIntrospectionAccess
    ? 'offhostIntrospectionInterfaceName is given, and allowOffhostIntrospectionAccess lets everybody in; leave one out' : undefined,
  (given, all) => {
    const needs = (['enableHighDensityEni', 'awsvpcBlockImds', 'awsvpcAdditionalLocalRoutes'] as const).find((each) => given[each]);
    return needs && !all.enableTaskEni ? `${needs} is given, and enableTaskEni is off, so that no task runs in awsvpc mode; set enableTaskEni or leave it out` : undefined;
  },

  // what the instances are
  (given, _, { warmPool }) => given.warmPoolsCheck && !warmPool
    ? 'warmPoolsCheck is true, and there is no warm pool, so that no instance would register in time; leave it out' : undefined,
  (given, _, { warmPool }) => given.warmPoolsCheck === false && warmPool
    ? 'warmPoolsCheck is false, and instances would register while they are in the warm pool; leave it out' : undefined,

  // proxies
  (given) => given.proxy && (given.httpProxy ?? given.noProxy) !== undefined
    ? 'proxy is given together with httpProxy or noProxy, which it sets; leave them out' : undefined,
  (given) => given.httpProxy !== undefined && given.noProxy === undefined
    ? 'httpProxy is given without noProxy, and the agent would reach the instance metadata and Docker through the proxy; give proxy, or noProxy too' : undefined,
  (given) => given.noProxy !== undefined && given.httpProxy === undefined
    ? 'noProxy is given without httpProxy, which it makes exceptions from; give proxy, or both' : undefined,
  (given) => {
    const problem = given.httpProxy === undefined ? undefined : badProxy(given.httpProxy);
    return problem && `httpProxy ${problem}`;
  },
  (given, _, __, platform) => {
    const { noProxy } = given;
    const missing = noProxy && isKnown(noProxy) ? [...ALWAYS_EXEMPT, dockerEndpoint(platform)].filter((each) => !noProxy.includes(each)) : [];
    return missing.length > 0 ? `noProxy lacks ${missing.join(', ')}, which the agent never reaches through a proxy; add it` : undefined;
  },
];

/** What is wrong with the options together. */
export function contradiction(...rule: Parameters<Rule>): string | undefined {
  return RULES.map((each) => each(...rule)).find((problem) => typeof problem === 'string' && problem !== '');
}

function isKnown(values: readonly string[]): boolean {
  return !Token.isUnresolved(values) && !values.some((each) => Token.isUnresolved(each));
}
