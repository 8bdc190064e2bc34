import type { App, Stack } from 'aws-cdk-lib';
import { Validations } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatchActions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { roleFor } from './_cases';
import { PACKS, violationsIn } from './_packs';
import { ExecAudit, ExecCapacity, ExecNetwork, ExecReadyCluster, ExecSession, ExecTrail, SessionLog } from '../../../src';
import { newService, newStack } from '../_helpers/apps';

function encryptedLog(stack: Stack): logs.LogGroup {
  return new logs.LogGroup(stack, 'Own', { encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) });
}

/** Not every CDK that the library supports takes an id with an ARN in it. */
function acknowledge(construct: IConstruct, id: string, reason: string): void {
  if (id.includes('arn:')) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
  } else {
    Validations.of(construct).acknowledge({ id, reason });
  }
}

function rulesIn(stack: Stack): string[] {
  return violationsIn(stack).map(({ rule }) => rule);
}

test.each<[string, RegExp, (stack: Stack) => void]>([
  ['flow logs', /VPC7|VPCFlowLogs/, (stack) => newService(stack).vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(encryptedLog(stack)),
  })],
  ['a VPC whose default security group is closed', /VPCDefaultSecurityGroup/, (stack) => {
    newService(stack, { network: ExecNetwork.existing({ vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: true }) }) });
  }],
  ['Container Insights', /ECS4/, (stack) => { new ExecReadyCluster(stack, 'Cluster', { containerInsightsV2: ecs.ContainerInsights.ENABLED }); }],
  ['a log group of the application that is encrypted', /LogGroupEncrypted/, (stack) => {
    const logging = ecs.LogDrivers.awsLogs({ logGroup: encryptedLog(stack), streamPrefix: 'api' });
    newService(stack, { container: { image: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/app'), logging } });
  }],
  ['roles that this app cannot change', /IAM5|IAMNoInlinePolicy/, (stack) => {
    const [taskRole, executionRole] = ['task', 'execution'].map((name) =>
      iam.Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`, { mutable: false }));
    const service = newService(stack, { taskRole, executionRole });
    ['exec-ready:importedTaskRole', 'exec-ready:importedExecutionRole'].forEach((id) => Validations.of(service).acknowledge({ id, reason: 'they have the statements' }));
  }],
  ['notifications of the Auto Scaling group', /AS3/, (stack) => {
    const capacity = ExecCapacity.ec2();
    const { cluster } = newService(stack, { capacity });
    const group = capacity.instancesIn(cluster).autoScalingGroup.node.defaultChild as autoscaling.CfnAutoScalingGroup;
    group.notificationConfigurations = [{
      topicArn: new sns.Topic(stack, 'Topic').topicArn, notificationTypes: Object.values(autoscaling.ScalingEvent),
    }];
  }],
  ['a session in single tasks', /:task\//, (stack) => {
    newService(stack).grants.exec(roleFor('grants.exec()', stack), { tasks: ['0123456789abcdef0123456789abcdef'] });
  }],
  ['the log of requests to the bucket', /S1|S3BucketLogging/, (stack) => {
    new ExecSession(stack, 'Session', { log: SessionLog.toS3({ serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Requests', 'requests') }) });
  }],
  ['actions of the alarms', /AlarmAction/, (stack) => {
    const audit = new ExecAudit(stack, 'Audit', { trail: ExecTrail.existing() });
    const action = new cloudwatchActions.SnsAction(new sns.Topic(stack, 'Topic'));
    [audit.sessionAlarm, audit.refusalAlarm].forEach((alarm) => alarm.addAlarmAction(action));
  }],
  ['a trail that is there', /CloudTrail|S3|AwsSolutions-S1/, (stack) => { new ExecAudit(stack, 'Audit', { trail: ExecTrail.existing() }); }],
  ['a state machine that logs and is traced', /SF\d/, (stack) => {
    new ExecAudit(stack, 'Audit', { trail: ExecTrail.existing() }).replaceTasks({
      logs: { destination: encryptedLog(stack), level: stepfunctions.LogLevel.ALL }, tracingEnabled: true,
    });
  }],
])('what docs/rule-packs.md says to do is enough: %s', (_, rules, make) => {
  const stack = newStack();
  make(stack);
  expect(rulesIn(stack).filter((rule) => rules.test(rule))).toEqual([]);
});

test('what stays is acknowledged where it is found, with a reason, and the packs let the app pass', () => {
  const stack = newStack();
  const { grants } = newService(stack);
  grants.exec(roleFor('grants.exec()', stack));
  const violations = violationsIn(stack);
  Validations.of(stack.node.root).addPlugins(...PACKS.map((Pack) => new Pack()));
  const synthesise = () => (stack.node.root as App).synth({ force: true });
  expect(synthesise).toThrow('AwsSolutions-VPC7');
  violations.forEach(({ rule, resource }) => acknowledge(resource, rule, 'as docs/rule-packs.md says'));
  expect(violationsIn(stack)).toEqual([]);
  expect(synthesise).not.toThrow();
});
