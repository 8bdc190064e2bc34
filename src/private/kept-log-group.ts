import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LOGS_ENCRYPTION_CONTEXT, LOGS_KEY_ACTIONS } from './exec-facts';

/** What the names of a log group of this construct begin with, in whatever stack it is deployed. */
export function nameOfLog(scope: Construct, folder: string): string {
  return `${folder}/${cdk.Names.uniqueResourceName(scope, { maxLength: 128, separator: '-', allowedSpecialCharacters: '-' })}`;
}

/**
 * A name of a log group that no earlier deployment of the same stack has left behind: a kept group must not stop the stack from being made again.
 *
 * The policy of its key names the group and the group names its key: only a name known beforehand breaks the circle.
 */
export function nameOfKeptLog(scope: Construct, folder: string): string {
  return `${nameOfLog(scope, folder)}-${cdk.Fn.select(2, cdk.Fn.split('/', cdk.Stack.of(scope).stackId))}`;
}

/**
 * What lets CloudWatch Logs use a key for one log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logsMayUse(scope: Construct, logGroupName: string, operator: 'ArnEquals' | 'ArnLike' = 'ArnEquals'): iam.PolicyStatement {
  const stack = cdk.Stack.of(scope);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: [...LOGS_KEY_ACTIONS],
    resources: ['*'],
    conditions: {
      [operator]: {
        [LOGS_ENCRYPTION_CONTEXT]: stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });
}
