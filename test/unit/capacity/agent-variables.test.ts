import { Duration, Size } from 'aws-cdk-lib';
import { context, scope } from './_agent';
import { EcsEngineAuthType, EcsImagePullBehavior, EcsInstanceTagSource, EcsLogFormat, EcsLogLevel, EcsLogRollover } from '../../../src/capacity/agent-enums';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import { AGENT_VARIABLES, type AgentOption } from '../../../src/capacity/private/agent-variables';
import { bottlerocketUserData } from '../../../src/capacity/private/user-data/bottlerocket';
import { linuxUserData } from '../../../src/capacity/private/user-data/linux';
import { windowsUserData } from '../../../src/capacity/private/user-data/windows';

/** An option that another one needs. */
const WITH: Partial<Record<AgentOption, EcsAgentConfig>> = {
  engineAuthType: { engineAuthData: '{}' },
  engineAuthData: { engineAuthType: EcsEngineAuthType.DOCKER },
  pollingMetricsWait: { pollMetrics: true },
  taskCleanupWaitJitter: { taskCleanupWait: Duration.hours(1) },
  excludeUntrackedImages: { enableUntrackedImageCleanup: true },
  untrackedImageMinimumCleanupAge: { enableUntrackedImageCleanup: true },
  logMaxFileSize: { logRollover: EcsLogRollover.SIZE },
  logOptions: { logDriver: 'json-file' },
  httpProxy: { noProxy: ['169.254.169.254', '169.254.170.2', '/var/run/docker.sock', '\\\\.\\pipe\\docker_engine'] },
  noProxy: { httpProxy: 'proxy:3128' },
  credentialsFetcherHost: { gmsaSupported: true },
  credentialsFetcherSecretName: { gmsaSupported: true },
};

const NO = 'refused';
const DRIVERS = '\'["json-file","awslogs","fluentd","none"]\'';
const STARTED = `Initialize-ECSAgent -Cluster 'c' -LoggingDrivers ${DRIVERS} -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS`;

interface Expected {
  /** The line in /etc/ecs/ecs.config. */
  readonly linux: string;
  /** The value in PowerShell, or the line. By default the value is the one on Linux. */
  readonly windows?: string;
  /** The line in TOML; nothing where it is always so. */
  readonly bottlerocket: string;
}

type Row = { readonly [K in AgentOption]: [option: K, value: NonNullable<EcsAgentConfig[K]>, expected: Expected] }[AgentOption];

