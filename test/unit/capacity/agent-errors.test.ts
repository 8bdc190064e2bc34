import { Aws, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { context, scope } from './_agent';
import { EcsEngineAuthType, EcsLogLevel } from '../../../src/capacity/agent-enums';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import type { AgentContext } from '../../../src/capacity/private/agent-context';
import { bottlerocketUserData } from '../../../src/capacity/private/user-data/bottlerocket';
import { linuxUserData } from '../../../src/capacity/private/user-data/linux';
import { windowsUserData } from '../../../src/capacity/private/user-data/windows';

const EXEMPT = ['169.254.169.254', '169.254.170.2', '/var/run/docker.sock'];
const onHost = { networkModes: { awsvpc: false, bridge: false, host: true } };

describe.each<[string, ...[EcsAgentConfig, string, Partial<AgentContext>?][]]>([
  ['what ECS Exec needs',
    [{ enableTaskIamRole: false }, 'enableTaskIamRole is false, and without the credentials of the task role no session of ECS Exec opens; leave it out'],
    [{ enableTaskIamRoleNetworkHost: false }, 'enableTaskIamRoleNetworkHost is false, and tasks run in host mode, where no session of ECS Exec opens without the task role; leave it out or run the tasks in awsvpc mode', onHost],
    [{ enableAwslogsExecutionRoleOverride: false }, 'enableAwslogsExecutionRoleOverride is false, and tasks whose logs or secrets need the execution role do not start; leave it out'],
    [{ enableTaskEni: false }, 'enableTaskEni is false, and tasks run in awsvpc mode, which needs it; leave it out'],
    [{ availableLoggingDrivers: ['json-file'] }, 'availableLoggingDrivers is ["json-file"], and tasks that use "awslogs" find no instance; add it'],
    [{ taskPidsLimit: 99 }, 'taskPidsLimit (ECS_TASK_PIDS_LIMIT) is 99, which the agent does not take, as a session of ECS Exec and its agent run in the task with up to 100 threads; give an integer from 100 to 4194304'],
    [{ awsvpcAdditionalLocalRoutes: ['10.0.0.0/8', '169.254.170.2/32'] }, 'awsvpcAdditionalLocalRoutes (ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES) is ["10.0.0.0/8","169.254.170.2/32"], and 169.254.170.2/32 contains 169.254.170.2, where tasks get the credentials from that ECS Exec needs; give a narrower range'],
    [{ awsvpcAdditionalLocalRoutes: ['0.0.0.0/0'] }, 'and 0.0.0.0/0 contains 169.254.170.2'],
    [{ awsvpcAdditionalLocalRoutes: ['169.254.0.0/16'] }, 'and 169.254.0.0/16 contains 169.254.170.2']],
  ['what the agent would ignore or refuse',
    [{ imageCleanupInterval: Duration.minutes(9) }, 'imageCleanupInterval (ECS_IMAGE_CLEANUP_INTERVAL) is 9 minutes, below the least that the agent takes; give 10 minutes or more'],
    [{ taskCleanupWait: Duration.millis(500) }, 'is 500 millis, below the least that the agent takes; give 1 second or more'],
    [{ manifestPullTimeout: Duration.seconds(29) }, 'give 30 seconds or more'],
    [{ containerStopTimeout: Duration.millis(1) }, 'give 1 second or more'],
    [{ containerStartTimeout: Duration.seconds(44) }, 'give 45 seconds or more'],
    [{ containerCreateTimeout: Duration.seconds(59) }, 'give 1 minute or more'],
    [{ imagePullInactivityTimeout: Duration.seconds(59) }, 'give 1 minute or more'],
    [{ imagePullTimeout: Duration.seconds(0) }, 'imagePullTimeout (ECS_IMAGE_PULL_TIMEOUT) is 0 seconds, which is no time; give more'],
    [{ cgroupCpuPeriod: Duration.millis(7) }, 'below the least that the agent takes; give 8 millis or more'],
    [{ cgroupCpuPeriod: Duration.millis(101) }, 'above the most that the agent takes; give 100 millis or less'],
    [{ pollMetrics: true, pollingMetricsWait: Duration.seconds(4) }, 'give 5 seconds or more'],
    [{ pollMetrics: true, pollingMetricsWait: Duration.seconds(21) }, 'give 20 seconds or less'],
    [{ imagesDeletedPerCycle: 0 }, 'imagesDeletedPerCycle (ECS_NUM_IMAGES_DELETE_PER_CYCLE) is 0, which the agent does not take; give an integer 1 or more'],
    [{ logMaxRollCount: 1.5 }, 'is 1.5, which the agent does not take; give an integer 1 or more'],
    [{ reservedMemory: Size.kibibytes(1) }, 'reservedMemory (ECS_RESERVED_MEMORY) is 1024 bytes, which the agent does not take, as the agent counts in MiB; give an integer from 0 to 65535'],
    [{ reservedMemory: Size.gibibytes(64) }, 'give an integer from 0 to 65535'],
    [{ taskPidsLimit: 4_194_305 }, 'give an integer from 100 to 4194304'],
    [{ reservedPorts: [80, 65536] }, 'reservedPorts (ECS_RESERVED_PORTS) is [80,65536], which the agent does not take, as 65536 is no port; give an integer from 1 to 65535'],
    [{ reservedPortsUdp: [0] }, 'as 0 is no port'],
    [{ dynamicHostPortRange: { first: 0, last: 10 } }, 'as first is 0; give an integer from 1 to 65535'],
    [{ dynamicHostPortRange: { first: 20, last: 10 } }, 'is {"first":20,"last":10}, which the agent does not take, as last is 10; give an integer from 20 to 65535'],
    [{ taskMetadataRequestLimit: { steady: 0, burst: 1 } }, 'as steady is 0; give an integer 1 or more'],
    [{ taskMetadataRequestLimit: { steady: 60, burst: 40 } }, 'as burst is 40; give an integer 60 or more'],
    [{ availableLoggingDrivers: ['awslogs', 'awsfirelens'] }, 'and the agent does not start with "awsfirelens"; give "fluentd", which FireLens works through'],
    [{ availableLoggingDrivers: ['awslogs', 'other'] }, 'and the agent does not start with "other"; choose from json-file, syslog, journald, gelf, fluentd, awslogs, splunk, logentries, sumologic, none'],
    [{ awsvpcAdditionalLocalRoutes: ['10.0.15.0'] }, 'and "10.0.15.0" is no IPv4 range; give one such as 10.0.15.0/24'],
    [{ awsvpcAdditionalLocalRoutes: ['10.0.256.0/24'] }, 'and "10.0.256.0/24" is no IPv4 range'],
    [{ awsvpcAdditionalLocalRoutes: ['10.0.0.0/33'] }, 'and "10.0.0.0/33" is no IPv4 range'],
    [{ logLevel: EcsLogLevel.NONE }, 'logLevel (ECS_LOGLEVEL) is "none", which only logLevelOnInstance has; give EcsLogLevel.CRITICAL or more'],
    [{ dockerHost: '' }, 'dockerHost (DOCKER_HOST) is "", and may not be empty; leave it out'],
    [{ enableUntrackedImageCleanup: true, excludeUntrackedImages: ['a b'] }, 'and "a b" is no name; give names without spaces or commas'],
    [{ enableUntrackedImageCleanup: true, excludeUntrackedImages: [''] }, 'and "" is no name']],
  ['attributes and tags',
    [{ instanceAttributes: { 'a b': 'c' } }, 'and "a b" is no name of an attribute; give 1 to 128 letters, digits and - _ . / \\'],
    [{ instanceAttributes: { ['a'.repeat(129)]: 'c' } }, 'is no name of an attribute'],
    [{ instanceAttributes: { a: ' b' } }, 'and " b" is no value of an attribute; give 1 to 128 letters, digits, - _ . / \\ @ : and inner spaces'],
    [{ instanceAttributes: { a: '' } }, 'and "" is no value of an attribute'],
    [{ containerInstanceTags: { 'AWS:x': 'c' } }, 'and the prefix of "AWS:x" is reserved; give another key'],
    [{ containerInstanceTags: { ['k'.repeat(129)]: 'c' } }, 'has 129 characters; give 1 to 128'],
    [{ containerInstanceTags: { k: 'v'.repeat(257) } }, 'and the value of "k" has 257 characters; give up to 256'],
    [{ containerInstanceTags: { k: 'a"b' } }, 'and "a\\"b" has a character that no tag has; give letters, digits, spaces and _ . : / = + - @'],
    [{ containerInstanceTags: { 'k\n': 'v' } }, 'has a character that no tag has'],
    [{ containerInstanceTags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) }, 'and a container instance has no place for 51 tags; give up to 50'],
    [{ agentLabels: { a: 'b"c' } }, 'and "b\\"c" has a quotation mark, a backslash or a control character, which does not reach ecs-init; leave it out'],
    [{ logDriver: 'json-file', logOptions: { 'a\\': 'b' } }, 'agent.logOptions (ECS_LOG_OPTS)']],
  ['what is nothing without another',
    [{ pollingMetricsWait: Duration.seconds(10) }, 'pollingMetricsWait is given without pollMetrics, and nothing is polled; set pollMetrics or leave it out'],
    [{ pollMetrics: true, disableMetrics: true }, 'pollMetrics and disableMetrics are both set, and no metrics are gathered; leave one out'],
    [{ taskCleanupWaitJitter: Duration.hours(1) }, 'taskCleanupWaitJitter is given without taskCleanupWait, which it adds to; give both'],
    [{ logMaxFileSize: Size.mebibytes(1) }, 'logMaxFileSize is given, and the log is rotated every hour; set logRollover to EcsLogRollover.SIZE or leave it out'],
    [{ logOptions: { a: 'b' } }, 'logOptions is given without logDriver, whose options it has; give both'],
    [{ excludeUntrackedImages: ['a:b'] }, 'excludeUntrackedImages is given without enableUntrackedImageCleanup, and no such image is cleaned up; set enableUntrackedImageCleanup or leave it out'],
    [{ untrackedImageMinimumCleanupAge: Duration.hours(1) }, 'untrackedImageMinimumCleanupAge is given without enableUntrackedImageCleanup'],
    [{ disableImageCleanup: true, imageCleanupInterval: Duration.hours(1) }, 'imageCleanupInterval is given, and disableImageCleanup is true, so that no image is cleaned up; leave one out'],
    [{ engineAuthType: EcsEngineAuthType.DOCKER }, 'engineAuthType is given without engineAuthData; give both or none'],
    [{ engineAuthData: '{}' }, 'engineAuthData is given without engineAuthType; give both or none'],
    [{ engineAuthType: EcsEngineAuthType.DOCKER, engineAuthData: 'secret' }, 'engineAuthData (ECS_ENGINE_AUTH_DATA) is not shown here, which is no JSON object; give the credentials of each registry as one'],
    [{ engineAuthType: EcsEngineAuthType.DOCKER, engineAuthData: '[]' }, 'which is no JSON object'],
    [{ credentialsFetcherHost: 'unix:///a' }, 'credentialsFetcherHost is given without gmsaSupported; set gmsaSupported or leave it out'],
    [{ credentialsFetcherSecretName: 's' }, 'credentialsFetcherSecretName is given without gmsaSupported'],
    [{ offhostIntrospectionInterfaceName: 'ens5', allowOffhostIntrospectionAccess: true }, 'offhostIntrospectionInterfaceName is given, and allowOffhostIntrospectionAccess lets everybody in; leave one out'],
    [{ enableTaskEni: false, awsvpcBlockImds: true }, 'awsvpcBlockImds is given, and enableTaskEni is off, so that no task runs in awsvpc mode; set enableTaskEni or leave it out', onHost],
    [{ enableTaskEni: false, enableHighDensityEni: true }, 'enableHighDensityEni is given, and enableTaskEni is off', onHost],
    [{ warmPoolsCheck: true }, 'warmPoolsCheck is true, and there is no warm pool, so that no instance would register in time; leave it out'],
    [{ warmPoolsCheck: false }, 'warmPoolsCheck is false, and instances would register while they are in the warm pool; leave it out', { warmPool: true }]],
  ['proxies',
    [{ httpProxy: 'p:1' }, 'httpProxy is given without noProxy, and the agent would reach the instance metadata and Docker through the proxy; give proxy, or noProxy too'],
    [{ noProxy: EXEMPT }, 'noProxy is given without httpProxy, which it makes exceptions from; give proxy, or both'],
    [{ httpProxy: 'p:1', noProxy: ['169.254.169.254'] }, 'noProxy lacks 169.254.170.2, /var/run/docker.sock, which the agent never reaches through a proxy; add it'],
    [{ httpProxy: 'u:p@p:1', noProxy: EXEMPT }, 'httpProxy contains a user or a password, and everybody who can read the user data could read it; let the proxy know its clients by their address'],
    [{ httpProxy: 'p', noProxy: EXEMPT }, 'httpProxy is "p", which is no address of a proxy; give host:port or http://host:port'],
    [{ proxy: { url: 'p:1' }, httpProxy: 'p:1' }, 'proxy is given together with httpProxy or noProxy, which it sets; leave them out'],
    [{ proxy: { url: 'http://u:p@p:1' } }, 'proxy.url contains a user or a password'],
    [{ proxy: { url: 'ftp://p:1' } }, 'proxy.url is "ftp://p:1", which is no address of a proxy; give host:port or http://host:port'],
    [{ proxy: { url: 'p:1', noProxy: ['a,b'] } }, 'proxy.noProxy has "a,b", which is no host; give host names, domains, addresses or ranges, one in each entry']],
  ['lines and additional variables',
    [{ logFile: 'a\nb' }, 'logFile has a line break, a control character, or white space at an end, which does not reach the agent; leave it out'],
    [{ logFile: 'a ' }, 'logFile has a line break'],
    [{ additionalVariables: { A: 'b\u0000' } }, 'additionalVariables.A has a line break, a control character'],
    [{ logFile: '"a"' }, 'logFile begins with a quotation mark or ends with a backslash, which systemd and the agent read in different ways; leave it out'],
    [{ logFile: 'a\\' }, 'logFile begins with a quotation mark or ends with a backslash'],
    [{ additionalVariables: { 'A B': 'c' } }, 'additionalVariables has "A B", which is no name of a variable; give upper-case letters, digits and _'],
    [{ additionalVariables: { ECS_LOGLEVEL: 'info' } }, 'additionalVariables has ECS_LOGLEVEL, and agent.logLevel sets it; leave it out'],
    [{ additionalVariables: { ECS_CLUSTER: 'c' } }, 'additionalVariables has ECS_CLUSTER, and the cluster is known; leave it out'],
    [{ additionalVariables: { AWS_SECRET_ACCESS_KEY: 'x' } }, 'additionalVariables has AWS_SECRET_ACCESS_KEY, and the role of the instance gives the agent its credentials; leave it out'],
    [{ additionalVariables: { HTTPS_PROXY: 'p:1' } }, 'additionalVariables has HTTPS_PROXY, and agent.proxy sets it; leave it out']],
])('%s', (_, ...rows) => {
  test.each(rows.map(([config, message, more = {}]) => [message, config, more] as const))('%s', (message, config, more) => {
    const render = () => linuxUserData(scope(), config, context(more));
    expect(render).toThrow(/^Stack: agent\./);
    expect(render).toThrow(message);
  });
});

