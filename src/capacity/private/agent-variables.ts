import { Duration, Token } from 'aws-cdk-lib';
import { EcsLogLevel } from '../agent-enums';
import type { EcsAgentConfig } from '../ecs-agent-config';
import { rangeContains, TASK_CREDENTIALS_ADDRESS } from './agent-addresses';
import type { AgentPlatform } from './agent-context';
import { type AgentVariable, count, duration, flag, linuxOnly, list, map, mebibytes, names, outside, ports, text, windowsOnly } from './agent-variable';

/** The options that stand for one variable each. */
export type AgentOption = Exclude<keyof EcsAgentConfig, 'proxy' | 'additionalVariables'>;

/**
 * The variables of the agent and of ecs-init, in the order of their documentation.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/README.md
 */
export const AGENT_VARIABLES: { readonly [K in AgentOption]-?: AgentVariable<NonNullable<EcsAgentConfig[K]>> } = {
  reservedPorts: ports('ECS_RESERVED_PORTS', (platform) => platform === 'windows'
    ? [53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679] : [22, 2375, 2376, 51678, 51679]),
  reservedPortsUdp: ports('ECS_RESERVED_PORTS_UDP', () => []),
  engineAuthType: text('ECS_ENGINE_AUTH_TYPE'),
  engineAuthData: {
    ...text('ECS_ENGINE_AUTH_DATA'),
    problem: (value) => isObject(value) ? undefined : 'which is no JSON object; give the credentials of each registry as one',
  },
  region: text('AWS_DEFAULT_REGION'),
  dockerHost: text('DOCKER_HOST'),
  logLevel: text('ECS_LOGLEVEL', (value) => value === EcsLogLevel.NONE ? 'which only logLevelOnInstance has; give EcsLogLevel.CRITICAL or more' : undefined),
  logLevelOnInstance: text('ECS_LOGLEVEL_ON_INSTANCE'),
  logFile: text('ECS_LOGFILE'),
  checkpoint: flag('ECS_CHECKPOINT'),
  dataDirectory: text('ECS_DATADIR'),
  updatesEnabled: flag('ECS_UPDATES_ENABLED'),
  disableMetrics: flag('ECS_DISABLE_METRICS'),
  pollMetrics: flag('ECS_POLL_METRICS'),
  pollingMetricsWait: duration('ECS_POLLING_METRICS_WAIT_DURATION', () => Duration.seconds(5), Duration.seconds(20)),
  pullDependentContainersUpfront: flag('ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT'),
  reservedMemory: mebibytes('ECS_RESERVED_MEMORY', 0, 65535),
  availableLoggingDrivers: list('ECS_AVAILABLE_LOGGING_DRIVERS', unknownDriver),
  disablePrivileged: flag('ECS_DISABLE_PRIVILEGED'),
  selinuxCapable: linuxOnly(flag('ECS_SELINUX_CAPABLE')),
  apparmorCapable: linuxOnly(flag('ECS_APPARMOR_CAPABLE')),
  taskCleanupWait: duration('ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION', () => Duration.seconds(1)),
  taskCleanupWaitJitter: duration('ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER'),
  manifestPullTimeout: duration('ECS_MANIFEST_PULL_TIMEOUT', () => Duration.seconds(30)),
  containerStopTimeout: duration('ECS_CONTAINER_STOP_TIMEOUT', () => Duration.seconds(1)),
  containerStartTimeout: duration('ECS_CONTAINER_START_TIMEOUT', (platform) => platform === 'windows' ? Duration.minutes(2) : Duration.seconds(45)),
  containerCreateTimeout: duration('ECS_CONTAINER_CREATE_TIMEOUT', () => Duration.minutes(1)),
  enableTaskIamRole: flag('ECS_ENABLE_TASK_IAM_ROLE'),
  enableTaskIamRoleNetworkHost: linuxOnly(flag('ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST')),
  disableImageCleanup: flag('ECS_DISABLE_IMAGE_CLEANUP'),
  imageCleanupInterval: duration('ECS_IMAGE_CLEANUP_INTERVAL', () => Duration.minutes(10)),
  imageMinimumCleanupAge: duration('ECS_IMAGE_MINIMUM_CLEANUP_AGE'),
  untrackedImageMinimumCleanupAge: duration('NON_ECS_IMAGE_MINIMUM_CLEANUP_AGE'),
  imagesDeletedPerCycle: count('ECS_NUM_IMAGES_DELETE_PER_CYCLE', 1),
  imagePullBehavior: text('ECS_IMAGE_PULL_BEHAVIOR'),
  imagePullInactivityTimeout: duration('ECS_IMAGE_PULL_INACTIVITY_TIMEOUT', () => Duration.minutes(1)),
  imagePullTimeout: duration('ECS_IMAGE_PULL_TIMEOUT'),
  instanceAttributes: map('ECS_INSTANCE_ATTRIBUTES', badAttribute),
  enableTaskEni: flag('ECS_ENABLE_TASK_ENI'),
  enableHighDensityEni: linuxOnly(flag('ECS_ENABLE_HIGH_DENSITY_ENI')),
  cniPluginsPath: linuxOnly(text('ECS_CNI_PLUGINS_PATH')),
  awsvpcBlockImds: flag('ECS_AWSVPC_BLOCK_IMDS'),
  awsvpcAdditionalLocalRoutes: list('ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES', badRoute),
  enableContainerMetadata: flag('ECS_ENABLE_CONTAINER_METADATA'),
  hostDataDirectory: linuxOnly(text('ECS_HOST_DATA_DIR')),
  enableTaskCpuMemLimit: linuxOnly(flag('ECS_ENABLE_TASK_CPU_MEM_LIMIT')),
  cgroupPath: linuxOnly(text('ECS_CGROUP_PATH')),
  cgroupCpuPeriod: linuxOnly(duration('ECS_CGROUP_CPU_PERIOD', () => Duration.millis(8), Duration.millis(100))),
  healthcheckHost: text('ECS_AGENT_HEALTHCHECK_HOST'),
  enableCpuUnboundedWindowsWorkaround: windowsOnly(flag('ECS_ENABLE_CPU_UNBOUNDED_WINDOWS_WORKAROUND')),
  enableMemoryUnboundedWindowsWorkaround: windowsOnly(flag('ECS_ENABLE_MEMORY_UNBOUNDED_WINDOWS_WORKAROUND')),
  taskMetadataRequestLimit: {
    name: 'ECS_TASK_METADATA_RPS_LIMIT',
    text: ({ steady, burst }) => `${count('', 1).text(steady, 'linux')},${count('', 1).text(burst, 'linux')}`,
    problem: ({ steady, burst }) => resolved(steady, (each) => outside(each, 1, undefined, `steady is ${each}`))
      ?? resolved(burst, (each) => outside(each, Token.isUnresolved(steady) ? 1 : steady, undefined, `burst is ${each}`)),
  },
  sharedVolumeMatchFullConfig: flag('ECS_SHARED_VOLUME_MATCH_FULL_CONFIG'),
  propagateTagsFrom: text('ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM'),
  containerInstanceTags: { ...map('ECS_CONTAINER_INSTANCE_TAGS', badTag), problem: badTags },
  enableUntrackedImageCleanup: flag('ECS_ENABLE_UNTRACKED_IMAGE_CLEANUP'),
  excludeUntrackedImages: names('ECS_EXCLUDE_UNTRACKED_IMAGE'),
  disableDockerHealthCheck: flag('ECS_DISABLE_DOCKER_HEALTH_CHECK'),
  nvidiaRuntime: linuxOnly(text('ECS_NVIDIA_RUNTIME')),
  alternateCredentialProfile: text('ECS_ALTERNATE_CREDENTIAL_PROFILE'),
  enableSpotInstanceDraining: flag('ECS_ENABLE_SPOT_INSTANCE_DRAINING'),
  logRollover: text('ECS_LOG_ROLLOVER_TYPE'),
  logFormat: text('ECS_LOG_OUTPUT_FORMAT'),
  logMaxFileSize: mebibytes('ECS_LOG_MAX_FILE_SIZE_MB', 1),
  logMaxRollCount: count('ECS_LOG_MAX_ROLL_COUNT', 1),
  logDriver: linuxOnly(text('ECS_LOG_DRIVER')),
  logOptions: linuxOnly(map('ECS_LOG_OPTS', badForSystemd)),
  enableAwslogsExecutionRoleOverride: flag('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE'),
  fsxWindowsFileServerSupported: windowsOnly(flag('ECS_FSX_WINDOWS_FILE_SERVER_SUPPORTED')),
  enableRuntimeStats: flag('ECS_ENABLE_RUNTIME_STATS'),
  excludeIpv6PortBinding: flag('ECS_EXCLUDE_IPV6_PORTBINDING'),
  warmPoolsCheck: flag('ECS_WARM_POOLS_CHECK'),
  skipLocalhostTrafficFilter: linuxOnly(flag('ECS_SKIP_LOCALHOST_TRAFFIC_FILTER')),
  allowOffhostIntrospectionAccess: linuxOnly(flag('ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS')),
  offhostIntrospectionInterfaceName: linuxOnly(text('ECS_OFFHOST_INTROSPECTION_INTERFACE_NAME')),
  enableGpuSupport: linuxOnly(flag('ECS_ENABLE_GPU_SUPPORT')),
  httpProxy: text('HTTP_PROXY'),
  noProxy: names('NO_PROXY'),
  gmsaSupported: flag('ECS_GMSA_SUPPORTED'),
  credentialsFetcherHost: linuxOnly(text('CREDENTIALS_FETCHER_HOST')),
  credentialsFetcherSecretName: linuxOnly(text('CREDENTIALS_FETCHER_SECRET_NAME_FOR_DOMAINLESS_GMSA')),
  dynamicHostPortRange: {
    name: 'ECS_DYNAMIC_HOST_PORT_RANGE',
    text: ({ first, last }) => `${count('', 1).text(first, 'linux')}-${count('', 1).text(last, 'linux')}`,
    problem: ({ first, last }) => resolved(first, (each) => outside(each, 1, 65535, `first is ${each}`))
      ?? resolved(last, (each) => outside(each, Token.isUnresolved(first) ? 1 : first, 65535, `last is ${each}`)),
  },
  taskPidsLimit: linuxOnly(count('ECS_TASK_PIDS_LIMIT', 100, 4_194_304, 'a session of ECS Exec and its agent run in the task with up to 100 threads')),
  ebsTaskAttachSupported: linuxOnly(flag('ECS_EBSTA_SUPPORTED')),
  agentLabels: linuxOnly(map('ECS_AGENT_LABELS', badForSystemd)),
  agentApparmorProfile: linuxOnly(text('ECS_AGENT_APPARMOR_PROFILE')),
};

