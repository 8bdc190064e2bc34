import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ExecNetwork, type ExecReadyService } from '../../../src';
import { ENV, newApp, newService, privateImage } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const CLOUDWATCH = 'application logs through FireLens to Amazon CloudWatch Logs';
const FIREHOSE = 'application logs through FireLens to Amazon Data Firehose';
const STREAMS = 'application logs through FireLens to Amazon Kinesis Data Streams';
const BUCKET = 'application logs through FireLens to Amazon S3';

function newStack(): Stack {
  return new Stack(newApp(), 'Stack', { env: ENV });
}

function withOutput(options: Record<string, string>, stack = newStack(), network?: ExecNetwork): ExecReadyService {
  const container = { image: privateImage(stack), logging: ecs.LogDrivers.firelens({ options }) };
  return newService(stack, { container, ...network ? { network } : {} });
}

function withEgress(stack: Stack): ExecNetwork {
  return ExecNetwork.existing({ vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) });
}

/** The endpoints that are there for reasons with a part in them, each with those reasons. */
function becauseOf(stack: Stack, part = 'FireLens'): Record<string, string[]> {
  const all = Object.entries(endpointsOf(Template.fromStack(stack)) as Record<string, string[]>);
  return Object.fromEntries(all
    .map(([name, reasons]) => [name.replace(/^com\.amazonaws\.[^.]+\./, ''), reasons.filter((reason) => reason.includes(part))] as const)
    .filter(([, reasons]) => reasons.length > 0));
}

function addRouter(service: ExecReadyService, options?: ecs.FirelensOptions): void {
  service.taskDefinition.addFirelensLogRouter('router', {
    image: privateImage(service), firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT, ...options ? { options } : {} },
  });
}

