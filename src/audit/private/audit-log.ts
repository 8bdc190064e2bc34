import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logsMayUse, nameOfKeptLog } from '../../private/kept-log-group';

/** Amazon EventBridge writes to groups below this name only. */
const FOLDER = '/aws/events/exec';

/** An encrypted log group that Amazon EventBridge writes to. */
export function createAuditLog(scope: Construct, retention: logs.RetentionDays): logs.LogGroup {
  const key = new kms.Key(scope, 'Key', {
    description: `Who opened sessions of ECS Exec: ${scope.node.path}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const logGroupName = nameOfKeptLog(scope, FOLDER);
  key.addToResourcePolicy(logsMayUse(scope, logGroupName));
  return new logs.LogGroup(scope, 'Log', { logGroupName, encryptionKey: key, retention, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE });
}

/**
 * Sends whole events to a log group. The target of the L2 would need a custom resource.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function keepIn(log: logs.LogGroup, rules: events.Rule[]): void {
  log.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('events.amazonaws.com'), new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [log.logGroupArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) } },
  }));
  const arn = Stack.of(log).formatArn({
    service: 'logs', resource: 'log-group', resourceName: log.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  rules.forEach((rule) => rule.addTarget({ bind: () => ({ arn }) }));
}
