import { Aws, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { ALL_MODES, context, scope } from './_agent';
import { Machine, variablesOf } from './_machine';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import type { AgentContext } from '../../../src/capacity/private/agent-context';
import { linuxUserData } from '../../../src/capacity/private/user-data/linux';

const AGENT_FILE = 'etc/ecs/ecs.config';
const BLOCK = 'etc/systemd/system/exec-ready-block-instance-metadata.service';

let machine: Machine;

beforeEach(() => {
  machine = new Machine();
});

afterEach(() => {
  machine.remove();
});

function run(config: EcsAgentConfig = {}, more: Partial<AgentContext> = {}): { [name: string]: string } {
  machine.run(linuxUserData(scope(), config, context(more)));
  return variablesOf(machine.read(AGENT_FILE));
}

/** Typed from what ECS Exec needs. */
const ALWAYS = {
  ECS_CLUSTER: 'c',
  ECS_ENABLE_TASK_IAM_ROLE: 'true',
  ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST: 'true',
  ECS_AVAILABLE_LOGGING_DRIVERS: '["json-file","syslog","awslogs","fluentd","none"]',
  ECS_ENABLE_TASK_ENI: 'true',
  ECS_AWSVPC_BLOCK_IMDS: 'true',
  ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'true',
};

test('sets what ECS Exec needs, and no more', () => {
  expect(run()).toEqual(ALWAYS);
});

test.each([
  ['spot', { ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true' }],
  ['warmPool', { ECS_WARM_POOLS_CHECK: 'true' }],
  ['gpu', { ECS_ENABLE_GPU_SUPPORT: 'true' }],
])('knows what instances are: %s', (what, variables) => {
  expect(run({}, { [what]: true })).toEqual({ ...ALWAYS, ...variables });
});

test('the user wins, and an undefined option is none', () => {
  expect(run({ enableSpotInstanceDraining: false, awsvpcBlockImds: undefined }, { spot: true })).toEqual({ ...ALWAYS, ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'false' });
});

test('without task network interfaces there is no metadata to block on them', () => {
  const modes = { awsvpc: false, bridge: false, host: true };
  expect(run({ enableTaskEni: false }, { networkModes: modes })).toMatchObject({ ECS_ENABLE_TASK_ENI: 'false', ECS_AWSVPC_BLOCK_IMDS: 'false' });
});

describe('the file of the agent', () => {
  test('keeps what is in it, also when its last line has no end', () => {
    machine.write(AGENT_FILE, 'ECS_BEFORE=1\nECS_CLUSTER=default');
    expect(run()).toEqual({ ECS_BEFORE: '1', ...ALWAYS });
  });

  test('says the same after a second run', () => {
    const first = run({ proxy: { url: 'proxy:3128' } }, { networkModes: ALL_MODES });
    const files = [BLOCK, 'etc/systemd/system/docker.service.d/http-proxy.conf'].map((file) => machine.read(file));
    expect(run({ proxy: { url: 'proxy:3128' } }, { networkModes: ALL_MODES })).toEqual(first);
    expect([BLOCK, 'etc/systemd/system/docker.service.d/http-proxy.conf'].map((file) => machine.read(file))).toEqual(files);
  });

  test.each([
    'it\'s', 'a "quoted" one', '$HOME', '${HOME}', '$(id)', '`id`', '!!', 'a\\b', '#', '*', '~', 'a; rm -rf b', 'EXEC_READY_END', 'é – 日本', '%h',
  ])('takes %j as it is', (value) => {
    const variables = run({ healthcheckHost: value, additionalVariables: { ECS_NEW: value } });
    expect(variables).toEqual({ ...ALWAYS, ECS_AGENT_HEALTHCHECK_HOST: value, ECS_NEW: value });
  });

  test('takes JSON as it is', () => {
    const { ECS_INSTANCE_ATTRIBUTES: attributes, ECS_CONTAINER_INSTANCE_TAGS: tags, ECS_LOG_OPTS: options } = run({
      instanceAttributes: { 'a.b': 'c\\d' }, containerInstanceTags: { é: 'a = b' }, logDriver: 'json-file', logOptions: { tag: '{{.Name}} $x `y` it\'s' },
    });
    expect([attributes, tags, options].map((each) => JSON.parse(each) as unknown)).toEqual([{ 'a.b': 'c\\d' }, { é: 'a = b' }, { tag: '{{.Name}} $x `y` it\'s' }]);
  });
});

test('tokens reach the template', () => {
  const stack = new Stack(undefined, 'Stack');
  const of = (type: string, id: string) => new CfnParameter(stack, id, { type });
  const lines = linuxUserData(stack, {
    region: Aws.REGION,
    imagesDeletedPerCycle: of('Number', 'Count').valueAsNumber,
    taskCleanupWait: Duration.minutes(of('Number', 'Wait').valueAsNumber),
    awsvpcAdditionalLocalRoutes: of('CommaDelimitedList', 'Routes').valueAsList,
    excludeUntrackedImages: of('CommaDelimitedList', 'Images').valueAsList,
    enableUntrackedImageCleanup: true,
    instanceAttributes: { a: of('String', 'Value').valueAsString },
    taskMetadataRequestLimit: { steady: of('Number', 'Steady').valueAsNumber, burst: 60 },
    proxy: { url: of('String', 'Proxy').valueAsString, noProxy: [`.${Aws.URL_SUFFIX}`] },
  }, context({ clusterName: of('String', 'Cluster').valueAsString }));
  const text = JSON.stringify(stack.resolve(lines.join('\n')));
  const ref = (id: string) => `",{"Ref":"${id}"},"`;
  for (const line of [
    `ECS_CLUSTER=${ref('Cluster')}`, `AWS_DEFAULT_REGION=${ref('AWS::Region')}`, `ECS_NUM_IMAGES_DELETE_PER_CYCLE=${ref('Count')}\\n`,
    `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=${ref('Wait')}m\\n`, `ECS_INSTANCE_ATTRIBUTES={\\"a\\":\\"${ref('Value')}\\"}`, `ECS_TASK_METADATA_RPS_LIMIT=${ref('Steady')},60`,
    'ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES=[\\"",{"Fn::Join":["\\",\\"",{"Ref":"Routes"}]},"\\"]', 'ECS_EXCLUDE_UNTRACKED_IMAGE=",{"Fn::Join":[",",{"Ref":"Images"}]},"',
    `HTTP_PROXY=${ref('Proxy')}\\n`, `169.254.170.2,.${ref('AWS::URLSuffix')}`,
  ]) {
    expect(text).toContain(line);
  }
});

describe('a proxy', () => {
  const dropIn = (service: string) => machine.read(`etc/systemd/system/${service}.service.d/http-proxy.conf`);

  test('is set for the agent, for ecs-init and for Docker', () => {
    const variables = run({ proxy: { url: '10.0.0.131:3128', noProxy: ['.example.com', '169.254.169.254'] } });
    const url = 'http://10.0.0.131:3128';
    const exempt = '169.254.169.254,169.254.170.2,.example.com';
    expect(variables).toEqual({ ...ALWAYS, HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: `${exempt},/var/run/docker.sock` });
    expect(dropIn('ecs')).toBe(`[Service]\nEnvironment="HTTP_PROXY=${url}"\nEnvironment="HTTPS_PROXY=${url}"\nEnvironment="NO_PROXY=${exempt},/var/run/docker.sock"\n`);
    expect(dropIn('docker')).toBe(`[Service]\nEnvironment="HTTP_PROXY=${url}"\nEnvironment="HTTPS_PROXY=${url}"\nEnvironment="NO_PROXY=${exempt}"\n`);
    expect(machine.commands).toEqual(['systemctl daemon-reload', 'systemctl try-restart --no-block docker.service']);
  });

  test('is not touched when there is none', () => {
    run();
    expect(() => dropIn('docker')).toThrow('ENOENT');
  });
});

describe('the instance metadata, for tasks in bridge mode', () => {
  const rule = '--in-interface docker+ --destination 169.254.169.254/32 --jump DROP';

  test('is blocked before the agent starts', () => {
    run({}, { networkModes: ALL_MODES });
    const unit = machine.read(BLOCK);
    expect(unit).toMatch(/^After=docker.service$/m);
    expect(unit).toMatch(/^Before=ecs.service$/m);
    expect(unit).not.toContain('169.254.170.2');
    expect(machine.commands).toEqual(['systemctl daemon-reload', 'systemctl enable --now --no-block exec-ready-block-instance-metadata.service']);
  });

  test.each([
    ['once', 'test "$2" != --check', [`iptables --wait --check DOCKER-USER ${rule}`, `iptables --wait --insert DOCKER-USER 1 ${rule}`]],
    ['not twice', 'true', [`iptables --wait --check DOCKER-USER ${rule}`]],
  ])('is blocked %s', (_, iptables, commands) => {
    machine.remove();
    machine = new Machine({ iptables });
    machine.run([/^ExecStart=(.*)$/m.exec(linuxUserData(scope(), {}, context({ networkModes: ALL_MODES })).join('\n'))![1]]);
    expect(machine.commands).toEqual(commands);
  });

  test('needs no rule when no task runs in bridge mode', () => {
    run({}, { networkModes: { awsvpc: true, bridge: false, host: true } });
    expect(() => machine.read(BLOCK)).toThrow('ENOENT');
  });
});

test('nothing is loaded from the network', () => {
  expect(linuxUserData(scope(), { proxy: { url: 'proxy:3128' } }, context({ networkModes: ALL_MODES })).join('\n')).not.toMatch(/\b(?:yum|dnf|curl|wget|pip|aws)\b/);
});
