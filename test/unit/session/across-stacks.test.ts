import type { App } from 'aws-cdk-lib';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { keyOf, remarksOn } from './_sessions';
import { ExecReadyCluster, ExecSession, SessionLog } from '../../../src';
import { newApp, newService, RECOMMENDED_FLAGS } from '../_helpers/apps';
import { DependencyGraph } from '../_helpers/dependency-graph';

function vpcIn(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0, restrictDefaultSecurityGroup: false, subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

/** Key, bucket and session in stacks of their own, and two clusters, one of them plain, with a service and an operator each. */
function largeApp(): { app: App; shared: Stack } {
  const app = newApp(RECOMMENDED_FLAGS);
  const [keys, buckets, shared, orders, prices] = ['Keys', 'Buckets', 'Shared', 'Orders', 'Prices'].map((id) => new Stack(app, id));
  const session = new ExecSession(shared, 'Session', {
    key: keyOf(keys),
    log: SessionLog.toCloudWatchAndS3({}, { bucket: new s3.Bucket(buckets, 'Own', { encryptionKey: keyOf(keys, 'BucketKey'), enforceSSL: true }), prefix: 'sessions' }),
  });
  const clusters = [
    new ExecReadyCluster(orders, 'Cluster', { session }),
    new ecs.Cluster(prices, 'Cluster', { vpc: vpcIn(prices), executeCommandConfiguration: session.executeCommandConfiguration }),
  ];
  clusters.forEach((cluster) => newService(Stack.of(cluster), { cluster }).grants.exec(new iam.Role(cluster.stack, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() })));
  return { app, shared };
}

describe('a session whose key and bucket are elsewhere, and that clusters elsewhere share', () => {
  test('is ready for the services of all clusters', () => {
    expect(remarksOn(largeApp().app)).toEqual([]);
  });

  test('is created in one order, before the services', () => {
    const graph = new DependencyGraph(largeApp().app);
    expect(graph.cyclic()).toEqual([]);
    const services = graph.find('AWS::ECS::Service');
    expect(services).toHaveLength(2);
    const needed = ['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'].flatMap((type) => graph.find(type))
      .filter((name) => !/Orders|Prices/.test(name));
    expect(needed).toHaveLength(5);
    services.forEach((service) => expect(graph.before(service)).toEqual(expect.arrayContaining(needed)));
  });

  test('gives the same templates every time', () => {
    const [first, second] = [largeApp(), largeApp()].map(({ app }) => app.synth().stacks.map(({ template }) => JSON.stringify(template)));
    expect(first).toEqual(second);
  });
});

test.each([
  ['a log group', SessionLog.toCloudWatch()], ['a bucket', SessionLog.toS3()], ['both', SessionLog.toCloudWatchAndS3({}, { prefix: 'sessions' })],
  ['the log of the container', SessionLog.toContainerLogs()],
])('a plain cluster takes a session that is logged to %s', (_, log) => {
  const app = newApp(RECOMMENDED_FLAGS);
  const stack = new Stack(app, 'Stack');
  const { executeCommandConfiguration } = new ExecSession(stack, 'Session', { log });
  newService(stack, { cluster: new ecs.Cluster(stack, 'Cluster', { vpc: vpcIn(stack), executeCommandConfiguration }) });
  expect(remarksOn(app)).toEqual([]);
});

test('a session in a nested stack may use a key of the stack around it', () => {
  const stack = new Stack(newApp(RECOMMENDED_FLAGS), 'Stack');
  const nested = new NestedStack(stack, 'Nested');
  new ExecSession(nested, 'Session', { key: keyOf(stack) });
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  expect(JSON.stringify(key)).not.toContain('AWS::CloudFormation::Stack');
  expect(JSON.stringify(key.Properties.KeyPolicy)).toMatch(/log-group:\/aws\/ecs\/exec\/Stack-Nested-Session-[0-9A-F]{8}-\*/);
});

test.each([['new keys', false], ['keys each', true]])('the service comes after all of a session with %s', (_, separate) => {
  const app = newApp(RECOMMENDED_FLAGS);
  const stack = new Stack(app, 'Stack');
  const [encryptionKey, bucketKey] = separate ? [keyOf(stack, 'LogsKey'), keyOf(stack, 'BucketKey')] : [];
  const session = new ExecSession(stack, 'Session', { log: SessionLog.toCloudWatchAndS3({ encryptionKey }, { encryptionKey: bucketKey }) });
  newService(stack, { cluster: new ExecReadyCluster(stack, 'Cluster', { session }) });
  const graph = new DependencyGraph(app);
  const [service] = graph.find('AWS::ECS::Service');
  const needed = [...graph.find('AWS::KMS::Key'), ...['AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'].flatMap((type) => graph.find(type, 'Session'))];
  expect(needed).toHaveLength(separate ? 6 : 4);
  expect(graph.before(service)).toEqual(expect.arrayContaining(needed));
});
