import { parse } from '@iarna/toml';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { context, scope } from './_agent';
import type { EcsAgentConfig } from '../../../src/capacity/ecs-agent-config';
import type { AgentContext } from '../../../src/capacity/private/agent-context';
import { bottlerocketUserData } from '../../../src/capacity/private/user-data/bottlerocket';

function settings(config: EcsAgentConfig = {}, more: Partial<AgentContext> = {}): unknown {
  return parse(bottlerocketUserData(scope(), config, context(more))).settings;
}

const ALWAYS = { 'cluster': 'c', 'logging-drivers': ['json-file', 'awslogs', 'fluentd', 'none'], 'awsvpc-block-imds': true };

test('sets what ECS Exec needs, and no more', () => {
  expect(settings()).toEqual({ ecs: ALWAYS });
});

test('knows what instances are', () => {
  expect(settings({}, { spot: true, warmPool: true, gpu: true })).toEqual({
    ecs: { ...ALWAYS, 'enable-spot-instance-draining': true }, autoscaling: { 'should-wait': true },
  });
});

test('sets the proxy of the host', () => {
  expect(settings({ proxy: { url: 'proxy:3128', noProxy: ['.example.com'] } })).toEqual({
    ecs: ALWAYS,
    network: { 'https-proxy': 'http://proxy:3128', 'no-proxy': ['169.254.169.254', '169.254.170.2', '.example.com', '/var/run/docker.sock'] },
  });
});

test('sets everything at once', () => {
  expect(settings({
    disablePrivileged: false,
    instanceAttributes: { 'a.b/c': 'd\\e', '_': 'x y' },
    taskMetadataRequestLimit: { steady: 1, burst: 2 },
    additionalVariables: { ECS_BACKEND_HOST: 'https://ecs.example.com' },
    proxy: { url: 'proxy:3128' },
  }, { warmPool: true })).toEqual({
    ecs: {
      ...ALWAYS,
      'allow-privileged-containers': true,
      'backend-host': 'https://ecs.example.com',
      'metadata-service-rps': 1,
      'metadata-service-burst': 2,
      'instance-attributes': { 'a.b/c': 'd\\e', '_': 'x y' },
    },
    autoscaling: { 'should-wait': true },
    network: expect.anything() as unknown,
  });
});

test.each(['it\'s', 'a "quoted" one', '$HOME', '`id`', 'a\\b', '#', 'é – 日本'])('takes %j as it is', (value) => {
  expect(settings({ additionalVariables: { ECS_BACKEND_HOST: value } })).toEqual({ ecs: { ...ALWAYS, 'backend-host': value } });
});

test('tokens reach the template', () => {
  const stack = new Stack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  const document = bottlerocketUserData(stack, {
    instanceAttributes: { a: text }, imagesDeletedPerCycle: number, taskMetadataRequestLimit: { steady: number, burst: number },
  }, context({ clusterName: text }));
  const [separator, parts] = (stack.resolve(document) as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const resolved = parts.map((part) => typeof part === 'string' ? part : (part as { Ref: string }).Ref === 'Text' ? 'text' : '7').join(separator);
  expect(parse(resolved).settings).toEqual({
    ecs: {
      ...ALWAYS,
      'cluster': 'text',
      'image-cleanup-delete-per-cycle': 7,
      'metadata-service-rps': 7,
      'metadata-service-burst': 7,
      'instance-attributes': { a: 'text' },
    },
  });
});