// names and values are typed from https://github.com/aws/amazon-ecs-agent/blob/master/README.md
// and https://bottlerocket.dev/en/os/latest/api/settings/ecs/
const ROWS: readonly Row[] = [
  ['reservedPorts', [22, 80], {
    linux: 'ECS_RESERVED_PORTS=[22,2375,2376,51678,51679,80]',
    windows: 'ECS_RESERVED_PORTS=[53,135,139,445,2375,2376,3389,5985,5986,51678,51679,22,80]',
    bottlerocket: NO,
  }],
  ['reservedPortsUdp', [53], { linux: 'ECS_RESERVED_PORTS_UDP=[53]', bottlerocket: NO }],
  ['engineAuthType', EcsEngineAuthType.DOCKERCFG, { linux: 'ECS_ENGINE_AUTH_TYPE=dockercfg', bottlerocket: NO }],
  ['engineAuthData', '{"r.example.com":{"username":"u"}}', { linux: 'ECS_ENGINE_AUTH_DATA={"r.example.com":{"username":"u"}}', bottlerocket: NO }],
  ['region', 'eu-west-1', { linux: 'AWS_DEFAULT_REGION=eu-west-1', bottlerocket: NO }],
  ['dockerHost', 'unix:///run/docker.sock', { linux: 'DOCKER_HOST=unix:///run/docker.sock', bottlerocket: NO }],
  ['logLevel', EcsLogLevel.DEBUG, { linux: 'ECS_LOGLEVEL=debug', bottlerocket: 'loglevel = "debug"' }],
  ['logLevelOnInstance', EcsLogLevel.NONE, { linux: 'ECS_LOGLEVEL_ON_INSTANCE=none', bottlerocket: NO }],
  ['logFile', '/log/a.log', { linux: 'ECS_LOGFILE=/log/a.log', bottlerocket: NO }],
  ['checkpoint', false, { linux: 'ECS_CHECKPOINT=false', bottlerocket: NO }],
  ['dataDirectory', '/data/', { linux: 'ECS_DATADIR=/data/', bottlerocket: NO }],
  ['updatesEnabled', false, { linux: 'ECS_UPDATES_ENABLED=false', bottlerocket: NO }],
  ['disableMetrics', true, { linux: 'ECS_DISABLE_METRICS=true', bottlerocket: NO }],
  ['pollMetrics', true, { linux: 'ECS_POLL_METRICS=true', bottlerocket: NO }],
  ['pollingMetricsWait', Duration.seconds(15), { linux: 'ECS_POLLING_METRICS_WAIT_DURATION=15s', bottlerocket: NO }],
  ['pullDependentContainersUpfront', true, { linux: 'ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT=true', bottlerocket: NO }],
  ['reservedMemory', Size.gibibytes(1), { linux: 'ECS_RESERVED_MEMORY=1024', bottlerocket: 'reserved-memory = 1024' }],
  ['availableLoggingDrivers', ['awslogs', 'gelf'], {
    linux: 'ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs","gelf"]',
    windows: STARTED.replace(DRIVERS, '\'["awslogs","gelf"]\''),
    bottlerocket: 'logging-drivers = ["awslogs","gelf"]',
  }],
  ['disablePrivileged', true, { linux: 'ECS_DISABLE_PRIVILEGED=true', bottlerocket: 'allow-privileged-containers = false' }],
  ['selinuxCapable', true, { linux: 'ECS_SELINUX_CAPABLE=true', windows: NO, bottlerocket: '' }],
  ['apparmorCapable', true, { linux: 'ECS_APPARMOR_CAPABLE=true', windows: NO, bottlerocket: NO }],
  ['taskCleanupWait', Duration.minutes(90), { linux: 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=90m', bottlerocket: 'task-cleanup-wait = "90m"' }],
  ['taskCleanupWaitJitter', Duration.hours(1), { linux: 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER=1h', bottlerocket: NO }],
  ['manifestPullTimeout', Duration.minutes(2), { linux: 'ECS_MANIFEST_PULL_TIMEOUT=2m', bottlerocket: NO }],
  ['containerStopTimeout', Duration.seconds(90), { linux: 'ECS_CONTAINER_STOP_TIMEOUT=90s', bottlerocket: 'container-stop-timeout = "90s"' }],
  ['containerStartTimeout', Duration.minutes(10), { linux: 'ECS_CONTAINER_START_TIMEOUT=10m', bottlerocket: NO }],
  ['containerCreateTimeout', Duration.minutes(5), { linux: 'ECS_CONTAINER_CREATE_TIMEOUT=5m', bottlerocket: NO }],
  ['enableTaskIamRole', true, { linux: 'ECS_ENABLE_TASK_IAM_ROLE=true', windows: STARTED, bottlerocket: '' }],
  ['enableTaskIamRoleNetworkHost', true, { linux: 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=true', windows: NO, bottlerocket: '' }],
  ['disableImageCleanup', true, { linux: 'ECS_DISABLE_IMAGE_CLEANUP=true', bottlerocket: 'image-cleanup-enabled = false' }],
  ['imageCleanupInterval', Duration.minutes(10), { linux: 'ECS_IMAGE_CLEANUP_INTERVAL=10m', bottlerocket: 'image-cleanup-wait = "10m"' }],
  ['imageMinimumCleanupAge', Duration.minutes(30), { linux: 'ECS_IMAGE_MINIMUM_CLEANUP_AGE=30m', bottlerocket: 'image-cleanup-age = "30m"' }],
  ['untrackedImageMinimumCleanupAge', Duration.hours(3), { linux: 'NON_ECS_IMAGE_MINIMUM_CLEANUP_AGE=3h', bottlerocket: NO }],
  ['imagesDeletedPerCycle', 7, { linux: 'ECS_NUM_IMAGES_DELETE_PER_CYCLE=7', bottlerocket: 'image-cleanup-delete-per-cycle = 7' }],
  ['imagePullBehavior', EcsImagePullBehavior.PREFER_CACHED, { linux: 'ECS_IMAGE_PULL_BEHAVIOR=prefer-cached', bottlerocket: 'image-pull-behavior = "prefer-cached"' }],
  ['imagePullInactivityTimeout', Duration.minutes(4), { linux: 'ECS_IMAGE_PULL_INACTIVITY_TIMEOUT=4m', bottlerocket: NO }],
  ['imagePullTimeout', Duration.hours(1), { linux: 'ECS_IMAGE_PULL_TIMEOUT=1h', bottlerocket: NO }],
  ['instanceAttributes', { stack: 'prod' }, { linux: 'ECS_INSTANCE_ATTRIBUTES={"stack":"prod"}', bottlerocket: '[settings.ecs.instance-attributes]\n"stack" = "prod"' }],
  ['enableTaskEni', true, { linux: 'ECS_ENABLE_TASK_ENI=true', windows: STARTED, bottlerocket: '' }],
  ['enableHighDensityEni', false, { linux: 'ECS_ENABLE_HIGH_DENSITY_ENI=false', windows: NO, bottlerocket: NO }],
  ['cniPluginsPath', '/cni', { linux: 'ECS_CNI_PLUGINS_PATH=/cni', windows: NO, bottlerocket: NO }],
  ['awsvpcBlockImds', false, {
    linux: 'ECS_AWSVPC_BLOCK_IMDS=false',
    windows: STARTED.replace(' -AwsvpcBlockIMDS', ''),
    bottlerocket: 'awsvpc-block-imds = false',
  }],
  ['awsvpcAdditionalLocalRoutes', ['10.0.15.0/24'], {
    linux: 'ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES=["10.0.15.0/24"]',
    windows: `${STARTED} -AwsvpcAdditionalLocalRoutes '["10.0.15.0/24"]'`,
    bottlerocket: NO,
  }],
  ['enableContainerMetadata', true, { linux: 'ECS_ENABLE_CONTAINER_METADATA=true', bottlerocket: 'enable-container-metadata = true' }],
  ['hostDataDirectory', '/var/lib/ecs', { linux: 'ECS_HOST_DATA_DIR=/var/lib/ecs', windows: NO, bottlerocket: NO }],
  ['enableTaskCpuMemLimit', false, { linux: 'ECS_ENABLE_TASK_CPU_MEM_LIMIT=false', windows: NO, bottlerocket: NO }],
  ['cgroupPath', '/cgroup', { linux: 'ECS_CGROUP_PATH=/cgroup', windows: NO, bottlerocket: NO }],
  ['cgroupCpuPeriod', Duration.millis(10), { linux: 'ECS_CGROUP_CPU_PERIOD=10ms', windows: NO, bottlerocket: NO }],
  ['healthcheckHost', '127.0.0.1', { linux: 'ECS_AGENT_HEALTHCHECK_HOST=127.0.0.1', bottlerocket: NO }],
  ['enableCpuUnboundedWindowsWorkaround', true, { linux: NO, windows: 'ECS_ENABLE_CPU_UNBOUNDED_WINDOWS_WORKAROUND=true', bottlerocket: NO }],
  ['enableMemoryUnboundedWindowsWorkaround', true, { linux: NO, windows: 'ECS_ENABLE_MEMORY_UNBOUNDED_WINDOWS_WORKAROUND=true', bottlerocket: NO }],
  ['taskMetadataRequestLimit', { steady: 100, burst: 150 }, {
    linux: 'ECS_TASK_METADATA_RPS_LIMIT=100,150', bottlerocket: 'metadata-service-rps = 100\nmetadata-service-burst = 150',
  }],
  ['sharedVolumeMatchFullConfig', true, { linux: 'ECS_SHARED_VOLUME_MATCH_FULL_CONFIG=true', bottlerocket: NO }],
  ['propagateTagsFrom', EcsInstanceTagSource.EC2_INSTANCE, { linux: 'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance', bottlerocket: NO }],
  ['containerInstanceTags', { key: 'val' }, { linux: 'ECS_CONTAINER_INSTANCE_TAGS={"key":"val"}', bottlerocket: NO }],
  ['enableUntrackedImageCleanup', true, { linux: 'ECS_ENABLE_UNTRACKED_IMAGE_CLEANUP=true', bottlerocket: NO }],
  ['excludeUntrackedImages', ['alpine:latest', 'busybox:1'], { linux: 'ECS_EXCLUDE_UNTRACKED_IMAGE=alpine:latest,busybox:1', bottlerocket: NO }],
  ['disableDockerHealthCheck', true, { linux: 'ECS_DISABLE_DOCKER_HEALTH_CHECK=true', bottlerocket: NO }],
  ['nvidiaRuntime', 'nvidia', { linux: 'ECS_NVIDIA_RUNTIME=nvidia', windows: NO, bottlerocket: NO }],
  ['alternateCredentialProfile', 'other', { linux: 'ECS_ALTERNATE_CREDENTIAL_PROFILE=other', bottlerocket: NO }],
  ['enableSpotInstanceDraining', true, { linux: 'ECS_ENABLE_SPOT_INSTANCE_DRAINING=true', bottlerocket: 'enable-spot-instance-draining = true' }],
  ['logRollover', EcsLogRollover.SIZE, { linux: 'ECS_LOG_ROLLOVER_TYPE=size', bottlerocket: NO }],
  ['logFormat', EcsLogFormat.JSON, { linux: 'ECS_LOG_OUTPUT_FORMAT=json', bottlerocket: NO }],
  ['logMaxFileSize', Size.mebibytes(20), { linux: 'ECS_LOG_MAX_FILE_SIZE_MB=20', bottlerocket: NO }],
  ['logMaxRollCount', 48, { linux: 'ECS_LOG_MAX_ROLL_COUNT=48', bottlerocket: NO }],
  ['logDriver', 'awslogs', { linux: 'ECS_LOG_DRIVER=awslogs', windows: NO, bottlerocket: NO }],
  ['logOptions', { 'max-size': '16m' }, { linux: 'ECS_LOG_OPTS={"max-size":"16m"}', windows: NO, bottlerocket: NO }],
  ['enableAwslogsExecutionRoleOverride', true, { linux: 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true', bottlerocket: '' }],
  ['fsxWindowsFileServerSupported', false, { linux: NO, windows: 'ECS_FSX_WINDOWS_FILE_SERVER_SUPPORTED=false', bottlerocket: NO }],
  ['enableRuntimeStats', true, { linux: 'ECS_ENABLE_RUNTIME_STATS=true', bottlerocket: NO }],
  ['excludeIpv6PortBinding', false, { linux: 'ECS_EXCLUDE_IPV6_PORTBINDING=false', bottlerocket: NO }],
  ['warmPoolsCheck', true, { linux: 'ECS_WARM_POOLS_CHECK=true', bottlerocket: '[settings.autoscaling]\nshould-wait = true' }],
  ['skipLocalhostTrafficFilter', false, { linux: 'ECS_SKIP_LOCALHOST_TRAFFIC_FILTER=false', windows: NO, bottlerocket: NO }],
  ['allowOffhostIntrospectionAccess', false, { linux: 'ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS=false', windows: NO, bottlerocket: NO }],
  ['offhostIntrospectionInterfaceName', 'ens5', { linux: 'ECS_OFFHOST_INTROSPECTION_INTERFACE_NAME=ens5', windows: NO, bottlerocket: NO }],
  ['enableGpuSupport', true, { linux: 'ECS_ENABLE_GPU_SUPPORT=true', windows: NO, bottlerocket: NO }],
  ['httpProxy', 'proxy:3128', { linux: 'HTTP_PROXY=proxy:3128', bottlerocket: NO }],
  ['noProxy', ['169.254.169.254', '169.254.170.2', '/var/run/docker.sock', '\\\\.\\pipe\\docker_engine'], {
    linux: 'NO_PROXY=169.254.169.254,169.254.170.2,/var/run/docker.sock,\\\\.\\pipe\\docker_engine', bottlerocket: NO,
  }],
  ['gmsaSupported', true, { linux: 'ECS_GMSA_SUPPORTED=true', bottlerocket: NO }],
  ['credentialsFetcherHost', 'unix:///a.sock', { linux: 'CREDENTIALS_FETCHER_HOST=unix:///a.sock', windows: NO, bottlerocket: NO }],
  ['credentialsFetcherSecretName', 's', { linux: 'CREDENTIALS_FETCHER_SECRET_NAME_FOR_DOMAINLESS_GMSA=s', windows: NO, bottlerocket: NO }],
  ['dynamicHostPortRange', { first: 40000, last: 50000 }, { linux: 'ECS_DYNAMIC_HOST_PORT_RANGE=40000-50000', bottlerocket: NO }],
  ['taskPidsLimit', 4_194_304, { linux: 'ECS_TASK_PIDS_LIMIT=4194304', windows: NO, bottlerocket: NO }],
  ['ebsTaskAttachSupported', false, { linux: 'ECS_EBSTA_SUPPORTED=false', windows: NO, bottlerocket: NO }],
  ['agentLabels', { team: 'a' }, { linux: 'ECS_AGENT_LABELS={"team":"a"}', windows: NO, bottlerocket: NO }],
  ['agentApparmorProfile', 'p', { linux: 'ECS_AGENT_APPARMOR_PROFILE=p', windows: NO, bottlerocket: NO }],
];

test('every option is here, once', () => {
  expect(ROWS.map(([option]) => option).sort()).toEqual(Object.keys(AGENT_VARIABLES).sort());
});

describe.each(ROWS.map(([option, value, expected]) => [option, value, expected] as const))('%s', (option, value, { linux, windows, bottlerocket }) => {
  const alone: EcsAgentConfig = { [option]: value };
  const config: EcsAgentConfig = { ...WITH[option], ...alone };
  const given = context({ warmPool: option === 'warmPoolsCheck' });

  test('on Linux', () => {
    const render = () => linuxUserData(scope(), linux === NO ? alone : config, given);
    if (linux === NO) {
      expect(render).toThrow(`Stack: agent.${option} (${AGENT_VARIABLES[option].name}) is for Windows only; leave it out on Linux`);
    } else {
      expect(render().filter((line) => line === linux)).toHaveLength(1);
    }
  });

  test('on Windows', () => {
    const expected = windows ?? linux;
    const render = () => windowsUserData(scope(), expected === NO ? alone : config, given);
    if (expected === NO) {
      expect(render).toThrow(`Stack: agent.${option} (${AGENT_VARIABLES[option].name}) is for Linux only; leave it out on Windows`);
    } else {
      const [, name, text] = /^(\w+)=(.*)$/.exec(expected) ?? [];
      expect(render()).toContain(name === undefined ? expected : `[Environment]::SetEnvironmentVariable('${name}', '${text}', 'Machine')`);
    }
  });

  test('on Bottlerocket', () => {
    const render = () => bottlerocketUserData(scope(), config, given);
    if (bottlerocket === NO) {
      expect(render).toThrow(/^Stack: agent\.\w+.* (?:has no setting on Bottlerocket|is for Windows only)/);
    } else {
      expect(`\n${render()}`).toContain(bottlerocket === '' ? '\ncluster = "c"\n' : `\n${bottlerocket}\n`);
    }
  });
});
