import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ExecCapacity, ExecNetwork } from '../../../src';
import { ENV, newApp, newService, privateImage } from '../_helpers/apps';
import { endpointsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

const SESSION_LOG = 'ECS Exec: session log in CloudWatch Logs';
const AWSLOGS = 'application logs through the awslogs driver';
const LOGS = 'com.amazonaws.eu-west-1.logs';

function newStack(): Stack {
  return new Stack(newApp(), 'Stack', { env: ENV });
}

function withLogging(logging: ecs.LogDriver, stack = newStack(), network?: ExecNetwork, capacity?: ExecCapacity): Stack {
  newService(stack, { container: { image: privateImage(stack), logging }, network, capacity });
  return stack;
}

/** Fargate has few drivers, instances have all. */
function onInstances(logging: ecs.LogDriver, stack = newStack(), network?: ExecNetwork): Stack {
  return withLogging(logging, stack, network, ExecCapacity.ec2());
}

function withEgress(stack: Stack): ExecNetwork {
  return ExecNetwork.existing({ vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) });
}

function groupIn(stack: Stack, region: string): logs.ILogGroup {
  return logs.LogGroup.fromLogGroupArn(stack, 'Group', `arn:aws:logs:${region}:111122223333:log-group:/app:*`);
}

function whyLogs(stack: Stack): unknown {
  return endpointsOf(Template.fromStack(stack))[LOGS];
}

describe('the awslogs driver', () => {
  test('brings the endpoint for an imported group of the region', () => {
    const stack = newStack();
    withLogging(ecs.LogDrivers.awsLogs({ logGroup: groupIn(stack, 'eu-west-1'), streamPrefix: 'app' }), stack);
    expect(whyLogs(stack)).toEqual([SESSION_LOG, AWSLOGS]);
    expect(warningIds(stack)).toEqual([]);
  });

  test('fails from subnets without a way out when it writes to another region', () => {
    const stack = newStack();
    const logging = ecs.LogDrivers.awsLogs({ logGroup: groupIn(stack, 'us-east-1'), streamPrefix: 'app' });
    expect(() => withLogging(logging, stack)).toThrow('Stack/Api: the container "app" writes its log to CloudWatch Logs in us-east-1, which cannot be reached from subnets without a way out: '
      + 'endpoints lead to that of eu-west-1 only; use a log group there, or choose subnets with egress through ExecNetwork.egress or ExecNetwork.existing');
  });

  test('fails when others add a container that writes to another region', () => {
    const stack = newStack();
    const logging = ecs.LogDrivers.awsLogs({ logGroup: groupIn(stack, 'us-east-1'), streamPrefix: 'app' });
    newService(stack).taskDefinition.addContainer('Sidecar', { image: privateImage(stack), logging });
    expect(() => Template.fromStack(stack)).toThrow('the container "Sidecar" writes its log to CloudWatch Logs in us-east-1');
  });

  test('writes to another region where there is a way out', () => {
    const stack = newStack();
    withLogging(ecs.LogDrivers.awsLogs({ logGroup: groupIn(stack, 'us-east-1'), streamPrefix: 'app' }), stack, withEgress(stack));
    expect(warningIds(stack)).toEqual([]);
  });

  test('is taken to write to the region of the stack when its own is known only at deployment', () => {
    const stack = newStack();
    const region = new CfnParameter(stack, 'Region').valueAsString;
    withLogging(new ecs.GenericLogDriver({ logDriver: 'awslogs', options: { 'awslogs-group': '/app', 'awslogs-region': region } }), stack);
    expect(whyLogs(stack)).toEqual([SESSION_LOG, AWSLOGS]);
  });

  test('is warned about when it writes to an endpoint of its own', () => {
    const options = { 'awslogs-group': '/app', 'awslogs-endpoint': 'https://logs.example.com' };
    const stack = withLogging(new ecs.GenericLogDriver({ logDriver: 'awslogs', options }));
    expect(warningText(stack, 'exec-ready:unknownLogDestination')).toContain('the container "app" writes its log to "https://logs.example.com", and it cannot be seen');
    expect(whyLogs(stack)).toEqual([SESSION_LOG]);
  });
});

