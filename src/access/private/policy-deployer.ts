import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { combined } from './exec-access';
import { TASKS_PRINCIPAL } from '../../private/exec-facts';

/** What Amazon ECS has its own roles as: for volumes, certificates and target groups of a service. */
const INFRASTRUCTURE_PRINCIPAL = 'ecs.amazonaws.com';

/** Lets the grantee put new revisions of the task definition of a service into service. */
export function grantDeploy(service: ecs.BaseService, grantee: iam.IGrantable, infrastructureRoles: readonly iam.IRole[]): iam.Grant {
  const { taskRole, executionRole, family } = service.taskDefinition;
  const revisions = Stack.of(service).formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${family}:*` });
  const arnsOf = (...roles: readonly (iam.IRole | undefined)[]) => roles.flatMap((role) => role?.roleArn ?? []);
  const allow = (actions: string[], resourceArns: string[], conditions?: Record<string, Record<string, string>>) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns, conditions });
  return combined(service, grantee, 'grants.deployer()', [
    allow(['ecs:RegisterTaskDefinition'], [revisions]),
    // a request for a tag of its own comes without ecs:CreateAction
    allow(['ecs:TagResource'], [revisions], { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } }),
    // describing a task definition has no resource to name
    allow(['ecs:DescribeTaskDefinition'], ['*']),
    allow(['ecs:DescribeServices', 'ecs:UpdateService'], [service.serviceArn]),
    allow(['iam:PassRole'], arnsOf(taskRole, executionRole), { StringEquals: { 'iam:PassedToService': TASKS_PRINCIPAL } }),
    ...infrastructureRoles.length > 0
      ? [allow(['iam:PassRole'], arnsOf(...infrastructureRoles), { StringEquals: { 'iam:PassedToService': INFRASTRUCTURE_PRINCIPAL } })] : [],
  ]);
}