describe('an output of FireLens', () => {
  test.each<[string, Record<string, string>, Record<string, string[]>]>([
    ['cloudwatch', { Name: 'cloudwatch', region: 'eu-west-1' }, { logs: [CLOUDWATCH] }],
    ['cloudwatch_logs', { Name: 'cloudwatch_logs' }, { logs: [CLOUDWATCH] }],
    ['firehose', { Name: 'firehose' }, { 'kinesis-firehose': [FIREHOSE] }],
    ['kinesis_firehose', { Name: 'kinesis_firehose' }, { 'kinesis-firehose': [FIREHOSE] }],
    ['kinesis', { Name: 'kinesis' }, { 'kinesis-streams': [STREAMS] }],
    ['kinesis_streams', { name: 'kinesis_streams' }, { 'kinesis-streams': [STREAMS] }],
    ['s3', { Name: 's3' }, { s3: [BUCKET] }],
    ['of Fluentd', { '@type': 'kinesis_firehose' }, { 'kinesis-firehose': [FIREHOSE] }],
    ['with a role', { Name: 's3', role_arn: 'arn:aws:iam::444455556666:role/logs' }, { s3: [BUCKET], sts: ['application logs through FireLens: the role they are written with'] }],
    ['within the task', { Name: 'stdout' }, {}],
    ['that is not named', { 'log-driver-buffer-limit': '1024' }, {}],
  ])('brings the endpoint of its service: %s', (_, options, expected) => {
    const stack = newStack();
    withOutput(options, stack);
    expect(becauseOf(stack)).toEqual(expected);
    expect(warningIds(stack)).toEqual([]);
  });

  test('fails from subnets without a way out when it is in another region', () => {
    expect(() => withOutput({ Name: 'firehose', region: 'us-east-1' })).toThrow('the container "app" sends its log through FireLens to "firehose" in us-east-1, '
      + 'which cannot be reached from subnets without a way out: endpoints lead to services of eu-west-1 only; use a destination there, or choose subnets with egress');
  });

  test.each([
    ['is none of AWS', { Name: 'datadog' }, 'the output "datadog"'],
    ['may be anywhere', { Name: 'es', Host: 'search.example.com', region: 'us-east-1' }, 'the output "es"'],
    ['has the name of something that objects have', { Name: 'constructor' }, 'the output "constructor"'],
    ['has an endpoint of its own', { Name: 's3', endpoint: 'https://s3.example.com' }, 'the output "s3" at an endpoint of its own'],
  ])('is warned about when it %s', (_, options, shown) => {
    const stack = newStack();
    withOutput(options, stack);
    expect(warningText(stack, 'exec-ready:unknownLogDestination')).toBe(`the container "app" sends its log through FireLens to ${shown}, and it cannot be seen whether subnets `
      + 'without a way out lead there; use an output to CloudWatch Logs, Firehose, Kinesis or Amazon S3, or make sure that it is in reach of the VPC');
    expect(becauseOf(stack)).toEqual({});
  });

  test('is warned about when it is known only at deployment', () => {
    const stack = newStack();
    withOutput({ Name: new CfnParameter(stack, 'Output').valueAsString }, stack);
    expect(warningText(stack, 'exec-ready:unknownLogDestination')).toContain('through FireLens to an output that is known only at deployment, and it cannot be seen');
  });

  test('has its secrets read', () => {
    const stack = newStack();
    const secretOptions = { apikey: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Key', 'key')) };
    newService(stack, { container: { image: privateImage(stack), logging: ecs.LogDrivers.firelens({ options: { Name: 'datadog' }, secretOptions }) } });
    expect(becauseOf(stack, 'secrets of')).toEqual({ secretsmanager: ['secrets of AWS Secrets Manager'] });
  });

  test.each<Record<string, string>>([{ Name: 'firehose', region: 'us-east-1' }, { Name: 'datadog' }])('goes wherever it is told to where there is a way out: %o', (options) => {
    const stack = newStack();
    withOutput(options, stack, withEgress(stack));
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('the log router', () => {
  test('that CDK adds by itself is pulled and logs through endpoints, and has an init process', () => {
    const stack = newStack();
    withOutput({ Name: 'stdout' }, stack);
    expect(becauseOf(stack, 'awslogs')).toEqual({ logs: ['application logs through the awslogs driver'] });
    expect(becauseOf(stack, 'image pull')).toHaveProperty(['ecr.dkr']);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: ['app', 'log-router'].map((Name) => Match.objectLike({ Name, LinuxParameters: { InitProcessEnabled: true } })),
    });
    expect(warningIds(stack)).toEqual([]);
  });

  test('that CDK adds by itself brings all it needs where the application needs none of it', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const image = ecs.ContainerImage.fromRegistry('registry.example.com/app');
    newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), container: { image, logging: ecs.LogDrivers.firelens({ options: { Name: 'stdout' } }) } });
    expect(Object.keys(becauseOf(stack, ''))).toEqual(expect.arrayContaining(['ssmmessages', 'ecr.api', 'ecr.dkr', 's3', 'logs']));
    expect(warningIds(stack)).toEqual(['exec-ready:plainCluster', 'exec-ready:unknownImage']);
  });

  test('of AWS is pulled from Amazon ECR of the region', () => {
    const stack = newStack();
    const service = withOutput({ Name: 'stdout' }, stack);
    const image = ecs.obtainDefaultFluentBitECRImage(service.taskDefinition, undefined, 'stable');
    service.taskDefinition.addFirelensLogRouter('router', { image, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
    expect(warningIds(stack)).toEqual([]);
  });

  test('of AWS fails when it is pulled from Amazon ECR Public', () => {
    const stack = newStack();
    withOutput({ Name: 'stdout' }, stack).taskDefinition.addFirelensLogRouter('router', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-for-fluent-bit:stable'), firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    });
    expect(() => Template.fromStack(stack)).toThrow('the container "router" has the image "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable", which cannot be pulled');
  });

  test('needs nothing for its own settings', () => {
    const stack = newStack();
    addRouter(withOutput({ Name: 'stdout' }, stack), { enableECSLogMetadata: true });
    expect(becauseOf(stack, 'log router')).toEqual({});
    expect(warningIds(stack)).toEqual([]);
  });

  test('reads its configuration from a bucket', () => {
    const stack = newStack();
    addRouter(withOutput({ Name: 'stdout' }, stack), { configFileType: ecs.FirelensConfigFileType.S3, configFileValue: 'arn:aws:s3:::settings/router.conf' });
    expect(becauseOf(stack, 'log router')).toEqual({ s3: ['configuration file of the log router'] });
  });

  test.each([
    [ecs.FirelensConfigFileType.S3, 'arn:aws:s3:::settings/router.conf'], [ecs.FirelensConfigFileType.FILE, '/router.conf'],
  ])('is warned about when a configuration file may name more outputs: %s', (configFileType, configFileValue) => {
    const stack = newStack();
    addRouter(withOutput({ Name: 'stdout' }, stack), { configFileType, configFileValue });
    expect(warningText(stack, 'exec-ready:unknownLogDestination')).toContain('the container "router" routes logs by a configuration file, in which the outputs cannot be seen from here; use an output');
  });
});