describe('another log driver', () => {
  const token = (stack: Stack) => ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'token'));

  const FAR: [string, (stack: Stack) => ecs.LogDriver][] = [
    ['through the log driver "splunk" to "https://splunk.example.com:8088"', (stack) => ecs.LogDrivers.splunk({ url: 'https://splunk.example.com:8088', secretToken: token(stack) })],
    ['through the log driver "fluentd" to "logs.example.com:24224"', () => ecs.LogDrivers.fluentd({ address: 'logs.example.com:24224' })],
    ['through the log driver "gelf" to "udp://logs.example.com:12201"', () => ecs.LogDrivers.gelf({ address: 'udp://logs.example.com:12201' })],
    ['through the log driver "syslog" to "tcp://logs.example.com:514"', () => ecs.LogDrivers.syslog({ address: 'tcp://logs.example.com:514' })],
    ['through the log driver "logentries"', () => new ecs.GenericLogDriver({ logDriver: 'logentries' })],
  ];

  test.each(FAR)('is warned about when it cannot be seen where it writes to, %s', (where, logging) => {
    const stack = newStack();
    onInstances(logging(stack), stack);
    expect(warningIds(stack)).toEqual(['exec-ready:unknownLogDestination']);
    expect(warningText(stack, 'exec-ready:unknownLogDestination')).toBe(`the container "app" writes its log ${where}, and it cannot be seen whether subnets `
      + 'without a way out lead there; use ecs.LogDrivers.awsLogs, or make sure that it is in reach of the VPC');
    expect(whyLogs(stack)).toEqual([SESSION_LOG]);
  });

  test.each(FAR)('is not warned about where there is a way out, %s', (_, logging) => {
    const stack = newStack();
    onInstances(logging(stack), stack, withEgress(stack));
    expect(warningIds(stack)).toEqual([]);
  });

  test.each<[string, ecs.LogDriver]>([
    ['json-file', ecs.LogDrivers.jsonFile()],
    ['journald', ecs.LogDrivers.journald()],
    ['none', new ecs.GenericLogDriver({ logDriver: 'none' })],
    ['syslog', ecs.LogDrivers.syslog()],
    ['syslog on a socket', ecs.LogDrivers.syslog({ address: 'unix:///dev/log' })],
    ['fluentd', ecs.LogDrivers.fluentd()],
    ['fluentd beside the task', ecs.LogDrivers.fluentd({ address: 'localhost:24224' })],
    ['gelf beside the task', ecs.LogDrivers.gelf({ address: 'udp://127.0.0.1:12201' })],
  ])('that keeps the log on the host needs no path, like %s', (_, logging) => {
    const stack = onInstances(logging);
    expect(whyLogs(stack)).toEqual([SESSION_LOG]);
    expect(warningIds(stack)).toEqual([]);
  });
});

describe('a value from another region', () => {
  const VALUES: [string, (stack: Stack) => ecs.Secret][] = [
    ['a secret', (stack) => ecs.Secret.fromSecretsManager(
      secretsmanager.Secret.fromSecretCompleteArn(stack, 'Value', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:password-AbCdEf'))],
    ['a parameter', (stack) => {
      const parameterArn = 'arn:aws:ssm:us-east-1:111122223333:parameter/setting';
      const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Value', '/setting');
      return { ...ecs.Secret.fromSsmParameter(parameter), arn: parameterArn, grantRead: () => undefined as never } as ecs.Secret;
    }],
  ];

  test.each(VALUES)('fails from subnets without a way out, for %s', (_, value) => {
    const stack = newStack();
    expect(() => newService(stack, { container: { image: privateImage(stack), secrets: { VALUE: value(stack) } } }))
      .toThrow(/the container "app" is given the value of ".*us-east-1.*", which cannot be read from subnets without a way out: endpoints do not lead to us-east-1; keep a replica of it in eu-west-1, or choose/);
  });

  test.each(VALUES)('is read where there is a way out, for %s', (_, value) => {
    const stack = newStack();
    newService(stack, { network: withEgress(stack), container: { image: privateImage(stack), secrets: { VALUE: value(stack) } } });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });
});