describe('what the context allows', () => {
  test.each<[string, EcsAgentConfig, Partial<AgentContext>]>([
    ['no awslogs', { availableLoggingDrivers: ['json-file'] }, { awslogs: false }],
    ['no task role in host mode', { enableTaskIamRoleNetworkHost: false }, {}],
    ['no network interfaces', { enableTaskEni: false }, onHost],
    ['a warm pool', { warmPoolsCheck: true }, { warmPool: true }],
    ['a credentials fetcher', { gmsaSupported: true, credentialsFetcherHost: 'unix:///a' }, {}],
    ['a raw proxy', { httpProxy: 'http://p:1', noProxy: EXEMPT }, {}],
  ])('%s', (_, config, more) => {
    expect(linuxUserData(scope(), config, context(more))).not.toHaveLength(0);
  });
});

test('Windows takes longer to start a container', () => {
  expect(() => windowsUserData(scope(), { containerStartTimeout: Duration.minutes(1) }, context())).toThrow('is 1 minute, below the least that the agent takes; give 2 minutes or more');
});

test('Windows has another pipe to Docker', () => {
  expect(() => windowsUserData(scope(), { httpProxy: 'p:1', noProxy: EXEMPT }, context())).toThrow('noProxy lacks \\\\.\\pipe\\docker_engine');
});