/** The drivers that the agent knows. It does not start with any other. */
const DRIVERS = ['json-file', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'logentries', 'sumologic', 'none'];

function unknownDriver(driver: string): string | undefined {
  return DRIVERS.includes(driver) ? undefined
    : driver === 'awsfirelens' ? 'and the agent does not start with "awsfirelens"; give "fluentd", which FireLens works through'
      : `and the agent does not start with ${JSON.stringify(driver)}; choose from ${DRIVERS.join(', ')}`;
}

function badRoute(range: string): string | undefined {
  const contains = rangeContains(range, TASK_CREDENTIALS_ADDRESS);
  return contains === undefined ? `and ${JSON.stringify(range)} is no IPv4 range; give one such as 10.0.15.0/24`
    : contains ? `and ${range} contains ${TASK_CREDENTIALS_ADDRESS}, where tasks get the credentials from that ECS Exec needs; give a narrower range` : undefined;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html */
function badAttribute(name: string, value: string, platform: AgentPlatform): string | undefined {
  return resolved(name, (each) => !/^[\w./\\-]{1,128}$/.test(each) ? `and ${JSON.stringify(each)} is no name of an attribute; give 1 to 128 letters, digits and - _ . / \\` : undefined)
    ?? (platform === 'bottlerocket' && name.includes('\\') ? `and Bottlerocket takes no \\ in ${JSON.stringify(name)}; give another name` : undefined)
    ?? resolved(value, (each) => !/^(?! )[\w./\\@: -]{1,128}(?<! )$/.test(each)
      ? `and ${JSON.stringify(each)} is no value of an attribute; give 1 to 128 letters, digits, - _ . / \\ @ : and inner spaces` : undefined);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#tag-restrictions */
function badTag(key: string, value: string): string | undefined {
  return resolved(key, (each) => /^aws:/i.test(each) ? `and the prefix of ${JSON.stringify(each)} is reserved; give another key`
    : each.length < 1 || each.length > 128 ? `and the key ${JSON.stringify(each)} has ${each.length} characters; give 1 to 128` : badTagText(each))
    ?? resolved(value, (each) => each.length > 256 ? `and the value of ${JSON.stringify(key)} has ${each.length} characters; give up to 256` : badTagText(each));
}

function badTagText(value: string): string | undefined {
  return /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u.test(value) ? undefined
    : `and ${JSON.stringify(value)} has a character that no tag has; give letters, digits, spaces and _ . : / = + - @`;
}

/** systemd, which hands these to ecs-init, would drop the backslashes before what JSON escapes. */
function badForSystemd(name: string, value: string): string | undefined {
  // eslint-disable-next-line no-control-regex
  const bad = [name, value].find((each) => /["\\\u0000-\u001f]/.test(each));
  return bad === undefined ? undefined : `and ${JSON.stringify(bad)} has a quotation mark, a backslash or a control character, which does not reach ecs-init; leave it out`;
}

function badTags(tags: { [key: string]: string }, platform: AgentPlatform): string | undefined {
  const found = Object.keys(tags).length;
  return found > 50 ? `and a container instance has no place for ${found} tags; give up to 50` : map('', badTag).problem!(tags, platform);
}

function resolved<T>(value: T, problem: (value: T) => string | undefined): string | undefined {
  return Token.isUnresolved(value) ? undefined : problem(value);
}

function isObject(value: string): boolean {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}
