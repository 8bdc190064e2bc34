import { CfnParameter, Stack } from 'aws-cdk-lib';
import { context, scope } from './_agent';
import { type Commands, powershellReader } from './_powershell';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import type { AgentContext } from '../../../src/capacity/private/agent-context';
import { windowsUserData } from '../../../src/capacity/private/user-data/windows';

let read: (script: string) => Commands;

beforeAll(async () => {
  read = await powershellReader();
});

function commands(config: EcsAgentConfig = {}, more: Partial<AgentContext> = {}): Commands {
  return read(windowsUserData(scope(), config, context(more)).join('\n'));
}

const SET = 'SetEnvironmentVariable';
const OVERRIDE = [SET, 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', 'true', 'Machine'];
const IMPORT = ['Import-Module', 'ECSTools'];
const START = ['Initialize-ECSAgent', '-Cluster', 'c', '-LoggingDrivers', '["json-file","awslogs","fluentd","none"]', '-EnableTaskIAMRole'];

test('sets what ECS Exec needs, and then starts the agent', () => {
  expect(commands()).toEqual([OVERRIDE, IMPORT, [...START, '-EnableTaskENI', '-AwsvpcBlockIMDS']]);
});

test('needs no network interfaces for tasks in other modes', () => {
  expect(commands({}, { networkModes: { awsvpc: false, bridge: true, host: false } })).toEqual([OVERRIDE, IMPORT, START]);
});

test('has them when the user says so', () => {
  expect(commands({ enableTaskEni: true }, { networkModes: { awsvpc: false, bridge: true, host: false } }).at(-1)).toEqual([...START, '-EnableTaskENI', '-AwsvpcBlockIMDS']);
});

test('knows what instances are', () => {
  expect(commands({}, { spot: true, warmPool: true, gpu: true })).toEqual([
    [SET, 'ECS_ENABLE_SPOT_INSTANCE_DRAINING', 'true', 'Machine'], OVERRIDE, [SET, 'ECS_WARM_POOLS_CHECK', 'true', 'Machine'],
    IMPORT, [...START, '-EnableTaskENI', '-AwsvpcBlockIMDS'],
  ]);
});

test('sets the proxy of the machine before the agent starts', () => {
  const url = 'http://proxy:3128';
  expect(commands({ proxy: { url: 'proxy:3128', noProxy: ['.example.com'] } })).toEqual([
    OVERRIDE,
    [SET, 'HTTP_PROXY', url, 'Machine'], [SET, 'HTTPS_PROXY', url, 'Machine'],
    [SET, 'NO_PROXY', '169.254.169.254,169.254.170.2,.example.com,\\\\.\\pipe\\docker_engine', 'Machine'],
    ['Restart-Service', 'Docker'],
    IMPORT, [...START, '-EnableTaskENI', '-AwsvpcBlockIMDS'],
  ]);
});

test.each([
  'it\'s', 'a "quoted" one', '$env:PATH', '$(Get-Date)', '`id`', 'a\\', '#', '; Remove-Item b', '\'); Remove-Item b; (\'', '\u2018typographic\u2019 \u201a\u201b',
])('takes %j as it is', (value) => {
  expect(commands({ healthcheckHost: value, additionalVariables: { ECS_NEW: value } })).toEqual([
    [SET, 'ECS_AGENT_HEALTHCHECK_HOST', value, 'Machine'], OVERRIDE, [SET, 'ECS_NEW', value, 'Machine'],
    IMPORT, [...START, '-EnableTaskENI', '-AwsvpcBlockIMDS'],
  ]);
});

test('takes JSON as it is', () => {
  const [[, name, json]] = commands({ instanceAttributes: { 'a.b': 'c@d' } });
  expect([name, JSON.parse(json)]).toEqual(['ECS_INSTANCE_ATTRIBUTES', { 'a.b': 'c@d' }]);
});

test('tokens reach the template', () => {
  const stack = new Stack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const script = windowsUserData(stack, { region: text, awsvpcAdditionalLocalRoutes: list }, context({ clusterName: text })).join('\n');
  const resolved = JSON.stringify(stack.resolve(script));
  expect(resolved).toContain('\'AWS_DEFAULT_REGION\', \'",{"Ref":"Text"},"\', \'Machine\'');
  expect(resolved).toContain('-Cluster \'",{"Ref":"Text"},"\'');
  expect(resolved).toContain('-AwsvpcAdditionalLocalRoutes \'[\\"",{"Fn::Join":["\\",\\"",{"Ref":"List"}]},"\\"]\'');
});