test('Windows ends the script at its tag, wherever that is', () => {
  expect(() => windowsUserData(scope(), { logFile: 'a</PowerShell>' }, context())).toThrow('Stack: agent.logFile contains a tag that ends the user data of Windows; leave it out');
});

test('Windows has no network interfaces for tasks in other modes', () => {
  expect(() => windowsUserData(scope(), { awsvpcAdditionalLocalRoutes: ['10.0.0.0/8'] }, context(onHost))).toThrow('awsvpcAdditionalLocalRoutes is given, and enableTaskEni is off');
});

describe('Bottlerocket', () => {
  test('says what it takes', () => {
    expect(() => bottlerocketUserData(scope(), { checkpoint: true }, context())).toThrow(
      'Stack: agent.checkpoint true (ECS_CHECKPOINT) has no setting on Bottlerocket; leave it out, or use another image. Bottlerocket takes '
      + 'additionalVariables.ECS_BACKEND_HOST, availableLoggingDrivers, awsvpcBlockImds, containerStopTimeout, disableImageCleanup, disablePrivileged, '
      + 'enableAwslogsExecutionRoleOverride, enableContainerMetadata, enableGpuSupport, enableSpotInstanceDraining, enableTaskEni, enableTaskIamRole, '
      + 'enableTaskIamRoleNetworkHost, imageCleanupInterval, imageMinimumCleanupAge, imagePullBehavior, imagesDeletedPerCycle, instanceAttributes, logLevel, '
      + 'proxy, reservedMemory, selinuxCapable, taskCleanupWait, taskMetadataRequestLimit, warmPoolsCheck',
    );
  });

  test.each<[EcsAgentConfig, string]>([
    [{ enableTaskIamRoleNetworkHost: false }, 'agent.enableTaskIamRoleNetworkHost false (ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST) has no setting on Bottlerocket'],
    [{ selinuxCapable: false }, 'agent.selinuxCapable false (ECS_SELINUX_CAPABLE) has no setting on Bottlerocket'],
    [{ enableGpuSupport: true }, 'agent.enableGpuSupport true (ECS_ENABLE_GPU_SUPPORT) has no setting on Bottlerocket'],
    [{ dataDirectory: '/data' }, 'agent.dataDirectory (ECS_DATADIR) has no setting on Bottlerocket'],
    [{ additionalVariables: { ECS_NEW: 'x' } }, 'agent.additionalVariables.ECS_NEW (ECS_NEW) has no setting on Bottlerocket'],
    [{ taskCleanupWait: Duration.millis(1500) }, 'agent.taskCleanupWait (ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION) is 1500ms, and Bottlerocket takes whole seconds; give them'],
    [{ instanceAttributes: { 'a\\b': 'c' } }, 'and Bottlerocket takes no \\ in "a\\\\b"; give another name'],
    [{ fsxWindowsFileServerSupported: true }, 'agent.fsxWindowsFileServerSupported (ECS_FSX_WINDOWS_FILE_SERVER_SUPPORTED) is for Windows only; leave it out on Bottlerocket'],
  ])('refuses %j', (config, message) => {
    expect(() => bottlerocketUserData(scope(), config, context())).toThrow(message);
  });
});

test('nothing is said about tokens', () => {
  const stack = new Stack();
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const lines = linuxUserData(stack, {
    taskPidsLimit: number,
    imageCleanupInterval: Duration.minutes(number),
    reservedMemory: Size.mebibytes(number),
    reservedPorts: [number],
    availableLoggingDrivers: list,
    awsvpcAdditionalLocalRoutes: [Aws.REGION],
    dynamicHostPortRange: { first: number, last: 2 },
    taskMetadataRequestLimit: { steady: number, burst: number },
    instanceAttributes: { [Aws.REGION]: Aws.REGION },
    containerInstanceTags: { [Aws.REGION]: Aws.REGION },
    httpProxy: Aws.REGION,
    noProxy: list,
  }, context());
  expect(lines.filter((line) => line.includes('Token['))).toHaveLength(12);
});

test('a token in days has no unit that the agent knows', () => {
  const stack = new Stack(undefined, 'Stack');
  const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
  expect(() => linuxUserData(stack, { taskCleanupWait: Duration.days(days) }, context())).toThrow('Duration.hours()');
});
